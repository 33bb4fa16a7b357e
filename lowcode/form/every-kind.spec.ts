import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalendar } from '../calendar/calendar.ts';
import { parseForm } from '../definition/parse.ts';
import { answerText } from './answer-text.ts';
import { checkForm } from './check-form.ts';
import { compileForm } from './compile.ts';
import type { Answer, FieldKind } from './definition.ts';
import { evaluate } from './evaluate.ts';
import { aMonday, EVERY_KIND, everyKindAnswers, everyKindForm, fieldOfKind, keyOfKind } from './every-kind.fixture.ts';
import { toJsonSchema } from './json-schema.ts';
import { saysOnly } from './kinds.ts';
import { mergePersonal, splitPersonal } from './personal.ts';
import { readerOf } from './read.ts';
import { Refusal } from './reader.ts';
import { scopeOf } from './scope.ts';
import { syntheticAnswers } from './synthetic.ts';
import { ruleType } from './value.ts';
import { parseWebForm, webValues } from './web-fields.ts';

const form = compileForm(everyKindForm);
const answered = EVERY_KIND.filter((kind) => !saysOnly(kind));
const answerOf = (kind: FieldKind) => everyKindAnswers[keyOfKind(kind)] as Answer;
const ajv = new Ajv2020({ strict: false, validateFormats: false });
const accepts = ajv.compile(toJsonSchema(everyKindForm));

test('the form of every kind can be published', () => {
  expect(EVERY_KIND.length).toBeGreaterThanOrEqual(44);
  expect(parseForm(everyKindForm)).toMatchObject({ ok: true });
  expect(checkForm(everyKindForm)).toEqual([]);
});

test('valid answers to every kind are kept as they are', () => {
  const found = evaluate(form, everyKindAnswers, aMonday);
  expect(found.errors).toEqual([]);
  expect(found.answers).toEqual(everyKindAnswers);
  expect(evaluate(form, found.answers, aMonday)).toEqual(found);
});

test('the schema takes what is kept, and requires every part of it', () => {
  expect(accepts(everyKindAnswers), JSON.stringify(accepts.errors)).toBe(true);
  expect(accepts({ ...everyKindAnswers, aPerson: { name: '王小明' } })).toBe(false);
  expect(accepts({ ...everyKindAnswers, aConsent: '2025-9' })).toBe(false);
  expect(accepts({ ...everyKindAnswers, aChoice: '99' })).toBe(false);
});

test.each(answered)('%s goes to a page without scripts and comes back', (kind) => {
  const one = {
    ...everyKindForm,
    pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items: [fieldOfKind(kind)] }] }],
  };
  const kept = { [keyOfKind(kind)]: answerOf(kind) };
  const files = kind === 'file' || kind === 'image' ? (kept as never) : {};
  const posted = Object.entries(webValues(one, kept)).flatMap(([name, value]) =>
    kind === 'choices' || kind === 'units'
      ? value.split(',').map((each) => [name, each] as const)
      : [[name, value] as const],
  );
  const raw = parseWebForm(one, posted, { newRowId: () => 'r1', files });
  expect(evaluate(compileForm(one), raw, aMonday).answers).toEqual(kept);
});

test.each(answered)('%s is refused or kept whatever comes, and what is kept stays', (kind) => {
  const read = readerOf(fieldOfKind(kind));
  const part = fc.oneof(
    fc.anything(),
    fc.constantFrom('111', '414', '430423', '2026-03-09', '09:00-10:00', '王小明', true),
  );
  const keys = fc.constantFrom(
    ...['name', 'certificateKind', 'certificateNumber', 'division', 'detail', 'date', 'time', 'own'],
  );
  const raw = fc.oneof(fc.anything(), fc.string(), fc.dictionary(keys, part), fc.constant(answerOf(kind)));
  fc.assert(
    fc.property(raw, (typed) => {
      const once = read(typed);
      if (once instanceof Refusal) return;
      expect(read(once)).toEqual(once);
      expect(typeof answerText(fieldOfKind(kind), once)).toBe('string');
    }),
    { numRuns: 200 },
  );
});

