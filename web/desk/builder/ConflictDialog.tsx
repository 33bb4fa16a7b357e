import { Modal, Radio } from 'antd';
import { useMemo, useState } from 'react';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { type Clash, clashesOf, mergeForms, type Side } from '../../../lowcode/form/merge.ts';
import { Tag } from '../ui/tag.tsx';
import type { Conflict, Editor } from './use-editor.ts';

/** Two people changed the same definition: both texts side by side, and for each part whose stands. */
export function ConflictDialog<Kind>({ editor, conflict }: { editor: Editor<Kind>; conflict: Conflict<Kind> }) {
  const isForm = conflict.theirs.kind === 'form';
  const clashes = useMemo(
    () =>
      isForm
        ? clashesOf(
            conflict.base as FormDefinition,
            conflict.mine as FormDefinition,
            conflict.theirs.definition as FormDefinition,
          )
        : [WHOLE],
    [conflict, isForm],
  );
  const [taken, setTaken] = useState<ReadonlyMap<string, Side>>(new Map());
  const sideOf = ({ id, usual }: Clash): Side => taken.get(id) ?? usual;
  const all = (side: Side) => setTaken(new Map(clashes.map(({ id }) => [id, side])));
  const accept = () => {
    const sides = new Map(clashes.map((clash) => [clash.id, sideOf(clash)]));
    const theirs = conflict.theirs.definition as Kind;
    const chosen = isForm
      ? (mergeForms(conflict.mine as FormDefinition, theirs as FormDefinition, (id) => sides.get(id) ?? 'mine') as Kind)
      : sides.get('') === 'mine'
        ? conflict.mine
        : theirs;
    editor.resolve(chosen);
  };
  return (
    <Modal
      open
      width={960}
      title="您打开之后，别人也改过并保存了"
      okText="按所选的合在一起保存"
      cancelText="先不保存，回去再看"
      onOk={accept}
      onCancel={() => editor.resolve(null)}
    >
      <p className="quiet">下面是两边不一样的地方。只有一方改过的已替您选好；两边都改过的，请选用谁的。</p>
      <p className="conflict-all">
        <button type="button" className="button-small" onClick={() => all('mine')}>
          全用我的
        </button>
        <button type="button" className="button-small" onClick={() => all('theirs')}>
          全用对方的
        </button>
      </p>
      <ul className="conflicts">
        {clashes.map((clash) => (
          <li key={clash.id}>
            <p className="conflict-name" id={`conflict-${clash.id}`}>
              {clash.name} {clash.both && <Tag tone="warn">两边都改过</Tag>}
            </p>
            <Radio.Group
              aria-labelledby={`conflict-${clash.id}`}
              className="conflict-sides"
              value={sideOf(clash)}
              onChange={({ target }) => setTaken(new Map(taken).set(clash.id, target.value as Side))}
            >
              <Text side="mine" title="用我的" says={clash.mine} />
              <Text side="theirs" title="用对方的" says={clash.theirs} />
            </Radio.Group>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

function Text({ side, title, says }: { side: Side; title: string; says: readonly string[] }) {
  return (
    <div className="conflict-side">
      <Radio value={side}>{title}</Radio>
      {says.length === 0 ? (
        <p className="faint">没有改动</p>
      ) : (
        <ul>
          {says.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Of what is no form the parts are not told apart. */
const WHOLE: Clash = {
  id: '',
  name: '整份内容',
  mine: ['您没有保存的全部修改'],
  theirs: ['对方已经保存的内容'],
  usual: 'theirs',
  both: true,
};
