import { Refusal } from '../../events/stream.ts';
import { isDate } from '../../lowcode/calendar/date.ts';
import type { ColumnType } from '../../lowcode/form/listing.ts';
import type { Column } from '../../lowcode/register/columns.ts';
import { type Condition, type Grouping, type Order, type Part, partsOf } from '../../lowcode/register/question.ts';
import { scaled, type Whole } from './order.ts';

/** A value as it is kept: a text, a number in decimals, fen, a date, a code; several of a multiple choice. */
export type Value = string | boolean | readonly string[] | null;

/** One case as it is asked about. */
export interface ExploreRow {
  readonly key: string;
  /** Of the form. */
  readonly version: number;
  readonly units: readonly string[];
  readonly values: { readonly [column: string]: Value };
  /** Numbers that were read of it before. */
  numbers?: { [column: string]: Whole | null };
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
  const bounds = [from, to].filter((bound) => bound !== undefined);
  if (bounds.length > 0 && !ORDERED.has(type))
    throw new Refusal('BAD_CONDITION', `“${label}”没有大小先后，不能用起止条件`);
  if (isNumeric(type) && [...bounds, ...(is ?? []), ...(not ?? [])].some((text) => scaled(text) === null))
    throw new Refusal('BAD_CONDITION', `“${label}”的条件应为数字`);
  if (type === 'date' && bounds.some((text) => !isDate(text)))
    throw new Refusal('BAD_CONDITION', `“${label}”的起止应写作 2026-03-09 这样的日期`);
  const keyOf = keyReader(column, type);
  const key = (text: string | undefined) => (text === undefined || !isNumeric(type) ? text : (scaled(text) as Whole));
  const matches = matcher(type);
  const [least, most, wanted, unwanted] = [key(from), key(to), is?.map(key), not?.map(key)];
  return (row) => {
    const missing = isMissing(answerIn(row, column));
    if (empty !== undefined && missing !== empty) return false;
    if (missing) return is === undefined && from === undefined && to === undefined;
    const value = keyOf(row);
    if (wanted && !wanted.some((one) => matches(value, one as Key))) return false;
    if (unwanted?.some((one) => matches(value, one as Key))) return false;
    if (least !== undefined && (value as Key) < least) return false;
    return most === undefined || (value as Key) <= most;
  };
}

type Key = string | Whole;

/** What a row's value is compared by: numbers are read once and kept with the row. */
function keyReader(column: string, type: ColumnType): (row: ExploreRow) => Key | readonly string[] {
  if (type === 'choices') return (row) => answerIn(row, column) as readonly string[];
  if (isNumeric(type)) return (row) => numberIn(row, column) ?? 0;
  return (row) => String(answerIn(row, column));
}

