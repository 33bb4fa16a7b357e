import type { FormDefinition, Group } from '../form/definition.ts';
import { itemsOf } from '../form/walk.ts';
import type { Rule } from '../rule/tree.ts';
import type { DocumentBlock, DocumentTemplate } from './definition.ts';
import { placesFor } from './places.ts';
import { type Place, toLabels } from './template-text.ts';

/** What a list block lists, in words. */
export const LIST_WORDS = {
  defects: '需要补正的内容',
  grounds: '理由、依据和救济途径',
  materials: '已交的材料',
} as const;
/** Where a text stands. */
export const ALIGN_WORDS = { indent: '首行缩进', start: '顶格', centre: '居中', end: '靠右' } as const;

/** A document as lines of words, as its reader compares it: a paragraph, a row of a table. Places are named by their labels. */
export function documentLines(
  { blocks }: DocumentTemplate,
  form: FormDefinition | null,
  sentence: (rule: Rule) => string,
): readonly string[] {
  const places = placesFor(form);
  const groups = (form ? [...itemsOf(form)] : []).flatMap(({ item }) => (item.kind === 'group' ? [item] : []));
  return blocks.flatMap((block) => linesOf(block, places, groups, sentence));
}

function linesOf(
  block: DocumentBlock,
  places: readonly Place[],
  groups: readonly Group[],
  sentence: (rule: Rule) => string,
): readonly string[] {
  switch (block.kind) {
    case 'text':
      return [toLabels(block.text, places) + (block.when ? `（条件：${sentence(block.when)}）` : '')];
    case 'sheet':
      return block.rows.map(({ cells }) => cells.map(({ text }) => toLabels(text, places)).join('｜'));
    case 'rows': {
      const group = groups.find(({ key }) => key === block.group);
      const columns = block.fields.map((key) => group?.fields.find((field) => field.key === key)?.label.zh ?? key);
      return [`${group?.label.zh ?? block.group}的表格：${columns.join('、')}`];
    }
    case 'list':
      return [LIST_WORDS[block.of]];
    case 'sign':
      return ['落款'];
  }
}

/** How a document's blocks are laid out, in words: what its lines do not say. */
export function documentLayout({ blocks }: DocumentTemplate): string {
  return blocks.flatMap((block, index) => layoutOf(block).map((words) => `第${index + 1}块${words}`)).join('；');
}

function layoutOf(block: DocumentBlock): readonly string[] {
  if (block.kind === 'text') return block.align ? [ALIGN_WORDS[block.align]] : [];
  if (block.kind === 'rows') return block.least ? [`至少${block.least}行`] : [];
  if (block.kind !== 'sheet') return [];
  const rows = block.rows.map(({ cells, height }) => {
    const each = cells.map(
      ({ span = 1, down = 1, label }) => `${label ? '栏目' : ''}${span}列${down > 1 ? `${down}行` : ''}`,
    );
    return each.join('、') + (height === undefined ? '' : `（高${height}毫米）`);
  });
  return [`列宽${block.columns.join('、')}`, ...rows.map((row, at) => `第${at + 1}行${row}`)];
}
