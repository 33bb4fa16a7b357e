import { describe, expect, it } from 'vitest';
import type { LicenceTypeDefinition } from '../licence/definition.ts';
import { checkForm } from './check-form.ts';
import { checkRecords, type KnownRecords, recordsNamed } from './check-taken.ts';
import type { Field, FormDefinition, TakenFrom } from './definition.ts';
import { diffForms } from './diff.ts';
import { toJsonSchema } from './json-schema.ts';
import { answerPrinted, answerTaken, factTaken, notAsRecorded } from './taken-from.ts';
import { recordWords, takenSentence } from './taken-words.ts';
import { takingForm } from './taking.fixture.ts';

const form = (...items: Field[]): FormDefinition => ({
  title: { zh: '换证申请表' },
  pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items }] }],
});
const field = (kind: Field['kind'], more: Partial<Field> = {}): Field => ({
  kind,
  key: 'x',
  label: { zh: '某项' },
  ...more,
});
const list = (...values: string[]) => values.map((value) => ({ value, label: { zh: `选项${value}` } }));

describe('an answer of another form', () => {
  it.each([
    ['the same kind', field('date'), field('date'), '2025-01-31', '2025-01-31'],
    ['money as kept, in fen', field('money'), field('money'), '123450', '123450'],
    ['nought', field('money'), field('money'), '0', '0'],
    ['a short text in a longer one', field('text'), field('longText'), '开云镇', '开云镇'],
    ['a mobile where any telephone is asked', field('mobilePhone'), field('phone'), '13800000001', '13800000001'],
    ['a whole number where digits are allowed', field('integer'), field('number'), '-3', '-3'],
    [
      'a choice that both offer',
      field('choice', { options: list('a', 'b') }),
      field('choice', { options: list('b') }),
      'b',
      'b',
    ],
    [
      'one choice among several',
      field('choice', { options: list('a') }),
      field('choices', { options: list('a') }),
      'a',
      ['a'],
    ],
    [
      'a choice that is not offered here',
      field('choice', { options: list('a', 'b') }),
      field('choice', { options: list('b') }),
      'a',
      null,
    ],
    ['a date where money is asked', field('date'), field('money'), '2025-01-31', null],
    ['more than fits', field('integer'), field('integer', { max: '5' }), '6', null],
    ['nothing', field('text'), field('text'), null, null],
    ['a signature, made anew each time', field('signature'), field('signature'), { name: '李样例', own: true }, null],
  ] as const)('%s', (_what, source, target, answer, taken) => {
    expect(answerTaken(target, source, answer)).toEqual(taken);
  });
});

describe('what is printed on a licence', () => {
  it.each([
    ['a date', field('date'), '2025年3月6日', '2025-03-06'],
    ['an amount', field('money'), '1,234.50元', '123450'],
    ['an amount with its capitals', field('money'), '200元（大写：贰佰元整）', '20000'],
    ['a number with its unit', field('number', { unit: { zh: '平方米' } }), '60.5平方米', '60.5'],
    ['a choice by its label', field('choice', { options: list('food') }), '选项food', 'food'],
    ['a text', field('address'), '开云镇人民路1号', '开云镇人民路1号'],
    ['what is none', field('date'), '长期', null],
    ['a company’s code where a person’s number is asked', field('identityNumber'), '91430423DEM900012T', null],
    ['a file is not printed', field('file'), 'x', null],
  ] as const)('%s', (_what, target, printed, answer) => expect(answerPrinted(target, printed)).toEqual(answer));

  it('its days and numbers are known exactly', () => {
    expect(factTaken(field('date'), 'licence_validTo', '2027-02-28')).toBe('2027-02-28');
    expect(factTaken(field('date'), 'licence_validTo', null)).toBeNull();
    expect(factTaken(field('money'), 'licence_number', '1')).toBeNull();
  });
});

const taking = (takenFrom: TakenFrom, kind: Field['kind'] = 'address', more: Partial<Field> = {}) =>
  form({ kind, key: 'home', label: { zh: '住址' }, takenFrom, ...more });
