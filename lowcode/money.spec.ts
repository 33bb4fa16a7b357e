import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fenFrom, moneyFigure, moneyTyped, moneyWords } from './money.ts';

test.each([
  ['0', '0.00元', '0.00'],
  ['5', '0.05元', '0.05'],
  ['-5', '-0.05元', '-0.05'],
  ['646000', '6,460.00元', '6460.00'],
  ['-12345678', '-123,456.78元', '-123456.78'],
  ['123456789012345678', '1,234,567,890,123,456.78元', '1234567890123456.78'],
])('%s fen reads %s and is typed %s', (fen, words, typed) => {
  expect(moneyWords(fen)).toBe(words);
  expect(moneyTyped(fen)).toBe(typed);
  expect(moneyWords(fen, 'en')).toBe(`CNY ${words.replace('元', '')}`);
});

test.each([
  ['12.5', '1250'],
  ['1,200', '120000'],
  ['￥80元', '8000'],
  ['１２．０５', '1205'],
  ['0.00', '0'],
  ['-0', '0'],
  ['1.234', '1.234'],
  ['twelve', 'twelve'],
  ['', ''],
])('%s as typed is kept as %s', (typed, kept) => {
  expect(fenFrom(typed)).toBe(kept);
});

test('what is no amount is not shown as one', () => {
  for (const text of ['', '1.5', '1e3', '--5', '五元']) expect(() => moneyWords(text)).toThrow(RangeError);
});

test('every amount survives being typed and read', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 14n), 10n ** 14n), (fen) => {
      expect(fenFrom(moneyTyped(String(fen)))).toBe(String(fen));
      expect(fenFrom(moneyFigure(String(fen)))).toBe(String(fen));
      expect(fenFrom(moneyWords(String(fen)))).toBe(String(fen));
    }),
  );
});
