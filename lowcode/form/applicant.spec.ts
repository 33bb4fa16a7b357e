import { describe, expect, it } from 'vitest';
import { notTheApplicants } from './applicant.ts';
import type { Field, FormDefinition } from './definition.ts';

const form = (...items: Field[]): FormDefinition => ({
  title: { zh: '表' },
  pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items }] }],
});
const road = form(
  { kind: 'text', key: 'name', label: { zh: '申请人' }, prefill: 'applicantName' },
  { kind: 'identityNumber', key: 'id', label: { zh: '身份证号码' }, prefill: 'applicantIdentifier' },
  { kind: 'creditCode', key: 'uscc', label: { zh: '信用代码' }, prefill: 'applicantIdentifier' },
  { kind: 'mobilePhone', key: 'phone', label: { zh: '手机' }, prefill: 'applicantPhone' },
  { kind: 'text', key: 'other', label: { zh: '其他' } },
);
const known = { applicantName: '李样例', applicantIdentifier: '430423199001010014', applicantPhone: '13800000001' };
const wrong = (answers: object) =>
  notTheApplicants(road, answers as never, known).map(({ path, code }) => [path, code]);

describe('answers and the applicant', () => {
  it('the same person, whose telephone may be another', () =>
    expect(wrong({ name: '李样例', id: '430423199001010014', phone: '13900000000', other: '张三' })).toEqual([]));
  it('another name, another number', () =>
    expect(wrong({ name: '张试填', id: '430499199001010011' })).toEqual([
      ['name', 'NOT_THE_APPLICANT'],
      ['id', 'NOT_THE_APPLICANT'],
    ]));
  it('what is not answered or could not be known is not looked at', () =>
    expect(wrong({ uscc: '91430423DEM900012T' })).toEqual([]));
});
