import type { Calendar } from '../calendar/calendar.ts';
import type { Facts } from '../rule/facts.ts';
import type { GroupSlot, RowEnv, Scope, Slot } from '../rule/scope.ts';
import type { RuleValue } from '../rule/value.ts';
import type { Answer, Answers, Field, FormContext, FormDefinition, Item, Row } from './definition.ts';
import { scopeOf } from './scope.ts';
import { isRows, slotsInside, toRuleValue } from './value.ts';
import { itemsOf } from './walk.ts';

/**
 * Kept answers (what `evaluate` gave back) as facts for rules outside the form: conditions of flows and materials.
 * Answers to keys that the form does not have are passed over.
 */
export function factsOf(form: FormDefinition, answers: Answers, context: FormContext, calendar: Calendar): Facts {
  const scope = scopeOf(form, calendar);
  const values: RuleValue[] = [];
  const rows: (readonly RowEnv[])[] = [];
  const items = itemsOf(form).map(({ item }) => item);
  fill(items, answers, { scope, slots: scope.fields, values, rows, row: null });
  return { scope, env: { values, rows, row: null, context } };
}

interface Place {
  readonly scope: Scope;
  readonly slots: ReadonlyMap<string, Slot>;
  readonly values: RuleValue[];
  readonly rows: (readonly RowEnv[])[];
  readonly row: RowEnv | null;
}

function fill(
  items: readonly Item[],
  answers: { readonly [key: string]: Answer | readonly Row[] },
  place: Place,
): void {
  for (const item of items) {
    const answer = Object.hasOwn(answers, item.key) ? answers[item.key] : undefined;
    if (item.kind !== 'group') {
      put(place.values, place.slots, item, (answer ?? null) as Answer);
      continue;
    }
    const group = place.scope.groups.get(item.key);
    if (!group || !isRows(answer as Answer)) continue;
    place.rows[group.index] = (answer as readonly Row[]).map((row) => rowEnv(item.fields, row, group, place));
  }
}

function rowEnv(items: readonly Item[], answers: Row, group: GroupSlot, { scope, row: outer }: Place): RowEnv {
  const row: RowEnv = { values: [], outer, inner: [] };
  fill(items, answers, { scope, slots: group.fields, values: row.values, rows: row.inner, row });
  return row;
}

/** Puts an answer where the scope says, what has parts also into theirs. */
export function put(values: RuleValue[], slots: ReadonlyMap<string, Slot>, field: Field, answer: Answer): void {
  const slot = slots.get(field.key);
  if (!slot) return;
  values[slot.index] = toRuleValue(field.kind, answer);
  if (slot.type !== 'presence') return;
  const parts = answer as { readonly [part: string]: Answer } | null;
  slotsInside(field).forEach((part, i) => {
    values[slot.index + 1 + i] = toRuleValue(part.kind, parts?.[part.key] ?? null);
  });
}
