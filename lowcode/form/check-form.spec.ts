import { describe, expect, test } from 'vitest';
import type { Rule } from '../rule/tree.ts';
import { checkChange } from './check-change.ts';
import { checkForm } from './check-form.ts';
import type { Field, FormDefinition, FormTest, Item } from './definition.ts';
import { diffForms } from './diff.ts';
import { roadAnswers, roadForm } from './road.fixture.ts';

const text: Field = { kind: 'text', key: 'a', label: { zh: '甲' } };
const formOf = (items: readonly Item[], more: Partial<FormDefinition> = {}): FormDefinition => ({
  title: { zh: '表' },
  pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items }] }],
  ...more,
});
const found = (form: FormDefinition) => checkForm(form).map(({ code, path }) => `${code} ${path}`);
const at = 'pages.0.sections.0.items';
const seen = (key: string): Rule => ({ op: 'present', of: { op: 'field', key } });

describe('what blocks the publication of a form', () => {
  test('the road form is fine', () => expect(checkForm(roadForm)).toEqual([]));

  test.each([
    [formOf([]), ['NO_FIELDS pages', 'EMPTY_PAGE pages.0']],
    [{ title: { zh: ' ' }, pages: [] }, ['NO_TEXT title', 'NO_PAGES pages', 'NO_FIELDS pages']],
    [formOf([text, text]), [`DUPLICATE_KEY ${at}.1.key`]],
    [formOf([{ ...text, key: 'constructor' }]), [`BAD_KEY ${at}.0.key`]],
    [formOf([{ ...text, key: '姓名' }]), [`BAD_KEY ${at}.0.key`]],
    [formOf([{ ...text, label: { zh: '' } }]), [`NO_TEXT ${at}.0.label`]],
    [formOf([{ ...text, kind: 'choice' }]), [`NO_OPTIONS ${at}.0.options`]],
    [formOf([{ ...text, prefill: 'applicantKind' }]), [`NOT_FOR_KIND ${at}.0.prefill`]],
    [formOf([{ ...text, list: { filter: true } }]), [`LIST_PERSONAL ${at}.0.list`]],
    [formOf([{ ...text, personal: false, list: { filter: true, sort: true } }]), []],
    [formOf([{ ...text, kind: 'longText', personal: false, list: { filter: true } }]), [`LIST_KIND ${at}.0.list`]],
    [formOf([{ ...text, kind: 'boolean', list: { sort: true } }]), [`LIST_KIND ${at}.0.list`]],
    [formOf([{ ...text, kind: 'identityNumber', prefill: 'applicantIdentifier', list: { filter: true } }]), []],
    [formOf([{ ...text, kind: 'identityNumber', list: { filter: true } }]), [`LIST_PERSONAL ${at}.0.list`]],
    [
      formOf([{ kind: 'group', key: 'g', label: { zh: '组' }, fields: [{ ...text, list: { filter: true } }] }]),
      [`LIST_IN_GROUP ${at}.0.fields.0.list`],
    ],
    [
      formOf([1, 2, 3].map((n) => ({ ...text, kind: 'date', key: `d${n}`, list: { sort: true } }))),
      ['TOO_MANY_LISTS pages'],
    ],
    [formOf([{ ...text, options: [] }]), [`NOT_FOR_KIND ${at}.0.options`]],
    [formOf([{ ...text, kind: 'number', min: '5', max: '4' }]), [`BAD_BOUNDS ${at}.0.min`]],
    [formOf([{ ...text, kind: 'date', min: 'today' }]), [`BAD_BOUNDS ${at}.0.min`]],
    [formOf([{ ...text, kind: 'boolean', max: '1' }]), [`NOT_FOR_KIND ${at}.0.max`]],
    [formOf([{ ...text, kind: 'identityNumber', default: '123' }]), [`BAD_DEFAULT ${at}.0.default`]],
    [formOf([{ ...text, kind: 'file', computed: { op: 'text', value: 'x' } }]), [`NOT_COMPUTABLE ${at}.0.computed`]],
    [formOf([{ ...text, kind: 'money', computed: { op: 'text', value: 'x' } }]), [`RULE_TYPE ${at}.0.computed`]],
    [formOf([{ ...text, visible: seen('b') }]), [`RULE_UNKNOWN_FIELD ${at}.0.visible.of`]],
    [formOf([text], { feeField: 'a' }), ['BAD_FEE_FIELD feeField']],
    [
      formOf([{ kind: 'group', key: 'g', label: { zh: '组' }, fields: [], minRows: 5, maxRows: 2 }]),
      ['NO_FIELDS pages', `EMPTY_GROUP ${at}.0.fields`, `BAD_BOUNDS ${at}.0.minRows`],
    ],
    [
      formOf([text], { checks: [{ key: 'c', rule: seen('a'), message: { zh: '' }, at: 'b' }] }),
      ['NO_TEXT checks.0.message', 'UNKNOWN_FIELD checks.0.at'],
    ],
  ] as readonly [FormDefinition, readonly string[]][])('%#: %j', (form, expected) => {
    expect(found(form)).toEqual(expect.arrayContaining([...expected]));
  });

  test('rules that wait for each other in a circle are named', () => {
    const b: Field = { ...text, key: 'b', label: { zh: '乙' }, visible: seen('a') };
    const problems = checkForm(formOf([{ ...text, visible: seen('b') }, b]));
    expect(problems.map(({ code }) => code)).toEqual(['RULE_CYCLE']);
    expect(problems[0]?.message.zh).toBe('规则互相依赖，无法确定先后：“甲”、“乙”');
    expect(found(formOf([{ ...text, visible: seen('a') }]))).toEqual([`RULE_CYCLE ${at}.0`]);
  });

  test('a circle through rows and a sum is one too', () => {
    const total: Rule = { op: 'sum', group: 'g', of: { op: 'row', key: 'n' } };
    const fields: Field[] = [{ kind: 'number', key: 'n', label: { zh: '数' }, computed: { op: 'field', key: 'all' } }];
    const all: Field = { kind: 'number', key: 'all', label: { zh: '合计' }, computed: total };
    expect(found(formOf([{ kind: 'group', key: 'g', label: { zh: '组' }, fields }, all]))[0]).toMatch(/^RULE_CYCLE/);
  });

  test('a stored test that comes out otherwise says how', () => {
    const wrong: FormTest = { name: '人行道', answers: roadAnswers, errors: {}, computed: { fee: '6651' } };
    const [problem] = checkForm({ ...roadForm, tests: [wrong] });
    expect(problem).toMatchObject({ code: 'TEST_FAILED', path: 'tests.0' });
    expect(problem?.message.zh).toBe('用例“人行道”未通过：“应缴费用”应为66.51元，实际66.50元');
    const unexpected: FormTest = { name: '空表', answers: {}, errors: { phone: 'REQUIRED' } };
    expect(checkForm({ ...roadForm, tests: [unexpected] })[0]?.message.zh).toContain('用例没有预期');
    expect(checkForm({ ...roadForm, tests: [{ ...wrong, computed: { fee: '6650' } }] })).toEqual([]);
  });
});

