import type { Calendar } from '../calendar/calendar.ts';
import type { GroupSlot, Scope, Slot } from '../rule/scope.ts';
import type { Field, FormDefinition } from './definition.ts';
import { ruleType } from './value.ts';
import { itemsOf } from './walk.ts';

/**
 * The names that a form's rules may use, with the place of each value: form fields first, each group's fields counted
 * for themselves. A date range takes three places: itself, `.from`, `.to`. Where a key is taken twice the first one
 * keeps it; `checkForm` says so.
 */
export function scopeOf(form: FormDefinition, calendar: Calendar): Scope {
  const fields = new Map<string, Slot>();
  const groups = new Map<string, GroupSlot>();
  let next = 0;
  for (const { item } of itemsOf(form)) {
    if (item.kind === 'group') {
      const inside = new Map<string, Slot>();
      item.fields.reduce((index, field) => place(inside, field, index), 0);
      if (!groups.has(item.key)) groups.set(item.key, { index: groups.size, label: item.label.zh, fields: inside });
    } else {
      next = place(fields, item, next);
    }
  }
  return { fields, groups, row: null, calendar };
}

function place(slots: Map<string, Slot>, field: Field, index: number): number {
  const type = ruleType(field.kind);
  if (type === null || slots.has(field.key)) return index;
  const label = field.label.zh;
  const options = field.options && new Map(field.options.map((option) => [option.value, option.label.zh]));
  slots.set(field.key, options ? { index, type, label, options } : { index, type, label });
  if (field.kind !== 'dateRange') return index + 1;
  slots.set(`${field.key}.from`, { index: index + 1, type: 'date', label: `${label}起` });
  slots.set(`${field.key}.to`, { index: index + 2, type: 'date', label: `${label}止` });
  return index + 3;
}
