import { InputNumber, Select } from 'antd';
import type { DocumentBlock, ListBlock, RowsBlock, TextBlock } from '../../../../lowcode/document/definition.ts';
import { columnsOf, printable } from '../../../../lowcode/document/from-form.ts';
import { ALIGN_WORDS, LIST_WORDS } from '../../../../lowcode/document/lines.ts';
import type { Place } from '../../../../lowcode/document/template-text.ts';
import type { FormDefinition, Group } from '../../../../lowcode/form/definition.ts';
import { itemsOf } from '../../../../lowcode/form/walk.ts';
import type { Scope } from '../../../../lowcode/rule/scope.ts';
import type { Problem } from '../../api/model.ts';
import { propertyId } from '../PropertyField.tsx';
import { RuleInput } from '../RuleInput.tsx';
import { PlacedText } from './PlacedText.tsx';
import { SheetEditor } from './SheetEditor.tsx';

export interface BlockContext {
  readonly form: FormDefinition | null;
  readonly scope: Scope;
  readonly places: readonly Place[];
  readonly problems: readonly Problem[];
}

const optionsOf = <Value extends string>(words: Readonly<Record<Value, string>>) =>
  Object.entries<string>(words).map(([value, label]) => ({ value: value as Value, label }));
const LISTS = optionsOf(LIST_WORDS);
const ALIGNS = optionsOf(ALIGN_WORDS);

type BlockProps<B> = BlockContext & { block: B; path: string; set: (block: DocumentBlock) => void };

/** The properties of one block, by its kind. */
export function BlockEditor(props: BlockProps<DocumentBlock>) {
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
export function outerGroups(form: FormDefinition | null): readonly Group[] {
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
