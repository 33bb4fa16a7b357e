import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Exact, type Rounding } from './exact.ts';

const Wide = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -60, toExpPos: 60 });
const MODES = { 'half-up': Decimal.ROUND_HALF_UP, down: Decimal.ROUND_DOWN, up: Decimal.ROUND_UP } as const;
const plain = (value: Decimal) => (value.isZero() ? '0' : value.toFixed());

/** Decimals around the edge between numbers that a double counts exactly and others. */
const decimal = fc.oneof(
  fc
    .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 15 }))
    .map(([unit, scale]) => new Wide(unit).div(new Wide(10).pow(scale)).toFixed()),
  fc
    .tuple(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }), fc.integer({ min: 0, max: 20 }))
    .map(([unit, scale]) => new Wide(unit.toString()).div(new Wide(10).pow(scale)).toFixed()),
  fc.integer({ min: -1000, max: 1000 }).map((n) => `${n / 100}`),
);

test('says the digits that decimals of 40 digits say', () => {
  fc.assert(
    fc.property(decimal, decimal, (x, y) => {
      const [a, b, p, q] = [new Exact(x), new Exact(y), new Wide(x), new Wide(y)];
      expect(a.toFixed()).toBe(plain(p));
      expect(a.plus(b).toFixed()).toBe(plain(p.plus(q)));
      expect(a.minus(b).toFixed()).toBe(plain(p.minus(q)));
      expect(a.times(b).toFixed()).toBe(plain(p.times(q)));
      if (!q.isZero()) expect(a.div(b).toFixed()).toBe(plain(p.div(q)));
      expect(a.comparedTo(b)).toBe(p.comparedTo(q));
      expect(a.abs().toFixed()).toBe(plain(p.abs()));
      expect([a.isZero(), a.isInteger(), a.isNegative()]).toEqual([p.isZero(), p.isInteger(), p.lt(0)]);
      expect(a.toNumber()).toBe(p.toNumber() + 0);
      expect(a.pointMoved(2).toFixed()).toBe(plain(p.div(100)));
    }),
    { numRuns: 3000 },
  );
});

test('is rounded as they are', () => {
  fc.assert(
    fc.property(
      decimal,
      fc.integer({ min: -6, max: 6 }),
      fc.constantFrom<Rounding>('half-up', 'down', 'up'),
      (x, digits, mode) => {
        const wide = new Wide(x);
        const wanted =
          digits >= 0
            ? wide.toDecimalPlaces(digits, MODES[mode])
            : wide.toNearest(new Wide(10).pow(-digits), MODES[mode]);
        expect(new Exact(x).rounded(digits, mode).toFixed()).toBe(plain(wanted));
      },
    ),
    { numRuns: 3000 },
  );
});

test('takes a long sum as it goes', () => {
  let [sum, wide] = [new Exact(0), new Wide(0)];
  for (let i = 1; i <= 2000; i++) {
    sum = sum.plus(new Exact(`${i}.${i}`).times('0.0625'));
    wide = wide.plus(new Wide(`${i}.${i}`).times('0.0625'));
  }
  expect(sum.toFixed()).toBe(wide.toFixed());
});
