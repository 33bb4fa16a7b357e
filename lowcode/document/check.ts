import type { FormDefinition, Group } from '../form/definition.ts';
import { itemsOf } from '../form/walk.ts';
import { type Problem, problem } from '../problem.ts';
import { checkRule } from '../rule/check.ts';
import type { Scope } from '../rule/scope.ts';
import { patternProblem } from '../system/number.ts';
import {
  type DocumentBlock,
  type DocumentNumbering,
  type DocumentTemplate,
  isNumbered,
  type Occasion,
  type SheetBlock,
} from './definition.ts';
import { unknownPlaces } from './template-text.ts';

/**
 * What stands in the way of printing an item's documents: two of one occasion or key, places that neither the case nor the
 * form has, tables whose rows are not as wide as the table. Paths begin at `path`.
 */
export function checkDocuments(
  documents: readonly DocumentTemplate[],
  form: FormDefinition | null,
  scope: Scope | null,
  path: string,
): readonly Problem[] {
  const items = form ? [...itemsOf(form)].map(({ item }) => item) : [];
  const groups = items.filter((item): item is Group => item.kind === 'group');
  const answers = new Set(items.flatMap((item) => (item.kind === 'group' ? [] : [item.key])));
  return documents.flatMap((document, d) => {
    const at = `${path}.${d}`;
    const others = documents.slice(0, d);
    const found: Problem[] = [];
    const { title, blocks, occasion, key, numbering } = document;
    if (title.zh.trim() === '') found.push(problem('NO_TITLE', `${at}.title`, '文书缺少名称'));
    if (others.some((other) => other.key === key))
      found.push(problem('DUPLICATE_KEY', `${at}.key`, `文书标识“${key}”重复`));
    if (occasion !== 'application' && others.some((other) => other.occasion === occasion))
      found.push(problem('DUPLICATE_DOCUMENT', `${at}.occasion`, '同一时机已有另一份文书'));
    if (blocks.length === 0) found.push(problem('EMPTY_DOCUMENT', `${at}.blocks`, `文书“${title.zh}”没有内容`));
    if (numbering) found.push(...numberingProblems(numbering, occasion, `${at}.numbering`));
    const places = (text: string, where: string) => {
      const [name] = unknownPlaces(text, answers);
      if (name !== undefined)
        found.push(problem('UNKNOWN_PLACE', where, `“{${name.slice(0, 60)}}”不是办件的信息，申请表里也没有`));
    };
    places(title.zh, `${at}.title`);
    blocks.forEach((block, b) => {
      const where = `${at}.blocks.${b}`;
      textsOf(block).forEach(([text, below]) => {
        places(text, `${where}.${below}`);
      });
      found.push(...blockProblems(block, where, groups, scope));
    });
    return found;
  });
}

function numberingProblems({ pattern }: DocumentNumbering, occasion: Occasion, path: string): readonly Problem[] {
  if (!isNumbered(occasion)) return [problem('NOT_NUMBERED', path, '只有决定书编文号：准予、不予许可和不予受理')];
  const wrong = patternProblem(pattern);
  return wrong ? [problem('BAD_PATTERN', `${path}.pattern`, wrong)] : [];
}

function textsOf(block: DocumentBlock): readonly (readonly [text: string, path: string])[] {
  if (block.kind === 'text') return [[block.text, 'text']];
  if (block.kind !== 'sheet') return [];
  return block.rows.flatMap(({ cells }, r) => cells.map(({ text }, c) => [text, `rows.${r}.cells.${c}.text`] as const));
}

function blockProblems(
  block: DocumentBlock,
  path: string,
  groups: readonly Group[],
  scope: Scope | null,
): readonly Problem[] {
  if (block.kind === 'sheet') return sheetProblems(block, path);
  if (block.kind === 'text' && block.when && scope) return checkRule(block.when, scope, ['boolean'], `${path}.when`);
  if (block.kind !== 'rows') return [];
  const group = groups.find(({ key }) => key === block.group);
  if (!group) return [problem('UNKNOWN_GROUP', `${path}.group`, `申请表里没有重复组“${block.group}”`)];
  if (block.fields.length === 0) return [problem('NO_COLUMNS', `${path}.fields`, '重复组的表格没有选任何一列')];
  return block.fields.flatMap((key, f) =>
    group.fields.some((field) => field.key === key)
      ? []
      : [problem('UNKNOWN_FIELD', `${path}.fields.${f}`, `重复组“${group.label.zh}”里没有“${key}”`)],
  );
}

/** Every row must be as wide as the table, and nothing may reach below it. */
function sheetProblems({ columns, rows }: SheetBlock, path: string): readonly Problem[] {
  if (columns.length === 0) return [problem('NO_COLUMNS', `${path}.columns`, '表格至少要有一列')];
  const found: Problem[] = [];
  let reaching: number[] = columns.map(() => 0);
  rows.forEach(({ cells }, r) => {
    const taken = reaching.filter((left) => left > 0).length;
    const wide = taken + cells.reduce((sum, { span = 1 }) => sum + span, 0);
    if (wide !== columns.length) {
      const zh = `第${r + 1}行占${wide}列，表格有${columns.length}列`;
      found.push(problem('ROW_WIDTH', `${path}.rows.${r}`, zh));
      return;
    }
    const next = reaching.map((left) => Math.max(0, left - 1));
    let column = 0;
    for (const { span = 1, down = 1 } of cells) {
      while ((reaching[column] ?? 0) > 0) column += 1;
      for (let n = 0; n < span; n++) next[column + n] = down - 1;
      column += span;
    }
    reaching = next;
  });
  if (found.length === 0 && reaching.some((left) => left > 0))
    found.push(problem('ROW_WIDTH', `${path}.rows`, '有单元格伸到了表格下面'));
  return found;
}
