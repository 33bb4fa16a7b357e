import { Refusal } from '../../events/stream.ts';
import type { ColumnType } from '../../lowcode/form/listing.ts';
import type { Column } from '../../lowcode/register/columns.ts';
import { type Condition, type Grouping, type Order, type Part, partsOf } from '../../lowcode/register/question.ts';
import { scaled } from './order.ts';

/** A value as it is kept: a text, a number in decimals, fen, a date, a code; several of a multiple choice. */
export type Value = string | boolean | readonly string[] | null;

/** One case as it is asked about. */
export interface ExploreRow {
  readonly key: string;
  /** Of the form. */
  readonly version: number;
  readonly units: readonly string[];
  readonly values: { readonly [column: string]: Value };
}

export type Columns = ReadonlyMap<string, Column>;

/** More groups than anybody reads; who wants them takes the rows. */
export const MOST_GROUPS = 2000;
export const MOST_GROUPINGS = 3;

const answerIn = (row: ExploreRow, column: string): Value => row.values[column] ?? null;

/** The rows for which every condition holds. Throws UNKNOWN_COLUMN, BAD_CONDITION. */
export function matching(rows: readonly ExploreRow[], conditions: readonly Condition[], columns: Columns) {
  const tests = conditions.map((condition) => testOf(condition, columns));
  return tests.length === 0 ? rows : rows.filter((row) => tests.every((test) => test(row)));
}

function testOf(condition: Condition, columns: Columns): (row: ExploreRow) => boolean {
  const { type, label } = comparable(condition.column, columns);
  const { column, is, not, from, to, empty } = condition;
  const matches = matcher(type);
  const compare = comparing(type);
  const bounds = [from, to].filter((bound) => bound !== undefined);
  if (bounds.length > 0 && !ORDERED.has(type))
    throw new Refusal('BAD_CONDITION', `“${label}”没有大小先后，不能用起止条件`);
  if (isNumeric(type) && [...bounds, ...(is ?? []), ...(not ?? [])].some((text) => scaled(text) === null))
    throw new Refusal('BAD_CONDITION', `“${label}”的条件应为数字`);
  return (row) => {
    const value = answerIn(row, column);
    const missing = isMissing(value);
    if (empty !== undefined && missing !== empty) return false;
    if (missing) return is === undefined && from === undefined && to === undefined;
    if (is && !is.some((one) => matches(value, one))) return false;
    if (not?.some((one) => matches(value, one))) return false;
    if (from !== undefined && compare(value as string, from) < 0) return false;
    return to === undefined || compare(value as string, to) <= 0;
  };
}

const ORDERED: ReadonlySet<ColumnType> = new Set<ColumnType>(['number', 'money', 'date', 'text']);
const isNumeric = (type: ColumnType) => type === 'number' || type === 'money';

function isMissing(value: Value): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function comparable(id: string, columns: Columns): Column & { readonly type: ColumnType } {
  const column = columns.get(id);
  if (!column) throw new Refusal('UNKNOWN_COLUMN', `没有“${id.slice(0, 60)}”这一列`);
  if (column.type === null)
    throw new Refusal(
      'UNKNOWN_COLUMN',
      `“${column.label}”${column.personal ? '是个人信息，加密保存，' : ''}只能显示，不能筛选、排序或统计`,
    );
  return column as Column & { readonly type: ColumnType };
}

function matcher(type: ColumnType): (value: Value, wanted: string) => boolean {
  if (type === 'choices') return (value, wanted) => (value as readonly string[]).includes(wanted);
  if (type === 'division') return (value, wanted) => wanted !== '' && (value as string).startsWith(wanted);
  if (isNumeric(type)) return (value, wanted) => scaled(value) === scaled(wanted);
  return (value, wanted) => String(value) === wanted;
}

