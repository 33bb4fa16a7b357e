import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseForm } from '../../../lowcode/definition/parse.ts';
import { checkForm } from '../../../lowcode/form/check-form.ts';
import type { Field, FormDefinition, Group } from '../../../lowcode/form/definition.ts';
import { dropPlace, moveIn, moveOut, movePart, moveTo } from './form-move.ts';
import { addPart, duplicatePart, removePart, withKind, withLabel } from './form-ops.ts';
import { outlineOf, partAt } from './form-outline.ts';
import { at } from './tree.ts';

const field = (key: string): Field => ({ kind: 'text', key, label: { zh: key } });
const form: FormDefinition = {
  title: { zh: '占道申请' },
  pages: [
    {
      key: 'one',
      title: { zh: '第一页' },
      sections: [
        { key: 'a', items: [field('name'), field('phone')] },
        { key: 'b', items: [{ kind: 'group', key: 'road', label: { zh: '路段' }, fields: [field('width')] }] },
      ],
    },
    { key: 'two', title: { zh: '第二页' }, sections: [{ key: 'c', items: [field('reason')] }] },
  ],
};
const labels = (of: FormDefinition) => outlineOf(of).map((node) => node.label);

test('the outline lists every part in reading order', () => {
  expect(outlineOf(form).map(({ depth, part }) => `${depth}${part}`)).toEqual([
    '0form',
    '1page',
    '2section',
    '3field',
    '3field',
    '2section',
    '3group',
    '4field',
    '1page',
    '2section',
    '3field',
  ]);
});

test('a field is added after the selected one, in a group inside of the group', () => {
  const beside = addPart(form, 'pages.0.sections.0.items.0', 'field', 'date');
  expect(beside.path).toBe('pages.0.sections.0.items.1');
  expect(at(beside.form, beside.path)).toMatchObject({ kind: 'date' });
  const inside = addPart(form, 'pages.0.sections.1.items.0', 'field');
  expect(inside.path).toBe('pages.0.sections.1.items.0.fields.1');
  expect(addPart(form, '', 'field').path).toBe('pages.1.sections.0.items.1');
  expect(addPart(form, 'pages.1', 'field').path).toBe('pages.1.sections.0.items.1');
  expect(addPart(form, 'pages.0', 'page').path).toBe('pages.1');
  expect(addPart(form, 'pages.0.sections.0.items.1', 'section').path).toBe('pages.0.sections.1');
});

test('an item at the edge of a section goes over into the next', () => {
  const down = movePart(form, 'pages.0.sections.0.items.1', 1);
  expect(down.path).toBe('pages.0.sections.1.items.0');
  expect(at(down.form, down.path)).toMatchObject({ key: 'phone' });
  expect(movePart(down.form, down.path, -1)).toEqual({ form, path: 'pages.0.sections.0.items.1' });
  expect(movePart(form, 'pages.0.sections.0.items.0', -1).form).toBe(form);
});

test('a copy has keys of its own', () => {
  const twice = duplicatePart(duplicatePart(form, 'pages.0').form, 'pages.0').form;
  expect(checkForm(twice).filter((each) => each.code === 'DUPLICATE_KEY')).toEqual([]);
  const group = duplicatePart(form, 'pages.0.sections.1.items.0');
  expect(at(group.form, group.path) as Group).toMatchObject({ key: 'road2', fields: [{ key: 'width' }] });
});

test('removing keeps at least a page and a section, and selects a neighbour', () => {
  expect(removePart(form, 'pages.1.sections.0').form).toBe(form);
  expect(removePart(form, 'pages.0.sections.0.items.1').path).toBe('pages.0.sections.0.items.0');
  expect(removePart(form, 'pages.1.sections.0.items.0').path).toBe('pages.1.sections.0');
  expect(labels(removePart(form, 'pages.0').form)).not.toContain('第一页');
});

test('a key made from the name follows it until it is published or used', () => {
  const { form: added, path } = addPart(form, 'pages.0.sections.0.items.0', 'field');
  const renamed = withLabel(added, path, { zh: '施工单位' }, new Set());
  expect(at(renamed, path)).toMatchObject({ key: 'shiGongDanWei', label: { zh: '施工单位' } });
  const typed = withLabel(form, 'pages.0.sections.0.items.0', { zh: '姓名' }, new Set());
  expect(at(typed, 'pages.0.sections.0.items.0')).toMatchObject({ key: 'name', label: { zh: '姓名' } });
  expect(at(withLabel(renamed, path, { zh: '单位' }, new Set(['shiGongDanWei'])), path)).toMatchObject({
    key: 'shiGongDanWei',
  });
  const used = { ...renamed, feeField: 'shiGongDanWei' };
  expect(at(withLabel(used, path, { zh: '单位' }, new Set()), path)).toMatchObject({ key: 'shiGongDanWei' });
});

test('another kind drops what only the old one had', () => {
  const path = 'pages.0.sections.0.items.0';
  const choice = withKind(form, path, 'choice');
  expect((at(choice, path) as Field).options).toHaveLength(2);
  expect(at(withKind(choice, path, 'text'), path)).toEqual(field('name'));
});

