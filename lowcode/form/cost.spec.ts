import { describe, expect, test } from 'vitest';
import type { Rule } from '../rule/tree.ts';
import { checkForm } from './check-form.ts';
import { compileForm } from './compile.ts';
import { MOST_STEPS, stepsOf } from './cost.ts';
import type { Answer, Field, FormDefinition, Group, Item, Row } from './definition.ts';
import { evaluate } from './evaluate.ts';
import { householdForm } from './household.fixture.ts';
import { monday, roadForm } from './road.fixture.ts';

const row = (key: string): Rule => ({ op: 'row', key });
const sum = (...of: readonly Rule[]): Rule => ({ op: '+', of });
const number = (key: string, computed?: Rule): Field => ({
  ...{ kind: 'number', key, label: { zh: `数${key}` } },
  ...(computed && { computed }),
});
const group = (key: string, maxRows: number, fields: readonly Item[]): Group => ({
  ...{ kind: 'group', key, label: { zh: `组${key}` }, maxRows, fields },
});
const formOf = (...items: readonly Item[]): FormDefinition => ({
  title: { zh: '表' },
  pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items }] }],
});
const rows = (count: number, cells: { readonly [key: string]: Answer | readonly Row[] }): readonly Row[] =>
  Array.from({ length: count }, (_, i) => ({ id: `r${i}`, ...cells }));
const repeated = (times: number, rule: Rule): Rule => sum(...Array.from({ length: times }, () => rule));
const many = (count: number, make: (n: number) => Field) => Array.from({ length: count }, (_, n) => make(n));
const long = 'a'.repeat(10_000);

/** Definitions at the limits of rows, fields and rules, as dear as they may be published, with answers that fill them. */
const dearest: readonly (readonly [name: string, FormDefinition, object])[] = [
  [
    '500 rows of 60 fields, half of them computed',
    formOf(
      group('g', 500, [number('n'), ...many(59, (n) => number(`c${n}`, n % 2 ? repeated(75, row('n')) : undefined))]),
    ),
    { g: rows(500, { n: '1234567.89' }) },
  ],
  [
    'each of 500 rows goes through all 500 rows',
    formOf(group('g', 500, [number('n'), number('c', { op: 'sum', group: 'g', of: repeated(8, row('n')) })])),
    { g: rows(500, { n: '0.01' }) },
  ],
  [
    '500 rows of 5 inner rows, each through its household',
    formOf(
      group('g', 500, [
        number('w'),
        group('h', 5, [number('n'), number('c', { op: 'sum', group: 'h', of: repeated(150, row('n')) })]),
      ]),
    ),
    { g: rows(500, { w: '2', h: rows(5, { n: '0.01' }) }) },
  ],
  [
    'long texts joined and searched in 500 rows',
    formOf(
      { kind: 'longText', key: 'l', label: { zh: '长文' }, max: '10000' },
      group('g', 500, [
        {
          ...{ kind: 'text', key: 't', label: { zh: '文字' }, max: '500' },
          visible: {
            op: 'contains',
            of: { op: 'upper', of: { op: 'concat', of: Array.from({ length: 5 }, () => row('l')) } },
            text: row('l'),
          },
        },
      ]),
    ),
    { l: long, g: rows(500, { t: 'x' }) },
  ],
  [
    'working days in 500 rows',
    formOf(
      { kind: 'date', key: 'a', label: { zh: '始' } },
      { kind: 'date', key: 'b', label: { zh: '终' } },
      group(
        'g',
        500,
        many(10, (n) => number(`c${n}`, { op: 'workingDaysBetween', from: row('a'), to: row('b') })),
      ),
    ),
    { a: '2026-01-01', b: '2026-12-31', g: rows(500, {}) },
  ],
  [
    'quotients of 40 digits in 500 rows',
    formOf(
      group('g', 500, [
        number('n'),
        ...many(10, (n) =>
          number(`c${n}`, repeated(9, { op: '/', left: row('n'), right: { op: 'number', value: '7' } })),
        ),
      ]),
    ),
    { g: rows(500, { n: '123456789.12' }) },
  ],
];

describe('what one evaluation may cost', () => {
  test.each(dearest)('%s: as dear as may be, and not slow', (_, form, answers) => {
    expect(checkForm(form)).toEqual([]);
    expect(stepsOf(form)).toBeGreaterThan(MOST_STEPS / 2);
    const compiled = compileForm(form);
    const before = process.cpuUsage();
    const { answers: kept } = evaluate(compiled, answers, monday);
    const { user, system } = process.cpuUsage(before);
    expect(Object.keys(kept)).toContain('g');
    expect((user + system) / 1000).toBeLessThan(2000);
  });

  test('what real forms do is far below', () => {
    expect(stepsOf(roadForm)).toBeLessThan(MOST_STEPS / 100);
    expect(stepsOf(householdForm)).toBeLessThan(MOST_STEPS / 10);
  });

  test('too dear a form is refused by the name of the rule that costs most', () => {
    const form = formOf(
      group('g', 500, [number('n'), number('c', { op: 'sum', group: 'g', of: repeated(400, row('n')) })]),
    );
    const [problem, ...others] = checkForm(form);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'FORM_TOO_COSTLY', path: 'pages.0.sections.0.items.0.fields.1' });
    expect(problem?.message.zh).toContain('“数c”的规则最重');
  });
});
