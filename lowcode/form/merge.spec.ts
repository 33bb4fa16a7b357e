import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkForm } from './check-form.ts';
import type { Field, FormDefinition, Item } from './definition.ts';
import { clashesOf, mergeForms } from './merge.ts';
import { roadForm } from './road.fixture.ts';

const field = (key: string, zh: string): Field => ({ kind: 'text', key, label: { zh } });
const base: FormDefinition = {
  title: { zh: '表' },
  pages: [
    {
      key: 'p1',
      title: { zh: '一' },
      sections: [{ key: 's', items: [field('a', '甲'), field('b', '乙'), field('c', '丙')] }],
    },
    { key: 'p2', title: { zh: '二' }, sections: [{ key: 's', items: [field('d', '丁')] }] },
  ],
};
const items = (form: FormDefinition) =>
  form.pages.map((page) => page.sections.flatMap((section) => section.items.map(({ label }) => label.zh)));
const withItems = (form: FormDefinition, list: readonly Field[]): FormDefinition => ({
  ...form,
  pages: form.pages.map((page, at) => (at === 0 ? { ...page, sections: [{ key: 's', items: list }] } : page)),
});
const usual = (mine: FormDefinition, theirs: FormDefinition) => {
  const sides = new Map(clashesOf(base, mine, theirs).map(({ id, usual }) => [id, usual]));
  return mergeForms(mine, theirs, (id) => sides.get(id) ?? 'mine');
};

it('takes what only one of two changed from whoever changed it', () => {
  const mine = withItems(base, [field('a', '甲改'), field('b', '乙'), field('n', '新'), field('c', '丙')]);
  const theirs = { ...withItems(base, [field('a', '甲'), field('c', '丙改')]), title: { zh: '他的表' } };
  const clashes = clashesOf(base, mine, theirs);
  expect(clashes.map(({ id, mine, theirs, both }) => [id, mine.length, theirs.length, both])).toEqual([
    ['', 0, 1, false],
    ['a', 1, 0, false],
    ['b', 0, 1, false],
    ['n', 1, 0, false],
    ['c', 0, 1, false],
  ]);
  expect(clashes.find(({ id }) => id === 'b')?.theirs).toEqual(['删除字段“乙”']);
  const merged = usual(mine, theirs);
  expect(items(merged)).toEqual([['甲改', '新', '丙改'], ['丁']]);
  expect(merged.title.zh).toBe('他的表');
});

it('shows both texts where both changed the same, and takes the one that is chosen', () => {
  const mine = withItems(base, [field('a', '我的'), field('b', '乙'), field('c', '丙')]);
  const theirs = withItems(base, [field('a', '他的'), field('b', '乙'), field('c', '丙')]);
  const [clash, ...others] = clashesOf(base, mine, theirs);
  expect(others).toEqual([]);
  expect(clash).toMatchObject({
    both: true,
    mine: [expect.stringContaining('我的')],
    theirs: [expect.stringContaining('他的')],
  });
  expect(items(mergeForms(mine, theirs, () => 'theirs'))[0]).toEqual(['他的', '乙', '丙']);
});

it('asks about the order, and about a part moved elsewhere, once', () => {
  const mine = withItems(base, [field('c', '丙'), field('a', '甲'), field('b', '乙')]);
  expect(clashesOf(base, mine, base).map(({ id }) => id)).toEqual(['order:section:p1/s']);
  const moved = {
    ...base,
    pages: [
      { ...base.pages[0], sections: [{ key: 's', items: [field('b', '乙'), field('c', '丙')] }] },
      { ...base.pages[1], sections: [{ key: 's', items: [field('d', '丁'), field('a', '甲')] }] },
    ],
  } as FormDefinition;
  expect(clashesOf(base, moved, base).map(({ id }) => id)).toEqual(['a']);
  expect(items(usual(moved, base))).toEqual([
    ['乙', '丙'],
    ['丁', '甲'],
  ]);
});

it('a page that came or went is one choice', () => {
  const mine = { ...base, pages: base.pages.slice(0, 1) };
  expect(clashesOf(base, mine, base).map(({ name, mine: said }) => [name, said])).toEqual([
    ['页面“二”', ['删除页面“二”']],
  ]);
  expect(mergeForms(mine, base, () => 'theirs')).toEqual(base);
  expect(mergeForms(mine, base, () => 'mine')).toEqual(mine);
});

/** A form with some of its parts renamed, dropped, turned around or doubled in number by another key. */
const changed = fc.array(fc.tuple(fc.nat(3), fc.nat(), fc.nat()), { maxLength: 6 }).map((steps) => {
  let form: FormDefinition = roadForm;
  for (const [what, at, by] of steps) {
    const places = form.pages.flatMap((page, p) => page.sections.map((_, s) => `${p}.${s}`));
    const here = places[at % places.length] as string;
    const change = (list: readonly Item[]): readonly Item[] => {
      const index = by % Math.max(1, list.length);
      if (what === 0) return list.map((item, i) => (i === index ? { ...item, label: { zh: `改${by}` } } : item));
      if (what === 1) return list.length > 1 ? list.toSpliced(index, 1) : list;
      if (what === 2) return list.toReversed();
      return [...list, field(`new${by % 50}x${here.replace('.', '')}`, `新${by}`)];
    };
    const pages = form.pages.map((page, p) => ({
      ...page,
      sections: page.sections.map((each, s) => (`${p}.${s}` === here ? { ...each, items: change(each.items) } : each)),
    }));
    form = { ...form, pages };
  }
  return form;
});

it('all of mine gives mine, all of theirs gives theirs, and what is taken by default keeps the changes of both', () => {
  fc.assert(
    fc.property(changed, changed, (mine, theirs) => {
      const unique = (form: FormDefinition) => !checkForm(form).some(({ code }) => code === 'DUPLICATE_KEY');
      fc.pre(unique(mine) && unique(theirs));
      expect(mergeForms(mine, theirs, () => 'mine')).toEqual(mine);
      expect(mergeForms(mine, theirs, () => 'theirs')).toEqual(theirs);
      const sides = new Map(clashesOf(roadForm, mine, theirs).map(({ id, usual }) => [id, usual]));
      const merged = mergeForms(mine, theirs, (id) => sides.get(id) ?? 'mine');
      expect(clashesOf(roadForm, merged, merged)).toEqual([]);
      for (const clash of clashesOf(roadForm, mine, theirs)) {
        expect(clash.mine.length + clash.theirs.length).toBeGreaterThan(0);
        expect(clash.name).not.toBe('');
      }
    }),
    { numRuns: 200 },
  );
});
