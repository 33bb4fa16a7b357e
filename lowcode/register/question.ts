import type { ColumnType } from '../form/listing.ts';
import type { Column } from './columns.ts';

/** What a row must be like in one column; every part that is given must hold. */
export interface Condition {
  readonly column: string;
  /** One of these values; of a division or a part of it. Booleans as `true` and `false`, money in fen. */
  readonly is?: readonly string[];
  readonly not?: readonly string[];
  /** Inclusive bounds of numbers, amounts and dates. */
  readonly from?: string;
  readonly to?: string;
  /** Whether there is no answer. */
  readonly empty?: boolean;
}

export interface Order {
  readonly column: string;
  readonly descending?: boolean;
}

export const PARTS = ['year', 'quarter', 'month', 'day', 'county', 'town', 'village'] as const;
export type Part = (typeof PARTS)[number];

/** By what rows are put together: a column, or a part of its dates or divisions. */
export interface Grouping {
  readonly column: string;
  readonly part?: Part;
}

export const AGGREGATES = ['count', 'sum', 'avg', 'min', 'max'] as const;
export type Aggregate = (typeof AGGREGATES)[number];

/** What is worked out of the rows that stand together; `count` alone needs no column. */
export interface Measure {
  readonly of: Aggregate;
  readonly column?: string;
}

const DATE_PARTS: readonly Part[] = ['year', 'quarter', 'month', 'day'];
const DIVISION_PARTS: readonly Part[] = ['county', 'town', 'village'];
const GROUPED: ReadonlySet<ColumnType> = new Set<ColumnType>([
  'text',
  'choice',
  'choices',
  'boolean',
  'date',
  'division',
]);

/** The parts by which a column may be grouped; null among them: by the whole value. Empty where it cannot be. */
export function partsOf({ type }: Column): readonly (Part | null)[] {
  if (type === null || !GROUPED.has(type)) return [];
  if (type === 'date') return DATE_PARTS;
  return type === 'division' ? DIVISION_PARTS : [null];
}

export function isCounted({ type }: Column): boolean {
  return type === 'number' || type === 'money';
}

export const partWords: { readonly [part in Part]: string } = {
  year: '按年',
  quarter: '按季度',
  month: '按月',
  day: '按日',
  county: '按县区',
  town: '按乡镇街道',
  village: '按村社区',
};

export const aggregateWords: { readonly [aggregate in Aggregate]: string } = {
  count: '件数',
  sum: '合计',
  avg: '平均',
  min: '最小',
  max: '最大',
};
