import type { Calendar } from '../calendar/calendar.ts';
import type { FormContext } from '../form/definition.ts';
import { checkRule } from './check.ts';
import { compileRule } from './compile.ts';
import { emptyScope, type RuleEnv, type Scope } from './scope.ts';
import type { Rule } from './tree.ts';
import { Exact, isTrue, RuleFault } from './value.ts';

/** What rules outside a form look at: the answers of a case (`factsOf` a form) and its context. */
export interface Facts {
  readonly scope: Scope;
  readonly env: RuleEnv;
}

/** Facts of a case without a form: only the context is known. */
export function contextFacts(context: FormContext, calendar: Calendar): Facts {
  return { scope: emptyScope(calendar), env: { values: [], rows: [], row: null, context } };
}

/**
 * Whether a condition holds; one that is absent does. Empty answers make a condition not hold. Throws a RuleFault
 * when it cannot be computed, or names fields that these facts do not have (`DOES_NOT_FIT`).
 */
export function holds(rule: Rule | undefined, facts: Facts): boolean {
  if (rule === undefined) return true;
  if (checkRule(rule, facts.scope, ['boolean'], '').length > 0) throw new RuleFault('DOES_NOT_FIT');
  return isTrue(compileRule(rule, facts.scope)(facts.env));
}

/**
 * The whole number from 0 to `most` that a rule gives; null when an answer it needs is empty. Throws a RuleFault when it
 * cannot be computed, gives anything else, or names fields that these facts do not have.
 */
export function wholeNumber(rule: Rule, facts: Facts, most: number): number | null {
  if (checkRule(rule, facts.scope, ['number'], '').length > 0) throw new RuleFault('DOES_NOT_FIT');
  const value = compileRule(rule, facts.scope)(facts.env);
  if (!(value instanceof Exact)) return null;
  if (!value.isInteger() || value.isNegative() || value.gt(most)) throw new RuleFault('NOT_A_WHOLE_NUMBER');
  return value.toNumber();
}
