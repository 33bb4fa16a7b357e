import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDate } from '../calendar/date.ts';
import { compileForm } from './compile.ts';
import type { Answers, FormDefinition } from './definition.ts';
import { evaluate } from './evaluate.ts';
import { householdAnswers, householdForm } from './household.fixture.ts';
import { toJsonSchema } from './json-schema.ts';
import { withValueAt } from './path.ts';
import { monday, roadAnswers, roadForm } from './road.fixture.ts';
import { answersOf } from './walk.ts';

/** The formats that schemas of forms name, as evaluation means them. */
const ajv = new Ajv2020({
  ...{ strict: true, allErrors: true, strictTypes: false },
  formats: { date: isDate, email: /^[^@]+@[^@]+$/ },
});

const forms: readonly (readonly [string, FormDefinition, Answers])[] = [
  ['the road form', roadForm, roadAnswers],
  ['rows within rows', householdForm, householdAnswers],
];

describe.each(forms)('%s as JSON Schema 2020-12', (_, definition, answers) => {
  const form = compileForm(definition);
  const accepts = ajv.compile(toJsonSchema(definition));
  const judged = (given: unknown) => evaluate(form, given, monday);
  const given = [...answersOf(definition, answers)].filter(({ field }) => !field.computed);
  const paths = given.map(({ path }) => path);

  test('accepts what evaluation accepts and what it keeps', () => {
    expect(judged(answers).errors).toEqual([]);
    expect([accepts(answers), accepts.errors]).toEqual([true, null]);
    expect([accepts(judged(answers).answers), accepts.errors]).toEqual([true, null]);
  });

  test('any answer of another structure is refused by both', () => {
    const wrong = fc.oneof(
      fc.constantFrom<unknown>(5, {}, [[]], [5], { from: 'x' }, [{ id: 'x' }], { id: 1 }),
      fc.dictionary(fc.constantFrom('a', 'b'), fc.integer(), { minKeys: 1 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), wrong, (path, value) => {
        const changed = withValueAt(answers, path, value);
        expect([path, judged(changed).errors.length > 0]).toEqual([path, true]);
        expect([path, accepts(changed)]).toEqual([path, false]);
      }),
      { numRuns: 300 },
    );
  });

  test('unknown keys, at any depth, are refused by both', () => {
    const within = ['', ...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('.') + 1)))];
    for (const prefix of within) {
      const changed = withValueAt(answers, `${prefix}nobodyKnows`, 'x');
      expect([prefix, judged(changed).errors.length > 0, accepts(changed)]).toEqual([prefix, true, false]);
    }
  });

  test('rows without ids, rows that are none, more rows than there may be', () => {
    const groups = [...form.groups.values()].filter(({ group }) =>
      paths.some((path) => path.startsWith(`${group.key}.`)),
    );
    expect(groups.length).toBeGreaterThan(0);
    for (const { group, maxRows } of groups) {
      const rows = answers[group.key] as readonly object[];
      const full = Array.from({ length: maxRows + 1 }, (_, i) => ({ ...rows[0], id: `r${i}` }));
      for (const value of ['x', {}, [5], [{ ...rows[0], id: '' }], [{ ...rows[0], id: 5 }], full]) {
        const changed = { ...answers, [group.key]: value };
        expect(judged(changed).errors.length).toBeGreaterThan(0);
        expect(accepts(changed)).toBe(false);
      }
    }
  });

  test('what is always required is required by both', () => {
    const { required } = toJsonSchema(definition) as { required: readonly string[] };
    for (const key of required) {
      const { [key]: _dropped, ...rest } = answers;
      expect([key, judged(rest).errors.length > 0, accepts(rest)]).toEqual([key, true, false]);
    }
  });

  test('whatever is answered, what is kept of valid answers fits the schema', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>('', null, ' 12.50 ', '０８', '王小明', true, false, '2026-03-09', '7', '0.01'),
      fc.string({ maxLength: 5 }),
    );
    let kept = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), value), { maxLength: 4 }), (changes) => {
        const changed = changes.reduce((all, [path, put]) => withValueAt(all, path, put), answers);
        const found = judged(changed);
        if (found.errors.length > 0) return;
        kept++;
        expect([accepts(found.answers), accepts.errors]).toEqual([true, null]);
      }),
      { numRuns: 600 },
    );
    expect(kept).toBeGreaterThan(20);
  });
});
