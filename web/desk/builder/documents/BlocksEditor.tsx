import { Dropdown, InputNumber, Select } from 'antd';
import type {
  DocumentBlock,
  ListBlock,
  RowsBlock,
  SheetBlock,
  TextBlock,
} from '../../../../lowcode/document/definition.ts';
import { columnsOf, printable } from '../../../../lowcode/document/from-form.ts';
import type { Place } from '../../../../lowcode/document/template-text.ts';
import type { FormDefinition, Group } from '../../../../lowcode/form/definition.ts';
import { itemsOf } from '../../../../lowcode/form/walk.ts';
import type { Scope } from '../../../../lowcode/rule/scope.ts';
import type { Problem } from '../../api/model.ts';
import { Icon } from '../../shell/icons.tsx';
import { propertyId } from '../PropertyField.tsx';
import { Tool } from '../PropertyList.tsx';
import { RuleInput } from '../RuleInput.tsx';
import { PlacedText } from './PlacedText.tsx';
import { SheetEditor } from './SheetEditor.tsx';

export interface BlockContext {
  readonly form: FormDefinition | null;
  readonly scope: Scope;
  readonly places: readonly Place[];
  readonly problems: readonly Problem[];
}

const BLOCK_WORDS = { text: '一段文字', sheet: '表格', rows: '重复组的表格', list: '列表', sign: '落款' } as const;
const LISTS = [
  { value: 'defects', label: '需要补正的内容' },
  { value: 'grounds', label: '理由、依据和救济途径' },
  { value: 'materials', label: '已交的材料' },
];
const ALIGNS = [
  { value: 'indent', label: '首行缩进' },
  { value: 'start', label: '顶格' },
  { value: 'centre', label: '居中' },
  { value: 'end', label: '靠右' },
];

/** A document's blocks in order: added, moved, copied, removed and edited in place. */
export function BlocksEditor({
  blocks,
  path,
  change,
  ...context
}: BlockContext & {
  blocks: readonly DocumentBlock[];
  path: string;
  change: (blocks: readonly DocumentBlock[]) => void;
}) {
  const move = (from: number, to: number) =>
    change(blocks.toSpliced(from, 1).toSpliced(to, 0, blocks[from] as DocumentBlock));
  return (
    <div className="records">
      {blocks.map((block, index) => {
        const name = `${BLOCK_WORDS[block.kind]} ${index + 1}`;
        const place = `${path}.${index}`;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name of their own
          <fieldset key={index} className="record" id={`${propertyId(place)}-place`}>
            <legend>{name}</legend>
            <div className="record-tools">
              <Tool icon="up" label={`上移${name}`} off={index === 0} act={() => move(index, index - 1)} />
              <Tool
                icon="down"
                label={`下移${name}`}
                off={index === blocks.length - 1}
                act={() => move(index, index + 1)}
              />
              <Tool icon="copy" label={`复制${name}`} act={() => change(blocks.toSpliced(index + 1, 0, block))} />
              <Tool icon="trash" label={`删除${name}`} act={() => change(blocks.toSpliced(index, 1))} />
            </div>
            <OneBlock block={block} path={place} set={(next) => change(blocks.with(index, next))} {...context} />
          </fieldset>
        );
      })}
      <AddBlock form={context.form} add={(block) => change([...blocks, block])} />
    </div>
  );
}

type BlockProps<B> = BlockContext & { block: B; path: string; set: (block: DocumentBlock) => void };

function OneBlock(props: BlockProps<DocumentBlock>) {
  const { block } = props;
  switch (block.kind) {
    case 'text':
      return <TextEditor {...props} block={block} />;
    case 'list':
      return <ListEditor {...props} block={block} />;
    case 'sheet':
      return <SheetEditor {...props} block={block} />;
    case 'rows':
      return <RowsEditor {...props} block={block} />;
    case 'sign':
      return <p className="faint">办理机关、文书日期和盖章的位置。</p>;
  }
}

