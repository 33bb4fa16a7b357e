import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Field } from './definition.ts';
import { readerOf } from './read.ts';
import { Refusal } from './reader.ts';

const field = (kind: 'unit' | 'units'): Field => ({ kind, key: 'u', label: { zh: '承办单位' } });
const unit = readerOf(field('unit'));
const units = readerOf(field('units'));
const codeOf = (read: unknown) => (read instanceof Refusal ? read.code : read);

test.each([
  [null, null],
  ['', null],
  ['430423', '430423'],
  ['430423-cgj', '430423-cgj'],
  ['430423-kyz-sc', '430423-kyz-sc'],
  ['城管局', 'UNKNOWN_UNIT'],
  ['430423-', 'UNKNOWN_UNIT'],
  [7, 'WRONG_TYPE'],
  [['430423'], 'WRONG_TYPE'],
])('a unit %j is read as %j', (raw, read) => {
  expect(codeOf(unit(raw))).toEqual(read);
});

test('units are kept once each, in the order of their codes', () => {
  expect(units(['430423-zjj', '430423-cgj', '430423-zjj'])).toEqual(['430423-cgj', '430423-zjj']);
  expect(units([])).toBe(null);
  expect(codeOf(units(['430423-cgj', '']))).toBe('UNKNOWN_UNIT');
  expect(codeOf(units('430423-cgj'))).toBe('WRONG_TYPE');
  expect(codeOf(units(Array.from({ length: 501 }, () => '430423')))).toBe('TOO_MANY_UNITS');
});

test('whatever comes is judged, and what is kept is kept again', () => {
  const some = fc.oneof(fc.anything(), fc.array(fc.oneof(fc.constantFrom('430423', '430423-a'), fc.string())));
  fc.assert(
    fc.property(some, (raw) => {
      for (const read of [unit, units]) {
        const once = read(raw);
        if (!(once instanceof Refusal)) expect(read(once)).toEqual(once);
      }
    }),
  );
});
