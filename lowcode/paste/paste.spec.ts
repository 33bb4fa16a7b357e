import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseForm } from '../definition/parse.ts';
import { checkForm } from '../form/check-form.ts';
import { fieldsOf, itemsOf } from '../form/walk.ts';
import { clean } from './grid.ts';
import { readHtmlTables } from './html.ts';
import { kindOfLabel } from './kind.ts';
import { readLabel } from './label.ts';
import { formFromPaste } from './make.ts';
import { readOptions } from './options.ts';
import { type Clipboard, type Paste, readPaste } from './read.ts';
import { readTsv } from './tsv.ts';

/** Milliseconds that no busy machine needs for work that grows with the length. */
const LONG = 60_000;

const RUNS = Number(process.env.FUZZ_RUNS ?? 1000);

function read(clipboard: Clipboard): Paste {
  const result = readPaste(clipboard);
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}
const short = (paste: Paste) =>
  paste.rows.map(({ as, label, kind, inGroup }) => `${inGroup ? '· ' : ''}${as === 'field' ? kind : as} ${label}`);

const EXCEL = [
  ['序号', '字段名称', '类型', '是否必填', '选项', '说明'],
  ['1', '申请人姓名', '文本', '是', '', ''],
  ['2', '身份证号', '文本', '是', '', '18位'],
  ['3', '联系手机', '字符', '是', '', ''],
  ['4', '性别', '单选', '否', '男、女', ''],
  ['5', '是否低保户', '单选', '是', '是/否', ''],
  ['6', '开工日期', '日期', '是', '', ''],
  ['7', '预算金额（元）', '数字', '是', '', ''],
  ['8', '占用面积（㎡）', '数字', '是', '', '按图纸'],
  ['9', '占用理由', '文本', '是', '', '写清为什么不能避让'],
  ['10', '使用的设备', '多选', '否', '01-吊车\n02-挖掘机', ''],
  ['11', '施工方案', '附件', '是', '', ''],
  ['12', '本人承诺所填内容真实', '承诺', '是', '', ''],
];
const tsv = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => (cell.includes('\n') ? `"${cell}"` : cell)).join('\t')).join('\r\n');

const td = (text: string, more = '') => `<td style='border:1pt solid' ${more}><p class=MsoNormal>${text}</p></td>`;
const WORD = `<html><head><style>td{x:1}</style><title>T</title></head><body><!--StartFragment-->
<p class=MsoNormal align=center><b>临时占用城市绿地申请表</b><o:p></o:p></p>
<table border=1><tbody>
<tr>${td('申请人信息', 'rowspan=3')}${td('姓&nbsp;&nbsp;名')}${td('')}${td('性别')}${td('□男 □女')}</tr>
<tr>${td('身份证号')}${td('', 'colspan=3')}</tr>
<tr>${td('联系电话')}${td('')}${td('家庭住址')}${td('')}</tr>
<tr>${td('占用面积（平方米）', 'colspan=2')}${td('')}${td('起止日期')}${td('&nbsp;&nbsp;年&nbsp;月&nbsp;日至&nbsp;年&nbsp;月&nbsp;日')}</tr>
<tr>${td('申请理由', 'colspan=2 rowspan=2')}${td('', 'colspan=3 rowspan=2')}</tr>
<tr></tr>
<tr>${td('家庭成员', 'rowspan=3')}${td('姓名')}${td('关系')}${td('出生日期')}${td('工作单位')}</tr>
<tr>${td('')}${td('')}${td('')}${td('')}</tr>
<tr>${td('')}${td('')}${td('')}${td('')}</tr>
<tr>${td('本人承诺以上内容真实，如有虚假愿承担法律责任。', 'colspan=5')}</tr>
<tr>${td('主管部门审核意见')}${td('（盖章）&nbsp;&nbsp;年&nbsp;月&nbsp;日', 'colspan=4')}</tr>
</tbody></table><!--EndFragment--></body></html>`;

