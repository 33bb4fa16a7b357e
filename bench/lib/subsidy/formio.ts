import { ProcessTargets, processSync } from '@formio/core/process';
import { form } from './ours.ts';
import type { Sample } from './samples.ts';

/*
 * The same form for Form.io, judged as its server does: submission, then evaluation. Rules are given as it documents them,
 * simple conditions where they can say it, JavaScript where not.
 */
type Component = Record<string, unknown>;
const input = (type: string, key: string, rest: Component = {}): Component => ({
  type,
  key,
  label: key,
  input: true,
  ...rest,
});
const text = (key: string, validate: Component = {}, rest: Component = {}) =>
  input('textfield', key, { validate, ...rest });
const number = (key: string, validate: Component = {}, rest: Component = {}) =>
  input('number', key, { validate, ...rest });
const computed = (key: string, calculateValue: string, rest: Component = {}) =>
  number(key, {}, { calculateValue, calculateServer: true, ...rest });
const radio = (key: string, values: readonly string[], validate: Component) =>
  input('radio', key, { validate, values: values.map((value) => ({ value, label: value })) });
const shown = (when: string, value: unknown) => ({
  conditional: { show: true, conjunction: 'all', conditions: [{ component: when, operator: 'isEqual', value }] },
});

const components: readonly Component[] = [
  radio('kind', ['person', 'company'], { required: true }),
  text('name', { required: true, maxLength: 60 }, shown('kind', 'person')),
  text('idNo', { required: true, minLength: 18, maxLength: 18 }, shown('kind', 'person')),
  text('orgName', { required: true, maxLength: 60 }, shown('kind', 'company')),
  text('orgCode', { required: true, minLength: 18, maxLength: 18 }, shown('kind', 'company')),
  text('phone', { required: true, pattern: '1[3-9][0-9]{9}' }),
  text('contact', { maxLength: 100 }),
  text('address', { required: true, maxLength: 200 }),
  text('postcode', { required: true, pattern: '[0-9]{6}' }),
  number('year', { required: true, min: 2000, max: 2100 }),
  text('startDate', { required: true, pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}' }),
  text('endDate', {
    ...{ required: true, pattern: '[0-9]{4}-[0-9]{2}-[0-9]{2}' },
    custom: "valid = input >= data.startDate ? true : 'order'",
  }),
  input('checkbox', 'ownLand'),
  text('leaseNo', { required: true, maxLength: 40 }, shown('ownLand', false)),
  input('datagrid', 'plots', {
    validate: { required: true, minLength: 1, maxLength: 500 },
    components: [
      radio('crop', ['rice', 'wheat', 'corn'], { required: true }),
      number('length', { required: true, min: 0.1 }),
      number('width', { required: true, min: 0.1, max: 1000, custom: "valid = input <= row.length ? true : 'narrow'" }),
      input('checkbox', 'irrigated'),
      computed('plotArea', 'value = row.length * row.width'),
      computed('plotAmount', 'value = row.plotArea * ({ rice: 1.5, wheat: 1.25, corn: 1 })[row.crop]'),
    ],
  }),
  computed('area', 'value = data.plots.reduce((sum, row) => sum + row.plotArea, 0)'),
  computed('plotCount', 'value = data.plots.length'),
  computed('amount', 'value = data.plots.reduce((sum, row) => sum + row.plotAmount, 0)'),
  input('checkbox', 'insured'),
  number(
    'insuredArea',
    { min: 0, custom: "valid = !(input > data.area) ? true : 'insuredAll'" },
    shown('insured', true),
  ),
  computed('premium', 'value = data.insuredArea * 0.25', shown('insured', true)),
  computed('total', 'value = data.amount - (data.insured ? data.premium : 0)', {
    validate: { custom: "valid = input >= 0 ? true : 'positive'" },
  }),
  text('bank', { required: true, maxLength: 60 }),
  text('card', { required: true, minLength: 12, maxLength: 19 }),
  input('textarea', 'remark', {
    validate: { maxLength: 500, custom: "valid = data.total > 100000 && !input ? 'remark' : true" },
  }),
];

/** As its own page sends them: a value that is computed in a row is only computed again where there is one. */
function sent(sample: Sample): Record<string, unknown> {
  const plots = (sample.plots as readonly Sample[]).map((plot) => ({ ...plot, plotArea: 0, plotAmount: 0 }));
  return { ...sample, plots };
}

/** Its form reads and writes the submission: each judgement needs one of its own. */
export function judge(sample: Sample): { readonly valid: boolean; readonly total: number | null } {
  const submission = { data: sent(sample) };
  const scope: { errors?: unknown[] } = {};
  const base = { form: { components }, submission, components, scope, row: {}, config: { server: true } };
  for (const processors of [ProcessTargets.submission, ProcessTargets.evaluator])
    processSync({ ...base, data: submission.data, processors } as never);
  const { total } = submission.data as { total?: number };
  return { valid: (scope.errors ?? []).length === 0, total: total ?? null };
}

/** As many fields as ours has, or the comparison means nothing. */
export const fields = countOf(components);
function countOf(list: readonly Component[]): number {
  return list.reduce((sum, { components: inner }) => sum + (inner ? countOf(inner as Component[]) : 1), 0);
}
export const title = form.title.zh;
