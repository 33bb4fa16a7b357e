import { extremeOf, plus } from './compile-number.ts';
import {
  type CompiledRule,
  type CompilePart,
  type GroupSlot,
  outwards,
  type RowEnv,
  type RuleEnv,
  rowScope,
  type Scope,
} from './scope.ts';
import type { Rule } from './tree.ts';
import { Exact, type RuleValue } from './value.ts';

/** What is asked of all rows of a group: sums, extremes, counts, quantifiers. Null when the rule is none of them. */
export function compileRows(rule: Rule, scope: Scope, compile: CompilePart): CompiledRule | null {
  if (!('group' in rule)) return null;
  const group = scope.groups.get(rule.group);
  if (!group) throw new Error(`rule names an unknown group ${JSON.stringify(rule.group)}`);
  const inside = rowScope(scope, group);
  const eachRow = rowsOf(scope, group);
  switch (rule.op) {
    case 'sum': {
      const of = compile(rule.of, inside);
      return (env) => {
        let total = new Exact(0);
        eachRow(env, () => {
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
        eachRow(env, () => {
          found = extremeOf(found, of(env), largest);
        });
        return found;
      };
    }
    case 'count': {
      const where = rule.where ? compile(rule.where, inside) : null;
      return (env) => {
        let count = 0;
        eachRow(env, () => {
          if (where === null || where(env) === true) count++;
        });
        return new Exact(count);
      };
    }
    case 'every':
    case 'some':
      return quantifier(compile(rule.where, inside), eachRow, rule.op === 'some');
  }
}

function quantifier(where: CompiledRule, eachRow: EachRow, decisive: boolean): CompiledRule {
  return (env) => {
    let unknown = false;
    let decided = false;
    eachRow(env, () => {
      const value = where(env);
      if (value === decisive) decided = true;
      if (value === null) unknown = true;
    });
    return decided ? decisive : unknown ? null : !decisive;
  };
}

/** Goes through rows: each stands as the row of the environment while it is visited. */
type EachRow = (env: RuleEnv, visit: () => void) => void;

/**
 * The rows of a group as a rule in this scope means them: those of the row it stands in; where it stands in none that has
 * the group, those of all rows.
 */
function rowsOf(scope: Scope, group: GroupSlot): EachRow {
  const { index, parent } = group;
  if (parent === null) return (env, visit) => through(env, env.rows[index], visit);
  let out = 0;
  for (let row = scope.row; row !== null; row = row.parent) {
    if (row === parent) return (env, visit) => through(env, outwards(env.row, out)?.inner[index], visit);
    out++;
  }
  const eachParent = rowsOf(scope, parent);
  return (env, visit) => eachParent(env, () => through(env, env.row?.inner[index], visit));
}

/** Leaves the row as it was, also when a visit cannot be computed. */
function through(env: RuleEnv, rows: readonly RowEnv[] | undefined, visit: () => void): void {
  if (rows === undefined) return;
  const outer = env.row;
  try {
    for (const row of rows) {
      env.row = row;
      visit();
    }
  } finally {
    env.row = outer;
  }
}