const earlier = form(
  { kind: 'address', key: 'home', label: { zh: '家庭住址' } },
  { kind: 'money', key: 'rent', label: { zh: '月租金' } },
  { kind: 'choice', key: 'goods', label: { zh: '品类' }, options: list('a') },
);
const permit: LicenceTypeDefinition = {
  ...{ name: { zh: '摊点证' }, typeCode: '', issuer: '430423-cgj', definer: { zh: '局' }, holder: 'person' },
  fields: [{ key: 'place', label: { zh: '经营地点' }, from: 'place', personal: true }],
};
const known: KnownRecords = {
  licenceTypes: new Map([['permit', permit]]),
  forms: new Map([['earlier', earlier]]),
  registers: new Map([['stalls', { name: '摊点台账', form: earlier }]]),
};
const said = (checked: FormDefinition) => checkRecords(checked, known).map(({ code, path }) => `${code} ${path}`);
const at = 'pages.0.sections.0.items.0.takenFrom';

describe('what a form names as its records', () => {
  it.each([
    ['a form that is there', taking({ from: 'earlierCase', form: 'earlier', field: 'home' }), []],
    ['this form itself', taking({ from: 'earlierCase', field: 'home' }), []],
    ['a register', taking({ from: 'register', register: 'stalls', field: 'home' }), []],
    ['the face of a licence', taking({ from: 'licence', licenceType: 'permit', field: 'place' }), []],
    [
      'the last day of a licence',
      taking({ from: 'licence', licenceType: 'permit', field: 'licence_validTo' }, 'date'),
      [],
    ],
    ['no such form', taking({ from: 'earlierCase', form: 'gone', field: 'home' }), [`UNKNOWN_DEFINITION ${at}.form`]],
    [
      'no such register',
      taking({ from: 'register', register: 'gone', field: 'home' }),
      [`UNKNOWN_DEFINITION ${at}.register`],
    ],
    [
      'no such type',
      taking({ from: 'licence', licenceType: 'gone', field: 'place' }),
      [`UNKNOWN_DEFINITION ${at}.licenceType`],
    ],
    [
      'no such field',
      taking({ from: 'earlierCase', form: 'earlier', field: 'toString' }),
      [`UNKNOWN_FIELD ${at}.field`],
    ],
    [
      'no such value on the face',
      taking({ from: 'licence', licenceType: 'permit', field: 'home' }),
      [`UNKNOWN_FIELD ${at}.field`],
    ],
    [
      'money as a date',
      taking({ from: 'earlierCase', form: 'earlier', field: 'rent' }, 'date'),
      [`PREFILL_DOES_NOT_FIT ${at}.field`],
    ],
    [
      'a number as a date',
      taking({ from: 'licence', licenceType: 'permit', field: 'licence_number' }, 'date'),
      [`PREFILL_DOES_NOT_FIT ${at}.field`],
    ],
    [
      'a place from print',
      taking({ from: 'licence', licenceType: 'permit', field: 'place' }, 'place'),
      [`PREFILL_DOES_NOT_FIT ${at}.field`],
    ],
    [
      'personal kept in the open',
      taking({ from: 'earlierCase', form: 'earlier', field: 'home' }, 'text', { personal: false }),
      [`PREFILL_PERSONAL ${at}.field`],
    ],
    [
      'personal of a face kept in the open',
      taking({ from: 'licence', licenceType: 'permit', field: 'place' }, 'text', { personal: false }),
      [`PREFILL_PERSONAL ${at}.field`],
    ],
  ] as const)('%s', (_what, checked, problems) => expect(said(checked)).toEqual(problems));

  it('says it with the label and without keys where they have names', () => {
    const [problem] = checkRecords(taking({ from: 'earlierCase', form: 'earlier', field: 'rent' }, 'date'), known);
    expect(problem?.message.zh).toBe('“住址”与表单“换证申请表”的“月租金”不是同一类内容，不能预填');
  });

  it('names each of them, for packages and checks', () => {
    const two = form(
      ...[
        taking({ from: 'licence', licenceType: 'permit', field: 'place' }),
        taking({ from: 'earlierCase', field: 'home' }),
      ].flatMap(({ pages }) => pages[0]?.sections[0]?.items as Field[]),
    );
    expect(recordsNamed(two)).toEqual({ licenceTypes: ['permit'], forms: [], registers: [] });
  });
});

