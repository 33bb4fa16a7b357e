import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType } from 'graphql';
import { expect, test } from 'vitest';
import { starWords, textIn, type VocabularyName, wordFor, words } from './words.ts';

const schema = buildSchema(readFileSync(new URL('../graphql/schema.graphql', import.meta.url), 'utf8'));
const enumerations = Object.values(schema.getTypeMap()).filter(
  (type) => isEnumType(type) && !type.name.startsWith('__'),
);

test('every code of every enumeration in the schema has a word in Chinese and English, and no other code has', () => {
  expect(enumerations.length).toBeGreaterThan(25);
  for (const type of enumerations) {
    if (!isEnumType(type)) continue;
    const name = (type.name.charAt(0).toLowerCase() + type.name.slice(1)) as VocabularyName;
    const codes = type.getValues().map((value) => value.name);
    expect(Object.keys(words[name] ?? {}).sort(), type.name).toEqual(codes.sort());
  }
});

test('Chinese words hold no Latin letters, so that no code can be mistaken for one', () => {
  for (const [name, vocabulary] of Object.entries(words))
    for (const [code, text] of Object.entries(vocabulary)) expect(text.zh, `${name}.${code}`).not.toMatch(/[A-Za-z]/);
});

test('a code gives its word; an unknown or inherited name never comes through', () => {
  expect(wordFor('caseState', 'supplementRequested')).toBe('待补正');
  expect(wordFor('caseState', 'granted', 'en')).toBe('Granted');
  expect(wordFor('caseState', 'somethingNew')).toBe('其他');
  expect(wordFor('role', 'constructor')).toBe('其他');
  expect(wordFor('role', null, 'en')).toBe('Other');
});

test('a text without English is shown in Chinese', () => {
  expect(textIn({ zh: '衡山县' }, 'en')).toBe('衡山县');
  expect(textIn({ zh: '衡山县', en: 'Hengshan County' }, 'en')).toBe('Hengshan County');
  expect(starWords).toHaveLength(5);
});
