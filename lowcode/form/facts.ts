import type { Calendar } from '../calendar/calendar.ts';
import type { Facts } from '../rule/facts.ts';
import type { Slot } from '../rule/scope.ts';
import type { RuleValue } from '../rule/value.ts';
import type { Answer, Answers, Field, FormContext, FormDefinition, Row } from './definition.ts';
import { scopeOf } from './scope.ts';
import { isRows, rangeEnds, toRuleValue } from './value.ts';
import { itemsOf } from './walk.ts';

/**
 * Kept answers (what `evaluate` gave back) as facts for rules outside the form: conditions of flows and materials.
 * Answers to keys that the form does not have are passed over.
 */
export function factsOf(form: FormDefinition, answers: Answers, context: FormContext, calendar: Calendar): Facts {
  const scope = scopeOf(form, calendar);
  const values: RuleValue[] = [];
  const rows: RuleValue[][][] = [];
  for (const { item } of itemsOf(form)) {
    const answer = Object.hasOwn(answers, item.key) ? answers[item.key] : undefined;
    if (item.kind !== 'group') {
      put(values, scope.fields, item, (answer ?? null) as Answer);
      continue;
    }
    const group = scope.groups.get(item.key);
    if (!group || !isRows(answer as Answer)) continue;
    rows[group.index] = (answer as readonly Row[]).map((row) => {
      const inside: RuleValue[] = [];
      for (const field of item.fields) {
        put(inside, group.fields, field, Object.hasOwn(row, field.key) ? (row[field.key] as Answer) : null);
      }
      return inside;
    });
  }
  return { scope, env: { values, rows, row: null, context } };
}

/** Puts an answer where the scope says, a date range also into its two ends. */
export function put(values: RuleValue[], slots: ReadonlyMap<string, Slot>, field: Field, answer: Answer): void {
  const slot = slots.get(field.key);
  if (!slot) return;
  values[slot.index] = toRuleValue(field.kind, answer);
  if (field.kind !== 'dateRange') return;
  const [from, to] = rangeEnds(answer);
  values[slot.index + 1] = from;
  values[slot.index + 2] = to;
}
