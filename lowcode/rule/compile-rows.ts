import { extremeOf, plus } from './compile-number.ts';
import { type CompiledRule, type CompilePart, type RuleEnv, rowScope, type Scope } from './scope.ts';
import type { Rule } from './tree.ts';
import { Exact, type RuleValue } from './value.ts';

/** What is asked of all rows of a group: sums, extremes, counts, quantifiers. Null when the rule is none of them. */
export function compileRows(rule: Rule, scope: Scope, compile: CompilePart): CompiledRule | null {
  if (!('group' in rule)) return null;
  const group = scope.groups.get(rule.group);
  if (!group) throw new Error(`rule names an unknown group ${JSON.stringify(rule.group)}`);
  const { index } = group;
  const inside = rowScope(scope, group);
  switch (rule.op) {
    case 'sum': {
      const of = compile(rule.of, inside);
      return (env) => {
        let total = new Exact(0);
        eachRow(env, index, () => {
          const value = of(env) as Exact | null;
          if (value !== null) total = plus(total, value);
        });
        return total;
      };
    }
    case 'lowest':
    case 'highest': {
      const of = compile(rule.of, inside);
      const largest = rule.op === 'highest';
      return (env) => {
        let found: RuleValue = null;
        eachRow(env, index, () => {
          found = extremeOf(found, of(env), largest);
        });
        return found;
      };
    }
    case 'count': {
      const where = rule.where ? compile(rule.where, inside) : null;
      return (env) => {
        let count = 0;
        eachRow(env, index, () => {
          if (where === null || where(env) === true) count++;
        });
        return new Exact(count);
      };
    }
    case 'every':
    case 'some':
      return quantifier(compile(rule.where, inside), index, rule.op === 'some');
  }
}

function quantifier(where: CompiledRule, index: number, decisive: boolean): CompiledRule {
  return (env) => {
    let unknown = false;
    let decided = false;
    eachRow(env, index, () => {
      const value = where(env);
      if (value === decisive) decided = true;
      if (value === null) unknown = true;
    });
    return decided ? decisive : unknown ? null : !decisive;
  };
}

function eachRow(env: RuleEnv, index: number, visit: () => void): void {
  const outer = env.row;
  for (const row of env.rows[index] ?? []) {
    env.row = row;
    visit();
  }
  env.row = outer;
}
