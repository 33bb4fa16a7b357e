import { unitsWith } from '../../commands/access.ts';
import { Refusal } from '../../events/stream.ts';
import { answerText } from '../../lowcode/form/answer-text.ts';
import type { Answer } from '../../lowcode/form/definition.ts';
import { isFen, moneyTyped } from '../../lowcode/money.ts';
import { checkRegister } from '../../lowcode/register/check.ts';
import { APPLICANT, type Column, isFact } from '../../lowcode/register/columns.ts';
import type { RegisterDefinition } from '../../lowcode/register/definition.ts';
import { aggregateWords, type Grouping, type Measure, partWords } from '../../lowcode/register/question.ts';
import { type ExploreRow, type Group, grouped, matching, sorted } from '../../views/records/explore.ts';
import { idOf } from '../../views/view.ts';
import { caseById } from '../case/model.ts';
import type { Page } from '../connection.ts';
import { pageSize } from '../connection.ts';
import type { Context } from '../context.ts';
import { labelOf } from '../forms/labels.ts';
import { columnsOfForm } from './columns.ts';
import { measureText } from './measures.ts';

export type Columns = ReadonlyMap<string, Column>;

/** More columns across than a page of paper or a person takes in. */
const MOST_ACROSS = 60;

/** The cases of a register in the viewer's units, filtered and in order; none for who sees no cases. */
export async function registerRows(context: Context, register: RegisterDefinition) {
  const units = new Set(unitsWith(context.command.actor, 'case.read'));
  const columns = await columnsOfForm(context, register.form);
  const [first, ...others] = checkRegister(register, columns);
  if (first || !columns) {
    const fields = [...(first ? [first] : []), ...others].map(({ code, path, message }) => ({
      code,
      path,
      message: message.zh,
    }));
    throw new Refusal('INVALID_DEFINITION', first?.message.zh ?? '没有这份表单', fields);
  }
  const { rows: all, asOf, position } = await context.records.stand(register.form);
  const own = all.filter((row) => row.units.some((unit) => units.has(unit)));
  const found = matching(own, register.filters ?? [], columns);
  const byGroup = register.kind === 'list' && register.group ? [{ column: register.group.column }] : [];
  return { columns, asOf, position, rows: sorted(found, [...byGroup, ...(register.sort ?? [])], columns) };
}

/**
 * What a register gives: a page of its rows with totals, or its cross-table. Who may set up registers but sees no cases gets
 * its shape with nothing in it. Throws INVALID_DEFINITION.
 */
export async function registerResult(
  context: Context,
  register: RegisterDefinition,
  page: Page & { offset?: number | null },
) {
  const first = pageSize(page, 50);
  const { columns, rows, asOf, position } = await registerRows(context, register);
  const seesCases = unitsWith(context.command.actor, 'case.read').length > 0;
  const stands = { asOf, position, total: rows.length, seesCases };
  if (register.kind === 'cross')
    return {
      ...stands,
      columns: [],
      rows: [],
      hasMore: false,
      totals: [],
      groups: [],
      cross: await crossOf(context, register, columns, rows),
    };
  const offset = Math.max(0, page.offset ?? 0);
  const shown = shownColumns(register, columns);
  return {
    ...stands,
    columns: shown.map(({ id, label, type, personal }) => ({
      id,
      label,
      personal,
      numeric: type === 'number' || type === 'money',
    })),
    rows: await cellsOf(context, shown, rows.slice(offset, offset + first)),
    hasMore: rows.length > offset + first,
    totals: await totalsOf(register, columns, rows),
    groups: await subtotalsOf(context, register, columns, rows),
    cross: null,
  };
}

export function shownColumns(register: RegisterDefinition, columns: Columns): readonly Column[] {
  return (register.columns ?? []).flatMap((id) => columns.get(id) ?? []);
}

/** What a spreadsheet counts with is given to it bare: decimals, yuan, dates. */
const PLAIN: ReadonlySet<string> = new Set(['number', 'money', 'date']);

function plainText({ type }: Column, value: string): string {
  return type === 'money' && isFen(value) ? moneyTyped(value) : value;
}

/** Rows as people read them, or `plain`. What is sealed, or kept only with the case, is opened case by case for who may see it. */
export function cellsOf(context: Context, shown: readonly Column[], rows: readonly ExploreRow[], plain = false) {
  return Promise.all(
    rows.map(async (row) => {
      let opened: ReturnType<typeof caseById> | null = null;
      const open = () => {
        opened ??= caseById(context, idOf(row.key));
        return opened;
      };
      const cells: string[] = [];
      for (const column of shown) {
        const value = row.values[column.id];
        const counted = plain && typeof value === 'string' && PLAIN.has(String(column.type));
        cells.push(counted ? plainText(column, value) : await cellOf(context, column, row, open));
      }
      return { case: idOf(row.key), number: String(row.values.case_number), cells };
    }),
  );
}

