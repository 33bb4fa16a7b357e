import type { FormDefinition, Group, Item, Page } from '../../../lowcode/form/definition.ts';
import { withValueAt } from '../../../lowcode/form/path.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import { itemsOnPage, rowsOf } from '../../portal/fields/places.ts';

/** Answers of a preview, with row ids that need no secure context of the browser. */
export function withPreviewRow(answers: RawAnswers, group: string): RawAnswers {
  const rows = rowsOf(answers, group);
  return withValueAt(answers, group, [...rows, { id: freeId(rows.map(({ id }) => id)) }]);
}

/** Every group of a page that must have a row has one, also those inside of rows: as the portal begins a page. */
export function withFirstPreviewRows(page: Page, answers: RawAnswers): RawAnswers {
  return begun(itemsOnPage(page), answers);
}

function begun(items: readonly Item[], answers: RawAnswers): RawAnswers {
  let changed: { [key: string]: unknown } | null = null;
  for (const item of items) {
    if (item.kind !== 'group') continue;
    const rows = rowsOf(answers, item.key);
    const least = rows.length === 0 && (item.minRows ?? 0) > 0 ? [{ id: 'r1' }] : rows;
    const filled = least.map((row) => begun(item.fields, row));
    if (filled.length === rows.length && filled.every((row, at) => row === rows[at])) continue;
    changed ??= { ...answers };
    changed[item.key] = filled;
  }
  return changed ?? answers;
}

function freeId(taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`r${number}`)) number += 1;
  return `r${number}`;
}

/** A place in the definition by the name of a control: `road.0.width` is the field `width` of the group `road`. */
export function placeOfControl(form: FormDefinition, name: string): string | null {
  const keys = name.split('.').filter((part) => !/^\d+$/.test(part));
  const top = itemsOf(form).find(({ item }) => item.key === keys[0]);
  if (!top) return null;
  let { item, path } = top as { item: Item; path: string };
  for (const key of keys.slice(1)) {
    const index: number = item.kind === 'group' ? (item as Group).fields.findIndex((each) => each.key === key) : -1;
    if (index < 0) break;
    path = `${path}.fields.${index}`;
    item = (item as Group).fields[index] as Item;
  }
  return path;
}