describe('a field by itself', () => {
  const codes = (...items: (Field | object)[]) => checkForm(form(...(items as Field[]))).map(({ code }) => code);
  const own: TakenFrom = { from: 'earlierCase', field: 'x' };
  it.each([
    ['can take', [field('address', { takenFrom: own })], []],
    ['beside sign-in, which stands in', [field('address', { takenFrom: own, prefill: 'applicantAddress' })], []],
    [
      'who applies is known by sign-in alone',
      [field('text', { takenFrom: own, prefill: 'applicantName' })],
      ['TWO_PREFILLS'],
    ],
    [
      'nothing chosen yet',
      [field('address', { takenFrom: { from: 'licence', licenceType: '', field: '' } })],
      ['NO_SOURCE'],
    ],
    ['files are handed in anew', [field('file', { takenFrom: own })], ['NOT_FOR_KIND']],
    [
      'what is computed is never taken',
      [field('number', { takenFrom: own, computed: { op: 'number', value: '1' } as never })],
      ['COMPUTED_PREFILL'],
    ],
    [
      'nor what stands in rows',
      [{ kind: 'group', key: 'g', label: { zh: '组' }, fields: [field('address', { takenFrom: own })] }],
      ['NOT_IN_GROUP'],
    ],
  ] as const)('%s', (_what, items, expected) => expect(codes(...items)).toEqual(expected));
});

it('a form that takes from every kind of record can be published and is told in words', () => {
  expect(checkForm(takingForm)).toEqual([]);
  const added = diffForms(form(), takingForm).map(({ text }) => text);
  expect(added.join('')).toContain('现住址');
  expect(toJsonSchema(takingForm)).toEqual(toJsonSchema(without(takingForm)));
});

/** The same form, nothing of which is taken from records: for programs they are one. */
const without = (whole: FormDefinition): FormDefinition =>
  JSON.parse(JSON.stringify(whole, (key, value) => (key === 'takenFrom' ? undefined : value)));

describe('fixed answers', () => {
  const fixed = taking({ from: 'earlierCase', field: 'home', fixed: true });
  const recorded = new Map([['home', { answer: '人民路1号', words: '取自您2025年1月2日提交的申请' }]]);
  const shown = new Set(['home']);
  it.each([
    ['as recorded', fixed, { home: '人民路1号' }, shown, []],
    ['another', fixed, { home: '解放路2号' }, shown, ['NOT_AS_RECORDED']],
    ['left out', fixed, {}, shown, ['NOT_AS_RECORDED']],
    ['not asked', fixed, {}, new Set<string>(), []],
    ['not fixed', taking({ from: 'earlierCase', field: 'home' }), { home: '解放路2号' }, shown, []],
  ] as const)('%s', (_what, checked, answers, visible, codes) => {
    expect(notAsRecorded(checked, answers, visible, recorded).map(({ code }) => code)).toEqual(codes);
  });
  it('nothing recorded: free to be answered', () =>
    expect(notAsRecorded(fixed, { home: '解放路2号' }, shown, new Map())).toEqual([]));
});

describe('in words', () => {
  it('for who applies, and for who fills it in for them', () => {
    const told = {
      from: 'licence',
      name: { zh: '摊点证' },
      number: '摊点证〔2025〕第0001号',
      on: '2025-03-01',
    } as const;
    expect(recordWords(told, true).zh).toBe('取自您2025年取得的“摊点证”（摊点证〔2025〕第0001号）');
    expect(recordWords(told, false).zh).toBe('取自申请人2025年取得的“摊点证”（摊点证〔2025〕第0001号）');
    expect(recordWords({ from: 'signIn' }, true).zh).toBe('取自您的登录信息');
  });
  it('for who assembles the form', () =>
    expect(takenSentence({ from: 'licence', licenceType: 'permit', field: 'licence_validTo', fixed: true })).toBe(
      '取自申请人最新一份有效的“permit”的“有效期止”；带出后不能修改，提交时再核对',
    ));
});
