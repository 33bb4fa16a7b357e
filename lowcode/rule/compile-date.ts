import * as date from '../calendar/date.ts';
import { workingDayAfter, workingDaysBetween } from '../calendar/working-days.ts';
import type { CompiledRule, CompilePart, Scope } from './scope.ts';
import type { Rule } from './tree.ts';
import { Exact, RuleFault, type RuleValue } from './value.ts';

/** The most days, months or years a rule may add. */
const MOST = 40_000;
/** The most days between which working days are counted. */
const LONGEST = 4000;

/** Dates and working days. Null when the rule is none of them. */
export function compileDate(rule: Rule, scope: Scope, compile: CompilePart): CompiledRule | null {
  switch (rule.op) {
    case 'addDays':
      return moved(rule, scope, compile, date.addDays);
    case 'addMonths':
      return moved(rule, scope, compile, date.addMonths);
    case 'addYears':
      return moved(rule, scope, compile, date.addYears);
    case 'addWorkingDays':
      return moved(rule, scope, compile, (from, count) => {
        if (count < 0 || count > LONGEST) throw new RuleFault('DATE_OUT_OF_RANGE');
        return loaded(workingDayAfter(scope.calendar, from, count));
      });
    case 'daysBetween':
      return between(rule, scope, compile, date.daysBetween);
    case 'yearsBetween':
      return between(rule, scope, compile, date.yearsBetween);
    case 'monthsBetween':
      return between(rule, scope, compile, date.monthsBetween);
    case 'monthStart': {
      const of = compile(rule.of, scope);
      return (env): RuleValue => {
        const day = of(env) as string | null;
        return day === null ? null : date.monthStart(day);
      };
    }
    case 'workingDaysBetween':
      return between(rule, scope, compile, (from, to) => {
        if (Math.abs(date.daysBetween(from, to)) > LONGEST) throw new RuleFault('CALENDAR_NOT_LOADED');
        return loaded(workingDaysBetween(scope.calendar, from, to));
      });
    default:
      return null;
  }
}

function moved(
  rule: { readonly of: Rule; readonly count: Rule },
  scope: Scope,
  compile: CompilePart,
  move: (from: string, count: number) => string,
): CompiledRule {
  const of = compile(rule.of, scope);
  const count = compile(rule.count, scope);
  return (env): RuleValue => {
    const from = of(env) as string | null;
    const by = count(env) as Exact | null;
    if (from === null || by === null) return null;
    if (!by.isInteger()) throw new RuleFault('NOT_A_WHOLE_NUMBER');
    if (by.abs().gt(MOST)) throw new RuleFault('DATE_OUT_OF_RANGE');
    try {
      return move(from, by.toNumber());
    } catch (error) {
      if (error instanceof RangeError) throw new RuleFault('DATE_OUT_OF_RANGE');
      throw error;
    }
  };
}

function between(
  rule: { readonly from: Rule; readonly to: Rule },
  scope: Scope,
  compile: CompilePart,
  measure: (from: string, to: string) => number,
): CompiledRule {
  const first = compile(rule.from, scope);
  const last = compile(rule.to, scope);
  return (env): RuleValue => {
    const from = first(env) as string | null;
    const to = last(env) as string | null;
    return from === null || to === null ? null : new Exact(measure(from, to));
  };
}

function loaded<T>(value: T | null): T {
  if (value === null) throw new RuleFault('CALENDAR_NOT_LOADED');
  return value;
}
