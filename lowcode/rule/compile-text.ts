import * as identity from '../identifier/identity-number.ts';
import { namedCheck } from '../identifier/patterns.ts';
import { includes } from './includes.ts';
import type { CompiledRule, CompilePart, Scope } from './scope.ts';
import type { Rule } from './tree.ts';
import { Exact, type RuleValue } from './value.ts';

/** Texts, named checks and what an identity number tells. Null when the rule is none of them. */
export function compileText(rule: Rule, scope: Scope, compile: CompilePart): CompiledRule | null {
  switch (rule.op) {
    case 'length':
      return onText(rule.of, scope, compile, (text) => new Exact([...text].length));
    case 'trim':
      return onText(rule.of, scope, compile, (text) => text.trim() || null);
    case 'upper':
      return onText(rule.of, scope, compile, (text) => text.toUpperCase());
    case 'valid':
      return onText(rule.of, scope, compile, namedCheck(rule.as));
    case 'birthDate':
      return onText(rule.of, scope, compile, identity.birthDate);
    case 'sex':
      return onText(rule.of, scope, compile, identity.sex);
    case 'division':
      return onText(rule.of, scope, compile, identity.division);
    case 'contains':
    case 'startsWith': {
      const of = compile(rule.of, scope);
      const part = compile(rule.text, scope);
      const starts = rule.op === 'startsWith';
      return (env) => {
        const text = of(env) as string | null;
        const wanted = part(env) as string | null;
        if (text === null || wanted === null) return null;
        return starts ? text.startsWith(wanted) : includes(text, wanted);
      };
    }
    case 'concat': {
      const parts = rule.of.map((part) => compile(part, scope));
      return (env) => {
        let text = '';
        for (const part of parts) text += shown(part(env));
        return text || null;
      };
    }
    default:
      return null;
  }
}

function onText(of: Rule, scope: Scope, compile: CompilePart, make: (text: string) => RuleValue): CompiledRule {
  const text = compile(of, scope);
  return (env) => {
    const value = text(env) as string | null;
    return value === null ? null : make(value);
  };
}

function shown(value: RuleValue): string {
  if (value === null) return '';
  return value instanceof Exact ? value.toFixed() : String(value);
}
