import { expect, test } from 'vitest';
import { words } from '../../../lowcode/words.ts';
import { findIn, PALETTE } from './kind-palette.ts';

test('every kind of field is offered once, with an example, under a heading of its own', () => {
  const kinds = PALETTE.filter(({ part }) => part === 'field').map(({ kind }) => kind);
  expect([...kinds].sort()).toEqual(Object.keys(words.fieldKind).sort());
  expect(PALETTE.filter(({ heading, example }) => heading === '其他' || example === '')).toEqual([]);
});

test.each([
  ['金额', 'money'],
  ['身份证', 'identityNumber'],
  ['附件', 'file'],
  ['多行', 'longText'],
  ['子表', 'group'],
  ['分组', 'section'],
  ['座机', 'landline'],
])('%s finds %s first', (search, id) => {
  expect(findIn(PALETTE, search)[0]?.id).toBe(id);
});

test('what has one heading stays together', () => {
  const headings = findIn(PALETTE, '电话').map(({ heading }) => heading);
  expect(new Set(headings).size).toBe(headings.filter((each, at) => each !== headings[at - 1]).length);
});
