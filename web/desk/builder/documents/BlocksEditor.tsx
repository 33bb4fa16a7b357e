import { Dropdown } from 'antd';
import { useState } from 'react';
import type { DocumentBlock, SheetBlock } from '../../../../lowcode/document/definition.ts';
import { columnsOf } from '../../../../lowcode/document/from-form.ts';
import { LIST_WORDS } from '../../../../lowcode/document/lines.ts';
import { type Place, toLabels } from '../../../../lowcode/document/template-text.ts';
import type { FormDefinition } from '../../../../lowcode/form/definition.ts';
import { Icon } from '../../shell/icons.tsx';
import { Tag } from '../../ui/tag.tsx';
import { showProperty } from '../jump.ts';
import { propertyId } from '../PropertyField.tsx';
import { Tool } from '../PropertyList.tsx';
import { type BlockContext, BlockEditor, outerGroups } from './BlockEditor.tsx';

const BLOCK_WORDS = { text: '一段文字', sheet: '表格', rows: '重复组的表格', list: '列表', sign: '落款' } as const;
/** What of a new block is filled in first. */
const FIRST = { text: '.text', sheet: '.rows.0.cells.0.text', rows: '.group', list: '', sign: '' } as const;

/**
 * A document's blocks in order: added, moved, copied, removed and edited in place. One is unfolded at a time, so that the
 * paper form of a long application is a list that is read, and gone through by keyboard, at a glance.
 */
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
  const [open, setOpen] = useState<number | null>(null);
  const move = (from: number, to: number, tool: string) => {
    const block = blocks[from] as DocumentBlock;
    change(blocks.toSpliced(from, 1).toSpliced(to, 0, block));
    setOpen(to);
    focusTool(`${tool}${nameOf(block, to)}`);
  };
  const add = (block: DocumentBlock) => {
    change([...blocks, block]);
    showProperty(`${path}.${blocks.length}${FIRST[block.kind]}`);
  };
  return (
    <div className="records">
      {blocks.map((block, index) => {
        const name = nameOf(block, index);
        const place = `${path}.${index}`;
        const wrong = context.problems.filter((each) => `${each.path}.`.startsWith(`${place}.`)).length;
        return (
          <details
            // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no name of their own
            key={index}
            className="record record-fold"
            id={`${propertyId(place)}-place`}
            open={open === index}
            onToggle={({ currentTarget }) =>
              setOpen((old) => (currentTarget.open ? index : old === index ? null : old))
            }
          >
            <summary>
              {name}
              <span className="faint">{aboutBlock(block, context)}</span>
              {wrong > 0 && <Tag tone="danger">{wrong} 处</Tag>}
            </summary>
            <div className="record-tools">
              <Tool icon="up" label={`上移${name}`} off={index === 0} act={() => move(index, index - 1, '上移')} />
              <Tool
                icon="down"
                label={`下移${name}`}
                off={index === blocks.length - 1}
                act={() => move(index, index + 1, '下移')}
              />
              <Tool icon="copy" label={`复制${name}`} act={() => change(blocks.toSpliced(index + 1, 0, block))} />
              <Tool
                icon="trash"
                label={`删除${name}`}
                act={() => {
                  setOpen(null);
                  change(blocks.toSpliced(index, 1));
                  focusBlock(`${path}.${Math.min(index, blocks.length - 2)}`);
                }}
              />
            </div>
            <BlockEditor block={block} path={place} set={(next) => change(blocks.with(index, next))} {...context} />
          </details>
        );
      })}
      <AddBlock form={context.form} add={add} />
    </div>
  );
}

function nameOf(block: DocumentBlock, index: number): string {
  return `${BLOCK_WORDS[block.kind]} ${index + 1}`;
}

/** By which words a folded block is known: what it says, the labels of its table, what it lists. */
function aboutBlock(block: DocumentBlock, { places, form }: { places: readonly Place[]; form: FormDefinition | null }) {
  switch (block.kind) {
    case 'text':
      return toLabels(block.text, places);
    case 'sheet': {
      const labels = block.rows.flatMap(({ cells }) => cells.filter(({ label }) => label).map(({ text }) => text));
      return labels.filter((label) => label.trim() !== '').join('、');
    }
    case 'rows':
      return outerGroups(form).find(({ key }) => key === block.group)?.label.zh ?? '';
    case 'list':
      return LIST_WORDS[block.of];
    case 'sign':
      return '办理机关、日期和盖章';
  }
}

/** The focus goes from a block that is gone to the one that took its place. */
function focusBlock(path: string): void {
  requestAnimationFrame(() => {
    const place = document.getElementById(`${propertyId(path)}-place`);
    place?.querySelector('summary')?.focus();
  });
}

/** Keeps the focus on what was pressed, which stands elsewhere now; at the end of the list it cannot be pressed again. */
function focusTool(label: string): void {
  requestAnimationFrame(() => {
    const tool = document.querySelector<HTMLButtonElement>(`[aria-label="${label}"]`);
    (tool?.disabled ? tool.closest('details')?.querySelector('summary') : tool)?.focus();
  });
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
      autoFocus
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
