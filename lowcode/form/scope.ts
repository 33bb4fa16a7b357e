import type { Calendar } from '../calendar/calendar.ts';
import { optionsOf } from '../code-lists/options.ts';
import type { GroupSlot, Scope, Slot } from '../rule/scope.ts';
import type { Field, FormDefinition, Item } from './definition.ts';
import { ruleType, slotsInside } from './value.ts';
import { itemsOf } from './walk.ts';

/**
 * The names that a form's rules may use, with the place of each value: form fields first, each group's fields counted
 * for themselves. What has parts takes a place for itself and one for each: a date
 * range, `.from`, `.to`. Where a key is taken twice the first one
 * keeps it; `checkForm` says so.
 */
export function scopeOf(form: FormDefinition, calendar: Calendar): Scope {
  const groups = new Map<string, GroupSlot>();
  const fields = slotsOf(
    itemsOf(form).map(({ item }) => item),
    null,
    groups,
  );
  return { fields, groups, row: null, calendar };
}

/** Places of the fields of a form or a row; the groups among them are added to all groups with theirs. */
function slotsOf(items: readonly Item[], parent: GroupSlot | null, groups: Map<string, GroupSlot>): Map<string, Slot> {
  const slots = new Map<string, Slot>();
  let next = 0;
  let index = 0;
  for (const item of items) {
    if (item.kind !== 'group') next = place(slots, item, next);
    else if (!groups.has(item.key)) {
      const fields = new Map<string, Slot>();
      const slot: GroupSlot = { index: index++, label: item.label.zh, fields, parent };
      groups.set(item.key, slot);
      for (const [key, inner] of slotsOf(item.fields, slot, groups)) fields.set(key, inner);
    }
  }
  return slots;
}

function place(slots: Map<string, Slot>, field: Field, index: number): number {
  const type = ruleType(field.kind);
  if (type === null || slots.has(field.key)) return index;
  const label = field.label.zh;
  const options =
    (field.options ?? field.codeList) && new Map(optionsOf(field).map((option) => [option.value, option.label.zh]));
  slots.set(field.key, options ? { index, type, label, options } : { index, type, label });
  const inside = slotsInside(field);
  inside.reduce((at, part) => {
    const named = { zh: `${label}${field.kind === 'dateRange' ? '' : '的'}${part.label.zh}` };
    return place(slots, { ...part, key: `${field.key}.${part.key}`, label: named }, at);
  }, index + 1);
  return index + 1 + inside.length;
}