test.each(answered)('%s: replaced by an example that is valid and nobody’s', (kind) => {
  const { answers } = syntheticAnswers(everyKindForm, everyKindAnswers);
  expect(evaluate(form, answers, aMonday).errors.filter(({ path }) => path === keyOfKind(kind))).toEqual([]);
});

test('what is personal is sealed and comes back', () => {
  const { open, personal } = splitPersonal(everyKindForm, everyKindAnswers);
  expect(Object.keys(open)).toEqual(
    expect.arrayContaining(['aRating', 'aConsent', 'aUnit', 'aUnits', 'aAppointment', 'aStaff']),
  );
  for (const kind of [
    'person',
    'company',
    'certificate',
    'residence',
    'signature',
    'geometry',
    'image',
    'hidden',
  ] as const)
    expect(personal).toHaveProperty(keyOfKind(kind));
  expect(mergePersonal(open, personal)).toEqual(everyKindAnswers);
});

test('every kind has its type for rules, and parts have theirs', () => {
  const { fields } = scopeOf(everyKindForm, defaultCalendar);
  for (const kind of answered) expect(fields.get(keyOfKind(kind))?.type).toBe(ruleType(kind));
  expect(fields.get('aHeading')).toBeUndefined();
  expect(fields.get('aPerson.name')).toMatchObject({ type: 'text', label: '委托代理人的姓名' });
  expect(fields.get('aAppointment.date')?.type).toBe('date');
  expect(fields.get('aCertificate.certificateKind')?.options?.get('414')).toBe('普通护照');
  expect(fields.get('aDateRange.to')?.type).toBe('date');
  expect(new Set([...fields.values()].map(({ index }) => index)).size).toBe(fields.size);
});

describe('as people read them', () => {
  const names = {
    division: (code: string) => (code === '430423' ? '湖南省 衡阳市 衡山县' : undefined),
    unit: () => '县城管局',
  };
  test.each([
    ['money', '1,200.50元（大写：壹仟贰佰元伍角整）', 'CNY 1,200.50'],
    ['choice', '土家族', '土家族'],
    ['rating', '4分（满分5分）', '4 of 5'],
    ['date', '长期', 'no end'],
    ['dateRange', '2026年3月9日至长期', '9 Mar 2026 to no end'],
    ['appointment', '2026年3月9日 09:00至10:00', '9 Mar 2026 09:00-10:00'],
    ['certificate', '普通护照 E12345678', '普通护照 E12345678'],
    ['person', '𠮷田花（居民身份证 11010519491231002X）', '𠮷田花 (居民身份证 11010519491231002X)'],
    ['company', '示例建设有限公司（91350100M000100Y43）', '示例建设有限公司 (91350100M000100Y43)'],
    ['residence', '湖南省 衡阳市 衡山县 开云镇金溪社区示例路12号', '湖南省 衡阳市 衡山县 开云镇金溪社区示例路12号'],
    ['propertyUnit', '430423 001001 GB00001 F00010001', '430423 001001 GB00001 F00010001'],
    ['unit', '县城管局', '县城管局'],
    ['units', '县城管局、县城管局', '县城管局, 县城管局'],
    ['geometry', '面，3个点，约5497平方米', 'area of 3 points, about 5497 m²'],
    ['consent', '已同意（版本2026-1）', 'Agreed (version 2026-1)'],
    ['signature', '𠮷田花（本人签名）', '𠮷田花 (signed)'],
    ['image', '现场.jpg', '现场.jpg'],
  ] as readonly [FieldKind, string, string][])('%s: %s', (kind, zh, en) => {
    expect(answerText(fieldOfKind(kind), answerOf(kind), false, { names })).toBe(zh);
    expect(answerText(fieldOfKind(kind), answerOf(kind), false, { names, language: 'en' })).toBe(en);
  });
});