describe('from one version to the next', () => {
  const changed = (change: (items: Item[]) => Item[]): FormDefinition => {
    const [first, second] = roadForm.pages as [FormDefinition['pages'][0], FormDefinition['pages'][0]];
    const [section] = second.sections as [(typeof second.sections)[0]];
    return {
      ...roadForm,
      pages: [first, { ...second, sections: [{ ...section, items: change([...section.items]) }] }],
    };
  };

  test('the same form has no differences', () => expect(diffForms(roadForm, roadForm)).toEqual([]));

  test('what was added, removed, changed and moved is said in Chinese', () => {
    const after = changed(([start, group, fee, , promise]) => [
      group as Item,
      { ...(start as Field), required: false, min: '2026-01-01' },
      { ...(fee as Field), label: { zh: '费用' } },
      promise as Item,
      { kind: 'longText', key: 'remark', label: { zh: '备注' } },
    ]);
    expect(diffForms(roadForm, after).map(({ text }) => text)).toEqual([
      '删除字段“修复方案”',
      '取消字段“开工日期”的必填（原为「是」）',
      '字段“开工日期”的下限设为「2026-01-01」',
      '字段“应缴费用”的名称由「应缴费用」改为「费用」',
      '新增字段“备注”',
      '字段“开工日期”调整了位置',
    ]);
  });

  test('rules are compared as sentences', () => {
    const after = changed((items) =>
      items.map((item) => (item.key === 'plan' ? { ...item, visible: seen('phone') } : item)),
    );
    expect(diffForms(roadForm, after).map(({ text }) => text)).toEqual([
      '字段“修复方案”的显示条件由「至少有一行路段满足：“是否挖掘”是“是”」改为「“联系手机”已填写」',
    ]);
  });

  test('a published key keeps its kind', () => {
    const after = changed((items) =>
      items.map((item) => (item.key === 'startDate' ? ({ ...item, kind: 'text' } as Field) : item)),
    );
    expect(checkChange(roadForm, after)).toMatchObject([
      { code: 'KIND_CHANGED', path: 'pages.1.sections.0.items.0.kind' },
    ]);
    const turned = changed((items) =>
      items.map((item) => (item.key === 'sections' ? { ...text, key: 'sections' } : item)),
    );
    expect(checkChange(roadForm, turned)).toMatchObject([{ code: 'KIND_CHANGED' }]);
    expect(checkChange(roadForm, roadForm)).toEqual([]);
  });
});

