import type { FormDefinition } from './definition.ts';

/** 换证申请表: its first answers come from a licence, an earlier application and a register, each as definitions name them. */
export const takingForm: FormDefinition = {
  title: { zh: '摊点证换证申请表' },
  pages: [
    {
      key: 'renewal',
      title: { zh: '换证' },
      sections: [
        {
          key: 'before',
          items: [
            {
              ...{ kind: 'licenceReference', key: 'permit', label: { zh: '原摊点证' }, required: true },
              takenFrom: { from: 'licence', licenceType: 'permit', field: 'licence_identifier', fixed: true },
            },
            {
              ...{ kind: 'date', key: 'validTo', label: { zh: '原证有效期止' } },
              takenFrom: { from: 'licence', licenceType: 'permit', field: 'licence_validTo', fixed: true },
            },
            {
              ...{ kind: 'address', key: 'home', label: { zh: '现住址' }, prefill: 'applicantAddress' },
              takenFrom: { from: 'earlierCase', field: 'home' },
            },
            {
              ...{ kind: 'bankCard', key: 'card', label: { zh: '收款银行卡' } },
              takenFrom: { from: 'earlierCase', form: 'xiao-fan', field: 'card' },
            },
            {
              ...{ kind: 'money', key: 'rent', label: { zh: '月租金' } },
              takenFrom: { from: 'register', register: 'stalls', field: 'rent', fixed: false },
            },
          ],
        },
      ],
    },
  ],
};
