import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileForm } from './compile.ts';
import type { Field, FormDefinition } from './definition.ts';
import { evaluate } from './evaluate.ts';
import { mergePersonal, splitPersonal } from './personal.ts';
import { monday, roadAnswers, roadForm } from './road.fixture.ts';
import { knownKeys, startAnswers, startRow } from './start.ts';
import { parseWebForm, webValues } from './web-fields.ts';
import { rawFromText, textFromAnswer } from './web-values.ts';

const form = compileForm(roadForm);
let next = 0;
const newRowId = () => `new-${++next}`;
const parse = (entries: readonly (readonly [string, string])[], files = {}) =>
  parseWebForm(roadForm, entries, { newRowId, files });
const money: Field = { kind: 'money', key: 'm', label: { zh: '金额' } };

describe('a posted page', () => {
  const entries = [
    ['applicantKind', 'person'],
    ['name', ' 王小明 '],
    ['identityNumber', '１１０１０５１９４９１２３１００２ｘ'],
    ['phone', '139 0000 0000'],
    ['startDate', '2026-03-09'],
    ['sections.0.id', 'r1'],
    ['sections.0.road', '开云路'],
    ['sections.0.surface', 'pavement'],
    ['sections.0.length', '２０'],
    ['sections.0.width', '3.50'],
    ['sections.0.digging', 'false'],
    ['sections.3.id', ''],
    ['sections.3.road', '南岳路'],
    ['promise', 'on'],
    ['_token', 'abc'],
    ['next', '下一页'],
  ] as const;

  test('becomes answers, with rows closed up and named, and buttons passed over', () => {
    const raw = parse(entries);
    const found = evaluate(form, raw, monday);
    expect(found.answers).toMatchObject({
      name: '王小明',
      identityNumber: '11010519491231002X',
      phone: '13900000000',
      sections: [
        { id: 'r1', length: '20', width: '3.5', digging: false, area: '70' },
        { id: expect.stringMatching(/^new-/), road: '南岳路' },
      ],
      promise: true,
    });
    expect(found.answers).not.toHaveProperty('fee');
    expect(found.errors.every(({ path, code }) => path.startsWith('sections.1.') && code === 'REQUIRED')).toBe(true);
  });

  test('files come by their own step', () => {
    expect(parse([['plan', 'C:\\fakepath\\x.pdf']])).toEqual({});
    expect(parse([], { plan: roadAnswers.plan })).toEqual({ plan: roadAnswers.plan });
  });

  test('kept answers go to the page and come back the same', () => {
    const kept = evaluate(form, roadAnswers, monday).answers;
    const back = parse(Object.entries(webValues(roadForm, kept)), { plan: roadAnswers.plan });
    expect(evaluate(form, back, monday).answers).toEqual(kept);
  });

  test('whatever is posted, something is read and judged', () => {
    const name = fc.oneof(
      fc.constantFrom(
        'name',
        'sections.0.road',
        'sections.999.id',
        'sections.x.id',
        'sections.',
        '__proto__',
        'startDate.from',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ unit: 'binary' })), { maxLength: 30 }), (posted) => {
        expect(evaluate(form, parse(posted), monday).answers).toBeTypeOf('object');
      }),
    );
  });

  test('a hundred thousand rows are no more than one too many', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => [`sections.${i % 1000}.road`, 'x'] as const);
    expect((parse(many).sections as unknown[]).length).toBe(4);
    expect(evaluate(form, parse(many), monday).errors.some(({ code }) => code === 'TOO_MANY_ROWS')).toBe(true);
  });
});

describe('money as it is typed', () => {
  test.each([
    ['1,234.5', '123450'],
    ['￥８０', '8000'],
    ['0.10元', '10'],
    ['-0', '0'],
    ['', ''],
    ['1.234', '1.234'],
    ['abc', 'abc'],
  ])('%s -> %s', (typed, fen) => expect(rawFromText(money, typed)).toBe(fen));

  test('any amount goes out and comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (fen) => {
        expect(rawFromText(money, textFromAnswer(money, String(fen)))).toBe(String(fen));
      }),
    );
  });
});

describe('personal and open parts', () => {
  const kept = evaluate(form, roadAnswers, monday).answers;
  const { open, personal } = splitPersonal(roadForm, kept);

  test('names, numbers, phones and files are personal; kinds, sizes and fees are not', () => {
    expect(Object.keys(personal).sort()).toEqual(['identityNumber', 'name', 'phone', 'plan']);
    expect(JSON.stringify(open)).not.toMatch(/王小明|110105|139|修复方案/);
    expect(open).toMatchObject({ fee: '6650', sections: [{ id: 'r1', road: '开云路' }, { id: 'r2' }] });
  });

  test('together they are the answers again', () => {
    expect(mergePersonal(open, personal)).toEqual(kept);
    expect(mergePersonal(open, {})).toEqual(open);
  });

  test('rows come apart by their ids, whatever their fields', () => {
    const fields: Field[] = [
      { kind: 'personName', key: 'who', label: { zh: '姓名' } },
      { kind: 'integer', key: 'age', label: { zh: '年龄' } },
    ];
    const group = { kind: 'group', key: 'people', label: { zh: '人员' }, fields } as const;
    const people: FormDefinition = {
      title: { zh: '表' },
      pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items: [group] }] }],
    };
    const row = fc.record({ who: fc.option(fc.constant('王小明')), age: fc.option(fc.constant('30')) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), (list) => {
        const rows = list.map(({ who, age }, i) => ({ id: `r${i}`, ...(who && { who }), ...(age && { age }) }));
        const parts = splitPersonal(people, { people: rows });
        expect(JSON.stringify(parts.open)).not.toContain('王小明');
        expect(mergePersonal(parts.open, parts.personal)).toEqual({ people: rows });
      }),
    );
  });
});

test('a form begins with what is known and with its defaults, not with what it would refuse', () => {
  const known = { applicantName: '王小明', applicantIdentifier: '91330100799655058B' };
  expect(startAnswers(roadForm, known)).toEqual({ name: '王小明' });
  expect([...knownKeys(roadForm, known)]).toEqual(['name']);
  expect(
    startRow([
      { kind: 'integer', key: 'days', label: { zh: '天数' }, default: '１' },
      { ...money, default: '5' },
    ]),
  ).toEqual({
    days: '1',
    m: '500',
  });
});
