import { expect, it } from 'vitest';
import type { Answers, Field, FormDefinition } from '../../lowcode/form/definition.ts';
import { untouched } from './untouched.ts';

const text = (key: string, more: Partial<Field> = {}): Field => ({ kind: 'text', key, label: { zh: key }, ...more });
const items = [
  text('name', { prefill: 'applicantName' }),
  text('purpose'),
  text('plan', { material: 'drawing' }),
  text('sum', { computed: { answer: 'purpose' } as never }),
  { kind: 'group' as const, key: 'roads', label: { zh: '路段' }, fields: [text('width')] },
];
const form: FormDefinition = {
  title: { zh: '试' },
  pages: [{ key: 'p', title: { zh: '一' }, sections: [{ key: 's', items }] }],
};
const before: Answers = { name: '李样例', purpose: 'a', plan: null, roads: [{ id: 'r1', width: '1' }] };
const all = items.map(({ key }) => key);
const left = (at: readonly string[], change: Answers, visible = all) =>
  untouched(form, at.map((one) => ({ at: one, label: one, text: '' })) as never, before, {
    answers: { ...before, ...change },
    visible: new Set(visible),
  }).map((defect) => defect.at);

it('names what was left as it was: a field, a material, a row', () => {
  expect(left(['purpose', 'drawing', 'roads.width'], {})).toEqual(['purpose', 'drawing', 'roads.width']);
  const change = { purpose: 'b', plan: 'x', roads: [{ id: 'r1', width: '2' }] };
  expect(left(['purpose', 'drawing', 'roads.width'], change)).toEqual([]);
});

it('counts nothing that no answer can correct: who applies, what is computed, what is not asked', () => {
  expect(left(['name', 'sum', 'paper'], {})).toEqual([]);
  expect(left(['plan'], {}, ['name', 'purpose'])).toEqual([]);
});