describe('a table whose columns are named', () => {
  const paste = read({ text: tsv(EXCEL) });
  it('gives a question a row, its kind by type, label, options and unit', () => {
    expect(paste.layout).toBe('columns');
    expect(short(paste)).toEqual([
      'personName 申请人姓名',
      'identityNumber 身份证号',
      'mobilePhone 联系手机',
      'choice 性别',
      'boolean 是否低保户',
      'date 开工日期',
      'number 预算金额',
      'number 占用面积',
      'longText 占用理由',
      'choices 使用的设备',
      'file 施工方案',
      'declaration 本人承诺所填内容真实',
    ]);
    expect(paste.rows[7]).toMatchObject({ unit: '㎡', hint: '按图纸', required: true });
    expect(paste.rows[3]).toMatchObject({ required: false, options: [{ label: '男' }, { label: '女' }] });
    expect(paste.rows[9]?.options).toEqual([
      { code: '01', label: '吊车' },
      { code: '02', label: '挖掘机' },
    ]);
  });

  it('becomes a form that could be published, with what is known of the applicant filled in', () => {
    const form = formFromPaste('绿地申请', paste.rows);
    expect(checkForm(form)).toEqual([]);
    expect(form.pages.map(({ title }) => title.zh)).toEqual(['申请人信息', '申请内容', '材料、承诺']);
    const prefilled = fieldsOf(form).flatMap(({ field }) => (field.prefill ? [[field.key, field.prefill]] : []));
    expect(prefilled).toEqual([
      ['shenQingRenXingMing', 'applicantName'],
      ['shenFenZhengHao', 'applicantIdentifier'],
      ['lianXiShouJi', 'applicantPhone'],
    ]);
  });

  it('reads a column of sections, merged headings and groups', () => {
    const rows = [
      ['分组', '名称', '类型'],
      ['人员', '户主', '文本'],
      ['', '人口数', '整数'],
      ['房屋', '坐落', ''],
      ['', '家庭成员', '子表'],
      ['', '家庭成员-姓名', '文本'],
      ['', '家庭成员-出生日期', '日期'],
    ];
    expect(short(read({ text: tsv(rows) }))).toEqual([
      'section 人员',
      'personName 户主',
      'integer 人口数',
      'section 房屋',
      'address 坐落',
      'group 家庭成员',
      '· personName 姓名',
      '· date 出生日期',
    ]);
  });
});

describe('an official form of Word', () => {
  const paste = read({ html: WORD, text: 'ignored' });
  it('finds the labels with room beside them, headings, tables, promises, and what the office fills in', () => {
    expect(paste.title).toBe('临时占用城市绿地申请表');
    expect(short(paste)).toEqual([
      'section 申请人信息',
      'personName 姓名',
      'choice 性别',
      'identityNumber 身份证号',
      'phone 联系电话',
      'address 家庭住址',
      'section 其他内容',
      'number 占用面积',
      'dateRange 起止日期',
      'longText 申请理由',
      'section 家庭成员',
      'group 家庭成员',
      '· personName 姓名',
      '· text 关系',
      '· date 出生日期',
      '· text 工作单位',
      'section 承诺',
      'declaration 本人承诺以上内容真实，如有虚假愿承担法律责任。',
      'office 主管部门审核意见',
    ]);
  });

  it('becomes a form that could be published', () => {
    const form = formFromPaste(paste.title ?? '', paste.rows);
    expect(checkForm(form)).toEqual([]);
    expect(itemsOf(form).map(({ item }) => item.label.zh)).not.toContain('主管部门审核意见');
  });
});

