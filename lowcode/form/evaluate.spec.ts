import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rule } from '../rule/tree.ts';
import { compileForm } from './compile.ts';
import type { Field, FormDefinition, Group, Row } from './definition.ts';
import { evaluate } from './evaluate.ts';
import { monday, roadAnswers, roadForm } from './road.fixture.ts';

const form = compileForm(roadForm);
const codes = (answers: unknown) =>
  Object.fromEntries(evaluate(form, answers, monday).errors.map(({ path, code }) => [path, code]));
const rows = roadAnswers.sections as readonly Row[];
const withRow = (change: object) => ({ ...roadAnswers, sections: [{ ...rows[0], ...change }, rows[1]] });

/** A form of one field, and what becomes of a raw answer to it. */
function single(field: Omit<Field, 'key' | 'label'>, raw: unknown) {
  const item = { key: 'a', label: { zh: '甲' }, ...field } as Field;
  const page = { key: 'p', title: { zh: '页' }, sections: [{ key: 's', items: [item] }] };
  const found = evaluate(compileForm({ title: { zh: '表' }, pages: [page] }), { a: raw }, monday);
  return found.errors[0]?.code ?? found.answers.a ?? null;
}

describe('a complete application', () => {
  const found = evaluate(form, roadAnswers, monday);

  test('is valid, and its areas and fee are exact', () => {
    expect(found.errors).toEqual([]);
    expect(found.computed).toEqual({ 'sections.0.area': '70', 'sections.1.area': '4.2', fee: '6650' });
    expect(found.answers.fee).toBe('6650');
  });

  test('shows what applies, and no more', () => {
    expect(found.visible.has('name')).toBe(true);
    expect(found.visible.has('creditCode')).toBe(false);
    expect(found.visible.has('plan')).toBe(true);
    expect(found.visible.has('sections.0.depth')).toBe(false);
    expect(found.visible.has('sections.1.depth')).toBe(true);
    expect(found.required.has('sections.1.depth')).toBe(true);
    expect(found.required.has('sections.0.depth')).toBe(false);
  });

  test('evaluated again, the kept answers stay as they are', () => {
    expect(evaluate(form, found.answers, monday).answers).toEqual(found.answers);
  });
});

describe('what was not asked', () => {
  test('given hidden answers, then they are gone, and rules do not see them', () => {
    const answers = { ...roadAnswers, applicantKind: 'company', creditCode: '914403001922038216' };
    const found = evaluate(form, answers, monday);
    expect(found.errors).toEqual([]);
    expect(Object.keys(found.answers)).not.toContain('identityNumber');
    const filled = evaluate(form, withRow({ depth: '30' }), monday);
    expect((filled.answers.sections as readonly Row[])[0]).not.toHaveProperty('depth');
  });

  test('given computed values from outside, then they are computed anyway', () => {
    const found = evaluate(form, { ...withRow({ area: '1' }), fee: '1' }, monday);
    expect(found.answers.fee).toBe('6650');
    expect(found.errors).toEqual([]);
  });

  test('given unknown keys, then each is named', () => {
    expect(codes({ ...roadAnswers, extra: 1 })).toEqual({ extra: 'UNKNOWN_FIELD' });
    expect(codes(withRow({ extra: 1 }))).toEqual({ 'sections.0.extra': 'UNKNOWN_FIELD' });
  });

  test('given prototype keys as JSON has them, then they are unknown fields and nothing else', () => {
    const hostile = JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}},"toString":"x"}');
    const found = evaluate(form, hostile, monday);
    expect(found.errors.slice(0, 3).map(({ path, code }) => [path, code])).toEqual([
      ['__proto__', 'UNKNOWN_FIELD'],
      ['constructor', 'UNKNOWN_FIELD'],
      ['toString', 'UNKNOWN_FIELD'],
    ]);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect(Object.keys(found.answers)).toEqual([]);
  });
});

describe('hidden pages and sections', () => {
  const want: Field = { kind: 'boolean', key: 'want', label: { zh: '需要邮寄' } };
  const yes: Rule = { op: '=', left: { op: 'field', key: 'want' }, right: { op: 'boolean', value: true } };
  const address: Field = { kind: 'address', key: 'address', label: { zh: '邮寄地址' }, required: true };
  const people: Group = { kind: 'group', key: 'people', label: { zh: '收件人' }, minRows: 1, fields: [address] };
  const pages = (page: { visible?: Rule }, section: { visible?: Rule }): FormDefinition => ({
    title: { zh: '表' },
    pages: [
      { key: 'a', title: { zh: '一' }, sections: [{ key: 's', items: [want] }] },
      { key: 'b', title: { zh: '二' }, sections: [{ key: 's', items: [address, people], ...section }], ...page },
    ],
  });
  const answers = { address: '开云镇', people: [{ id: 'r', address: '开云镇' }] };

  test.each([
    ['a page', pages({ visible: yes }, {})],
    ['a section', pages({}, { visible: yes })],
  ])('%s that is hidden asks for nothing and keeps nothing', (_, definition) => {
    const compiled = compileForm(definition);
    for (const want of [false, null]) {
      const found = evaluate(compiled, { ...answers, want }, monday);
      expect(found.errors).toEqual([]);
      expect(Object.keys(found.answers)).not.toContain('address');
      expect(Object.keys(found.answers)).not.toContain('people');
      expect([...found.visible]).toEqual(['want']);
    }
    expect(evaluate(compiled, { ...answers, want: true }, monday).answers).toEqual({ ...answers, want: true });
    expect(evaluate(compiled, { want: true }, monday).errors.map(({ path }) => path)).toEqual(['address', 'people']);
  });
});

