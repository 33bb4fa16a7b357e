import { expect, it } from 'vitest';
import type { Field, FormDefinition, Section } from './definition.ts';
import { formHints } from './hints.ts';
import { roadForm } from './road.fixture.ts';

const field = (more: Partial<Field> & { zh: string }): Field => {
  const { zh, ...rest } = more;
  return { kind: 'text', key: 'a', label: { zh }, ...rest };
};
const hints = (items: readonly Field[], sections: readonly Section[] = []) => {
  const keyed = items.map((item, n) => ({ ...item, key: `f${n}` }));
  const form: FormDefinition = {
    title: { zh: '表' },
    pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items: keyed }, ...sections] }],
  };
  return formHints(form).map(({ code, path }) => `${code} ${path}`);
};
const at = 'pages.0.sections.0.items';

it.each<[string, Partial<Field> & { zh: string }, string[]]>([
  ['a good field', { zh: '活动名称', hint: { zh: '与批文一致' } }, []],
  ['a long name', { zh: '字'.repeat(31) }, [`LONG_LABEL ${at}.0.label`]],
  ['a name that says nothing', { zh: '名称' }, [`VAGUE_LABEL ${at}.0.label`]],
  ['an example in the name', { zh: '电话（例如 0734-1234567）' }, [`HINT_IN_LABEL ${at}.0.label`]],
  ['a colour as the only sign', { zh: '面积', hint: { zh: '填图上标红的部分' } }, [`COLOUR_ONLY ${at}.0.hint`]],
  ['a limit nobody is told', { zh: '人数', kind: 'integer', max: '500' }, [`LIMIT_NOT_SAID ${at}.0.hint`]],
  ['a limit that is told', { zh: '人数', kind: 'integer', max: '500', hint: { zh: '最多 500 人' } }, []],
  ['what is known', { zh: '身份证号码', kind: 'identityNumber' }, [`KNOWN_ALREADY ${at}.0.prefill`]],
  ['what is known and taken', { zh: '姓名', kind: 'personName', prefill: 'applicantName' }, []],
  ['a long hint', { zh: '理由', hint: { zh: '字'.repeat(121) } }, [`LONG_HINT ${at}.0.hint`]],
  [
    'a promise may be long',
    { zh: '我承诺所填内容和所交材料真实，占用期满清理现场、恢复原状，挖掘后按方案修复。', kind: 'declaration' },
    [],
  ],
])('%s', (_, item, expected) => expect(hints([item as never].map((one) => field(one)))).toEqual(expected));

it('counts the questions of a page, and asks for headings', () => {
  const many = Array.from({ length: 13 }, (_, n) => field({ zh: `第 ${n} 问` }));
  expect(hints(many)).toEqual(['MANY_QUESTIONS pages.0']);
  expect(
    hints([field({ zh: '甲方' })], [{ key: 't', title: { zh: '二' }, items: [field({ zh: '乙方', key: 'x' })] }]),
  ).toEqual(['NO_HEADING pages.0.sections.0.title']);
});

it('finds two of one name, and English that is missing', () => {
  expect(hints([field({ zh: '地址' }), field({ zh: '地址' })])).toEqual([`SAME_LABEL ${at}.1.label`]);
  expect(hints([{ ...field({ zh: '道路' }), label: { zh: '道路', en: 'Road' } }])).toEqual(['NO_ENGLISH title']);
});

it('says of a form of many parts what could be better, each at its place', () => {
  expect(formHints(roadForm).map(({ code }) => code)).toEqual([
    ...['KNOWN_ALREADY', 'KNOWN_ALREADY', 'LIMIT_NOT_SAID', 'LIMIT_NOT_SAID'],
  ]);
});