function comparing(type: ColumnType): (a: string, b: string) => number {
  if (!isNumeric(type)) return (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return (a, b) => {
    const [x, y] = [scaled(a) ?? 0n, scaled(b) ?? 0n];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

/** The rows in an order; what was not answered comes last, and rows that are alike stay as they were. */
export function sorted(rows: readonly ExploreRow[], orders: readonly Order[], columns: Columns): readonly ExploreRow[] {
  if (orders.length === 0) return rows;
  const keys = orders.map(({ column, descending = false }) => {
    const { type } = comparable(column, columns);
    return { column, sign: descending ? -1 : 1, compare: comparing(type) };
  });
  return [...rows].sort((a, b) => {
    for (const { column, sign, compare } of keys) {
      const [x, y] = [answerIn(a, column), answerIn(b, column)];
      const [missing, other] = [isMissing(x), isMissing(y)];
      if (missing !== other) return missing ? 1 : -1;
      const order = missing ? 0 : compare(String(x), String(y));
      if (order !== 0) return order * sign;
    }
    return 0;
  });
}

/** Of the numbers of a column in the rows of a group, in millionths; `count` of those that have one. */
export interface Sums {
  count: number;
  sum: bigint;
  min: bigint | null;
  max: bigint | null;
}

export interface Group {
  /** A value for each grouping; null where there is none. */
  readonly keys: readonly (string | null)[];
  count: number;
  readonly sums: { readonly [column: string]: Sums };
}

/**
 * The rows put together by up to three columns, in the order of their keys, those without a value last. A row with several
 * answers of a multiple choice stands in each of their groups. Throws UNKNOWN_COLUMN, BAD_DIMENSION, TOO_MANY_DIMENSIONS,
 * TOO_MANY_GROUPS.
 */
export function grouped(
  rows: readonly ExploreRow[],
  by: readonly Grouping[],
  numbers: readonly string[],
  columns: Columns,
): readonly Group[] {
  if (by.length > MOST_GROUPINGS) throw new Refusal('TOO_MANY_DIMENSIONS', '最多按三个维度分组');
  if (new Set(by.map((one) => `${one.column} ${one.part}`)).size < by.length)
    throw new Refusal('BAD_DIMENSION', '同一个维度只能用一次');
  const readers = by.map((grouping) => keysOf(grouping, comparable(grouping.column, columns)));
  for (const id of numbers) {
    const { type, label } = comparable(id, columns);
    if (!isNumeric(type)) throw new Refusal('BAD_MEASURE', `“${label}”不是数字，不能求合计或平均`);
  }
  const groups = new Map<string, Group>();
  for (const row of rows) {
    for (const keys of combinations(readers.map((read) => read(row)))) {
      const name = keys.length === 1 ? `${keys[0] === null ? 0 : 1}${keys[0]}` : JSON.stringify(keys);
      let group = groups.get(name);
      if (!group) {
        if (groups.size >= MOST_GROUPS)
          throw new Refusal('TOO_MANY_GROUPS', `分组超过${MOST_GROUPS}个，请先筛选，或换一个分组方式`);
        group = { keys, count: 0, sums: Object.fromEntries(numbers.map((id) => [id, nothing()])) };
        groups.set(name, group);
      }
      group.count += 1;
      for (const id of numbers) add(group.sums[id] as Sums, scaled(answerIn(row, id)));
    }
  }
  return [...groups.values()].sort((a, b) => compareKeys(a.keys, b.keys));
}

const nothing = (): Sums => ({ count: 0, sum: 0n, min: null, max: null });

function add(sums: Sums, number: bigint | null): void {
  if (number === null) return;
  sums.count += 1;
  sums.sum += number;
  if (sums.min === null || number < sums.min) sums.min = number;
  if (sums.max === null || number > sums.max) sums.max = number;
}

const LENGTHS: { readonly [part in Part]?: number } = { year: 4, month: 7, day: 10, county: 6, town: 9, village: 12 };

function keysOf({ column, part }: Grouping, { type, label, ...rest }: Column) {
  if (!partsOf({ type, label, ...rest }).includes(part ?? null))
    throw new Refusal('BAD_DIMENSION', `“${label}”不能这样分组`);
  const cut = (text: string): string => {
    if (part === 'quarter') return `${text.slice(0, 4)}-Q${Math.ceil(Number(text.slice(5, 7)) / 3)}`;
    return part === undefined ? text : text.slice(0, LENGTHS[part]);
  };
  return (row: ExploreRow): readonly (string | null)[] => {
    const value = answerIn(row, column);
    if (isMissing(value)) return [null];
    return Array.isArray(value) ? [...new Set(value as readonly string[])] : [cut(String(value))];
  };
}

function combinations(lists: readonly (readonly (string | null)[])[]): readonly (readonly (string | null)[])[] {
  return lists.reduce<readonly (readonly (string | null)[])[]>(
    (all, list) => all.flatMap((keys) => list.map((key) => [...keys, key])),
    [[]],
  );
}

function compareKeys(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? null;
    if (x === y) continue;
    if (x === null || y === null) return x === null ? 1 : -1;
    return x < y ? -1 : 1;
  }
  return 0;
}