describe('computed values', () => {
  const n = (key: string, computed?: Rule): Field => ({
    ...{ kind: 'number', key, label: { zh: key } },
    ...(computed && { computed }),
  });
  const items = (list: FormDefinition['pages'][0]['sections'][0]['items']): FormDefinition => ({
    title: { zh: '表' },
    pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items: list }] }],
  });

  test('money is rounded half up to the fen, numbers to their digits', () => {
    const third: Rule = { op: '/', left: { op: 'field', key: 'a' }, right: { op: 'number', value: '8' } };
    const form = compileForm(
      items([n('a'), { ...n('fee', third), kind: 'money' }, { ...n('share', third), digits: 1 }]),
    );
    expect(evaluate(form, { a: '0.2' }, monday).computed).toEqual({ fee: '3', share: '0' });
    expect(evaluate(form, { a: '0.28' }, monday).computed).toEqual({ fee: '4', share: '0' });
    expect(evaluate(form, { a: '10' }, monday).computed).toEqual({ fee: '125', share: '1.3' });
  });

  test('a row knows the sum of all rows and then again itself', () => {
    const row: Rule = { op: 'row', key: 'n' };
    const share: Rule = {
      op: '/',
      left: row,
      right: { op: '-', left: { op: 'sum', group: 'g', of: row }, right: row },
    };
    const group: Group = { kind: 'group', key: 'g', label: { zh: '组' }, fields: [n('n'), n('share', share)] };
    const rows = [
      { id: 'a', n: '1' },
      { id: 'b', n: '4' },
    ];
    expect(evaluate(compileForm(items([group])), { g: rows }, monday).computed).toEqual({
      'g.0.share': '0.25',
      'g.1.share': '4',
    });
  });

  test('fields are computed in order of dependency, not of reading', () => {
    const plus: Rule = {
      op: '+',
      of: [
        { op: 'field', key: 'b' },
        { op: 'number', value: '1' },
      ],
    };
    const twice: Rule = {
      op: '*',
      of: [
        { op: 'field', key: 'c' },
        { op: 'number', value: '2' },
      ],
    };
    const found = evaluate(compileForm(items([n('a', plus), n('b', twice), n('c')])), { c: '3' }, monday);
    expect(found.computed).toEqual({ a: '7', b: '6' });
  });
});

