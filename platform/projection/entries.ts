import type { JsonObject } from '../contract/json.ts';
import type { IndexEntry, View } from '../contract/views.ts';
import { MAX_ENTRIES, MAX_KEY_BYTES, MAX_SORT_BYTES, storable, ViewError } from './keys.ts';

/** Between the parts of an entry: below every character that they may have. */
export const SEPARATOR = '\u0001';

/**
 * A row's places in the view's indexes, each as one text (see `splitEntry`), without doubles. Throws `ViewError` when an entry
 * cannot be stored or the row has too many.
 */
export function entriesOf(view: View, row: JsonObject, key: string): readonly string[] {
  if (view.indexes === undefined) return NONE;
  const entries: string[] = [];
  for (const index in view.indexes) {
    const places = view.indexes[index]?.(row, key) ?? NONE;
    for (const place of places) {
      checkPlace(view, index, place);
      const { partition, sort } = place;
      const entry = `${index}${SEPARATOR}${partition}${SEPARATOR}${sort}`;
      if (!entries.includes(entry)) entries.push(entry);
    }
  }
  if (entries.length > MAX_ENTRIES) throw new ViewError(`view ${view.name}: over ${MAX_ENTRIES} index entries`);
  return entries;
}

/** Throws what `entriesOf` throws, without making the entries: for rows that are not written yet. */
export function checkEntries(view: View, row: JsonObject, key: string): void {
  let count = 0;
  for (const index in view.indexes) {
    for (const place of view.indexes[index]?.(row, key) ?? NONE) {
      checkPlace(view, index, place);
      count++;
    }
  }
  // Doubles count once.
  if (count > MAX_ENTRIES) entriesOf(view, row, key);
}

function checkPlace(view: View, index: string, { partition, sort }: IndexEntry): void {
  if (!storable(partition, MAX_KEY_BYTES) || !storable(sort, MAX_SORT_BYTES))
    throw new ViewError(`view ${view.name}: not an entry of index ${index}`);
}

const NONE: readonly never[] = [];

export function splitEntry(entry: string): { index: string; partition: string; sort: string } {
  const first = entry.indexOf(SEPARATOR);
  const second = entry.indexOf(SEPARATOR, first + 1);
  return { index: entry.slice(0, first), partition: entry.slice(first + 1, second), sort: entry.slice(second + 1) };
}
