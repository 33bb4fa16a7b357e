import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moneyCapitals } from './money-capitals.ts';

test.each([
  ['0', '零元整'],
  ['5', '伍分'],
  ['30', '叁角整'],
  ['33', '叁角叁分'],
  ['100', '壹元整'],
  ['1005', '壹拾元零伍分'],
  ['120000', '壹仟贰佰元整'],
  ['120050', '壹仟贰佰元伍角整'],
  ['100100', '壹仟零壹元整'],
  ['10050000', '壹拾万零伍佰元整'],
  ['101000010', '壹佰零壹万元壹角整'],
  ['123456789', '壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分'],
  ['1000000000000', '壹佰亿元整'],
  ['100000000000000', '壹万亿元整'],
  ['100000000010000', '壹万亿零壹佰元整'],
  ['-30', '负叁角整'],
])('%s fen are %s', (fen, capitals) => {
  expect(moneyCapitals(fen)).toBe(capitals);
});

/** Reads capitals back, by the value of each place: another way than the one they are written. */
function fenOf(capitals: string): string {
  const units: { readonly [unit: string]: number } = { 拾: 10, 佰: 100, 仟: 1000 };
  let [fen, part, digit] = [0n, 0, 0];
  for (const character of capitals.replace(/^负|整$/g, '')) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(character);
    if (value >= 0) digit = value;
    else if (units[character]) [part, digit] = [part + digit * units[character], 0];
    else if (character === '万') [fen, part, digit] = [fen + BigInt(part + digit) * 1_000_000n, 0, 0];
    else if (character === '亿') [fen, part, digit] = [(fen + BigInt(part + digit) * 100n) * 100_000_000n, 0, 0];
    else if (character === '元') [fen, part, digit] = [fen + BigInt(part + digit) * 100n, 0, 0];
    else if (character === '角') [fen, digit] = [fen + BigInt(digit * 10), 0];
    else if (character === '分') [fen, digit] = [fen + BigInt(digit), 0];
  }
  return (capitals.startsWith('负') ? '-' : '') + fen;
}

test('every amount is read back as it was, with no two noughts in a row', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }), (fen) => {
      const capitals = moneyCapitals(String(fen));
      expect(fenOf(capitals)).toBe(String(fen));
      if (fen !== 0n) expect(capitals).not.toMatch(/零零|零[元万亿角]/);
    }),
  );
});

test('what is no amount is refused', () => {
  for (const wrong of ['', '1.5', 'a', '1234567890123456']) expect(() => moneyCapitals(wrong)).toThrow(RangeError);
});