test('whatever is done, every place in the outline exists and keys stay unique', () => {
  const step = fc.tuple(fc.constantFrom('add', 'group', 'section', 'page', 'copy', 'remove', 'up', 'down'), fc.nat());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let current = { form, path: '' };
      for (const [what, n] of steps) {
        const nodes = outlineOf(current.form);
        const { path } = nodes[n % nodes.length] ?? { path: '' };
        if (what === 'add') current = addPart(current.form, path, 'field');
        else if (what === 'copy') current = duplicatePart(current.form, path);
        else if (what === 'remove') current = removePart(current.form, path);
        else if (what === 'up' || what === 'down') current = movePart(current.form, path, what === 'up' ? -1 : 1);
        else current = addPart(current.form, path, what as 'group' | 'section' | 'page');
        expect(at(current.form, current.path)).toBeDefined();
        expect(partAt(current.form, current.path)).toBeDefined();
      }
      const twice = checkForm(current.form).filter(({ code }) => code === 'DUPLICATE_KEY');
      expect(twice).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('an item goes into the group before it, and out again', () => {
  const added = addPart(form, 'pages.0.sections.1.items.0', 'section');
  const below = moveTo(added.form, 'pages.0.sections.0.items.1', 'pages.0.sections.1.items', 1);
  expect(below.path).toBe('pages.0.sections.1.items.1');
  const inside = moveIn(below.form, below.path);
  expect(inside.path).toBe('pages.0.sections.1.items.0.fields.1');
  expect((at(inside.form, inside.path) as Field).key).toBe('phone');
  const out = moveOut(inside.form, inside.path);
  expect(out).toEqual(below);
});

test('a section moves over the edge of its page, the last of a page stays', () => {
  expect(movePart(form, 'pages.0.sections.1', 1).path).toBe('pages.1.sections.0');
  expect(movePart(form, 'pages.1.sections.0', -1)).toEqual({ form, path: 'pages.1.sections.0' });
});

test('groups stand in groups as deep as forms have them', () => {
  const inner = addPart(form, 'pages.0.sections.1.items.0.fields.0', 'group');
  expect(inner.path).toBe('pages.0.sections.1.items.0.fields.1');
  const deeper = addPart(inner.form, `${inner.path}.fields.0`, 'group');
  expect(deeper.path).toBe('pages.0.sections.1.items.0.fields.2');
  expect(checkForm(deeper.form)).toEqual([]);
  expect(moveIn(deeper.form, deeper.path).form).toBe(deeper.form);
});

test('what is dropped on a part goes before it, after it or into it', () => {
  const place = (from: string, to: string, where: 'before' | 'after') => {
    const found = dropPlace(form, from, to, where);
    return found && `${found.list} ${found.index}`;
  };
  const phone = 'pages.0.sections.0.items.1';
  expect(place(phone, 'pages.0.sections.0.items.0', 'before')).toBe('pages.0.sections.0.items 0');
  expect(place(phone, 'pages.0.sections.1.items.0', 'after')).toBe('pages.0.sections.1.items.0.fields 0');
  expect(place(phone, 'pages.1', 'after')).toBe('pages.1.sections.0.items 0');
  expect(place('pages.0', 'pages.1.sections.0.items.0', 'after')).toBe('pages 2');
  expect(place('pages.0.sections.1', 'pages.1.sections.0', 'before')).toBe('pages.1.sections 0');
  expect(place('', 'pages.1', 'after')).toBeNull();
});

test('whatever is done in whatever order, the structure holds and no key is taken twice', () => {
  const step = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.nat(), fc.nat(), fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let now: FormDefinition = form;
      for (const [what, first, second, flag] of steps) {
        const nodes = outlineOf(now);
        const path = nodes[first % nodes.length]?.path ?? '';
        const other = nodes[second % nodes.length]?.path ?? '';
        const drop = dropPlace(now, path, other, flag ? 'before' : 'after');
        const done = [
          () => addPart(now, path, 'field', flag ? 'choice' : 'date'),
          () => addPart(now, path, 'group'),
          () => addPart(now, path, flag ? 'section' : 'page'),
          () => movePart(now, path, flag ? 1 : -1),
          () => moveIn(now, path),
          () => moveOut(now, path),
          () => duplicatePart(now, path),
          () => removePart(now, path),
          () => (drop ? moveTo(now, path, drop.list, drop.index) : { form: now, path }),
        ][what]?.();
        if (!done) throw new Error('no such step');
        expect(at(done.form, done.path)).toBeDefined();
        now = done.form;
      }
      const parsed = parseForm(JSON.parse(JSON.stringify(now)));
      expect(parsed.ok ? [] : parsed.problems.filter(({ code }) => code !== 'TOO_MANY')).toEqual([]);
      const codes = checkForm(now).map(({ code }) => code);
      expect(codes.filter((code) => /DUPLICATE|DEEP|BAD_KEY/.test(code))).toEqual([]);
    }),
    { numRuns: 150 },
  );
});
