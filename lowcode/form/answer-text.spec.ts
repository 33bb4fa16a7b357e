import { expect, test } from 'vitest';
import { answerText } from './answer-text.ts';
import type { Answer, Field } from './definition.ts';

const field = (kind: Field['kind'], more: Partial<Field> = {}): Field => ({
  kind,
  key: 'a',
  label: { zh: '甲' },
  ...more,
});
const options = [
  { value: 'person', label: { zh: '个人' } },
  { value: 'company', label: { zh: '单位' } },
];
const file = { id: 'f1', name: '方案.pdf', size: 1, type: 'application/pdf' };

test.each([
  [field('text'), null, ''],
  [field('text'), '开云镇', '开云镇'],
  [field('choice', { options }), 'person', '个人'],
  [field('choice', { options }), 'gone', 'gone'],
  [field('choices', { options }), ['person', 'company'], '个人、单位'],
  [field('boolean'), false, '否'],
  [field('money'), '6650', '66.50元'],
  [field('money'), '646000', '6,460.00元'],
  [field('money'), '5', '0.05元'],
  [field('number', { unit: { zh: '米' } }), '3.5', '3.5米'],
  [field('date'), '2026-03-09', '2026年3月9日'],
  [field('dateRange'), { from: '2026-03-09', to: '2026-10-10' }, '2026年3月9日至2026年10月10日'],
  [field('file'), [file], '方案.pdf'],
  [undefined, '6650', '6650'],
] as readonly [Field | undefined, Answer, string][])('%j %j is read as %s', (of, answer, text) => {
  expect(answerText(of, answer)).toBe(text);
});

test('without its unit where the label names it', () => {
  expect(answerText(field('money'), '6650', true)).toBe('66.50');
  expect(answerText(field('integer', { unit: { zh: '天' } }), '3', true)).toBe('3');
});
