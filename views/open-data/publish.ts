/** Nothing is published of fewer than five: nobody may be recognised in a cell. */
export const SMALLEST_GROUP = 5;

/** By what records of a kind are told apart in public, coarsest first; null where a record does not say. */
export type Dimensions<Name extends string, Row> = readonly (readonly [Name, (row: Row) => string | null])[];

/** What is summed over records; null where it does not apply to one. */
export type Measures<Name extends string, Row> = readonly (readonly [Name, (row: Row) => number | null])[];

export interface Sum {
  readonly of: number;
  readonly sum: number;
}

/** So many records that are alike in all that is published of them; a null is what is merged, or not said. */
export interface PublishedClass<Dimension extends string, Measure extends string> {
  readonly key: string;
  readonly values: { readonly [name in Dimension]: string | null };
  readonly count: number;
  /** Over at least five records, or over none. */
  readonly sums: { readonly [name in Measure]: Sum };
}

/**
 * The public form of personal records (docs/decisions/009-open-data-classes.md). Records are told apart by one dimension
 * after the other as long as every class keeps five: children of fewer than five are merged into one whose value is null,
 * together with the smallest of the others, so that their sizes do not follow from the sum. Whatever is counted over these
 * classes is nought or five at least, and so is every difference. Fewer than five records: nothing at all.
 */
export function publish<Row, Dimension extends string, Measure extends string>(
  rows: readonly Row[],
  dimensions: Dimensions<Dimension, Row>,
  measures: Measures<Measure, Row>,
): readonly PublishedClass<Dimension, Measure>[] {
  return rows.length < SMALLEST_GROUP ? [] : classesOf(split(rows, dimensions, {}), dimensions, measures);
}

/**
 * Of the classes of `publish` those of one value, each told apart further in the same way. Made inside those classes and not of
 * the records anew: counts over both publications together then follow from this one, and no difference is below five.
 */
export function publishWithin<Row, Dimension extends string, Finer extends string, Measure extends string>(
  rows: readonly Row[],
  dimensions: Dimensions<Dimension, Row>,
  [name, value]: readonly [Dimension, string],
  finer: Dimensions<Finer, Row>,
  measures: Measures<Measure, Row>,
): readonly PublishedClass<Dimension | Finer, Measure>[] {
  if (rows.length < SMALLEST_GROUP) return [];
  const within = split(rows, dimensions, {}).filter((leaf) => leaf.values[name] === value);
  const leaves = within.flatMap((leaf) => split(leaf.rows, finer, leaf.values));
  return classesOf<Row, Dimension | Finer, Measure>(leaves, [...dimensions, ...finer], measures);
}

function classesOf<Row, Dimension extends string, Measure extends string>(
  leaves: readonly Leaf<Row>[],
  dimensions: Dimensions<Dimension, Row>,
  measures: Measures<Measure, Row>,
): readonly PublishedClass<Dimension, Measure>[] {
  const merged = new Map<string, { values: Record<string, string | null>; rows: Row[] }>();
  for (const leaf of leaves) {
    const key = JSON.stringify(dimensions.map(([name]) => leaf.values[name]));
    const same = merged.get(key);
    if (same) for (const row of leaf.rows) same.rows.push(row);
    else merged.set(key, { values: leaf.values, rows: [...leaf.rows] });
  }
  return [...merged].map(([key, { values, rows: alike }]) => ({
    key,
    values: values as PublishedClass<Dimension, Measure>['values'],
    count: alike.length,
    sums: Object.fromEntries(measures.map(([name, readOf]) => [name, sumOf(alike, readOf)])) as {
      [name in Measure]: Sum;
    },
  }));
}

interface Leaf<Row> {
  readonly values: Record<string, string | null>;
  readonly rows: readonly Row[];
}

function split<Row>(
  rows: readonly Row[],
  [first, ...rest]: Dimensions<string, Row>,
  known: Record<string, string | null>,
): Leaf<Row>[] {
  if (!first) return [{ values: known, rows }];
  const [name, readOf] = first;
  const children = new Map<string | null, Row[]>();
  for (const row of rows) {
    const value = readOf(row);
    const child = children.get(value);
    if (child) child.push(row);
    else children.set(value, [row]);
  }
  const groups = [...children];
  const sizes = groups.map(([, child]) => child.length);
  const least = sizes.some((size) => size < SMALLEST_GROUP)
    ? Math.min(...sizes.filter((size) => size >= SMALLEST_GROUP))
    : 0;
  const shown = groups.filter(([, child]) => child.length > least);
  const others = groups.flatMap(([, child]) => (child.length > least ? [] : child));
  const leaves = shown.flatMap(([value, child]) => split(child, rest, { ...known, [name]: value }));
  return others.length === 0 ? leaves : [...leaves, ...split(others, rest, { ...known, [name]: null })];
}

function sumOf<Row>(rows: readonly Row[], readOf: (row: Row) => number | null): Sum {
  let of = 0;
  let sum = 0;
  for (const row of rows) {
    const value = readOf(row);
    if (value === null) continue;
    of += 1;
    sum += value;
  }
  return of < SMALLEST_GROUP ? { of: 0, sum: 0 } : { of, sum };
}