describe('what is missing or wrong', () => {
  test('nothing answered: only what applies is asked for, in reading order', () => {
    const found = evaluate(form, {}, monday);
    expect(found.errors.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'applicantKind REQUIRED',
      'phone REQUIRED',
      'startDate REQUIRED',
      'sections TOO_FEW_ROWS',
      'promise REQUIRED',
    ]);
    expect(found.errors.map(({ message }) => message.zh)).toEqual([
      '请选择申请人类型',
      '请填写联系手机',
      '请选择开工日期',
      '路段至少需要1行',
      '请阅读并勾选“按期恢复原状”',
    ]);
    expect(found.computed.fee).toBeNull();
  });

  test('an error in a row says which row', () => {
    const found = evaluate(form, withRow({ width: null }), monday);
    expect(found.errors).toEqual([
      { path: 'sections.0.width', code: 'REQUIRED', message: { zh: '第1行：请填写宽度' } },
    ]);
    expect(found.computed['sections.0.area']).toBeNull();
  });

  test.each([
    ['a width is missing', withRow({ width: null })],
    ['a width is refused', withRow({ width: '-3' })],
    ['a row is unreadable', { ...roadAnswers, sections: [...rows, 'x'] }],
    ['there is no row', { ...roadAnswers, sections: [] }],
  ])('while %s, the sum over the rows is no result', (_why, answers) => {
    const found = evaluate(form, answers, monday);
    expect(found.computed.fee).toBeNull();
    expect(found.answers).not.toHaveProperty('fee');
  });

  test('what does not depend on the mistake is computed all the same', () => {
    const other = evaluate(form, withRow({ width: null }), monday);
    expect(other.computed['sections.0.area']).toBeNull();
    expect(other.computed['sections.1.area']).toBe('4.2');
    expect(evaluate(form, { ...roadAnswers, phone: '1' }, monday).computed.fee).toBe('6650');
  });

  test.each([
    [{ ...roadAnswers, identityNumber: '110105194912310021' }, { identityNumber: 'CHECK_DIGIT' }],
    [{ ...roadAnswers, startDate: '2026-02-27' }, { startDate: 'CHECK_FAILED' }],
    [{ ...roadAnswers, startDate: '2026-02-30' }, { startDate: 'INVALID_FORMAT' }],
    [{ ...roadAnswers, promise: false }, { promise: 'REQUIRED' }],
    [{ ...roadAnswers, promise: 'true' }, { promise: 'WRONG_TYPE' }],
    [{ ...roadAnswers, plan: [] }, { plan: 'REQUIRED' }],
    [{ ...roadAnswers, plan: [{ id: 'f' }] }, { plan: 'WRONG_TYPE' }],
    [{ ...roadAnswers, plan: Array(3).fill(null) }, { plan: 'TOO_MANY_FILES' }],
    [withRow({ width: '25' }), { 'sections.0.width': 'CHECK_FAILED' }],
    [withRow({ length: '0.05' }), { 'sections.0.length': 'TOO_SMALL' }],
    [withRow({ length: '1.234' }), { 'sections.0.length': 'TOO_MANY_DIGITS' }],
    [withRow({ surface: 'gravel' }), { 'sections.0.surface': 'NOT_AN_OPTION' }],
    [withRow({ id: 'r2' }), { 'sections.1': 'DUPLICATE_ROW' }],
    [withRow({ id: '../x' }), { 'sections.0': 'WRONG_TYPE' }],
    [{ ...roadAnswers, sections: 'x' }, { sections: 'WRONG_TYPE' }],
    [{ ...roadAnswers, sections: Array(4).fill(rows[0]) }, { sections: 'TOO_MANY_ROWS' }],
  ])('%#: %j', (answers, expected) => expect(codes(answers)).toMatchObject(expected));

  test.each([[null], ['text'], [[]], [42], [undefined], [() => 1]])('answers that are no object: %s', (answers) => {
    expect(codes(answers)).toMatchObject({ '': 'WRONG_TYPE' });
  });
});

describe('kinds of fields', () => {
  test.each([
    ['text', {}, '  开云镇　', '开云镇'],
    ['text', { max: '4' }, '四个汉字啊', 'TOO_LONG'],
    ['text', { min: '2' }, '王', 'TOO_SHORT'],
    ['text', {}, '𠮷'.repeat(200), '𠮷'.repeat(200)],
    ['text', {}, 'a\u0000b', 'INVALID_FORMAT'],
    ['text', {}, 'a\u202eb', 'INVALID_FORMAT'],
    ['text', {}, '\ud800', 'INVALID_FORMAT'],
    ['text', {}, 5, 'WRONG_TYPE'],
    ['text', {}, '   ', null],
    ['longText', {}, '一\r\n二', '一\n二'],
    ['number', {}, '００７．５０', '7.5'],
    ['number', {}, '-0', '0'],
    ['number', {}, '1e5', 'INVALID_FORMAT'],
    ['number', {}, 'NaN', 'INVALID_FORMAT'],
    ['number', { max: '999999999999999.99' }, '999999999999999', '999999999999999'],
    ['number', { digits: 6, max: '0.3' }, '0.300001', 'TOO_LARGE'],
    ['integer', {}, '12.0', '12'],
    ['integer', {}, '12.5', 'TOO_MANY_DIGITS'],
    ['money', {}, '12345', '12345'],
    ['money', {}, '-1', 'TOO_SMALL'],
    ['money', { max: '100' }, '10001', 'TOO_LARGE'],
    ['money', { min: '-5' }, '-500', '-500'],
    ['boolean', {}, 'true', 'WRONG_TYPE'],
    ['boolean', {}, false, false],
    ['date', { min: '2026-01-01' }, '2025-12-31', 'TOO_SMALL'],
    ['date', {}, '２０２６-０３-０２', '2026-03-02'],
    ['dateRange', {}, { from: '2026-03-02', to: '2026-03-01' }, 'INVALID_FORMAT'],
    ['dateRange', {}, { from: '2026-03-02', to: null }, 'INVALID_FORMAT'],
    ['dateRange', {}, { from: null, to: null }, null],
    ['dateRange', {}, { from: '2026-03-02', to: '2026-03-02', x: 1 }, 'WRONG_TYPE'],
    ['time', {}, '24:00', 'INVALID_FORMAT'],
    ['identityNumber', {}, '11010519491231002x', '11010519491231002X'],
    ['creditCode', {}, '91330100799655058A', 'CHECK_DIGIT'],
    ['mobilePhone', {}, '139 0000 0000', '13900000000'],
    ['bankCard', {}, '6222 0210 0111 6245', 'CHECK_DIGIT'],
    ['place', {}, '112.87,27.23', '112.87,27.23'],
    ['place', {}, '200,27', 'INVALID_FORMAT'],
    ['division', {}, '430423100001', '430423100001'],
    ['licencePlate', {}, '湘d12345', '湘D12345'],
    ['note', {}, 'x', 'UNKNOWN_FIELD'],
  ] as const)('%s %j: %j -> %j', (kind, settings, raw, expected) => {
    expect(single({ kind, ...settings }, raw)).toEqual(expected);
  });

  test('several choices are kept once each in the order of the form', () => {
    const options = ['a', 'b', 'c'].map((value) => ({ value, label: { zh: value } }));
    expect(single({ kind: 'choices', options }, ['c', 'a'])).toEqual(['a', 'c']);
    expect(single({ kind: 'choices', options }, ['c', 'c'])).toEqual(['c']);
    expect(single({ kind: 'choices', options }, ['d'])).toBe('NOT_AN_OPTION');
    expect(single({ kind: 'choices', options }, [{}])).toBe('WRONG_TYPE');
  });

  test('an option is taken only while it is offered', () => {
    const visible = {
      op: '=',
      left: { op: 'context', key: 'channel' },
      right: { op: 'text', value: 'window' },
    } as const;
    const options = [{ value: 'cash', label: { zh: '现金' }, visible }];
    expect(single({ kind: 'choice', options }, 'cash')).toBe('NOT_AN_OPTION');
  });
});

