import type { Field, FormDefinition, Group, Item, Page } from '../../../lowcode/form/definition.ts';
import { isUnseen } from '../../../lowcode/form/kinds.ts';
import { valueAt } from '../../../lowcode/form/path.ts';
import { itemAt } from '../../../lowcode/form/walk.ts';
import type { RawAnswers } from '../../../lowcode/form/web-fields.ts';
import type { FormError } from '../parts/form-bits.tsx';
import type { Speech } from '../parts/reading.tsx';

/** A row of a group as it is stored or was typed. */
export type RawRow = { readonly id: string; readonly [key: string]: unknown };

/** Rows of a group at its path (`group`, `group.0.inner`), whatever a damaged draft may hold. */
export function rowsOf(answers: RawAnswers, group: string): readonly RawRow[] {
  const rows = valueAt(answers, group);
  return Array.isArray(rows)
    ? rows.filter((row): row is RawRow => typeof row === 'object' && row !== null && typeof row.id === 'string')
    : [];
}

export function itemsOnPage(page: Page): readonly Item[] {
  return page.sections.flatMap((section) => section.items);
}

/** Whether a path (`key`, `group.index.key` ...) belongs to a page. */
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
    .filter(({ page }) => itemsOnPage(page).some((item) => visible.has(item.key) && !isUnseen(item.kind)));
}

/** The field at a path, with the groups whose rows it is in from the outside. */
export function fieldAt(
  form: FormDefinition,
  path: string,
): { readonly field: Field; readonly groups: readonly Group[] } | null {
  const found = itemAt(form, path);
  return found && found.item.kind !== 'group' ? { field: found.item, groups: found.groups } : null;
}

/** A message without the row it names: beside a field of a row, the row is in sight. */
export function bareMessage(message: string): string {
  return message.replace(/^第[0-9]+行(?:的“[^”]*”第[0-9]+行)*：/, '');
}

/** What is wrong at a path, for a list away from it: a row is called by its name there, `路段 2：请填写长度`. */
export function messageAt(form: FormDefinition, { path, message }: FormError, t: Speech): string {
  const found = path.includes('.') ? itemAt(form, path) : null;
  const bare = bareMessage(message);
  if (!found || found.groups.length === 0) return bare;
  // Messages that name their row name their field as well; those of checks name neither.
  const rows = rowNames(found.groups, path, t);
  return `${bare === message ? `${rows} · ${t.text(found.item.label)}` : rows}：${bare}`;
}

/** The rows on the way to a path by their names: `家庭 1 成员 2`. */
function rowNames(groups: readonly Group[], path: string, t: Speech): string {
  const parts = path.split('.');
  return groups.map((group, i) => `${t.text(group.rowLabel ?? group.label)} ${Number(parts[2 * i + 1]) + 1}`).join(' ');
}
