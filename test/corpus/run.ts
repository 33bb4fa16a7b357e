import { checkForm } from '../../lowcode/form/check-form.ts';
import { compileForm } from '../../lowcode/form/compile.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { evaluate } from '../../lowcode/form/evaluate.ts';
import { factsOf } from '../../lowcode/form/facts.ts';
import { scopeOf } from '../../lowcode/form/scope.ts';
import { checkRule } from '../../lowcode/rule/check.ts';
import { compileRule } from '../../lowcode/rule/compile.ts';
import { rowScope } from '../../lowcode/rule/scope.ts';
import { sentenceOf } from '../../lowcode/rule/sentence.ts';
import { Exact, RuleFault, type RuleValue, type ValueType } from '../../lowcode/rule/value.ts';
import {
  type AnswerCase,
  answerCases,
  calendarOf,
  corpusForm,
  type FormCase,
  formCases,
  type RuleCase,
  ruleFiles,
  type SentenceCase,
  sentenceCases,
  usual,
} from './cases.ts';

/** What the evaluator said to every case, the same bytes wherever it runs; and the cases it did not say as they want. */
export interface CorpusRun {
  readonly cases: number;
  readonly said: string;
  readonly wrong: readonly string[];
}

const ANY: readonly ValueType[] = ['text', 'number', 'boolean', 'date', 'choice', 'choices', 'presence'];

/** Runs all cases. Needs nothing of Node or of a browser. */
export function runCorpus(): CorpusRun {
  const said: [string, unknown][] = [];
  const wrong: string[] = [];
  const note = (name: string, wanted: unknown, found: unknown, all: unknown = found) => {
    said.push([name, all]);
    if (canonical(wanted) !== canonical(found)) wrong.push(`${name}: ${canonical(wanted)}, not ${canonical(found)}`);
  };
  for (const [file, cases] of Object.entries(ruleFiles))
    for (const one of cases) note(`${file}: ${one.name}`, one.value, ruleValue(one));
  for (const one of answerCases) {
    const { kept, code } = answered(one);
    note(`answers: ${one.name}`, { kept: one.kept ?? null, code: one.code ?? null }, { kept, code });
  }
  for (const one of formCases) {
    const { found, all } = evaluated(one);
    note(`forms: ${one.name}`, one.expect, found, all);
  }
  for (const one of sentenceCases) note(`sentences: ${one.sentence}`, one.sentence, saidOf(one));
  return { cases: said.length, said: canonical(said), wrong };
}

function ruleValue({ rule, answers = {}, context, calendar }: RuleCase): unknown {
  const dates = calendarOf(calendar);
  const problems = checkRule(rule, scopeOf(corpusForm, dates), ANY, '');
  if (problems.length > 0) return { refused: problems.map(({ code }) => code) };
  const { scope, env } = factsOf(corpusForm, answers, { ...usual, ...context }, dates);
  try {
    return plain(compileRule(rule, scope)(env));
  } catch (error) {
    if (error instanceof RuleFault) return { fault: error.code };
    throw error;
  }
}

function plain(value: RuleValue): unknown {
  return value instanceof Exact ? { number: value.isZero() ? '0' : value.toFixed() } : value;
}

function answered({ field, raw }: AnswerCase) {
  const form: FormDefinition = {
    title: { zh: '表' },
    pages: [{ key: 'p', title: { zh: '页' }, sections: [{ key: 's', items: [field] }] }],
  };
  const { answers, errors } = evaluate(compileForm(form), { [field.key]: raw }, usual);
  return { kept: answers[field.key] ?? null, code: errors[0]?.code ?? null };
}

/** Also whether the form could be published: cases about forms that could not say nothing. */
function evaluated({ form, answers, context, expect }: FormCase) {
  const problems = checkForm(form);
  const all = evaluate(compileForm(form), answers, { ...usual, ...context });
  const errors = Object.fromEntries(all.errors.map(({ path, code }) => [path, code]));
  const found = {
    errors: problems.length > 0 ? problems : errors,
    ...(expect.kept === undefined ? {} : { kept: all.answers }),
    ...(expect.computed === undefined ? {} : { computed: all.computed }),
    ...(expect.visible === undefined ? {} : { visible: [...all.visible] }),
    ...(expect.required === undefined ? {} : { required: [...all.required] }),
  };
  return { found, all: { ...all, visible: [...all.visible], required: [...all.required] } };
}

function saidOf({ rule, row }: SentenceCase): unknown {
  const scope = scopeOf(corpusForm, calendarOf(undefined));
  const group = row === undefined ? undefined : scope.groups.get(row);
  const inside = group ? rowScope(scope, group) : scope;
  const problems = checkRule(rule, inside, ANY, '');
  return problems.length > 0 ? { refused: problems.map(({ code }) => code) } : sentenceOf(rule, inside);
}

/** JSON with keys in order, so that equal values are equal texts. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