function numberIn(row: ExploreRow, column: string): Whole | null {
  row.numbers ??= {};
  const known = row.numbers[column];
  if (known !== undefined) return known;
  const number = scaled(answerIn(row, column));
  row.numbers[column] = number;
  return number;
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

function matcher(type: ColumnType): (value: Key | readonly string[], wanted: Key) => boolean {
  if (type === 'choices') return (value, wanted) => (value as readonly string[]).includes(wanted as string);
  if (type === 'division') return (value, wanted) => wanted !== '' && (value as string).startsWith(wanted as string);
  if (isNumeric(type))
    return (value, wanted) => !((value as Whole) < (wanted as Whole)) && !((value as Whole) > (wanted as Whole));
  return (value, wanted) => value === wanted;
}

/** The rows in an order; what was not answered comes last, and rows that are alike stay as they were. */
export function sorted(rows: readonly ExploreRow[], orders: readonly Order[], columns: Columns): readonly ExploreRow[] {
  if (orders.length === 0) return rows;
  const signs = orders.map(({ descending }) => (descending ? -1 : 1));
  const readers = orders.map(({ column }) => {
    const keyOf = keyReader(column, comparable(column, columns).type);
    return (row: ExploreRow) => (isMissing(answerIn(row, column)) ? null : single(keyOf(row)));
  });
  const placed = rows.map((row) => ({ row, keys: readers.map((read) => read(row)) }));
  placed.sort((a, b) => {
    for (let i = 0; i < signs.length; i++) {
      const [x, y] = [a.keys[i] ?? null, b.keys[i] ?? null];
      if (x === null || y === null) {
        if (x === y) continue;
        return x === null ? 1 : -1;
      }
      if (x < y) return -(signs[i] as number);
      if (x > y) return signs[i] as number;
    }
    return 0;
  });
  return placed.map(({ row }) => row);
}

function single(key: Key | readonly string[]): Key {
  return typeof key === 'object' ? key.join() : key;
}

/** Of the numbers of a column in the rows of a group, in millionths; `count` of those that have one. */
export interface Sums {
  readonly count: number;
  readonly sum: bigint;
  readonly min: bigint | null;
  readonly max: bigint | null;
}

export interface Group {
  /** A value for each grouping; null where there is none. */
  readonly keys: readonly (string | null)[];
  readonly count: number;
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
  const groups = new Map<string, Growing>();
  const put = (row: ExploreRow, keys: readonly (string | null)[]) => {
    const name = keys.map((key) => (key === null ? '0' : `1${key}`)).join('\n');
    let group = groups.get(name);
    if (!group) {
      if (groups.size >= MOST_GROUPS)
        throw new Refusal('TOO_MANY_GROUPS', `分组超过${MOST_GROUPS}个，请先筛选，或换一个分组方式`);
      group = { keys, count: 0, sums: numbers.map(() => new Total()) };
      groups.set(name, group);
    }
    group.count += 1;
    for (let i = 0; i < numbers.length; i++) group.sums[i]?.add(numberIn(row, numbers[i] as string));
  };
  for (const row of rows) {
    const read = readers.map((reader) => reader(row));
    if (read.some((one) => typeof one === 'object' && one !== null))
      for (const keys of combinations(read)) put(row, keys);
    else put(row, read as readonly (string | null)[]);
  }
  return [...groups.values()]
    .sort((a, b) => compareKeys(a.keys, b.keys))
    .map(({ keys, count, sums }) => ({
      keys,
      count,
      sums: Object.fromEntries(numbers.map((id, i) => [id, (sums[i] as Total).sums()])),
    }));
}

interface Growing {
  readonly keys: readonly (string | null)[];
  readonly sums: readonly Total[];
  count: number;
}

/** Plain numbers are added up as such as long as that is exact. */
const EXACT = 2 ** 52;

class Total {
  #count = 0;
  #small = 0;
  #large = 0n;
  #min: Whole | null = null;
  #max: Whole | null = null;

  add(number: Whole | null): void {
    if (number === null) return;
    this.#count += 1;
    if (typeof number === 'bigint') this.#large += number;
    else {
      this.#small += number;
      if (this.#small > EXACT || this.#small < -EXACT) {
        this.#large += BigInt(this.#small);
        this.#small = 0;
      }
    }
    if (this.#min === null || number < this.#min) this.#min = number;
    if (this.#max === null || number > this.#max) this.#max = number;
  }

  sums(): Sums {
    const [min, max] = [this.#min, this.#max].map((one) => (one === null ? null : BigInt(one)));
    return { count: this.#count, sum: this.#large + BigInt(this.#small), min: min ?? null, max: max ?? null };
  }
}

const LENGTHS: { readonly [part in Part]?: number } = { year: 4, month: 7, day: 10, county: 6, town: 9, village: 12 };

function keysOf({ column, part }: Grouping, { type, label, ...rest }: Column) {
  if (!partsOf({ type, label, ...rest }).includes(part ?? null))
    throw new Refusal('BAD_DIMENSION', `“${label}”不能这样分组`);
  const cut = (text: string): string => {
    if (part === 'quarter') return `${text.slice(0, 4)}-Q${Math.ceil(Number(text.slice(5, 7)) / 3)}`;
    return part === undefined ? text : text.slice(0, LENGTHS[part]);
  };
  return (row: ExploreRow): string | null | readonly string[] => {
    const value = answerIn(row, column);
    if (isMissing(value)) return null;
    return Array.isArray(value) ? [...new Set(value as readonly string[])] : cut(String(value));
  };
}

function combinations(read: readonly (string | null | readonly string[])[]): readonly (readonly (string | null)[])[] {
  return read.reduce<readonly (readonly (string | null)[])[]>(
    (all, keys) => all.flatMap((before) => [keys].flat().map((key) => [...before, key as string | null])),
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