async function cellOf(
  context: Context,
  column: Column,
  row: ExploreRow,
  open: () => ReturnType<typeof caseById>,
): Promise<string> {
  const { id, field, personal, type } = column;
  if (id === APPLICANT) return (await (await open())?.applicantName()) ?? '（已删除）';
  const value = row.values[id] ?? null;
  if (isFact(id))
    return value === null ? '' : id === 'case_number' ? String(value) : labelOf(context, column, String(value));
  if (value === null && !personal && type !== null) return '';
  const answer = value ?? ((await (await open())?.answers())?.[id] as Answer | undefined) ?? null;
  if (typeof answer === 'string' && answer !== '' && (field?.kind === 'division' || field?.kind === 'unit'))
    return labelOf(context, { ...column, type: field.kind === 'division' ? 'division' : 'choice' }, answer);
  return answerText(field ?? undefined, answer as Answer);
}

async function totalsOf(register: RegisterDefinition, columns: Columns, rows: readonly ExploreRow[]) {
  const measures = register.totals ?? [];
  if (measures.length === 0) return [];
  const [all] = grouped(rows, [], numbersOf(measures), columns);
  return measures.map((measure) => ({
    label: measureLabel(measure, columns),
    text: measureText(measure, all ?? null, columns),
  }));
}

async function subtotalsOf(
  context: Context,
  register: RegisterDefinition,
  columns: Columns,
  rows: readonly ExploreRow[],
) {
  const { group, totals = [] } = register;
  if (!group) return [];
  const groups = grouped(rows, [group], numbersOf(totals), columns);
  return Promise.all(
    groups.map(async (one) => ({
      label: await keyLabel(context, columns, group, one.keys[0] ?? null),
      count: one.count,
      cells: totals.map((measure) => measureText(measure, one, columns)),
    })),
  );
}

const COUNT: Measure = { of: 'count' };

async function crossOf(context: Context, register: RegisterDefinition, columns: Columns, rows: readonly ExploreRow[]) {
  const { rows: down, across, measure = COUNT } = register;
  if (!down) throw new Refusal('INVALID_DEFINITION', '请选择按什么分行');
  const numbers = numbersOf([measure]);
  const groupsBy = (by: readonly Grouping[]) => grouped(rows, by, numbers, columns);
  const text = (group: Group | undefined) => measureText(measure, group ?? null, columns);
  const lines = groupsBy([down]);
  const heads = across ? groupsBy([across]) : [];
  if (heads.length > MOST_ACROSS)
    throw new Refusal('TOO_MANY_GROUPS', `横向有${heads.length}列，最多${MOST_ACROSS}列，请先筛选，或者行列对调`);
  const cells = new Map((across ? groupsBy([down, across]) : []).map((group) => [JSON.stringify(group.keys), group]));
  const [all] = groupsBy([]);
  return {
    corner: `${groupingLabel(down, columns)}${across ? ` / ${groupingLabel(across, columns)}` : ''}`,
    measure: measureLabel(measure, columns),
    columns: await Promise.all(
      heads.map(({ keys }) => keyLabel(context, columns, across as Grouping, keys[0] ?? null)),
    ),
    rows: await Promise.all(
      lines.map(async (line) => ({
        label: await keyLabel(context, columns, down, line.keys[0] ?? null),
        cells: heads.map(({ keys }) => text(cells.get(JSON.stringify([line.keys[0] ?? null, keys[0] ?? null])))),
        total: text(line),
      })),
    ),
    totals: heads.map(text),
    total: text(all),
  };
}

export function measureLabel({ of, column }: Measure, columns: Columns): string {
  return of === 'count' || column === undefined ? '件数' : `${columns.get(column)?.label ?? ''}${aggregateWords[of]}`;
}

function groupingLabel({ column, part }: Grouping, columns: Columns): string {
  const label = columns.get(column)?.label ?? '';
  return part ? `${label}（${partWords[part]}）` : label;
}

function keyLabel(context: Context, columns: Columns, { column, part }: Grouping, key: string | null): Promise<string> {
  return labelOf(context, columns.get(column) as Column, key, part);
}

function numbersOf(measures: readonly Measure[]): readonly string[] {
  return [...new Set(measures.flatMap(({ of, column }) => (of === 'count' || column === undefined ? [] : [column])))];
}
