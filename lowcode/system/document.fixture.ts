import type { FlowDefinition } from '../flow/definition.ts';
import type { FormDefinition } from '../form/definition.ts';
import type { SystemDefinition } from './definition.ts';

/** A small office system as the specs know it: a document is drafted, checked, signed, numbered, sent to units, receipted. */
export const documentForm: FormDefinition = {
  title: { zh: '发文单' },
  pages: [
    {
      key: 'draft',
      title: { zh: '拟稿' },
      sections: [
        {
          key: 'main',
          items: [
            { kind: 'text', key: 'subject', label: { zh: '标题' }, required: true, personal: false, max: '100' },
            {
              kind: 'choice',
              key: 'urgency',
              label: { zh: '缓急' },
              required: true,
              options: [
                { value: 'plain', label: { zh: '平件' } },
                { value: 'urgent', label: { zh: '急件' } },
              ],
            },
            { kind: 'longText', key: 'body', label: { zh: '正文' }, required: true },
            { kind: 'units', key: 'receivers', label: { zh: '主送单位' }, required: true },
          ],
        },
      ],
    },
    {
      key: 'check',
      title: { zh: '核稿' },
      sections: [
        {
          key: 'main',
          items: [{ kind: 'boolean', key: 'sound', label: { zh: '文稿可以签发' }, required: true }],
        },
      ],
    },
    {
      key: 'receipt',
      title: { zh: '签收' },
      sections: [
        {
          key: 'main',
          items: [
            { kind: 'integer', key: 'copies', label: { zh: '收到份数' }, required: true, min: '1', max: '99' },
            { kind: 'personName', key: 'receiver', label: { zh: '签收人' }, required: true },
          ],
        },
      ],
    },
  ],
};

export const documentFlow: FlowDefinition = {
  title: { zh: '发文流程' },
  purpose: 'office',
  steps: [
    {
      kind: 'stage',
      stage: {
        ...{ key: 'check', title: { zh: '核稿' }, role: 'approver', kind: 'work', pages: ['check'], signers: true },
        limit: { count: 24, unit: 'hours' },
      },
    },
    {
      kind: 'stage',
      stage: {
        ...{ key: 'issue', title: { zh: '签发' }, role: 'head', kind: 'review', backTo: ['check'] },
        numbering: 'sent',
      },
    },
    {
      kind: 'stage',
      stage: {
        ...{ key: 'receive', title: { zh: '签收' }, role: 'clerk', kind: 'work', pages: ['receipt'] },
        eachOf: 'receivers',
        limitDays: 1,
        chases: [
          { kind: 'remind', from: 'entered', after: { count: 24, unit: 'hours' } },
          { kind: 'supervise', from: 'due', after: { count: 1, unit: 'workingDays' } },
        ],
      },
    },
  ],
};

export const documentSystem: SystemDefinition = {
  name: { zh: '公文传输' },
  about: { zh: '拟稿、核稿、签发、编号，发到各单位签收。' },
  unit: '430423',
  form: 'fa-wen',
  flow: 'fa-wen',
  begins: [{ role: 'clerk' }],
  titleFrom: 'subject',
  numberings: [{ key: 'sent', title: { zh: '发文字号' }, pattern: '山{unit}发〔{year}〕{n}号' }],
  registers: [
    {
      key: 'all',
      title: { zh: '发文台账' },
      columns: ['$official', 'subject', 'urgency', '$stage', '$begun'],
      filters: ['urgency', '$state', '$begun'],
    },
  ],
  summaries: [
    {
      stage: 'receive',
      title: { zh: '签收情况' },
      columns: ['copies', 'receiver'],
      totals: ['copies'],
      compareBy: 'urgency',
    },
  ],
};
