import { expect, test } from 'vitest';
import { defaultCalendar } from '../../../lowcode/calendar/calendar.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import { scopeOf } from '../../../lowcode/form/scope.ts';
import { checkRule } from '../../../lowcode/rule/check.ts';
import { sentenceOf } from '../../../lowcode/rule/sentence.ts';
import type { Rule } from '../../../lowcode/rule/tree.ts';
import { choiceOf, choicesFor, isCondition, ruleFor } from './rules.ts';

const form: FormDefinition = {
  title: { zh: '占道' },
  pages: [
    {
      key: 'p',
      title: { zh: '一' },
      sections: [
        {
          key: 's',
          items: [
            { kind: 'number', key: 'length', label: { zh: '长度' } },
            { kind: 'choice', key: 'surface', label: { zh: '路面' }, options: [{ value: 'a', label: { zh: '沥青' } }] },
            { kind: 'boolean', key: 'dig', label: { zh: '挖掘' } },
            {
              kind: 'group',
              key: 'road',
              label: { zh: '路段' },
              fields: [{ kind: 'number', key: 'width', label: { zh: '宽' } }],
            },
          ],
        },
      ],
    },
  ],
};
const scope = scopeOf(form, defaultCalendar);

test('every choice makes a rule that is that choice and reads as a sentence', () => {
  for (const want of ['condition', 'value'] as const)
    for (const choice of choicesFor(want, scope)) {
      const rule = ruleFor(choice.id, null, scope);
      expect(choiceOf(rule), choice.label).toBe(choice.id);
      expect(sentenceOf(rule, scope), choice.label).not.toBe('');
    }
});

test('conditions are conditions and values are not', () => {
  for (const { id } of choicesFor('condition', scope))
    if (id.startsWith('op:')) expect(isCondition(ruleFor(id, null, scope)), id).toBe(true);
  for (const { id } of choicesFor('value', scope)) expect(isCondition(ruleFor(id, null, scope)), id).toBe(false);
});

test('another kind of condition stays about the same field', () => {
  const compared: Rule = { op: '>', left: { op: 'field', key: 'length' }, right: { op: 'number', value: '3' } };
  expect(ruleFor('op:present', compared, scope)).toEqual({ op: 'present', of: { op: 'field', key: 'length' } });
  expect(ruleFor('op:and', compared, scope)).toEqual({ op: 'and', of: [compared] });
  expect(ruleFor('op:not', compared, scope)).toEqual({ op: 'not', of: compared });
});

test('what begins well-typed needs no repair', () => {
  const sound = ['op:present', 'op:every', 'op:and', 'field:dig'];
  for (const id of sound) expect(checkRule(ruleFor(id, null, scope), scope, ['boolean'], ''), id).toEqual([]);
  expect(checkRule(ruleFor('op:sum', null, scope), scope, ['number'], '')).toEqual([]);
});

test('rows are offered only by forms that have them', () => {
  const plain = scopeOf({ ...form, pages: [] }, defaultCalendar);
  expect(choicesFor('value', plain).some(({ id }) => id === 'op:sum')).toBe(false);
});
