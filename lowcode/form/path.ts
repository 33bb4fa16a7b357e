/*
 * Answers by path (`key`, `group.0.key`, `group.0.inner.1.key`): also raw ones, whatever a damaged draft may hold.
 * A row that is not there is no place: reading finds nothing, changing changes nothing.
 */
type Values = { readonly [key: string]: unknown };

/** What stands at a path; undefined for nothing. */
export function valueAt(answers: Values, path: string): unknown {
  let found: unknown = answers;
  for (const part of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Values)[part];
  }
  return found;
}

/** The answers with another value at a path; all that is not on the way to it stays the same object. */
export function withValueAt<T extends Values>(answers: T, path: string, value: unknown): T {
  const [key = '', row, ...rest] = path.split('.');
  if (row === undefined) return { ...answers, [key]: value };
  const rows = Object.hasOwn(answers, key) ? answers[key] : undefined;
  if (!Array.isArray(rows) || rest.length === 0) return answers;
  const changed = rows.map((each: unknown, i) =>
    String(i) === row && isValues(each) ? withValueAt(each, rest.join('.'), value) : each,
  );
  return { ...answers, [key]: changed };
}

/** The name of a field in all rows: its path without the numbers of rows. */
export function nameOfPath(path: string): string {
  return path
    .split('.')
    .filter((_, i) => i % 2 === 0)
    .join('.');
}

/** The ids of the rows on the way to a path, joined by points; null where there are none. */
export function rowIdsAt(answers: Values, path: string): string | null {
  const parts = path.split('.');
  const ids: unknown[] = [];
  for (let i = 2; i < parts.length; i += 2) ids.push(valueAt(answers, `${parts.slice(0, i).join('.')}.id`));
  return ids.length > 0 && ids.every((id) => typeof id === 'string') ? ids.join('.') : null;
}

/** The path of a field's name in the rows with these ids; null when there are no such rows. */
export function pathByRowIds(answers: Values, name: string, rowIds: string | null | undefined): string | null {
  const ids = rowIds ? rowIds.split('.') : [];
  const [first = '', ...inner] = name.split('.');
  if (inner.length !== ids.length) return null;
  let path = first;
  for (const [i, key] of inner.entries()) {
    const rows = valueAt(answers, path);
    const row = Array.isArray(rows) ? rows.findIndex((each: unknown) => isValues(each) && each.id === ids[i]) : -1;
    if (row < 0) return null;
    path = `${path}.${row}.${key}`;
  }
  return path;
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
