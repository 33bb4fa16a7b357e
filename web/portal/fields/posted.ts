import type { Answer, Answers, FormDefinition, Item, Page } from '../../../lowcode/form/definition.ts';
import { isFileField } from '../../../lowcode/form/kinds.ts';
import { nameOfPath, rowIdsAt, withValueAt } from '../../../lowcode/form/path.ts';
import { answersOf } from '../../../lowcode/form/walk.ts';
import { parseWebForm, type RawAnswers } from '../../../lowcode/form/web-fields.ts';
import { itemsOnPage, type RawRow, rowsOf } from './places.ts';

/** Answers after one page was posted: the page's own are replaced, all others and all files stay as they were. */
export function mergePosted(form: FormDefinition, page: Page, before: RawAnswers, posted: URLSearchParams): RawAnswers {
  const parsed = parseWebForm(form, posted, {
    files: filesBefore(form, before, posted),
    newRowId: () => crypto.randomUUID(),
  });
  const keys = new Set(itemsOnPage(page).map((item) => item.key));
  const own = Object.entries(parsed).filter(([key]) => keys.has(key));
  return { ...before, ...Object.fromEntries(own) };
}

/** Files are not posted with their row: found again by the rows' ids, wherever they now stand. */
function filesBefore(form: FormDefinition, before: RawAnswers, posted: URLSearchParams): { [path: string]: Answer } {
  const now = new Map<string, string>();
  for (const [name, id] of posted) {
    if (!name.endsWith('.id')) continue;
    const row = name.slice(0, -'.id'.length);
    const parts = row.split('.');
    const ids = parts.flatMap((_, i) =>
      i % 2 === 1 ? (posted.get(`${parts.slice(0, i + 1).join('.')}.id`) ?? '') : [],
    );
    if (id !== '') now.set(`${nameOfPath(row)} ${ids.join('.')}`, row);
  }
  const files: { [path: string]: Answer } = {};
  for (const { path, field, answer } of answersOf(form, before as Answers)) {
    const rowIds = isFileField(field) ? rowIdsAt(before, path) : null;
    if (rowIds === null) continue;
    const group = path.slice(0, path.lastIndexOf('.', path.lastIndexOf('.') - 1));
    const row = now.get(`${nameOfPath(group)} ${rowIds}`);
    if (row !== undefined) files[`${row}.${field.key}`] = answer;
  }
  return files;
}

/** One more row in the group at a path (`group`, `group.0.inner`). */
export function withRow(answers: RawAnswers, group: string): RawAnswers {
  return withValueAt(answers, group, [...rowsOf(answers, group), { id: crypto.randomUUID() }]);
}

export function withoutRow(answers: RawAnswers, group: string, id: string): RawAnswers {
  return withValueAt(
    answers,
    group,
    rowsOf(answers, group).filter((row) => row.id !== id),
  );
}

/** Every group of a page has a row to fill in when it must have one, also those inside of rows. */
export function withFirstRows(page: Page, answers: RawAnswers): RawAnswers {
  return begun(itemsOnPage(page), answers);
}

function begun<T extends RawAnswers>(items: readonly Item[], answers: T): T {
  const filled: { [key: string]: unknown } = { ...answers };
  for (const item of items) {
    if (item.kind !== 'group') continue;
    const rows = rowsOf(answers, item.key);
    const begin = rows.length === 0 && (item.minRows ?? 0) > 0 ? [{ id: crypto.randomUUID() } satisfies RawRow] : rows;
    if (begin.length > 0) filled[item.key] = begin.map((row) => begun(item.fields, row));
  }
  return filled as T;
}
