import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '../calendar/date.ts';
import type { FormDefinition, Item } from '../form/definition.ts';
import { itemsOf } from '../form/walk.ts';
import { checkValidity } from './check-validity.ts';
import type { LicenceTypeDefinition, LicenceValidity } from './definition.ts';
import { licencePeriod } from './validity.ts';

const type = (validity?: LicenceValidity, validYears?: number): LicenceTypeDefinition => ({
  name: { zh: '占用挖掘城市道路许可证' },
  typeCode: '11100000000013338W011',
  issuer: 'chengguan',
  definer: { zh: '市数据局' },
  holder: 'both',
  fields: [{ key: 'a', label: { zh: '甲' }, from: 'a' }],
  ...(validity ? { validity } : {}),
  ...(validYears ? { validYears } : {}),
});
const period = (of: LicenceTypeDefinition, answers: object, today = '2026-03-10') => {
  const found = licencePeriod(of, answers as never, today);
  return found.ok ? `${found.period.from}..${found.period.to ?? '长期'}` : found.problem.code;
};

describe('given a type whose period the application says', () => {
  test.each([
    ['fixed years, from the day of issue', type(undefined, 5), {}, '2026-03-10..2031-03-09'],
    ['neither: no end', type(), {}, '2026-03-10..长期'],
    ['years from a date asked for', type({ start: 's' }, 1), { s: '2026-04-01' }, '2026-04-01..2027-03-31'],
    [
      'days from a date asked for',
      type({ start: 's', days: 'd' }),
      { s: '2026-03-20', d: '2' },
      '2026-03-20..2026-03-21',
    ],
    ['one day is one day', type({ start: 's', days: 'd' }), { s: '2026-03-20', d: '1' }, '2026-03-20..2026-03-20'],
    [
      'granted late: all days from then',
      type({ start: 's', days: 'd' }),
      { s: '2026-03-02', d: '30' },
      '2026-03-10..2026-04-08',
    ],
    ['days across New Year and a leap day', type({ days: 'd' }), { d: '90' }, '2026-03-10..2026-06-07'],
    [
      'the ends of a date range',
      type({ start: 'p.from', end: 'p.to' }),
      { p: { from: '2026-05-01', to: '2026-05-07' } },
      '2026-05-01..2026-05-07',
    ],
    ['granted late: the last day stays', type({ end: 'e' }), { e: '2026-03-10' }, '2026-03-10..2026-03-10'],
    ['granted too late', type({ end: 'e' }), { e: '2026-03-09' }, 'LICENCE_PERIOD_OVER'],
    ['not said', type({ start: 's', days: 'd' }), { s: '2026-03-20' }, 'LICENCE_PERIOD_UNKNOWN'],
    ['no date', type({ start: 's' }), { s: 'soon' }, 'LICENCE_PERIOD_UNKNOWN'],
    ['no days', type({ days: 'd' }), { d: '0' }, 'LICENCE_PERIOD_UNKNOWN'],
    ['more than a hundred years', type({ days: 'd' }), { d: '99999' }, 'LICENCE_PERIOD_UNKNOWN'],
    ['a name every object has', type({ start: 'constructor' }), {}, 'LICENCE_PERIOD_UNKNOWN'],
  ])('%s', (_, of, answers, expected) => expect(period(of, answers)).toBe(expected));

  test('whatever was asked and granted, the licence never begins before its issue and has all its days', () => {
    const date = fc.integer({ min: 0, max: 4000 }).map((n) => addDays('2024-01-01', n));
    fc.assert(
      fc.property(date, date, fc.integer({ min: 1, max: 400 }), (asked, issued, days) => {
        const found = licencePeriod(type({ start: 's', days: 'd' }), { s: asked, d: String(days) }, issued);
        if (!found.ok || found.period.to === null) throw new Error('no period');
        const { from, to } = found.period;
        expect(from >= issued && from >= asked && (from === issued || from === asked)).toBe(true);
        expect(daysBetween(from, to)).toBe(days - 1);
      }),
    );
  });
});

const shown: Item['visible'] = { op: 'present', of: { op: 'field', key: 'other' } };
const rows = (minRows: number): Item => ({
  ...{ kind: 'group', key: 'rows', label: { zh: '路段' }, minRows },
  fields: [
    { kind: 'integer', key: 'days', label: { zh: '天数' }, required: true, min: '1' },
    { kind: 'integer', key: 'more', label: { zh: '另加天数' } },
  ],
});
const highest = (of: string): Item => ({
  ...{ kind: 'integer', key: 'total', label: { zh: '最多天数' } },
  computed: { op: 'highest', group: 'rows', of: { op: 'row', key: of } },
});
const form = (...items: Item[]): FormDefinition => ({
  title: { zh: '表' },
  pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items }] }],
});
const date = (change: object = {}): Item => ({
  kind: 'date',
  key: 'd',
  label: { zh: '日期' },
  required: true,
  ...change,
});

describe('the linter lets no period through that an application might not say', () => {
  const codes = (of: LicenceTypeDefinition, with_?: FormDefinition) =>
    checkValidity(of, with_).map(({ code, path }) => `${code} ${path}`);

  test.each([
    ['a required date', { start: 'd' }, form(date()), []],
    ['days computed over rows that are always there', { days: 'total' }, form(rows(1), highest('days')), []],
    [
      'rows that may be missing',
      { days: 'total' },
      form(rows(0), highest('days')),
      ['VALIDITY_NOT_SURE validity.days'],
    ],
    [
      'computed from what is optional',
      { days: 'total' },
      form(rows(1), highest('more')),
      ['VALIDITY_NOT_SURE validity.days'],
    ],
    ['an optional date', { end: 'd' }, form(date({ required: false })), ['VALIDITY_NOT_SURE validity.end']],
    ['required by a rule', { end: 'd' }, form(date({ required: shown })), ['VALIDITY_NOT_SURE validity.end']],
    ['shown at times', { start: 'd' }, form(date({ visible: shown })), ['VALIDITY_NOT_SURE validity.start']],
    ['a text', { start: 'd' }, form(date({ kind: 'text' })), ['VALIDITY_TYPE validity.start']],
    ['a whole date range', { start: 'd' }, form(date({ kind: 'dateRange' })), ['VALIDITY_TYPE validity.start']],
    ['an end of a date range', { end: 'd.to' }, form(date({ kind: 'dateRange' })), []],
    ['a personal date', { start: 'd' }, form(date({ personal: true })), ['VALIDITY_PERSONAL validity.start']],
    ['days that may be 0', { days: 'd' }, form(date({ kind: 'integer' })), ['VALIDITY_TYPE validity.days']],
    ['days from 1 on', { days: 'd' }, form(date({ kind: 'integer', min: '1' })), []],
    ['no such field', { start: 'x' }, form(date()), ['UNKNOWN_FIELD validity.start']],
    ['a field of rows', { days: 'rows' }, form(rows(1)), ['UNKNOWN_FIELD validity.days']],
  ] as [string, LicenceValidity, FormDefinition, string[]][])('%s', (_, validity, with_, expected) => {
    expect(itemsOf(with_).length).toBeGreaterThan(0);
    expect(codes(type(validity), with_)).toEqual(expected);
  });

  test('one end only', () => {
    expect(codes(type({ days: 'd', end: 'e' }))).toEqual(['VALIDITY_TWICE validity']);
    expect(codes(type({ days: 'd' }, 3))).toEqual(['VALIDITY_TWICE validity']);
    expect(codes(type({ start: 'd' }, 3))).toEqual([]);
  });
});
