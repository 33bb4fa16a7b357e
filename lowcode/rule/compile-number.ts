import type { CompiledRule, CompilePart, Scope } from './scope.ts';
import type { Rule } from './tree.ts';
import { Exact, LARGEST, RuleFault, type RuleValue } from './value.ts';

/** Arithmetic, rounding, tariffs. Null when the rule is none of them. */
export function compileNumber(rule: Rule, scope: Scope, compile: CompilePart): CompiledRule | null {
  switch (rule.op) {
    case '+':
    case '*':
      return fold(
        rule.of.map((part) => compile(part, scope)),
        rule.op === '+' ? plus : times,
      );
    case 'min':
    case 'max':
      return extreme(
        rule.of.map((part) => compile(part, scope)),
        rule.op === 'max',
      );
    case '-':
      return pair(compile(rule.left, scope), compile(rule.right, scope), (a, b) => a.minus(b));
    case '/':
      return pair(compile(rule.left, scope), compile(rule.right, scope), divided);
    case 'round': {
      const of = compile(rule.of, scope);
      return (env) => {
        const value = of(env) as Exact | null;
        return value === null ? null : value.rounded(rule.digits, rule.mode);
      };
    }
    case 'table': {
      const of = compile(rule.of, scope);
      const rows = new Map(Object.entries(rule.rows).map(([value, number]) => [value, new Exact(number)]));
      const otherwise = rule.otherwise === undefined ? null : new Exact(rule.otherwise);
      return (env) => {
        const value = of(env);
        return value === null ? null : (rows.get(value as string) ?? otherwise);
      };
    }
    default:
      return null;
  }
}

/** Refuses what has grown past the largest number. */
function bounded(value: Exact): Exact {
  if (value.isWide() && value.abs().gt(LARGEST)) throw new RuleFault('TOO_LARGE');
  return value;
}

/** Adds two numbers within the bound. */
export function plus(a: Exact, b: Exact): Exact {
  return bounded(a.plus(b));
}

/** The larger (or smaller) of two numbers or dates. */
export function extremeOf(a: RuleValue, b: RuleValue, largest: boolean): RuleValue {
  if (a === null || b === null) return a ?? b;
  const greater = a instanceof Exact ? a.gt(b as Exact) : (a as string) > (b as string);
  return greater === largest ? a : b;
}

function times(a: Exact, b: Exact): Exact {
  return bounded(a.times(b));
}

function divided(a: Exact, b: Exact): Exact {
  if (b.isZero()) throw new RuleFault('DIVISION_BY_ZERO');
  return a.div(b);
}

function fold(parts: readonly CompiledRule[], combine: (a: Exact, b: Exact) => Exact): CompiledRule {
  return (env) => {
    let total: Exact | null = null;
    for (const part of parts) {
      const value = part(env) as Exact | null;
      if (value === null) return null;
      total = total === null ? value : combine(total, value);
    }
    return total;
  };
}

function pair(left: CompiledRule, right: CompiledRule, combine: (a: Exact, b: Exact) => Exact): CompiledRule {
  return (env) => {
    const a = left(env) as Exact | null;
    const b = right(env) as Exact | null;
    return a === null || b === null ? null : bounded(combine(a, b));
  };
}

function extreme(parts: readonly CompiledRule[], largest: boolean): CompiledRule {
  return (env) => {
    let found: RuleValue = null;
    for (const part of parts) found = extremeOf(found, part(env), largest);
    return found;
  };
}