describe('parts', () => {
  it('reads a list of lines', () => {
    const paste = read({
      text: '一、基本情况\n1. 姓名（必填）\n2. 性别：□男 □女\n单位名称：______ 电话：______\n二、其他\n备注',
    });
    expect(short(paste)).toEqual([
      'section 基本情况',
      'personName 姓名',
      'choice 性别',
      'text 单位名称',
      'phone 电话',
      'section 其他',
      'longText 备注',
    ]);
    expect(paste.layout).toBe('list');
  });

  it.each([
    ['1. 姓　　名：', '姓名', null, '', ''],
    ['*联系电话（手机）', '联系电话', true, '', '手机'],
    ['长度（米）', '长度', null, '米', ''],
    ['传真（选填）', '传真', false, '', ''],
    ['（一）2026年计划', '2026年计划', null, '', ''],
  ])('%s', (written, label, required, unit, hint) => {
    expect(readLabel(written)).toEqual({ label, required, unit, hint });
  });

  it.each([
    ['公民身份号码', 'identityNumber'],
    ['移动电话', 'mobilePhone'],
    ['单位地址', 'address'],
    ['营业执照复印件', 'file'],
    ['是否有违建', 'boolean'],
    ['投资总额', 'money'],
    ['建筑面积', 'number'],
    ['床位数', 'integer'],
    ['经营期限', 'dateRange'],
    ['项目名称', 'text'],
    ['申请理由', 'longText'],
  ])('%s asks for %s', (label, kind) => expect(kindOfLabel(label)).toBe(kind));

  it('reads options in boxes, in rows and with codes', () => {
    const labels = (text: string) => readOptions(text).map(({ code, label }) => `${code}${label}`);
    expect(labels('□ 居民身份证 □护照  □其他（____）')).toEqual(['居民身份证', '护照', '其他']);
    expect(labels('1-男；2-女')).toEqual(['1男', '2女']);
    expect(labels('男/女')).toEqual(['男', '女']);
  });

  it('keeps lines and quotes of a spreadsheet cell', () => {
    expect(readTsv('a\t"b\n""c"""\r\nd\t"e').map((row) => row.map(({ text }) => text))).toEqual([
      ['a', 'b\n"c"'],
      ['d', '"e'],
    ]);
  });

  it('takes text from cells and nothing else', () => {
    const [table] = readHtmlTables(
      '<table><tr><td onclick="x(\'>\')">甲<script>alert(1)</script>&lt;img src=x&gt;<td colspan="2">乙<table><tr><td>丙</table></tr></table>',
    );
    expect(table?.rows.map((row) => row.map(({ text, columns }) => [clean(text), columns]))).toEqual([
      [
        ['甲<img src=x>', 1],
        ['乙\n丙', 2],
      ],
    ]);
  });

  it.each([
    [{}, 'EMPTY_PASTE'],
    [{ text: ' \n ' }, 'EMPTY_PASTE'],
    [{ html: 'x'.repeat(2_000_001) }, 'TOO_LARGE'],
    [{ text: Array.from({ length: 301 }, (_, n) => `问题${n}`).join('\n') }, 'TOO_LARGE'],
    [{ text: '1\t2\n3\t4' }, 'NO_QUESTIONS'],
  ])('refuses %#', (clipboard, code) => {
    expect(readPaste(clipboard)).toMatchObject({ ok: false, problem: { code } });
  });
});

describe('whatever is pasted gives rows or a problem', () => {
  const word = fc.oneof(
    fc.constantFrom(
      '姓名',
      '名称',
      '类型',
      '必填',
      '选项',
      '□男 □女',
      '',
      '年 月 日',
      '（盖章）',
      '承诺',
      '1',
      '是',
      '\n',
    ),
    fc.constantFrom('"', '\t', '<td>', '</table>', '<table>', '&nbsp;', '<!--', "'", '<script>', '\ud800', '__proto__'),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
  const cell = fc.tuple(word, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }));
  const table = fc
    .array(fc.array(cell, { maxLength: 6 }), { maxLength: 9 })
    .map(
      (rows) =>
        `<table>${rows.map((row) => `<tr>${row.map(([words, down, right]) => `<td rowspan=${down} colspan="${right}">${words}</td>`).join('')}</tr>`).join('')}</table>`,
    );

  it('and what it makes is a form by its structure', () => {
    fc.assert(
      fc.property(fc.oneof(text, table), text, (html, plain) => {
        const result = readPaste({ html, text: plain });
        if (!result.ok) {
          expect(result.problem.message.zh).not.toBe('');
          return;
        }
        const form = formFromPaste('表', result.value.rows);
        const parsed = parseForm(JSON.parse(JSON.stringify(form)));
        expect(parsed.ok ? [] : parsed.problems).toEqual([]);
        // Nothing but a list of options nobody wrote down can be missing.
        const wrong = checkForm(form).filter(({ code }) => !['NO_OPTIONS', 'NO_FIELDS', 'NO_PAGES'].includes(code));
        expect(wrong).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  // With the square of its length each of these would take minutes.
  it.each([
    '<td '.repeat(200_000),
    '<'.repeat(500_000),
    `<table>${'<tr><td>'.repeat(100_000)}`,
    '<table>'.repeat(100_000),
    '<!--'.repeat(200_000),
    '&#'.repeat(300_000),
    '<script>'.repeat(100_000),
  ])('in time that grows with its length: %#', { timeout: LONG }, (html) => {
    readPaste({ html, text: html });
  });

  it.each([
    '"'.repeat(600_000),
    '"a\t'.repeat(300_000),
    '□'.repeat(600_000),
    `${'（'.repeat(300_000)}`,
    '：_'.repeat(300_000),
  ])('text too: %#', { timeout: LONG }, (plain) => {
    readPaste({ text: plain });
  });
});
