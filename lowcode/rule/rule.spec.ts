import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalendar } from '../calendar/calendar.ts';
import { factsOf } from '../form/facts.ts';
import { monday, roadAnswers, roadForm } from '../form/road.fixture.ts';
import { scopeOf } from '../form/scope.ts';
import { checkRule, DEEPEST, MOST_NODES } from './check.ts';
import { compileRule } from './compile.ts';
import { holds } from './facts.ts';
import type { Scope } from './scope.ts';
import { sentenceOf } from './sentence.ts';
import type { Rule } from './tree.ts';
import { Exact, RuleFault, type RuleValue, type ValueType } from './value.ts';

const ALL: readonly ValueType[] = ['text', 'number', 'boolean', 'date', 'choice', 'choices', 'presence'];
const types: { readonly [key: string]: ValueType } = {
  ...{ a: 'number', b: 'number', t: 'text', u: 'text', d: 'date', e: 'date', yes: 'boolean', many: 'choices' },
};
const scope: Scope = {
  fields: new Map(Object.entries(types).map(([key, type], index) => [key, { index, type, label: key }])),
  groups: new Map([
    [
      'rows',
      { index: 0, label: '路段', fields: new Map([['n', { index: 0, type: 'number', label: '长度' }]]), parent: null },
    ],
  ]),
  row: null,
  calendar: defaultCalendar,
};

const number = (value: string): Rule => ({ op: 'number', value });
const text = (value: string): Rule => ({ op: 'text', value });
const date = (value: string): Rule => ({ op: 'date', value });
const field = (key: string): Rule => ({ op: 'field', key });
const bool = (value: boolean): Rule => ({ op: 'boolean', value });

const choose = (when: Rule, yes: Rule, no: Rule): Rule =>
  // biome-ignore lint/suspicious/noThenProperty: a key of the rule language; rules are data and never awaited
  ({ op: 'if', when, then: yes, else: no });

type Given = { readonly [key: string]: RuleValue };

/** The value of a rule that has passed the check, decimals as text; answers that are not given are empty. */
function valueOfRule(rule: Rule, given: Given = {}, rows: readonly (string | null)[] = []): unknown {
  expect(checkRule(rule, scope, ALL, '')).toEqual([]);
  const values = Object.keys(types).map((key) => given[key] ?? null);
  const lines = rows.map((n) => ({ values: [n === null ? null : new Exact(n)], outer: null, inner: [] }));
  const value = compileRule(rule, scope)({ values, rows: [lines], row: null, context: monday });
  return value instanceof Exact ? value.toFixed() : value;
}
const problems = (rule: Rule, expected = ALL) =>
  checkRule(rule, scope, expected, 'r').map(({ code, path }) => `${code} ${path}`);

describe('decimals are exact', () => {
  test('0.1 + 0.2 is 0.3', () => {
    expect(valueOfRule({ op: '+', of: [number('0.1'), number('0.2')] })).toBe('0.3');
    expect(valueOfRule({ op: '=', left: { op: '+', of: [number('0.1'), number('0.2')] }, right: number('0.3') })).toBe(
      true,
    );
  });

  test('sums of cents agree with whole numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 40 }), (cents) => {
        const of = cents.map((cent) => number(new Exact(cent).div(100).toFixed()));
        const sum = cents.reduce((total, cent) => total + cent, 0);
        expect(valueOfRule({ op: '+', of })).toBe(new Exact(sum).div(100).toFixed());
      }),
    );
  });

  test.each([
    ['2.345', 2, undefined, '2.35'],
    ['-2.345', 2, undefined, '-2.35'],
    ['2.349', 2, 'down', '2.34'],
    ['2.341', 2, 'up', '2.35'],
    ['12345', -2, undefined, '12300'],
  ] as const)('%s rounded to %s %s is %s', (value, digits, mode, expected) => {
    const rule: Rule = mode
      ? { op: 'round', of: number(value), digits, mode }
      : { op: 'round', of: number(value), digits };
    expect(valueOfRule(rule)).toBe(expected);
  });

  test('a tariff by kind of surface; what is not listed is empty unless there is a rate for it', () => {
    const table = { op: 'table', of: field('t'), rows: { asphalt: '2.5', pavement: '0.8' } } as const;
    expect(valueOfRule(table, { t: 'pavement' })).toBe('0.8');
    expect(valueOfRule(table, { t: 'gravel' })).toBeNull();
    expect(valueOfRule({ ...table, otherwise: '1' }, { t: 'gravel' })).toBe('1');
    expect(valueOfRule({ ...table, otherwise: '1' }, { t: 'toString' })).toBe('1');
  });
});

