import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityNumberCheck, isIdentityNumber, sex } from '../identifier/identity-number.ts';
import type { Answers, FormDefinition } from './definition.ts';
import { syntheticAnswers } from './synthetic.ts';

const label = { zh: '字段' };
const form: FormDefinition = {
  title: { zh: '表' },
  pages: [
    {
      key: 'p',
      title: { zh: '页' },
      sections: [
        {
          key: 's',
          title: { zh: '节' },
          items: [
            { kind: 'personName', key: 'name', label },
            { kind: 'identityNumber', key: 'number', label },
            { kind: 'mobilePhone', key: 'phone', label },
            { kind: 'longText', key: 'reason', label },
            { kind: 'text', key: 'usage', label, personal: false },
            { kind: 'integer', key: 'area', label },
            {
              kind: 'group',
              key: 'family',
              label,
              fields: [
                { kind: 'identityNumber', key: 'number', label },
                { kind: 'integer', key: 'age', label },
              ],
            },
          ],
        },
      ],
    },
  ],
};
const answers: Answers = {
  name: '罗桂英',
  number: '430423198502020021',
  phone: '13973400000',
  reason: '家住店门镇梅桥村，罗桂英本人申请',
  usage: '仓储',
  area: '3',
  family: [{ id: 'r1', number: '430423198502020021', age: '3' }],
};

describe('answers of an example', () => {
  it('name nobody any more, and say which fields were changed', () => {
    const { answers: made, replaced } = syntheticAnswers(form, answers);
    const text = JSON.stringify(made);
    for (const secret of ['罗桂英', '430423198502020021', '13973400000', '梅桥'])
      expect(text.includes(secret)).toBe(false);
    expect(made).toMatchObject({ usage: '仓储', area: '3' });
    expect((made.reason as string).length).toBe((answers.reason as string).length);
    expect(made.number).toBe((made.family as unknown as readonly { number: string }[])[0]?.number);
    expect(replaced.map(({ key }) => key)).toEqual(['name', 'number', 'phone', 'reason', 'number']);
    expect(syntheticAnswers(form, {})).toEqual({ answers: {}, replaced: [] });
  });

  it('keep year, sex and validity of every identity number, and never the number', () => {
    const born = fc.date({ min: new Date('1900-01-02'), max: new Date('2025-12-31'), noInvalidDate: true });
    const serials = fc.integer({ min: 0, max: 999 });
    fc.assert(
      fc.property(born, serials, fc.boolean(), (date, serial, valid) => {
        const body = `430423${date.toISOString().slice(0, 10).replaceAll('-', '')}${String(serial).padStart(3, '0')}`;
        const check = identityNumberCheck(body) as string;
        const number = body + (valid ? check : check === '0' ? '1' : '0');
        const made = syntheticAnswers(form, { number }).answers.number as string;
        expect(made).not.toBe(number);
        expect(isIdentityNumber(made)).toBe(valid);
        if (valid) expect([made.slice(6, 10), sex(made)]).toEqual([number.slice(6, 10), sex(number)]);
      }),
    );
  });
});
