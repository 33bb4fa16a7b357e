import type { Calendar } from '../calendar/calendar.ts';
import type { FormContext } from '../form/definition.ts';
import type { Rule } from './tree.ts';
import type { RuleValue, ValueType } from './value.ts';

/** Where a key's value lies in an environment, and what it is. */
export interface Slot {
  readonly index: number;
  readonly type: ValueType;
  readonly label: string;
  /** Values a choice can have, with their labels. */
  readonly options?: ReadonlyMap<string, string>;
}

export interface GroupSlot {
  readonly index: number;
  readonly label: string;
  readonly fields: ReadonlyMap<string, Slot>;
}

/** The names a rule may use. A date range `period` has `period.from` and `period.to` beside itself. */
export interface Scope {
  readonly fields: ReadonlyMap<string, Slot>;
  readonly groups: ReadonlyMap<string, GroupSlot>;
  /** The group whose row the rule belongs to. */
  readonly row: GroupSlot | null;
  readonly calendar: Calendar;
}

/** The values of one evaluation. Mutable: filled in order of dependency, and `row` moves while rows are gone through. */
export interface RuleEnv {
  readonly values: RuleValue[];
  /** Rows by group index. */
  readonly rows: RuleValue[][][];
  row: RuleValue[] | null;
  readonly context: FormContext;
}

/** A rule made ready: no tree is walked and no name is looked up any more. May throw a RuleFault. */
export type CompiledRule = (env: RuleEnv) => RuleValue;

/** Compiles a part of a rule in the same scope, or in another. */
export type CompilePart = (rule: Rule, scope: Scope) => CompiledRule;

/** The scope inside a row of a group. */
export function rowScope(scope: Scope, group: GroupSlot): Scope {
  return { ...scope, row: group };
}

/** A scope without any field: rules that look at the context alone. */
export function emptyScope(calendar: Calendar): Scope {
  return { fields: new Map(), groups: new Map(), row: null, calendar };
}