describe('empty answers', () => {
  const empty = field('a');
  test('what is computed from or compared with them is empty', () => {
    const rules: Rule[] = [
      { op: '+', of: [empty, number('1')] },
      { op: '-', left: number('1'), right: empty },
      { op: '=', left: empty, right: number('1') },
      { op: '!=', left: empty, right: number('1') },
      { op: 'in', of: field('t'), values: ['x'] },
      { op: 'valid', of: field('t'), as: 'email' },
      { op: 'length', of: field('t') },
      choose({ op: '>', left: empty, right: number('1') }, number('1'), number('2')),
    ];
    for (const rule of rules) expect(valueOfRule(rule)).toBeNull();
  });

  test('logic has three values: false wins in and, true in or', () => {
    const unknown = field('yes');
    expect(valueOfRule({ op: 'and', of: [unknown, bool(false)] })).toBe(false);
    expect(valueOfRule({ op: 'and', of: [bool(true), unknown] })).toBeNull();
    expect(valueOfRule({ op: 'or', of: [unknown, bool(true)] })).toBe(true);
    expect(valueOfRule({ op: 'or', of: [bool(false), unknown] })).toBeNull();
    expect(valueOfRule({ op: 'not', of: unknown })).toBeNull();
    expect(valueOfRule({ op: 'empty', of: unknown })).toBe(true);
    expect(valueOfRule({ op: 'present', of: field('many') }, { many: [] })).toBe(false);
  });

  test('sums, extremes and texts over several pass them over', () => {
    expect(valueOfRule({ op: 'sum', group: 'rows', of: { op: 'row', key: 'n' } }, {}, ['1.1', null, '2.2'])).toBe(
      '3.3',
    );
    expect(valueOfRule({ op: 'sum', group: 'rows', of: { op: 'row', key: 'n' } })).toBe('0');
    expect(valueOfRule({ op: 'highest', group: 'rows', of: { op: 'row', key: 'n' } }, {}, [null, '-3'])).toBe('-3');
    expect(valueOfRule({ op: 'lowest', group: 'rows', of: { op: 'row', key: 'n' } })).toBeNull();
    expect(valueOfRule({ op: 'max', of: [field('a'), number('2')] })).toBe('2');
    expect(valueOfRule({ op: 'concat', of: [field('t'), text('路'), number('1.50')] })).toBe('路1.5');
  });

  test('a condition with an empty answer does not hold', () => {
    const facts = factsOf(roadForm, {}, monday, defaultCalendar);
    expect(holds({ op: '!=', left: field('applicantKind'), right: text('person') }, facts)).toBe(false);
    expect(holds(undefined, facts)).toBe(true);
  });
});

describe('rows', () => {
  const big: Rule = { op: '>', left: { op: 'row', key: 'n' }, right: number('10') };
  test.each([
    [[], true, false, '0'],
    [['11', '12'], true, true, '2'],
    [['11', '2'], false, true, '1'],
    [['11', null], null, true, '1'],
    [['2', null], false, null, '0'],
  ] as const)('%j: every %s, some %s, count %s', (rows, every, some, count) => {
    expect(valueOfRule({ op: 'every', group: 'rows', where: big }, {}, rows)).toBe(every);
    expect(valueOfRule({ op: 'some', group: 'rows', where: big }, {}, rows)).toBe(some);
    expect(valueOfRule({ op: 'count', group: 'rows', where: big }, {}, rows)).toBe(count);
  });

  test('inside a row a key of the form is found after those of the row', () => {
    const share: Rule = {
      op: '*',
      of: [
        { op: 'row', key: 'n' },
        { op: 'row', key: 'a' },
      ],
    };
    expect(valueOfRule({ op: 'sum', group: 'rows', of: share }, { a: new Exact(2) }, ['1', '3'])).toBe('8');
  });
});

