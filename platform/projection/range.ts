import type { ListQuery } from '../contract/views.ts';
import { decodeCursor, type Place } from './cursor.ts';
import { compareText, prefixEnd, storable } from './keys.ts';

/** A page asks for at most this many rows. */
export const MAX_LIMIT = 1000;

/** The query is not one a list can answer. */
export class BadQueryError extends Error {
  readonly code = 'BAD_QUERY';
  constructor(detail: string) {
    super(detail);
    this.name = 'BadQueryError';
  }
}

/** What a list asks of an index: every entry strictly between two places, in one direction. */
export interface Range {
  readonly above: Place;
  /** Undefined: up to the end. */
  readonly below: Place | undefined;
  readonly descending: boolean;
  readonly limit: number;
}

/**
 * The range that a query names; undefined when it is empty. Throws `BadQueryError` on a limit outside 1 to 1,000 or bounds
 * that no entry could have, `BadCursorError` on a cursor that no list gave.
 */
export function rangeOf(query: ListQuery): Range | undefined {
  const { from, to, prefix, descending = false, limit, after } = query;
  checkLimit(limit);
  for (const text of [query.partition, from, to, prefix])
    if (text !== undefined && !storable(text, 1000)) throw new BadQueryError('not a text that an index can hold');

  let above: Place = { sort: '', key: '' };
  let below: Place | undefined;
  const raise = (place: Place) => {
    if (comparePlaces(place, above) > 0) above = place;
  };
  const lower = (place: Place) => {
    if (below === undefined || comparePlaces(place, below) < 0) below = place;
  };
  // Keys are never empty, so (sort, '') is below every entry of that sort.
  if (from !== undefined) raise({ sort: from, key: '' });
  // No entry's sort has control characters, so this is just above `to` and below every longer sort; U+0001 is left to stores that put
  // sort and key into one text.
  if (to !== undefined) lower({ sort: `${to}\u0002`, key: '' });
  if (prefix) {
    raise({ sort: prefix, key: '' });
    const end = prefixEnd(prefix);
    if (end !== undefined) lower({ sort: end, key: '' });
  }
  if (after !== undefined) {
    const place = decodeCursor(after);
    if (descending) lower(place);
    else raise(place);
  }
  if (below !== undefined && comparePlaces(above, below) >= 0) return undefined;
  return { above, below, descending, limit };
}

/** Throws `BadQueryError` unless the limit is 1 to 1,000. */
export function checkLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new BadQueryError(`limit must be 1 to ${MAX_LIMIT}, not ${limit}`);
}

function comparePlaces(a: Place, b: Place): number {
  return compareText(a.sort, b.sort) || compareText(a.key, b.key);
}
