import type { Answers, FormContext, FormDefinition } from './definition.ts';

/** 占用、挖掘城市道路, short: an applicant, road sections with a fee, a plan when there is digging. For specs. */
export const roadForm: FormDefinition = {
  title: { zh: '占用、挖掘城市道路申请表' },
  feeField: 'fee',
  pages: [
    {
      key: 'applicantPage',
      title: { zh: '申请人' },
      sections: [
        {
          key: 'applicant',
          items: [
            {
              ...{ kind: 'choice', key: 'applicantKind', label: { zh: '申请人类型' }, required: true },
              options: [
                { value: 'person', label: { zh: '个人' } },
                { value: 'company', label: { zh: '单位' } },
              ],
            },
            {
              ...{ kind: 'personName', key: 'name', label: { zh: '姓名' }, required: true, prefill: 'applicantName' },
              visible: { op: 'in', of: { op: 'field', key: 'applicantKind' }, values: ['person'] },
            },
            {
              ...{ kind: 'identityNumber', key: 'identityNumber', label: { zh: '身份证号码' }, required: true },
              visible: { op: 'in', of: { op: 'field', key: 'applicantKind' }, values: ['person'] },
            },
            {
              ...{ kind: 'creditCode', key: 'creditCode', label: { zh: '统一社会信用代码' }, required: true },
              visible: { op: 'in', of: { op: 'field', key: 'applicantKind' }, values: ['company'] },
            },
            { kind: 'mobilePhone', key: 'phone', label: { zh: '联系手机' }, required: true },
          ],
        },
      ],
    },
    {
      key: 'roadPage',
      title: { zh: '路段' },
      sections: [
        {
          key: 'sections',
          items: [
            { kind: 'date', key: 'startDate', label: { zh: '开工日期' }, required: true },
            {
              kind: 'group',
              key: 'sections',
              label: { zh: '路段' },
              minRows: 1,
              maxRows: 3,
              fields: [
                { kind: 'text', key: 'road', label: { zh: '道路名称' }, required: true, personal: false, max: '40' },
                {
                  ...{ kind: 'choice', key: 'surface', label: { zh: '路面' }, required: true },
                  options: [
                    { value: 'asphalt', label: { zh: '沥青' } },
                    { value: 'pavement', label: { zh: '人行道' } },
                  ],
                },
                {
                  kind: 'number',
                  key: 'length',
                  label: { zh: '长度' },
                  unit: { zh: '米' },
                  required: true,
                  min: '0.1',
                },
                { kind: 'number', key: 'width', label: { zh: '宽度' }, unit: { zh: '米' }, required: true, max: '60' },
                { kind: 'boolean', key: 'digging', label: { zh: '是否挖掘' }, required: true },
                {
                  ...{ kind: 'integer', key: 'depth', label: { zh: '挖掘深度' }, unit: { zh: '厘米' }, required: true },
                  visible: { op: '=', left: { op: 'row', key: 'digging' }, right: { op: 'boolean', value: true } },
                },
                {
                  ...{ kind: 'number', key: 'area', label: { zh: '面积' }, unit: { zh: '平方米' } },
                  computed: {
                    op: '*',
                    of: [
                      { op: 'row', key: 'length' },
                      { op: 'row', key: 'width' },
                    ],
                  },
                },
              ],
              checks: [
                {
                  key: 'narrow',
                  rule: { op: '<=', left: { op: 'row', key: 'width' }, right: { op: 'row', key: 'length' } },
                  message: { zh: '宽度不应大于长度' },
                  at: 'width',
                },
              ],
            },
            {
              ...{ kind: 'money', key: 'fee', label: { zh: '应缴费用' } },
              computed: {
                op: 'sum',
                group: 'sections',
                of: {
                  op: '*',
                  of: [
                    { op: 'row', key: 'area' },
                    { op: 'table', of: { op: 'row', key: 'surface' }, rows: { asphalt: '2.5', pavement: '0.8' } },
                  ],
                },
              },
            },
            {
              ...{
                kind: 'file',
                key: 'plan',
                label: { zh: '修复方案' },
                required: true,
                material: 'plan',
                maxFiles: 2,
              },
              visible: {
                op: 'some',
                group: 'sections',
                where: { op: '=', left: { op: 'row', key: 'digging' }, right: { op: 'boolean', value: true } },
              },
            },
            { kind: 'declaration', key: 'promise', label: { zh: '按期恢复原状' } },
          ],
        },
      ],
    },
  ],
  checks: [
    {
      key: 'notPast',
      rule: { op: '>=', left: { op: 'field', key: 'startDate' }, right: { op: 'context', key: 'today' } },
      message: { zh: '开工日期不能早于今天' },
      at: 'startDate',
    },
  ],
};

export const monday: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' };

/** A person occupying 20 x 3.5 m of pavement and digging up 10.5 x 0.4 m of asphalt: 56.00 + 10.50 = 66.50 yuan. */
export const roadAnswers: Answers = {
  applicantKind: 'person',
  name: '王小明',
  identityNumber: '11010519491231002X',
  phone: '13900000000',
  startDate: '2026-03-09',
  sections: [
    { id: 'r1', road: '开云路', surface: 'pavement', length: '20', width: '3.5', digging: false },
    { id: 'r2', road: '南岳路', surface: 'asphalt', length: '10.5', width: '0.4', digging: true, depth: '80' },
  ],
  plan: [{ id: 'f-1', name: '修复方案.pdf', size: 1024, type: 'application/pdf' }],
  promise: true,
};
