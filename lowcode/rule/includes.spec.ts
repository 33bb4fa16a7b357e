import fc from 'fast-check';
import { expect, test } from 'vitest';
import { includes } from './includes.ts';

test('says what the engine says, also of texts that repeat themselves', () => {
  const repeated = fc
    .array(fc.constantFrom('a', 'b', '甲', '𠮷'), { maxLength: 6 })
    .chain((letters) => fc.integer({ min: 0, max: 60 }).map((times) => letters.join('').repeat(times)));
  fc.assert(
    fc.property(repeated, repeated, repeated, (a, b, c) => {
      const text = a + b + c;
      for (const wanted of [b, a + b, b + c, c + a, text]) expect(includes(text, wanted)).toBe(text.includes(wanted));
    }),
    { numRuns: 1000 },
  );
});

test('is not slow for a text that nearly fits everywhere', () => {
  const [text, wanted] = ['a'.repeat(10_000), `${'a'.repeat(2500)}b${'a'.repeat(2500)}`];
  const before = process.cpuUsage();
  for (let i = 0; i < 100; i++) expect(includes(text, wanted)).toBe(false);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 100).toBeLessThan(2000);
});