function TextEditor({ block, path, set, places, scope, problems }: BlockProps<TextBlock>) {
  return (
    <>
      <PlacedText
        id={propertyId(`${path}.text`)}
        label="文字"
        text={block.text}
        places={places}
        problem={problems.find((each) => each.path === `${path}.text`)?.message}
        set={(text) => set({ ...block, text })}
      />
      <div className="block-line">
        <label className="field-label" htmlFor={propertyId(`${path}.align`)}>
          位置
        </label>
        <Select
          id={propertyId(`${path}.align`)}
          value={block.align ?? 'indent'}
          options={ALIGNS}
          onChange={(align: NonNullable<TextBlock['align']>) => {
            const { align: _old, ...rest } = block;
            set(align === 'indent' ? rest : { ...rest, align });
          }}
        />
      </div>
      <span className="field-label">什么情形下要这一段</span>
      <RuleInput
        rule={block.when ?? null}
        want="condition"
        expected={['boolean']}
        scope={scope}
        label="什么情形下要这一段"
        none="总是要"
        change={(when) => {
          const { when: _old, ...rest } = block;
          set(when ? { ...rest, when } : rest);
        }}
      />
    </>
  );
}

function ListEditor({ block, path, set }: BlockProps<ListBlock>) {
  return (
    <Select
      id={propertyId(path)}
      aria-label="列出什么"
      value={block.of}
      options={LISTS}
      onChange={(of: ListBlock['of']) => set({ ...block, of })}
    />
  );
}

/** Groups whose rows stand in the form itself; a group inside a row is printed in that row's cell. */
function outerGroups(form: FormDefinition | null): readonly Group[] {
  return (form ? itemsOf(form) : []).flatMap(({ item }) => (item.kind === 'group' ? [item] : []));
}

function RowsEditor({ block, path, set, form }: BlockProps<RowsBlock>) {
  const groups = outerGroups(form);
  const group = groups.find(({ key }) => key === block.group);
  const choose = (key: string) => {
    const chosen = groups.find((each) => each.key === key);
    if (chosen) set({ ...block, group: key, fields: columnsOf(chosen) });
  };
  return (
    <div className="block-line">
      <label className="field-label" htmlFor={propertyId(`${path}.group`)}>
        重复组
      </label>
      <Select
        id={propertyId(`${path}.group`)}
        value={block.group}
        options={groups.map(({ key, label }) => ({ value: key, label: label.zh }))}
        onChange={choose}
      />
      <label className="field-label" htmlFor={propertyId(`${path}.fields`)}>
        各列
      </label>
      <Select
        id={propertyId(`${path}.fields`)}
        mode="multiple"
        value={[...block.fields]}
        options={group ? printable(group).map(({ key, label }) => ({ value: key, label: label.zh })) : []}
        onChange={(fields: string[]) => set({ ...block, fields })}
      />
      <label className="field-label" htmlFor={propertyId(`${path}.least`)}>
        至少印几行
      </label>
      <InputNumber
        id={propertyId(`${path}.least`)}
        min={0}
        max={40}
        precision={0}
        value={block.least ?? 0}
        onChange={(least) => set({ ...block, least: least ?? 0 })}
      />
    </div>
  );
}

const NEW_SHEET: SheetBlock = {
  kind: 'sheet',
  columns: [3, 5, 3, 5],
  rows: [{ cells: [{ text: '', label: true }, { text: '' }, { text: '', label: true }, { text: '' }] }],
};

function AddBlock({ form, add }: { form: FormDefinition | null; add: (block: DocumentBlock) => void }) {
  const [group] = outerGroups(form);
  const fresh: { readonly [kind in DocumentBlock['kind']]: DocumentBlock | null } = {
    text: { kind: 'text', text: '' },
    sheet: NEW_SHEET,
    rows: group ? { kind: 'rows', group: group.key, fields: columnsOf(group) } : null,
    list: { kind: 'list', of: 'grounds' },
    sign: { kind: 'sign' },
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: Object.entries(BLOCK_WORDS).map(([key, label]) => ({
          key,
          label,
          disabled: fresh[key as DocumentBlock['kind']] === null,
        })),
        onClick: ({ key }) => {
          const block = fresh[key as DocumentBlock['kind']];
          if (block) add(block);
        },
      }}
    >
      <button type="button" className="button-small">
        <Icon name="plus" size={12} /> 添加内容
      </button>
    </Dropdown>
  );
}
