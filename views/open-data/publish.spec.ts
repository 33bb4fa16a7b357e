import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dimensions, type PublishedClass, publish, publishWithin, SMALLEST_GROUP } from './publish.ts';
import { groupBy } from './statistics.ts';

interface Row {
  readonly a: string;
  readonly b: string;
  readonly late: boolean | null;
}

const DIMENSIONS: Dimensions<'a' | 'b', Row> = [
  ['a', (row) => row.a],
  ['b', (row) => row.b],
];
const publicOf = (rows: readonly Row[]) =>
  publish(rows, DIMENSIONS, [['late', (row) => (row.late === null ? null : Number(row.late))]]);

const rows = fc.array(
  fc.record({
    a: fc.constantFrom('甲', '乙', '丙', '丁'),
    b: fc.constantFrom('一', '二', '三'),
    late: fc.constantFrom(true, false, null),
  }),
  { maxLength: 80 },
);

/** Every number that somebody can work out: over all classes that agree in some values, and differences of two such. */
function counts(classes: readonly PublishedClass<'a' | 'b', 'late'>[]): number[] {
  const wishes = [undefined, null, '甲', '乙', '丙', '丁'].flatMap((a) =>
    [undefined, null, '一', '二', '三'].map((b) => ({ a, b })),
  );
  const sets = wishes.map(({ a, b }) =>
    classes.filter(({ values }) => (a === undefined || values.a === a) && (b === undefined || values.b === b)),
  );
  const sizeOf = (some: typeof classes) => some.reduce((sum, { count }) => sum + count, 0);
  return sets.flatMap((set) => [
    sizeOf(set),
    ...sets.map((other) => sizeOf(set.filter((one) => !other.includes(one)))),
  ]);
}

describe('what is published', () => {
  it('loses nobody, and counts nobody among fewer than five, by no subtraction', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const classes = publicOf(all);
        const total = classes.reduce((sum, { count }) => sum + count, 0);
        expect(total).toBe(all.length < SMALLEST_GROUP ? 0 : all.length);
        for (const count of counts(classes)) expect(count === 0 || count >= SMALLEST_GROUP).toBe(true);
        for (const { sums } of classes) expect(sums.late.of === 0 || sums.late.of >= SMALLEST_GROUP).toBe(true);
      }),
    );
  });

  it('says only what is so: a class has its records, or more of them that were merged', () => {
    fc.assert(
      fc.property(rows, (all) => {
        for (const { values, count } of publicOf(all)) {
          const like = all.filter(
            (row) => (values.a === null || row.a === values.a) && (values.b === null || row.b === values.b),
          );
          expect(like.length).toBeGreaterThanOrEqual(count);
        }
      }),
    );
  });

  it('tells the classes of one value apart further, and both publications together no more than the finer one', () => {
    const finer: Dimensions<'late', Row> = [['late', (row) => (row.late === null ? null : String(row.late))]];
    fc.assert(
      fc.property(rows, fc.constantFrom('甲', '乙'), (all, value) => {
        const inside = publishWithin(all, DIMENSIONS, ['a', value], finer, []);
        for (const { count, values } of inside) expect([count >= SMALLEST_GROUP, values.a]).toEqual([true, value]);
        const whole = publicOf(all).filter(({ values }) => values.a === value);
        for (const { values, count } of whole) {
          const parts = inside.filter((one) => one.values.b === values.b);
          expect(parts.reduce((sum, part) => sum + part.count, 0)).toBe(count);
        }
        expect(inside.every(({ values }) => whole.some((one) => one.values.b === values.b))).toBe(true);
      }),
    );
  });

  it('makes statistics of nothing else', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const classes = publicOf(all);
        for (const dimensions of [[], ['a'], ['b'], ['b', 'a']] as const) {
          const { groups, total, suppressed } = groupBy(classes, dimensions);
          expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(total);
          const merged = groups.filter(({ codes }) => codes.includes(null));
          expect(merged.reduce((sum, { count }) => sum + count, 0)).toBe(suppressed);
          for (const { count } of groups) expect(count).toBeGreaterThanOrEqual(SMALLEST_GROUP);
        }
      }),
    );
  });
});

/**
 * Somebody who knows the rule and all that is published goes through every world that there could be: a number from one
 * to four that is the same in all worlds that look like this one is derived.
 */
function derived(shape: readonly (readonly [a: string, b: string])[], most: number): string[] {
  const numbersOf = (cells: readonly number[]) => {
    const byA = new Map<string, number>();
    const byB = new Map<string, number>();
    for (const [i, [a, b]] of shape.entries()) {
      byA.set(a, (byA.get(a) ?? 0) + (cells[i] ?? 0));
      byB.set(b, (byB.get(b) ?? 0) + (cells[i] ?? 0));
    }
    return [...cells, ...byA.values(), ...byB.values()];
  };
  const seen = new Map<string, Set<number>[]>();
  const cells = shape.map(() => 0);
  for (;;) {
    const all = shape.flatMap(([a, b], i) => Array.from({ length: cells[i] ?? 0 }, () => ({ a, b, late: null })));
    const looks = JSON.stringify(
      publicOf(all)
        .map(({ key, count }) => [key, count])
        .sort(),
    );
    const numbers = numbersOf(cells);
    const known = seen.get(looks) ?? numbers.map(() => new Set<number>());
    for (const [i, number] of numbers.entries()) known[i]?.add(number);
    seen.set(looks, known);
    const next = cells.findIndex((count) => count < most);
    if (next < 0) break;
    for (let i = 0; i < next; i++) cells[i] = 0;
    cells[next] = (cells[next] ?? 0) + 1;
  }
  return [...seen].flatMap(([looks, numbers]) =>
    numbers.flatMap((possible, i) => {
      const [only = 0] = possible;
      return possible.size === 1 && only > 0 && only < SMALLEST_GROUP ? [`${looks}: ${i} is ${only}`] : [];
    }),
  );
}

describe('who knows the rule and tries every world', () => {
  it('derives no small number along one dimension', () => {
    expect(
      derived(
        [
          ['甲', '一'],
          ['乙', '一'],
        ],
        20,
      ),
    ).toEqual([]);
    expect(
      derived(
        [
          ['甲', '一'],
          ['乙', '一'],
          ['丙', '一'],
        ],
        14,
      ),
    ).toEqual([]);
  });

  it('derives no small number along two', () => {
    expect(
      derived(
        [
          ['甲', '一'],
          ['甲', '二'],
          ['乙', '一'],
          ['乙', '二'],
        ],
        8,
      ),
    ).toEqual([]);
  });
});