describe('what cannot be computed', () => {
  const one = (computed: Field['computed']): FormDefinition => {
    const items = [
      { kind: 'date', key: 'from', label: { zh: '开始' } },
      { kind: 'number', key: 'n', label: { zh: '数' } },
      { kind: 'date', key: 'out', label: { zh: '届满' }, computed },
    ] as Field[];
    return { title: { zh: '表' }, pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items }] }] };
  };

  test('a date past the loaded calendar says why instead of guessing', () => {
    const late = one({ op: 'addWorkingDays', of: { op: 'field', key: 'from' }, count: { op: 'number', value: '20' } });
    expect(evaluate(compileForm(late), { from: '2026-03-02' }, monday).computed.out).toBe('2026-03-30');
    expect(evaluate(compileForm(late), { from: '2026-12-25' }, monday).errors).toEqual([
      { path: 'out', code: 'CANNOT_COMPUTE', message: { zh: '届满暂时无法计算：所涉年度的节假日安排尚未公布' } },
    ]);
  });

  test('half a day cannot be added', () => {
    const half = one({ op: 'addDays', of: { op: 'field', key: 'from' }, count: { op: 'field', key: 'n' } });
    const found = evaluate(compileForm(half), { from: '2026-03-02', n: '0.5' }, monday);
    expect(found.errors.map(({ path, code }) => [path, code])).toEqual([['out', 'CANNOT_COMPUTE']]);
  });
});

describe('hostile input is refused quickly', () => {
  test.each([
    ['a string of 10 MB', { ...roadAnswers, name: '王'.repeat(10_000_000) }, { name: 'TOO_LONG' }],
    ['a number of 10 MB', withRow({ length: '9'.repeat(10_000_000) }), { 'sections.0.length': 'TOO_LONG' }],
    ['1,000 nested objects', { ...roadAnswers, name: nested(1000) }, { name: 'WRONG_TYPE' }],
    ['100,000 rows', { ...roadAnswers, sections: Array(100_000).fill(rows[0]) }, { sections: 'TOO_MANY_ROWS' }],
  ])('%s', (_, answers, expected) => {
    expect(codes(answers)).toMatchObject(expected);
  });

  test('100,000 unknown keys are named 20 times', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]));
    expect(evaluate(form, { ...roadAnswers, ...many }, monday).errors).toHaveLength(20);
  });

  test('whatever is sent, evaluate answers, and keeps nothing it was not asked', () => {
    const keys = [...form.byKey.keys(), '__proto__', 'constructor', 'id', 'x'];
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(...Object.values(roadAnswers)),
      fc.array(fc.dictionary(fc.constantFrom('id', 'road', 'length', 'width', 'digging', '__proto__'), fc.jsonValue())),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), value), (answers) => {
        const found = evaluate(form, answers, monday);
        for (const key of Object.keys(found.answers)) expect(form.byKey.has(key)).toBe(true);
        for (const { message } of found.errors) expect(message.zh).not.toMatch(/undefined|null|NaN/);
        expect(evaluate(form, found.answers, monday).answers).toEqual(found.answers);
      }),
    );
  });
});

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let i = 0; i < depth; i++) value = { value };
  return value;
}
