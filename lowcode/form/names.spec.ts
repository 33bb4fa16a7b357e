import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFieldKey, keyFromLabel, typeNameFromTitle } from './names.ts';

describe('keys and type names from Chinese', () => {
  test.each([
    ['施工单位', 'shiGongDanWei'],
    ['绿化带面积（㎡）', 'lvHuaDaiMianJiM2'],
    ['2026年计划', 'f2026NianJiHua'],
    ['女儿姓名', 'nvErXingMing'],
    ['重庆银行', 'chongQingYinHang'],
    ['id', 'idField'],
    ['constructor', 'constructorField'],
    ['__proto__', 'proto'],
    ['', 'field'],
    ['😀', 'field'],
  ])('%s -> %s', (label, key) => expect(keyFromLabel(label, [])).toBe(key));

  test('a key that is taken gets a number', () => {
    expect(keyFromLabel('姓名', ['xingMing', 'xingMing2'])).toBe('xingMing3');
  });

  test('titles become type names that GraphQL does not have', () => {
    expect(typeNameFromTitle('占用、挖掘城市道路申请表')).toBe('ZhanYongWaJueChengShiDaoLuShenQingBiao');
    expect(typeNameFromTitle('Query')).toBe('QueryForm');
    expect(typeNameFromTitle('')).toBe('Form');
  });

  test('any label gives a key that forms may have, different from those taken', () => {
    const label = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'施工单位宽度（米）Ａb1_ -$长行') }),
    );
    fc.assert(
      fc.property(label, fc.integer({ min: 1, max: 12 }), (text, count) => {
        const taken: string[] = [];
        for (let i = 0; i < count; i++) taken.push(keyFromLabel(text, taken));
        expect(new Set(taken).size).toBe(count);
        for (const key of taken) expect(isFieldKey(key)).toBe(true);
        expect(typeNameFromTitle(text)).toMatch(/^[A-Z][A-Za-z0-9]{0,43}$/);
      }),
    );
  });
});
