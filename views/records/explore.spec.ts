import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column } from '../../lowcode/register/columns.ts';
import { type ExploreRow, grouped, matching, sorted, type Value } from './explore.ts';
import { scaled, sortText } from './order.ts';

const column = (id: string, type: Column['type']): Column => ({ id, label: id, type, personal: false, field: null });
const columns = new Map(
  [
    column('amount', 'number'),
    column('fee', 'money'),
    column('day', 'date'),
    column('kind', 'choice'),
    column('extras', 'choices'),
    column('town', 'division'),
    column('name', null),
  ].map((one) => [one.id, one]),
);

const decimal = fc
  .tuple(fc.integer({ min: -99999, max: 99999 }), fc.integer({ min: 0, max: 999999 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`);
const maybe = <T extends Value>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const rows: fc.Arbitrary<ExploreRow[]> = fc.array(
  fc
    .record({
      amount: maybe(decimal),
      fee: maybe(fc.integer({ min: -9_999_999, max: 9_999_999 }).map(String)),
      day: maybe(fc.constantFrom('2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01', '2026-11-22')),
      kind: maybe(fc.constantFrom('a', 'b', 'c')),
      extras: maybe(fc.subarray(['x', 'y', 'z'])),
      town: maybe(fc.constantFrom('430423100', '430423100001', '430423101', '430424100')),
    })
    .map((values) => ({ key: 'k', version: 1, units: [], values })),
  { maxLength: 60 },
);

describe('explore', () => {
  it('counts and sums as a naive recount does', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom('year', 'quarter', 'month', 'day'), (all, part) => {
        const groups = grouped(
          all,
          [{ column: 'day', part: part as 'year' }, { column: 'kind' }],
          ['amount', 'fee'],
          columns,
        );
        const naive = new Map<string, ExploreRow[]>();
        for (const row of all) {
          const day = row.values.day as string | null;
          const [year = '', month = ''] = day?.split('-') ?? [];
          const key = {
            year,
            quarter: `${year}-Q${Math.floor((Number(month) + 2) / 3)}`,
            month: `${year}-${month}`,
            day,
          }[part];
          const name = JSON.stringify([day === null ? null : key, row.values.kind]);
          naive.set(name, [...(naive.get(name) ?? []), row]);
        }
        expect(new Set(groups.map(({ keys }) => JSON.stringify(keys)))).toEqual(new Set(naive.keys()));
        for (const { keys, count, sums } of groups) {
          const own = naive.get(JSON.stringify(keys)) ?? [];
          expect(count).toBe(own.length);
          for (const id of ['amount', 'fee']) {
            const numbers = own.flatMap(({ values }) => {
              const text = values[id];
              return typeof text === 'string' ? [Math.round(Number(text) * 1e6)] : [];
            });
            expect(sums[id]?.count).toBe(numbers.length);
            expect(Number(sums[id]?.sum)).toBe(numbers.reduce((sum, one) => sum + one, 0));
            expect(sums[id]?.max === null ? null : Number(sums[id]?.max)).toBe(
              numbers.length ? Math.max(...numbers) : null,
            );
            expect(sums[id]?.min === null ? null : Number(sums[id]?.min)).toBe(
              numbers.length ? Math.min(...numbers) : null,
            );
          }
        }
      }),
    );
  });

  it('puts a row with several answers into each of their groups, and one without into none of them', () => {
    fc.assert(
      fc.property(rows, (all) => {
        for (const { keys, count } of grouped(all, [{ column: 'extras' }], [], columns)) {
          const [key = null] = keys;
          const own = all.filter(({ values: { extras } }) =>
            key === null ? !extras || (extras as string[]).length === 0 : (extras as string[] | null)?.includes(key),
          );
          expect(count).toBe(own.length);
        }
      }),
    );
  });

  it('filters to what a plain look finds', () => {
    fc.assert(
      fc.property(rows, decimal, decimal, (all, a, b) => {
        const [from, to] = Number(a) <= Number(b) ? [a, b] : [b, a];
        const found = matching(
          all,
          [
            { column: 'amount', from, to },
            { column: 'town', is: ['430423'] },
          ],
          columns,
        );
        const plain = all.filter(
          ({ values: { amount, town } }) =>
            amount !== null &&
            Number(amount) >= Number(from) &&
            Number(amount) <= Number(to) &&
            String(town).startsWith('430423'),
        );
        expect(found).toEqual(plain);
        const [empty, filled] = [true, false].map((one) => matching(all, [{ column: 'extras', empty: one }], columns));
        expect((empty?.length ?? 0) + (filled?.length ?? 0)).toBe(all.length);
      }),
    );
  });

  it('sorts by number, not by text, and what is missing last, both ways', () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (all, descending) => {
        const order = sorted(all, [{ column: 'amount', descending }], columns).map(({ values }) => values.amount);
        expect(order.length).toBe(all.length);
        const numbers = order.filter((one) => one !== null).map(Number);
        expect(numbers).toEqual([...numbers].sort((a, b) => (descending ? b - a : a - b)));
        expect(order.slice(numbers.length).every((one) => one === null)).toBe(true);
      }),
    );
  });

  it.each([
    [() => matching([], [{ column: 'name', is: ['x'] }], columns), 'UNKNOWN_COLUMN'],
    [() => matching([], [{ column: 'constructor', is: ['x'] }], columns), 'UNKNOWN_COLUMN'],
    [() => matching([], [{ column: 'kind', from: 'x' }], columns), 'BAD_CONDITION'],
    [() => matching([], [{ column: 'fee', from: 'x' }], columns), 'BAD_CONDITION'],
    [() => matching([], [{ column: 'day', from: '' }], columns), 'BAD_CONDITION'],
    [() => matching([], [{ column: 'day', to: '2026-02-30' }], columns), 'BAD_CONDITION'],
    [() => grouped([], [{ column: 'amount' }], [], columns), 'BAD_DIMENSION'],
    [() => grouped([], [{ column: 'day' }], [], columns), 'BAD_DIMENSION'],
    [() => grouped([], [{ column: 'kind' }, { column: 'kind' }], [], columns), 'BAD_DIMENSION'],
    [() => grouped([], [{ column: 'kind' }], ['day'], columns), 'BAD_MEASURE'],
  ])('refuses %s with %s', (ask, code) => {
    expect(ask).toThrow(expect.objectContaining({ code }));
  });
});

describe('the text that a list is sorted by', () => {
  it('orders numbers as numbers', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const [x, y] = [sortText('number', a), sortText('number', b)] as [string, string];
        expect(Math.sign(Number(x > y) - Number(x < y))).toBe(Math.sign(Number(a) - Number(b)));
      }),
    );
    const [low, high] = ['-999999999999999.999999', '999999999999999.999999'].map((one) => sortText('number', one));
    expect(low?.length).toBe(high?.length);
    expect([sortText('number', 'x'), sortText('date', null), sortText('text', '')]).toEqual([null, null, null]);
  });

  it('reads nothing as a number but decimals', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const number = scaled(text);
        if (number !== null) expect(text).toMatch(/^-?[0-9]{1,15}(\.[0-9]{1,6})?$/);
      }),
    );
  });
});
