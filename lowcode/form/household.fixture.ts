import type { Rule } from '../rule/tree.ts';
import type { Answers, FormDefinition } from './definition.ts';

const row = (key: string): Rule => ({ op: 'row', key });
const number = (value: string): Rule => ({ op: 'number', value });

/** 村级救助登记, short: households with their members, a limit of the form, proofs in rows of both. For specs. */
export const householdForm: FormDefinition = {
  title: { zh: '村级救助登记表' },
  feeField: 'total',
  pages: [
    {
      key: 'page',
      title: { zh: '登记' },
      sections: [
        {
          key: 'all',
          items: [
            { kind: 'money', key: 'line', label: { zh: '低保线' }, required: true },
            {
              kind: 'group',
              key: 'households',
              label: { zh: '家庭' },
              rowLabel: { zh: '家庭' },
              maxRows: 20,
              fields: [
                { kind: 'text', key: 'village', label: { zh: '村名' }, required: true, personal: false },
                { kind: 'boolean', key: 'lowIncome', label: { zh: '是否低收入' }, required: true },
                { kind: 'file', key: 'photo', label: { zh: '户口簿照片' }, maxFiles: 2 },
                {
                  kind: 'group',
                  key: 'members',
                  label: { zh: '成员' },
                  minRows: 1,
                  maxRows: 10,
                  visible: { op: '=', left: row('lowIncome'), right: { op: 'boolean', value: true } },
                  fields: [
                    { kind: 'personName', key: 'name', label: { zh: '姓名' }, required: true },
                    { kind: 'money', key: 'income', label: { zh: '月收入' }, required: true },
                    {
                      ...{ kind: 'file', key: 'proof', label: { zh: '收入证明' }, maxFiles: 1 },
                      required: { op: '>', left: row('income'), right: number('0') },
                    },
                    {
                      ...{ kind: 'number', key: 'share', label: { zh: '占全户收入' }, digits: 4 },
                      computed: { op: '/', left: row('income'), right: row('sum') },
                    },
                    {
                      ...{ kind: 'money', key: 'gap', label: { zh: '与低保线的差额' } },
                      computed: { op: '-', left: { op: 'field', key: 'line' }, right: row('income') },
                      min: '-1000000',
                    },
                  ],
                  checks: [
                    {
                      key: 'notAbove',
                      rule: { op: '<=', left: row('income'), right: { op: '*', of: [row('line'), number('10')] } },
                      message: { zh: '月收入不应超过低保线的10倍' },
                      at: 'income',
                    },
                  ],
                },
                {
                  ...{ kind: 'money', key: 'sum', label: { zh: '全户收入' } },
                  computed: { op: 'sum', group: 'members', of: row('income') },
                },
                {
                  ...{ kind: 'integer', key: 'people', label: { zh: '人数' } },
                  computed: { op: 'count', group: 'members' },
                },
              ],
              checks: [
                {
                  key: 'someIncome',
                  rule: {
                    op: 'or',
                    of: [
                      { op: 'not', of: row('lowIncome') },
                      { op: 'some', group: 'members', where: { op: 'present', of: row('income') } },
                    ],
                  },
                  message: { zh: '至少要有一人填写收入' },
                  at: 'lowIncome',
                },
              ],
            },
            {
              ...{ kind: 'integer', key: 'headcount', label: { zh: '总人数' } },
              computed: { op: 'count', group: 'members' },
            },
            {
              ...{ kind: 'money', key: 'total', label: { zh: '发放总额' } },
              // Over households, of their members: what is missing to the line.
              computed: {
                op: 'sum',
                group: 'households',
                of: { op: 'sum', group: 'members', of: { op: 'max', of: [row('gap'), number('0')] } },
              },
            },
            {
              ...{ kind: 'money', key: 'largest', label: { zh: '户均最高' } },
              computed: {
                op: 'highest',
                group: 'households',
                of: {
                  op: '/',
                  left: row('sum'),
                  right: { op: 'max', of: [{ op: 'count', group: 'members' }, number('1')] },
                },
              },
            },
          ],
        },
      ],
    },
  ],
};

/** Two poor households (3 people) and one that is not; the line is 500 yuan. */
export const householdAnswers: Answers = {
  line: '50000',
  households: [
    {
      id: 'h1',
      village: '开云村',
      lowIncome: true,
      members: [
        {
          ...{ id: 'm1', name: '王小明', income: '30000' },
          proof: [{ id: 'f-1', name: '证明.pdf', size: 10, type: 'application/pdf' }],
        },
        { id: 'm2', name: '王大山', income: '0' },
      ],
    },
    {
      id: 'h2',
      village: '南岳村',
      lowIncome: true,
      photo: [{ id: 'f-2', name: '户口簿.jpg', size: 20, type: 'image/jpeg' }],
      members: [
        {
          ...{ id: 'm1', name: '李雪梅', income: '60000' },
          proof: [{ id: 'f-3', name: '证明.pdf', size: 10, type: 'application/pdf' }],
        },
      ],
    },
    { id: 'h3', village: '岳云村', lowIncome: false },
  ],
};
