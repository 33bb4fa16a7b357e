import { addDays, isDate } from '../calendar/date.ts';
import { compileRule } from './compile.ts';
import type { RuleEnv, Scope, Slot } from './scope.ts';
import type { Rule } from './tree.ts';
import { Exact, isTrue, type RuleValue } from './value.ts';
import { childrenOf, referencesOf } from './walk.ts';

/** One combination of answers, and which of the rules hold in it. */
export interface Situation {
  /** By field key; what the context says has a key that begins with `$`. */
  readonly values: ReadonlyMap<string, RuleValue>;
  readonly holds: readonly boolean[];
}

/** More combinations than this are not looked at. */
const MOST_SITUATIONS = 4096;

const TODAY = '2026-03-02';

/**
 * All combinations of answers that simple rules can tell apart: choices by their options, numbers and dates on, between and
 * beside the constants they are compared with, empty answers too. Null where a rule computes or counts, or where there are
 * too many: then nothing can be told. The rules must have been checked against the scope.
 */
export function situationsOf(rules: readonly Rule[], scope: Scope): readonly Situation[] | null {
  if (!rules.every(isSimple)) return null;
  const keys = [...new Set(rules.flatMap((rule) => referencesOf(rule)).map(({ key }) => key))];
  const contexts = [...new Set(rules.flatMap(contextsIn))];
  const literals = rules.flatMap(literalsIn);
  const axes: (readonly [string, readonly RuleValue[]])[] = [
    ...keys.flatMap((key) => {
      const slot = scope.fields.get(key);
      return slot ? [[key, candidates(slot, literals)] as const] : [];
    }),
    ...contexts.map((key) => [`$${key}`, contextCandidates(key, literals)] as const),
  ];
  if (axes.reduce((product, [, values]) => product * values.length, 1) > MOST_SITUATIONS) return null;
  const compiled = rules.map((rule) => compileRule(rule, scope));
  return combine(axes).map((values) => {
    const env = envOf(values, scope);
    return { values, holds: compiled.map((rule) => isTrue(rule(env))) };
  });
}

/** Whether a condition can hold at all; null when that cannot be told. */
export function canHold(rule: Rule, scope: Scope): boolean | null {
  return situationsOf([rule], scope)?.some(({ holds }) => holds[0]) ?? null;
}

/** Whether there are answers with which a condition does not hold; null when that cannot be told. */
export function canFail(rule: Rule, scope: Scope): boolean | null {
  return situationsOf([rule], scope)?.some(({ holds }) => !holds[0]) ?? null;
}

const SIMPLE = new Set<Rule['op']>([
  ...(['text', 'number', 'boolean', 'date', 'field', 'context', 'not', 'and', 'or', 'empty', 'present', 'in'] as const),
  ...(['=', '!=', '<', '<=', '>', '>='] as const),
]);

function isSimple(rule: Rule): boolean {
  return SIMPLE.has(rule.op) && childrenOf(rule).every(([, child]) => isSimple(child));
}

type Literal = Extract<Rule, { op: 'text' | 'number' | 'date' }>;

function literalsIn(rule: Rule): readonly Literal[] {
  if (rule.op === 'text' || rule.op === 'number' || rule.op === 'date') return [rule];
  const own = rule.op === 'in' ? rule.values.map((value) => ({ op: 'text', value }) as const) : [];
  return [...own, ...childrenOf(rule).flatMap(([, child]) => literalsIn(child))];
}

function contextsIn(rule: Rule): readonly Extract<Rule, { op: 'context' }>['key'][] {
  if (rule.op === 'context') return [rule.key];
  return childrenOf(rule).flatMap(([, child]) => contextsIn(child));
}

function candidates(slot: Slot, literals: readonly Literal[]): readonly RuleValue[] {
  switch (slot.type) {
    case 'boolean':
      return [null, true, false];
    case 'presence':
      return [null, true];
    case 'number':
      return [null, ...numbers(literals)];
    case 'date':
      return [null, ...dates(literals)];
    case 'choices': {
      const options = slot.options ? [...slot.options.keys()] : texts(literals);
      return [null, ...options.map((option) => [option]), ...(options.length > 1 ? [options] : [])];
    }
    default:
      return [null, ...(slot.options ? slot.options.keys() : texts(literals))];
  }
}

function contextCandidates(key: string, literals: readonly Literal[]): readonly RuleValue[] {
  if (key === 'today') return dates(literals);
  if (key === 'channel') return ['web', 'window', 'agent', 'import'];
  return key === 'applicantKind' ? ['person', 'company'] : texts(literals);
}

function texts(literals: readonly Literal[]): readonly string[] {
  const named = literals.flatMap((one) => (one.op === 'text' ? [one.value] : []));
  return [...new Set([...named, '甲', '乙'])];
}

/** Each constant, one below, one above, and two places between neighbours. */
function numbers(literals: readonly Literal[]): readonly Exact[] {
  const named = ['0', ...literals.flatMap((one) => (one.op === 'number' ? [one.value] : []))];
  const sorted = [...new Set(named)].map((one) => new Exact(one)).sort((a, b) => a.comparedTo(b));
  const between = sorted.slice(1).flatMap((high, i) => {
    const low = sorted[i] as Exact;
    return [1, 2].map((third) => low.plus(high.minus(low).times(third).div(3)));
  });
  return [(sorted[0] as Exact).minus(1), ...sorted, ...between, (sorted.at(-1) as Exact).plus(1)];
}

function dates(literals: readonly Literal[]): readonly string[] {
  const named = literals.flatMap((one) => (one.op === 'date' && isDate(one.value) ? [one.value] : []));
  return [...new Set([TODAY, ...named].flatMap((one) => [addDays(one, -1), one, addDays(one, 1)]))];
}

function combine(
  axes: readonly (readonly [string, readonly RuleValue[]])[],
): readonly ReadonlyMap<string, RuleValue>[] {
  let all: readonly ReadonlyMap<string, RuleValue>[] = [new Map()];
  for (const [key, values] of axes) all = all.flatMap((one) => values.map((value) => new Map([...one, [key, value]])));
  return all;
}

function envOf(values: ReadonlyMap<string, RuleValue>, scope: Scope): RuleEnv {
  const slots: RuleValue[] = [];
  for (const [key, value] of values) {
    const slot = scope.fields.get(key);
    if (slot) slots[slot.index] = value;
  }
  const said = (key: string, usual: string) => (values.get(`$${key}`) as string | undefined) ?? usual;
  const context = {
    today: said('today', TODAY),
    channel: said('channel', 'web'),
    applicantKind: said('applicantKind', 'person'),
    region: said('region', '430423'),
  } as RuleEnv['context'];
  return { values: slots, rows: [], row: null, context };
}
