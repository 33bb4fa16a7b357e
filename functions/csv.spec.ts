import { expect, it } from 'vitest';
import { csvText } from './csv.ts';

it.each([
  ['=1+1', "'=1+1"],
  ['+8613800000000', "'+8613800000000"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['＝1+1', "'＝1+1"],
  ['-1+cmd', "'-1+cmd"],
  ['-12.50', '-12.50'],
  [-3, '-3'],
  ['—', '—'],
  ['说"好",行', '"说""好"",行"'],
  ['第一行\n=第二行', '"第一行\n=第二行"'],
  [null, ''],
])('writes %j as %s', (value, cell) => {
  expect(csvText([[value]])).toBe(`\uFEFF${cell}\r\n`);
});
