import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSystem } from '../definition/parse.ts';
import { checkForm } from '../form/check-form.ts';
import { checkSystem } from './check.ts';
import type { SystemDefinition } from './definition.ts';
import { documentFlow, documentForm, documentSystem } from './document.fixture.ts';
import { officialNumber, patternProblem } from './number.ts';
import { pagesAtBeginning } from './pages.ts';

const known = { form: documentForm, flow: documentFlow, units: { has: (code: string) => code.startsWith('430423') } };
const found = (change: Partial<SystemDefinition>, knows: Partial<typeof known> = {}) =>
  checkSystem({ ...documentSystem, ...change }, { ...known, ...knows }).map(({ code, path }) => `${path} ${code}`);

test('a system that fits its form and flow can be published', () => {
  expect(checkForm(documentForm)).toEqual([]);
  expect(parseSystem(documentSystem).ok).toBe(true);
  expect(checkSystem(documentSystem, known)).toEqual([]);
  expect(pagesAtBeginning(documentForm, documentFlow).map(({ key }) => key)).toEqual(['draft']);
});

describe('what stands in the way of a system', () => {
  const [register] = documentSystem.registers;
  const [summary] = documentSystem.summaries ?? [];
  const [sent] = documentSystem.numberings ?? [];
  if (!register || !summary || !sent) throw new Error('fixture');
  test.each<[string, Partial<SystemDefinition>, string[]]>([
    ['nobody begins', { begins: [] }, ['begins NO_BEGINNER']],
    ['no list', { registers: [] }, ['registers NO_REGISTERS']],
    ['an unknown unit', { unit: '999' }, ['unit UNKNOWN_UNIT']],
    ['a title answered later', { titleFrom: 'copies' }, ['titleFrom UNKNOWN_FIELD']],
    ['lists with the same key', { registers: [register, register] }, ['registers.1.key DUPLICATE_KEY']],
    [
      'an unknown column',
      { registers: [{ ...register, columns: ['nothing'] }] },
      ['registers.0.columns.0 UNKNOWN_FIELD'],
    ],
    [
      'a column that each unit answers for itself',
      { registers: [{ ...register, columns: ['copies'] }] },
      ['registers.0.columns.0 UNKNOWN_FIELD'],
    ],
    ['a personal filter', { registers: [{ ...register, filters: ['body'] }] }, ['registers.0.filters.0 LIST_PERSONAL']],
    ['a text as filter', { registers: [{ ...register, filters: ['subject'] }] }, ['registers.0.filters.0 LIST_KIND']],
    ['an unknown numbering', { numberings: [] }, ['numberings UNKNOWN_NUMBERING']],
    [
      'a numbering of no stage',
      { numberings: [sent, { ...sent, key: 'other' }] },
      ['numberings.1.key UNUSED_NUMBERING'],
    ],
    [
      'a pattern without a number',
      { numberings: [{ ...sent, pattern: '〔{year}〕号' }] },
      ['numberings.0.pattern BAD_PATTERN'],
    ],
    [
      'a summary of a plain stage',
      { summaries: [{ ...summary, stage: 'check' }] },
      ['summaries.0.stage UNKNOWN_STAGE'],
    ],
    ['a total of names', { summaries: [{ ...summary, totals: ['receiver'] }] }, ['summaries.0.totals.0 NOT_A_NUMBER']],
    ['about nobody that can be told', { personFrom: 'subject' }, ['personFrom UNKNOWN_FIELD']],
    ['one open matter for each answer to nothing', { onlyOne: 'sound' }, ['onlyOne UNKNOWN_FIELD']],
  ])('%s', (_, change, problems) => expect(found(change)).toEqual(problems));

  test('no form, no flow, a flow for applications, a page that is not there', () => {
    const { purpose: _office, ...service } = documentFlow;
    expect(checkSystem(documentSystem, { ...known, form: null, flow: null }).map(({ code }) => code)).toEqual([
      'UNKNOWN_DEFINITION',
      'UNKNOWN_DEFINITION',
    ]);
    expect(found({}, { flow: service as typeof documentFlow })).toEqual(['flow NOT_AN_OFFICE_FLOW']);
    const shorter = { ...documentForm, pages: documentForm.pages.slice(0, 2) };
    expect(found({ summaries: [] }, { form: shorter })).toEqual(['flow FLOW_DOES_NOT_FIT']);
  });
});

describe('official numbers', () => {
  const numbering = {
    ...{ key: 'sent', title: { zh: '发文字号' }, pattern: '{unit}〔{year}〕{n}号', digits: 3 },
    byUnit: [{ unit: '430423', pattern: '山政发〔{year}〕{n}号' }],
  };
  test.each([
    ['430423', 7, '山政发〔2026〕007号'],
    ['430423-mzj', 1234, 'MZ〔2026〕1234号'],
  ])('of %s, serial %i', (unit, n, number) => {
    expect(officialNumber(numbering, { unit, shortCode: 'MZ', year: '2026', n })).toBe(number);
  });

  test('of one unit and year are never the same, whatever the pattern', () => {
    const piece = fc.constantFrom('衡', '发', '〔', '〕', '号', '-', '1');
    const pattern = fc
      .tuple(fc.array(piece), fc.shuffledSubarray(['{n}', '{year}'], { minLength: 2 }), fc.array(piece))
      .map(([before, places, after]) => [...before, places[0], '-', places[1], ...after].join(''));
    fc.assert(
      fc.property(pattern, fc.nat(9999), fc.nat(9999), (text, a, b) => {
        expect(patternProblem(text)).toBeNull();
        const at = (n: number) =>
          officialNumber(
            { key: 'k', title: { zh: '' }, pattern: text },
            { unit: 'u', shortCode: 'U', year: '2026', n },
          );
        expect(at(a) === at(b)).toBe(a === b);
      }),
    );
  });

  test.each(['{n}', '{year}', '{n}{n}{year}', '{year}{n}{who}', '{year}{n}{', ''])('no pattern: %s', (pattern) => {
    expect(patternProblem(pattern)).not.toBeNull();
  });
});