describe('texts and dates', () => {
  test.each([
    [{ op: 'birthDate', of: text('11010519491231002X') }, '1949-12-31'],
    [{ op: 'sex', of: text('11010519491231002X') }, '女'],
    [{ op: 'division', of: text('11010519491231002X') }, '110105'],
    [{ op: 'birthDate', of: text('not a number') }, null],
    [{ op: 'valid', of: text('91330100799655058B'), as: 'creditCode' }, true],
    [{ op: 'length', of: text('𠮷林') }, '2'],
    [{ op: 'trim', of: text('  ') }, null],
    [{ op: 'contains', of: text('衡山县开云镇'), text: text('开云') }, true],
    [{ op: 'startsWith', of: text('衡山县'), text: text('山') }, false],
    [{ op: 'addWorkingDays', of: date('2026-02-10'), count: number('20') }, '2026-03-16'],
    [{ op: 'workingDaysBetween', from: date('2026-09-30'), to: date('2026-10-10') }, '3'],
    [{ op: 'addMonths', of: date('2026-01-31'), count: number('1') }, '2026-02-28'],
    [{ op: 'yearsBetween', from: date('1949-12-31'), to: { op: 'context', key: 'today' } }, '76'],
    [{ op: 'monthStart', of: date('2024-02-29') }, '2024-02-01'],
    [{ op: 'monthsBetween', from: date('2025-11-30'), to: date('2026-02-01') }, '3'],
    [{ op: 'monthsBetween', from: date('2026-02-01'), to: date('2025-11-30') }, '-3'],
    [{ op: 'max', of: [date('2026-01-01'), date('2026-03-01')] }, '2026-03-01'],
    [{ op: '<', left: date('2026-01-31'), right: { op: 'context', key: 'today' } }, true],
  ] as readonly [Rule, unknown][])('%j = %j', (rule, expected) => expect(valueOfRule(rule)).toBe(expected));

  test.each([
    [{ op: '/', left: number('1'), right: number('0') }, 'DIVISION_BY_ZERO'],
    [{ op: '*', of: [number('99999999999'), number('99999999999')] }, 'TOO_LARGE'],
    [{ op: 'addWorkingDays', of: date('2026-12-30'), count: number('5') }, 'CALENDAR_NOT_LOADED'],
    [{ op: 'addWorkingDays', of: date('2026-03-02'), count: number('-1') }, 'DATE_OUT_OF_RANGE'],
    [{ op: 'addDays', of: date('2026-03-02'), count: number('0.5') }, 'NOT_A_WHOLE_NUMBER'],
    [{ op: 'addYears', of: date('2026-03-02'), count: number('39999') }, 'DATE_OUT_OF_RANGE'],
    [{ op: 'workingDaysBetween', from: date('2025-12-30'), to: date('2026-01-10') }, 'CALENDAR_NOT_LOADED'],
  ] as readonly [Rule, string][])('%j cannot be computed: %s', (rule, code) => {
    expect(() => valueOfRule(rule)).toThrow(expect.objectContaining({ name: 'RuleFault', code }));
  });
});

