import { compileDate } from './compile-date.ts';
import { compileNumber } from './compile-number.ts';
import { compileRows } from './compile-rows.ts';
import { compileText } from './compile-text.ts';
import { type CompiledRule, outwards, type Scope, slotOf } from './scope.ts';
import type { Rule } from './tree.ts';
import { Exact, type RuleValue } from './value.ts';

/**
 * Compiles a checked rule (`checkRule`) to closures. Empty answers: what is computed from or compared with an empty value is itself
 * empty; `and`, `or`, `not`, `every` and `some` follow three-valued logic (false wins in `and`, true in `or`);
 * `empty` and `present` always answer; sums and extremes over rows, `min`, `max` and `concat` pass empty values over.
 * Throws an Error when a name is unknown, which a checked rule cannot cause.
 */
export function compileRule(rule: Rule, scope: Scope): CompiledRule {
  switch (rule.op) {
    case 'text':
    case 'boolean':
    case 'date':
      return constant(rule.value);
    case 'number':
      return constant(new Exact(rule.value));
    case 'field':
    case 'row':
      return access(rule, scope);
    case 'context':
      return contextValue(rule.key);
    case 'and':
    case 'or':
      return junction(
        rule.of.map((part) => compileRule(part, scope)),
        rule.op === 'or',
      );
    case 'not': {
      const of = compileRule(rule.of, scope);
      return (env) => negated(of(env));
    }
    case 'empty':
    case 'present': {
      const of = compileRule(rule.of, scope);
      return rule.op === 'empty' ? (env) => isEmpty(of(env)) : (env) => !isEmpty(of(env));
    }
    case 'in': {
      const of = compileRule(rule.of, scope);
      const values = new Set(rule.values);
      return (env) => isAmong(of(env), values);
    }
    case 'if': {
      const when = compileRule(rule.when, scope);
      const yes = compileRule(rule.then, scope);
      const no = compileRule(rule.else, scope);
      return (env) => {
        const decided = when(env);
        return decided === null ? null : decided === true ? yes(env) : no(env);
      };
    }
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const left = compileRule(rule.left, scope);
      const right = compileRule(rule.right, scope);
      const holds = COMPARE[rule.op];
      return (env) => {
        const a = left(env);
        const b = right(env);
        return a === null || b === null ? null : holds(order(a, b));
      };
    }
    default:
      break;
  }
  const made =
    compileNumber(rule, scope, compileRule) ??
    compileText(rule, scope, compileRule) ??
    compileDate(rule, scope, compileRule) ??
    compileRows(rule, scope, compileRule);
  if (!made) throw new Error(`unknown rule operator ${JSON.stringify(rule.op)}`);
  return made;
}

const COMPARE = {
  '=': (order: number) => order === 0,
  '!=': (order: number) => order !== 0,
  '<': (order: number) => order < 0,
  '<=': (order: number) => order <= 0,
  '>': (order: number) => order > 0,
  '>=': (order: number) => order >= 0,
};

function constant(value: RuleValue): CompiledRule {
  return () => value;
}

function access(rule: Extract<Rule, { op: 'field' | 'row' }>, scope: Scope): CompiledRule {
  const found = slotOf(rule, scope);
  if (!found) throw new Error(`rule names an unknown field ${JSON.stringify(rule.key)}`);
  const { index } = found.slot;
  switch (found.out) {
    case null:
      return (env) => env.values[index] ?? null;
    case 0:
      return (env) => env.row?.values[index] ?? null;
    default:
      return (env) => outwards(env.row, found.out ?? 0)?.values[index] ?? null;
  }
}

function contextValue(key: 'today' | 'channel' | 'applicantKind' | 'region'): CompiledRule {
  return (env) => env.context[key];
}

function junction(parts: readonly CompiledRule[], decisive: boolean): CompiledRule {
  return (env) => {
    let unknown = false;
    for (const part of parts) {
      const value = part(env);
      if (value === decisive) return decisive;
      if (value === null) unknown = true;
    }
    return unknown ? null : !decisive;
  };
}

function negated(value: RuleValue): RuleValue {
  return value === null ? null : value !== true;
}

function isEmpty(value: RuleValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function isAmong(value: RuleValue, values: ReadonlySet<string>): RuleValue {
  if (value === null) return null;
  if (Array.isArray(value)) return value.some((one) => values.has(one));
  return values.has(value as string);
}

/** Numbers by value, texts and dates by code unit, false before true. */
function order(a: RuleValue, b: RuleValue): number {
  if (a instanceof Exact) return a.comparedTo(b as Exact);
  return a === b ? 0 : (a as string) < (b as string) ? -1 : 1;
}
