import { expect, test } from 'vitest';
import type { FormDefinition, Group } from '../../../lowcode/form/definition.ts';
import { beginning, freeRowId, withAnswer, withoutEmptyRows, withoutRow, withRow } from './answers.ts';

const road: Group = {
  kind: 'group',
  key: 'road',
  label: { zh: '路段' },
  fields: [{ kind: 'number', key: 'width', label: { zh: '宽' } }],
};
const form: FormDefinition = {
  title: { zh: '申请' },
  pages: [
    {
      key: 'p',
      title: { zh: '一' },
      sections: [
        {
          key: 's',
          items: [
            { kind: 'personName', key: 'name', label: { zh: '姓名' }, prefill: 'applicantName' },
            { kind: 'boolean', key: 'dig', label: { zh: '挖掘' }, default: 'true' },
            road,
          ],
        },
      ],
    },
  ],
};

test('a form begins with defaults, the applicant and one row', () => {
  expect(beginning(form, { applicantName: '李明' })).toEqual({ name: '李明', dig: true, road: [{ id: 'r1' }] });
});

test('an answer in a row leaves the other rows alone', () => {
  const two = withRow(beginning(form, {}), road, 'road', 'r2');
  const changed = withAnswer(two, { group: 'road', row: 1, key: 'width' }, '3');
  expect(changed.road).toEqual([{ id: 'r1' }, { id: 'r2', width: '3' }]);
  expect((changed.road as readonly unknown[])[0]).toBe((two.road as readonly unknown[])[0]);
  expect(withoutRow(changed, 'road', 0).road).toEqual([{ id: 'r2', width: '3' }]);
});

test('rows without anything typed are not sent', () => {
  expect(withoutEmptyRows(form, { name: '李', road: [{ id: 'r1' }] })).toEqual({ name: '李' });
  expect(
    withoutEmptyRows(form, {
      road: [
        { id: 'r1', width: '' },
        { id: 'r2', width: '3' },
      ],
    }),
  ).toEqual({
    road: [{ id: 'r2', width: '3' }],
  });
});

test('a new row never takes the id of another', () => {
  expect(freeRowId([{ id: 'r2' }])).toBe('r3');
  expect(freeRowId([{ id: 'r1' }, { id: 'r3' }])).toBe('r4');
});