describe('the checker', () => {
  test.each([
    [{ op: '+', of: [field('a'), field('t')] }, 'RULE_TYPE r.of.1'],
    [{ op: '+', of: [] }, 'RULE_EMPTY_LIST r'],
    [{ op: '=', left: field('a'), right: field('t') }, 'RULE_TYPE r.right'],
    [{ op: '<', left: field('t'), right: field('u') }, 'RULE_TYPE r.left'],
    [field('width'), 'RULE_UNKNOWN_FIELD r'],
    [field('__proto__'), 'RULE_UNKNOWN_FIELD r'],
    [{ op: 'row', key: 'n' }, 'RULE_ROW_OUTSIDE r'],
    [{ op: 'sum', group: 'people', of: number('1') }, 'RULE_UNKNOWN_GROUP r'],
    [{ op: 'sum', group: 'rows', of: { op: 'count', group: 'rows' } }, 'RULE_NESTED_ROWS r'],
    [number('1e5'), 'RULE_NUMBER r'],
    [number('01'), 'RULE_NUMBER r'],
    [date('2026-02-30'), 'RULE_DATE r'],
    [{ op: 'round', of: field('a'), digits: 99 }, 'RULE_NUMBER r.digits'],
    [choose(field('yes'), field('a'), field('t')), 'RULE_TYPE r.else'],
    [{ op: 'table', of: field('t'), rows: { x: 'many' } }, 'RULE_NUMBER r.rows.x'],
    [{ op: 'hack', of: field('a') }, 'RULE_UNKNOWN_OPERATOR r'],
  ] as readonly [Rule, string][])('%j: %s', (rule, expected) => expect(problems(rule)).toContain(expected));

  test('the result must be of the type that is needed', () => {
    expect(problems(field('a'), ['boolean'])).toEqual(['RULE_TYPE r']);
  });

  test('a choice compared with a value it cannot have is a mistake', () => {
    const road = scopeOf(roadForm, defaultCalendar);
    const rule: Rule = { op: '=', left: field('applicantKind'), right: text('compnay') };
    expect(checkRule(rule, road, ['boolean'], '').map(({ code }) => code)).toEqual(['RULE_UNKNOWN_OPTION']);
  });

  test('a rule has a largest size and depth', () => {
    const wide: Rule = { op: '+', of: Array.from({ length: MOST_NODES }, () => number('1')) };
    let deep = bool(true);
    for (let i = 0; i < DEEPEST; i++) deep = { op: 'not', of: deep };
    expect(problems(wide)).toEqual(['RULE_TOO_LARGE r']);
    expect(problems(deep)).toEqual(['RULE_TOO_LARGE r']);
    let bottomless = bool(true);
    for (let i = 0; i < 3000; i++) bottomless = { op: 'not', of: bottomless };
    expect(problems(bottomless)).toEqual(['RULE_TOO_LARGE r']);
  });

  test('conditions that do not fit the facts are not decided', () => {
    const facts = factsOf(roadForm, roadAnswers, monday, defaultCalendar);
    expect(() => holds(field('width'), facts)).toThrow(RuleFault);
    expect(
      holds(
        { op: '>', left: field('fee'), right: number('66') },
        factsOf(roadForm, { fee: '6650' }, monday, defaultCalendar),
      ),
    ).toBe(true);
  });
});

