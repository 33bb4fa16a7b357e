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
  /** Place among the groups of the form, or among those of the row it stands in. */
  readonly index: number;
  readonly label: string;
  readonly fields: ReadonlyMap<string, Slot>;
  /** The group whose rows have this group; null in the form itself. */
  readonly parent: GroupSlot | null;
}

/** The names a rule may use. Groups of all depths are known by their keys, which no two of a form share. A date range `period` has `period.from` and `period.to` beside itself. */
export interface Scope {
  readonly fields: ReadonlyMap<string, Slot>;
  readonly groups: ReadonlyMap<string, GroupSlot>;
  /** The group whose row the rule belongs to. */
  readonly row: GroupSlot | null;
  readonly calendar: Calendar;
}

/** The values of one row, with the row it stands in and the rows it has, by group index. */
export interface RowEnv {
  readonly values: RuleValue[];
  readonly outer: RowEnv | null;
  readonly inner: (readonly RowEnv[])[];
}

/** The values of one evaluation. Mutable: filled in order of dependency, and `row` moves while rows are gone through. */
export interface RuleEnv {
  readonly values: RuleValue[];
  /** Rows of the form's own groups by group index. */
  readonly rows: (readonly RowEnv[])[];
  row: RowEnv | null;
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

/**
 * Where the value of a name lies: in the row itself (`out` 0), in the row around it (1) ..., or in the form (`out`
 * null). A rule that says `row` looks outwards from its row; one that says `field` in the form alone.
 */
export function slotOf(
  name: { readonly op: 'field' | 'row'; readonly key: string },
  scope: Scope,
): { readonly slot: Slot; readonly out: number | null } | null {
  if (name.op === 'row') {
    let out = 0;
    for (let group = scope.row; group !== null; group = group.parent) {
      const slot = group.fields.get(name.key);
      if (slot) return { slot, out };
      out++;
    }
  }
  const slot = scope.fields.get(name.key);
  return slot ? { slot, out: null } : null;
}

/** The row that many rows around one. */
export function outwards(row: RowEnv | null, out: number): RowEnv | null {
  let found = row;
  for (let step = 0; step < out && found !== null; step++) found = found.outer;
  return found;
}

/** A scope without any field: rules that look at the context alone. */
export function emptyScope(calendar: Calendar): Scope {
  return { fields: new Map(), groups: new Map(), row: null, calendar };
}
