import type { Answer, FormDefinition, Page } from '../../../lowcode/form/definition.ts';
import { isFileField } from '../../../lowcode/form/kinds.ts';
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

/** Files are not posted with their row: found again by the row's id, wherever the row now stands. */
function filesBefore(form: FormDefinition, before: RawAnswers, posted: URLSearchParams): { [path: string]: Answer } {
  const files: { [path: string]: Answer } = {};
  for (const page of form.pages)
    for (const item of itemsOnPage(page)) {
      if (item.kind !== 'group') continue;
      const fields = item.fields.filter(isFileField);
      for (const row of fields.length > 0 ? rowsOf(before, item.key) : [])
        for (let at = 0; at <= 50; at++)
          if (posted.get(`${item.key}.${at}.id`) === row.id)
            for (const field of fields)
              if (row[field.key]) files[`${item.key}.${at}.${field.key}`] = row[field.key] as Answer;
    }
  return files;
}

export function withRow(answers: RawAnswers, group: string): RawAnswers {
  return { ...answers, [group]: [...rowsOf(answers, group), { id: crypto.randomUUID() }] };
}

export function withoutRow(answers: RawAnswers, group: string, id: string): RawAnswers {
  return { ...answers, [group]: rowsOf(answers, group).filter((row) => row.id !== id) };
}

/** Every group of a page has a row to fill in when it must have one. */
export function withFirstRows(page: Page, answers: RawAnswers): RawAnswers {
  const filled: { [key: string]: unknown } = { ...answers };
  for (const item of itemsOnPage(page))
    if (item.kind === 'group' && (item.minRows ?? 0) > 0 && rowsOf(answers, item.key).length === 0)
      filled[item.key] = [{ id: crypto.randomUUID() } satisfies RawRow];
  return filled;
}