describe('what is wrong is said by its name', () => {
  const number: Field = { kind: 'number', key: 'zzNumber', label: { zh: '数量' } };
  const word: Field = { kind: 'text', key: 'zzWord', label: { zh: '文字' } };
  const choice: Field = {
    ...{ kind: 'choice', key: 'zzChoice', label: { zh: '类型' } },
    options: [{ value: 'a', label: { zh: '甲类' } }],
  };
  const rows: Item = { kind: 'group', key: 'zzRows', label: { zh: '路段' }, fields: [{ ...number, key: 'zzLength' }] };
  const f = (key: string): Rule => ({ op: 'field', key });
  const shown = (rule: Rule) => formOf([number, word, choice, rows, { ...text, key: 'zzLast', visible: rule }]);
  const cycle = formOf([
    { ...number, computed: f('zzOther') },
    { ...number, key: 'zzOther', label: { zh: '另一数量' }, computed: f('zzNumber') },
  ]);
  test.each([
    [shown(f('zzNumber')), '“甲”的显示条件：此处需要是否，但“数量”是数字'],
    [shown({ op: '>', left: f('zzNumber'), right: f('zzWord') }), '“甲”的显示条件：此处需要数字，但“文字”是文字'],
    [shown({ op: '=', left: f('zzChoice'), right: { op: 'text', value: 'b' } }), '“甲”的显示条件：“b”不是“类型”的选项'],
    [
      shown({ op: 'present', of: { op: 'row', key: 'zzLength' } }),
      '“甲”的显示条件：“数量”按行取值，但此处不在重复组内',
    ],
    [formOf([{ ...number, computed: f('zzNumber') }]), '规则互相依赖，无法确定先后：“数量”'],
    [cycle, '规则互相依赖，无法确定先后：“数量”、“另一数量”'],
    [formOf([{ ...word, digits: 2 }]), '“文字”这类填写项没有“小数位数”这项设置'],
    [formOf([{ ...number, computed: { op: 'text', value: 'x' } }]), '“数量”的计算规则：此处需要数字，但得到的是文字'],
    [
      formOf([number], {
        checks: [{ key: 'zzCheck', rule: f('zzNumber'), message: { zh: '数量不对' }, at: 'zzNumber' }],
      }),
      '校验“数量不对”：此处需要是否，但“数量”是数字',
    ],
  ])('%#: %j', (form, message) => {
    const said = checkForm(form).map(({ message: { zh } }) => zh);
    expect(said).toEqual([message]);
    expect(said.join()).not.toContain('zz');
  });
});