/** Random rules of each type, most of them well typed. */
const { boolean: rules } = fc.letrec<{ boolean: Rule; number: Rule; text: Rule; date: Rule }>((tie) => {
  const [b, n, t, d] = [tie('boolean'), tie('number'), tie('text'), tie('date')];
  const many = (of: fc.Arbitrary<Rule>) => fc.array(of, { minLength: 1, maxLength: 3 });
  const small = fc.integer({ min: -50, max: 50 }).map((value) => number(String(value)));
  return {
    boolean: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'rule' },
      fc.boolean().map(bool),
      fc.constant(field('yes')),
      fc.record({ op: fc.constantFrom('and', 'or'), of: many(b) }),
      fc.record({ op: fc.constant('not'), of: b }),
      fc.record({ op: fc.constantFrom('=', '<', '>='), left: n, right: n }),
      fc.record({ op: fc.constantFrom('=', '!='), left: t, right: t }),
      fc.record({ op: fc.constantFrom('<', '>'), left: d, right: d }),
      fc.record({ op: fc.constantFrom('empty', 'present'), of: fc.oneof(n, t, d, b) }),
      fc.record({ op: fc.constant('valid'), of: t, as: fc.constantFrom('email', 'identityNumber', 'bankCard') }),
    ) as fc.Arbitrary<Rule>,
    number: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'rule' },
      small,
      fc.constantFrom(field('a'), field('b')),
      fc.record({ op: fc.constantFrom('+', '*', 'min', 'max'), of: many(n) }),
      fc.record({ op: fc.constantFrom('-', '/'), left: n, right: n }),
      fc.record({ op: fc.constant('round'), of: n, digits: fc.integer({ min: -2, max: 6 }) }),
      fc.record({ op: fc.constantFrom('daysBetween', 'workingDaysBetween', 'yearsBetween'), from: d, to: d }),
      fc.record({ op: fc.constant('length'), of: t }),
    ) as fc.Arbitrary<Rule>,
    text: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'rule' },
      fc.string({ maxLength: 20 }).map(text),
      fc.constantFrom(field('t'), field('u')),
      fc.record({ op: fc.constantFrom('trim', 'upper', 'sex', 'division'), of: t }),
      fc.record({ op: fc.constant('concat'), of: many(fc.oneof(t, n, d)) }),
    ) as fc.Arbitrary<Rule>,
    date: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'rule' },
      fc.integer({ min: 1, max: 28 }).map((day) => date(`2026-03-${String(day).padStart(2, '0')}`)),
      fc.constantFrom(field('d'), field('e')),
      fc.record({ op: fc.constantFrom('addDays', 'addWorkingDays', 'addMonths', 'addYears'), of: d, count: n }),
    ) as fc.Arbitrary<Rule>,
  };
});

test('any rule that passes the check gives a value of its type, empty, or a coded fault; and can be said', () => {
  const given = fc.record({
    a: fc.option(fc.integer({ min: -9, max: 9 }).map((n) => new Exact(n).div(10))),
    t: fc.option(fc.string()),
    d: fc.option(fc.constantFrom('2026-01-01', '2026-12-31')),
    yes: fc.option(fc.boolean()),
  });
  fc.assert(
    fc.property(rules, given, (rule, answers) => {
      if (checkRule(rule, scope, ['boolean'], '').length > 0) return;
      expect(sentenceOf(rule, scope).length).toBeGreaterThan(0);
      try {
        expect([true, false, null]).toContain(valueOfRule(rule, answers));
      } catch (error) {
        expect(error).toBeInstanceOf(RuleFault);
      }
    }),
    { numRuns: 500 },
  );
});

describe('sentences for clerks', () => {
  const road = scopeOf(roadForm, defaultCalendar);
  test.each([
    [{ op: 'in', of: field('applicantKind'), values: ['person', 'company'] }, '“申请人类型”是“个人”、“单位”之一'],
    [{ op: '>=', left: field('startDate'), right: { op: 'context', key: 'today' } }, '“开工日期”不早于今天'],
    [
      {
        op: 'sum',
        group: 'sections',
        of: {
          op: '*',
          of: [
            { op: 'row', key: 'length' },
            { op: 'row', key: 'width' },
          ],
        },
      },
      '所有路段中“长度”×“宽度”的合计',
    ],
    [
      { op: 'some', group: 'sections', where: { op: '=', left: { op: 'row', key: 'digging' }, right: bool(true) } },
      '至少有一行路段满足：“是否挖掘”是“是”',
    ],
    [
      {
        op: 'and',
        of: [
          { op: 'present', of: field('phone') },
          { op: 'or', of: [bool(true), bool(false)] },
        ],
      },
      '“联系手机”已填写，且（是，或否）',
    ],
    [field('gone'), '“gone”'],
  ] as readonly [Rule, string][])('%j', (rule, sentence) => expect(sentenceOf(rule, road)).toBe(sentence));
});
