import type { PublishedClass, Sum } from './publish.ts';

export interface Group<Measure extends string> {
  readonly codes: readonly (string | null)[];
  readonly count: number;
  readonly sums: { readonly [name in Measure]: Sum };
}

export interface Statistics<Measure extends string> {
  readonly groups: readonly Group<Measure>[];
  /** Records in groups where a value is merged or not said. */
  readonly suppressed: number;
  readonly total: number;
}

/** Counts what is published by the values of some dimensions, the largest first. Made of nothing that is not public. */
export function groupBy<Dimension extends string, Measure extends string>(
  classes: readonly PublishedClass<Dimension, Measure>[],
  dimensions: readonly Dimension[],
): Statistics<Measure> {
  const groups = new Map<string, { codes: (string | null)[]; count: number; sums: Record<string, Sum> }>();
  let total = 0;
  let suppressed = 0;
  for (const { values, count, sums } of classes) {
    const codes = dimensions.map((name) => values[name]);
    total += count;
    if (codes.includes(null)) suppressed += count;
    const key = JSON.stringify(codes);
    const group = groups.get(key) ?? { codes, count: 0, sums: {} };
    group.count += count;
    for (const [name, { of, sum }] of Object.entries<Sum>(sums)) {
      const before = group.sums[name] ?? { of: 0, sum: 0 };
      group.sums[name] = { of: before.of + of, sum: before.sum + sum };
    }
    groups.set(key, group);
  }
  const sorted = [...groups].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1));
  return { groups: sorted.map(([, group]) => group as unknown as Group<Measure>), suppressed, total };
}

/** A share or a mean with so many decimals; null where there is nothing to divide by. */
export function meanOf({ of, sum }: Sum, decimals: number): number | null {
  const scale = 10 ** decimals;
  return of === 0 ? null : Math.round((sum / of) * scale) / scale;
}
