import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, insert, move, put, remove } from './tree.ts';

const definition = { title: { zh: '表' }, pages: [{ key: 'a' }, { key: 'b' }, { key: 'c' }] };

test('a value is put at a place and the rest stays the same object', () => {
  const changed = put(definition, 'pages.1.key', 'x');
  expect(changed.pages.map((page) => page.key)).toEqual(['a', 'x', 'c']);
  expect(changed.pages[0]).toBe(definition.pages[0]);
  expect(changed.title).toBe(definition.title);
  expect(definition.pages[1]?.key).toBe('b');
});

test('a property is begun, taken away, and keeps its place among the others', () => {
  expect(put(definition, 'title.en', 'Form').title).toEqual({ zh: '表', en: 'Form' });
  expect(put(put(definition, 'title.en', 'Form'), 'title.en', undefined).title).toEqual({ zh: '表' });
  expect(Object.keys(put(definition, 'title', { zh: '新' }))).toEqual(['title', 'pages']);
  expect(put(definition, 'intro.zh', '先读').pages).toBe(definition.pages);
});

test('items are inserted, removed and moved', () => {
  const keys = (from: typeof definition) => from.pages.map((page) => page.key).join('');
  expect(keys(insert(definition, 'pages', 1, { key: 'n' }))).toBe('anbc');
  expect(keys(remove(definition, 'pages.1'))).toBe('ac');
  const moved = move(definition, 'pages.0', 1);
  expect([keys(moved.definition), moved.path]).toEqual(['bac', 'pages.1']);
  expect(move(definition, 'pages.2', 1)).toEqual({ definition, path: 'pages.2' });
  expect(move(definition, 'pages.0', -1).definition).toBe(definition);
  expect(insert(definition, 'checks', 0, 1)).toMatchObject({ checks: [1] });
});

test('a place that is not there is told', () => {
  expect(() => put(definition, 'pages.9.key', 'x')).toThrow(RangeError);
  expect(() => insert(definition, 'title', 0, 'x')).toThrow(RangeError);
  expect(at(definition, 'pages.9.key')).toBeUndefined();
  expect(at(definition, 'title.constructor')).toBeUndefined();
});

test('moving there and back changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), (list, n) => {
      const from = n % list.length;
      const there = move({ list }, `list.${from}`, 1);
      const back = there.path === `list.${from}` ? there : move(there.definition, there.path, -1);
      expect(back).toEqual({ definition: { list }, path: `list.${from}` });
    }),
  );
});
