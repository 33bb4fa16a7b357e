import { describe, expect, it } from 'vitest';
import { CODE_LISTS, codeList } from './options.ts';

const named = (list: Parameters<typeof codeList>[0], code: string) =>
  codeList(list).find(({ value }) => value === code)?.label.zh;

describe('national code lists', () => {
  it.each([
    ['sex', '1', '男'],
    ['ethnicity', '01', '汉族'],
    ['ethnicity', '15', '土家族'],
    ['ethnicity', '36', '毛南族'],
    ['ethnicity', '46', '德昂族'],
    ['ethnicity', '56', '基诺族'],
    ['education', '11', '博士研究生毕业'],
    ['education', '28', '大学普通班毕业'],
    ['education', '47', '技工学校毕业'],
    ['education', '73', '初中肄业'],
    ['education', '83', '小学肄业'],
    ['marriage', '10', '未婚'],
    ['marriage', '30', '丧偶'],
    ['marriage', '40', '离婚'],
    ['marriage', '90', '未说明的婚姻状况'],
    ['industrySection', 'I', '信息传输、软件和信息技术服务业'],
    ['industry', '05', '农、林、牧、渔专业及辅助性活动'],
    ['industry', '58', '多式联运和运输代理业'],
    ['industry', '83', '教育'],
    ['industry', '96', '基层群众自治组织及其他组织'],
    ['certificate', '111', '居民身份证'],
    ['certificate', '117', '出生医学证明'],
    ['certificate', '414', '普通护照'],
    ['certificate', '511', '台湾居民来往大陆通行证'],
    ['certificate', '516', '港澳居民来往内地通行证'],
  ] as const)('%s %s is %s', (list, code, name) => expect(named(list, code)).toBe(name));

  it('have as many entries as their standards, each code and name once', () => {
    const sizes = Object.fromEntries(CODE_LISTS.map((name) => [name, codeList(name).length]));
    expect(sizes).toMatchObject({
      sex: 4,
      ethnicity: 58,
      education: 33,
      marriage: 8,
      industrySection: 20,
      industry: 97,
    });
    for (const name of CODE_LISTS) {
      expect(new Set(codeList(name).map(({ value }) => value)).size).toBe(codeList(name).length);
      expect(new Set(codeList(name).map(({ label }) => label.zh)).size).toBe(codeList(name).length);
      for (const { value, label } of codeList(name)) expect(value && label.zh).toBeTruthy();
    }
  });
});
