import type { Field, FormDefinition, Group, Item, Page } from '../../../lowcode/form/definition.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import type { FormError } from '../parts/form-bits.tsx';
import type { Speech } from '../parts/reading.tsx';

/** A row of a group as it is stored or was typed. */
export type RawRow = { readonly id: string; readonly [key: string]: unknown };

/** Rows of a group, whatever a damaged draft may hold. */
export function rowsOf(answers: RawAnswers, group: string): readonly RawRow[] {
  const rows = answers[group];
  return Array.isArray(rows)
    ? rows.filter((row): row is RawRow => typeof row === 'object' && row !== null && typeof row.id === 'string')
    : [];
}

export function itemsOnPage(page: Page): readonly Item[] {
  return page.sections.flatMap((section) => section.items);
}

/** Whether a path (`key` or `group.index.key`) belongs to a page. */
export function onPage(page: Page, path: string): boolean {
  const [key] = path.split('.');
  return itemsOnPage(page).some((item) => item.key === key);
}

/** Pages that have anything to show, with their number among all pages (from 1). */
export function visiblePages(
  form: FormDefinition,
  visible: ReadonlySet<string>,
): readonly { readonly page: Page; readonly number: number }[] {
  return form.pages
    .map((page, at) => ({ page, number: at + 1 }))
    .filter(({ page }) => itemsOnPage(page).some((item) => visible.has(item.key)));
}

/** The field at a path, with its group and row number. */
export function fieldAt(
  form: FormDefinition,
  path: string,
): { readonly field: Field; readonly group: Group | null; readonly row: number | null } | null {
  const [key, row, inside] = path.split('.');
  const found = itemsOf(form).find(({ item }) => item.key === key)?.item;
  if (!found) return null;
  if (found.kind !== 'group') return row === undefined ? { field: found, group: null, row: null } : null;
  const field = found.fields.find((each) => each.key === (inside ?? row));
  return field ? { field, group: found, row: inside === undefined ? null : Number(row) } : null;
}

/** A message without the row it names: beside a field of a row, the row is in sight. */
export function bareMessage(message: string): string {
  return message.replace(/^第[0-9]+行：/, '');
}

/** What is wrong at a path, for a list away from it: a row is called by its name there, `路段 2：请填写长度`. */
export function messageAt(form: FormDefinition, { path, message }: FormError, t: Speech): string {
  const found = path.includes('.') ? fieldAt(form, path) : null;
  const bare = bareMessage(message);
  if (!found?.group || found.row === null) return bare;
  // Messages that name their row name their field as well; those of checks name neither.
  return `${bare === message ? labelAt(form, path, t) : rowName(found.group, found.row, t)}：${bare}`;
}

function rowName(group: Group, row: number, t: Speech): string {
  return `${t.text(group.rowLabel ?? group.label)} ${row + 1}`;
}

/** The label of what stands at a path: `路段 2 · 长度`. */
function labelAt(form: FormDefinition, path: string, t: Speech): string {
  const found = fieldAt(form, path);
  if (!found) {
    const group = itemsOf(form).find(({ item }) => item.key === path)?.item;
    return group ? t.text(group.label) : '';
  }
  const { field, group, row } = found;
  if (!group || row === null) return t.text(field.label);
  return `${rowName(group, row, t)} · ${t.text(field.label)}`;
}
