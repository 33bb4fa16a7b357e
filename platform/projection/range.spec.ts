import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BadCursorError, decodeCursor, encodeCursor } from './cursor.ts';
import { compareText, MAX_KEY_BYTES, prefixEnd, storable } from './keys.ts';
import { BadQueryError, rangeOf } from './range.ts';

const text = fc.string({ unit: 'binary', maxLength: 12 }).filter((each) => storable(each, 48));
const bytes = (each: string) => Buffer.from(each, 'utf8');

it('reads every cursor that it wrote, and nothing else', () => {
  fc.assert(
    fc.property(text, text, (sort, key) => {
      fc.pre(key !== '');
      const cursor = encodeCursor({ sort, key });
      expect(decodeCursor(cursor)).toEqual({ sort, key });
      expect(cursor).toMatch(/^[\w-]+$/);
    }),
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.json().map((json) => Buffer.from(json).toString('base64url')),
      ),
      (forged) => {
        let place: ReturnType<typeof decodeCursor>;
        try {
          place = decodeCursor(forged);
        } catch (error) {
          expect(error).toBeInstanceOf(BadCursorError);
          return;
        }
        expect(encodeCursor(place)).toBe(forged);
      },
    ),
    { numRuns: 2000 },
  );
});

it('orders texts as their UTF-8 bytes', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(bytes(a), bytes(b)));
    }),
    { numRuns: 2000 },
  );
});

it('ends a prefix just above all that begin with it', () => {
  fc.assert(
    fc.property(text, text, (prefix, other) => {
      fc.pre(prefix !== '');
      const end = prefixEnd(prefix);
      const within = (each: string) =>
        Buffer.compare(bytes(prefix), bytes(each)) <= 0 &&
        (end === undefined || Buffer.compare(bytes(each), bytes(end)) < 0);
      expect(within(prefix + other)).toBe(true);
      expect(within(other)).toBe(other.startsWith(prefix));
    }),
    { numRuns: 2000 },
  );
  expect(prefixEnd('')).toBeUndefined();
  expect(prefixEnd('\u{10FFFF}')).toBeUndefined();
  expect(prefixEnd('a\u{10FFFF}')).toBe('b');
});

it('takes texts that every store can hold', () => {
  for (const bad of ['\u0000', 'a\n', '\u007f', '\u009f', '\ud800', 'a\udc00b', 'x'.repeat(MAX_KEY_BYTES + 1), 5, null])
    expect(storable(bad, MAX_KEY_BYTES)).toBe(false);
  for (const good of ['', ' ', '\u00a0', '乡镇', '\u{1F600}', '\uE000', 'x'.repeat(MAX_KEY_BYTES)])
    expect(storable(good, MAX_KEY_BYTES)).toBe(true);
  expect(storable('乡'.repeat(161), MAX_KEY_BYTES)).toBe(false);
});

it('makes a range of a query that is right for every entry', () => {
  const entry = fc.record({ sort: text, key: text.filter((each) => each !== '') });
  const bound = fc.option(text, { nil: undefined });
  const query = fc.record({ from: bound, to: bound, prefix: bound, after: fc.option(entry, { nil: undefined }) });
  fc.assert(
    fc.property(entry, query, fc.boolean(), ({ sort, key }, { from, to, prefix, after }, descending) => {
      const order = (a: string, b: string) => Buffer.compare(bytes(a), bytes(b));
      const asked = { index: 'i', partition: 'p', limit: 5, descending };
      const range = rangeOf({ ...asked, from, to, prefix, ...(after ? { after: encodeCursor(after) } : {}) } as never);
      const past = after ? order(sort, after.sort) || order(key, after.key) : descending ? -1 : 1;
      const wanted =
        (from === undefined || order(sort, from) >= 0) &&
        (to === undefined || order(sort, to) <= 0) &&
        sort.startsWith(prefix ?? '') &&
        (descending ? past < 0 : past > 0);
      const place = (each: { sort: string; key: string }) => bytes(`${each.sort}\u0001${each.key}`);
      const found =
        range !== undefined &&
        Buffer.compare(place({ sort, key }), place(range.above)) > 0 &&
        (range.below === undefined || Buffer.compare(place({ sort, key }), place(range.below)) < 0);
      expect(found).toBe(wanted);
    }),
    { numRuns: 3000 },
  );
  expect(() => rangeOf({ index: 'i', partition: 'p', limit: 0 })).toThrow(BadQueryError);
});
