import { compileForm } from '../../../lowcode/form/compile.ts';
import type { Field, FormContext, FormDefinition, Item } from '../../../lowcode/form/definition.ts';
import { evaluate } from '../../../lowcode/form/evaluate.ts';
import type { Rule } from '../../../lowcode/rule/tree.ts';
import type { Sample } from './samples.ts';

const field = (key: string): Rule => ({ op: 'field', key });
const row = (key: string): Rule => ({ op: 'row', key });
const number = (value: string): Rule => ({ op: 'number', value });
const is = (key: string, value: boolean): Rule => ({
  op: '=',
  left: field(key),
  right: { op: 'boolean', value },
});
const kind = (value: string): Rule => ({ op: 'in', of: field('kind'), values: [value] });
const options = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([value, zh]) => ({ value, label: { zh } }));
const one = (key: string, zh: string, rest: Omit<Field, 'key' | 'label'>): Field => ({ key, label: { zh }, ...rest });

const plots: Item = {
  kind: 'group',
  key: 'plots',
  label: { zh: '地块' },
  minRows: 1,
  maxRows: 500,
  fields: [
    one('crop', '作物', {
      kind: 'choice',
      required: true,
      options: options(['rice', '水稻'], ['wheat', '小麦'], ['corn', '玉米']),
    }),
    one('length', '长', { kind: 'number', required: true, min: '0.1' }),
    one('width', '宽', { kind: 'number', required: true, min: '0.1', max: '1000' }),
    one('irrigated', '有灌溉', { kind: 'boolean' }),
    one('plotArea', '面积', { kind: 'number', digits: 4, computed: { op: '*', of: [row('length'), row('width')] } }),
    one('plotAmount', '补贴', {
      ...{ kind: 'number', digits: 4 },
      computed: {
        op: '*',
        of: [row('plotArea'), { op: 'table', of: row('crop'), rows: { rice: '1.5', wheat: '1.25', corn: '1' } }],
      },
    }),
  ],
  checks: [
    {
      key: 'narrow',
      rule: { op: '<=', left: row('width'), right: row('length') },
      message: { zh: '宽不应大于长' },
      at: 'width',
    },
  ],
};

/** 30 fields, 7 rules that show, 2 that require, 7 that compute, 4 that check. */
export const form: FormDefinition = {
  title: { zh: '种粮补贴申请表' },
  pages: [
    {
      key: 'page',
      title: { zh: '申请' },
      sections: [
        {
          key: 'section',
          items: [
            one('kind', '类型', {
              kind: 'choice',
              required: true,
              options: options(['person', '个人'], ['company', '单位']),
            }),
            one('name', '姓名', { kind: 'text', required: true, max: '60', visible: kind('person') }),
            one('idNo', '证件号码', { kind: 'text', required: true, min: '18', max: '18', visible: kind('person') }),
            one('orgName', '单位名称', { kind: 'text', required: true, max: '60', visible: kind('company') }),
            one('orgCode', '信用代码', {
              kind: 'text',
              required: true,
              min: '18',
              max: '18',
              visible: kind('company'),
            }),
            one('phone', '手机', { kind: 'mobilePhone', required: true }),
            one('contact', '联系人', { kind: 'text', max: '100' }),
            one('address', '地址', { kind: 'text', required: true, max: '200' }),
            one('postcode', '邮编', { kind: 'postcode', required: true }),
            one('year', '年度', { kind: 'integer', required: true, min: '2000', max: '2100' }),
            one('startDate', '开始', { kind: 'date', required: true }),
            one('endDate', '结束', { kind: 'date', required: true }),
            one('ownLand', '自有土地', { kind: 'boolean', required: true }),
            one('leaseNo', '流转合同号', {
              kind: 'text',
              max: '40',
              visible: is('ownLand', false),
              required: is('ownLand', false),
            }),
            plots,
            one('area', '总面积', {
              kind: 'number',
              digits: 4,
              computed: { op: 'sum', group: 'plots', of: row('plotArea') },
            }),
            one('plotCount', '地块数', { kind: 'number', computed: { op: 'count', group: 'plots' } }),
            one('amount', '补贴合计', {
              kind: 'number',
              digits: 4,
              computed: { op: 'sum', group: 'plots', of: row('plotAmount') },
            }),
            one('insured', '投保', { kind: 'boolean' }),
            one('insuredArea', '投保面积', { kind: 'number', min: '0', visible: is('insured', true) }),
            one('premium', '保费', {
              ...{ kind: 'number', visible: is('insured', true) },
              computed: { op: '*', of: [field('insuredArea'), number('0.25')] },
            }),
            one('total', '应发', {
              ...{ kind: 'number', digits: 4, min: '-1000000' },
              computed: { op: '-', left: field('amount'), right: { op: 'max', of: [field('premium'), number('0')] } },
            }),
            one('bank', '开户行', { kind: 'text', required: true, max: '60' }),
            one('card', '账号', { kind: 'text', required: true, min: '12', max: '19' }),
            one('remark', '说明', {
              ...{ kind: 'longText', max: '500' },
              required: { op: '>', left: field('total'), right: number('100000') },
            }),
          ],
        },
      ],
    },
  ],
  checks: [
    {
      key: 'order',
      rule: { op: '>=', left: field('endDate'), right: field('startDate') },
      message: { zh: '结束不能早于开始' },
      at: 'endDate',
    },
    {
      key: 'insuredAll',
      rule: { op: '<=', left: field('insuredArea'), right: field('area') },
      message: { zh: '投保面积不能超过总面积' },
      at: 'insuredArea',
    },
    {
      key: 'positive',
      rule: { op: '>=', left: field('total'), right: number('0') },
      message: { zh: '应发不能为负' },
      at: 'total',
    },
  ],
};

const context: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' };
const compiled = compileForm(form);

/** Numbers as decimal texts, as answers are stored. */
export function answersOf(sample: Sample): unknown {
  return stored(sample);
}

function stored(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map((each, i) => ({ id: `r${i + 1}`, ...(stored(each) as object) }));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, stored(inner)]));
}

export function judge(answers: unknown): { readonly valid: boolean; readonly total: number | null } {
  const { errors, computed } = evaluate(compiled, answers, context);
  return { valid: errors.length === 0, total: typeof computed.total === 'string' ? Number(computed.total) : null };
}
