import fc from 'fast-check';
import { defaultCalendar } from '../../lowcode/calendar/calendar.ts';
import { factsOf } from '../../lowcode/form/facts.ts';
import { scopeOf } from '../../lowcode/form/scope.ts';
import type { Problem } from '../../lowcode/problem.ts';
import { checkRule } from '../../lowcode/rule/check.ts';
import { compileRule } from '../../lowcode/rule/compile.ts';
import { sentenceOf } from '../../lowcode/rule/sentence.ts';
import { OPERATORS, rule as shape } from '../../lowcode/rule/shape.ts';
import type { Rule } from '../../lowcode/rule/tree.ts';
import { RuleFault, type ValueType } from '../../lowcode/rule/value.ts';
import { corpusForm, ruleFiles, usual } from '../corpus/cases.ts';
import { judgeProblems } from './form-judge.ts';
import { anyJson, type FuzzTarget, hostileText, mutated } from './target.ts';

const ANY: readonly ValueType[] = ['text', 'number', 'boolean', 'date', 'choice', 'choices', 'presence'];
const cases = Object.values(ruleFiles).flat();
const scope = scopeOf(corpusForm, defaultCalendar);
const keys = [...scope.fields.keys(), ...[...scope.groups.values()].flatMap(({ fields }) => [...fields.keys()])];

/** Rules of any operators within each other, most of them of types that do not fit. */
const wild = fc.letrec<{ rule: Rule }>((tie) => {
  const leaf = fc.oneof(
    fc.constantFrom(...keys).map((key) => ({ op: 'field', key })),
    fc.constantFrom(...keys).map((key) => ({ op: 'row', key })),
    fc.integer().map((n) => ({ op: 'number', value: String(n) })),
    hostileText.map((value) => ({ op: 'text', value })),
    fc.constantFrom('2026-01-31', '2024-02-29', '9999-12-31').map((value) => ({ op: 'date', value })),
    fc.boolean().map((value) => ({ op: 'boolean', value })),
  );
  const inner = tie('rule');
  const node = fc
    .record({
      op: fc.constantFrom(...Object.keys(OPERATORS)),
      a: inner,
      b: inner,
      c: inner,
      many: fc.array(inner, { maxLength: 3 }),
      group: fc.constantFrom('rows', 'outer', 'inner', 'nothing'),
      n: fc.integer({ min: -7, max: 7 }),
      text: hostileText,
    })
    .map(({ op, a, b, c, many, group, n, text }) => {
      const given: { [key: string]: unknown } = {
        ...{ left: a, right: b, when: a, from: a, to: b, where: a, count: b, text: b },
        ...{
          group,
          digits: n,
          mode: 'up',
          as: 'email',
          values: [text],
          rows: { [text]: String(n) },
          key: text,
          value: text,
        },
        // biome-ignore lint/suspicious/noThenProperty: a key of the rule language; rules are data and never awaited
        ...{ then: b, else: c },
      };
      const [required] = OPERATORS[op as Rule['op']];
      const of = ['and', 'or', '+', '*', 'min', 'max', 'concat'].includes(op) ? many : a;
      return { op, ...Object.fromEntries(Object.keys(required).map((key) => [key, key === 'of' ? of : given[key]])) };
    });
  return {
    rule: fc.oneof({ maxDepth: 5, depthIdentifier: 'rule' }, leaf, node, node) as unknown as fc.Arbitrary<Rule>,
  };
}).rule;

/** Rules: those of the corpus with places changed, any operators within each other, any JSON. */
export const target: FuzzTarget = {
  name: 'rules',
  input: fc.record({
    rule: fc.oneof(
      { weight: 1, arbitrary: anyJson },
      { weight: 4, arbitrary: wild },
      { weight: 4, arbitrary: fc.constantFrom(...cases).chain(({ rule }) => mutated(rule)) },
    ),
    answers: fc.constantFrom(...cases).map(({ answers }) => answers ?? {}),
  }),
  judge(input) {
    const { rule, answers } = input as { rule: Rule; answers: object };
    const problems: Problem[] = [];
    shape(rule, '', problems);
    judgeProblems(problems);
    if (problems.length > 0) return;
    const wrong = checkRule(rule, scope, ANY, '');
    judgeProblems(wrong);
    if (wrong.length > 0) return;
    if (sentenceOf(rule, scope) === '') throw new Error('a rule without a sentence');
    const facts = factsOf(corpusForm, answers as never, usual, defaultCalendar);
    try {
      compileRule(rule, facts.scope)(facts.env);
    } catch (error) {
      if (!(error instanceof RuleFault)) throw error;
    }
  },
};
