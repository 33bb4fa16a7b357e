import { MAX_KEY_BYTES, MAX_SORT_BYTES, storable } from './keys.ts';

/** The cursor was not made by a list of this kind. */
export class BadCursorError extends Error {
  readonly code = 'BAD_CURSOR';
  constructor() {
    super('not a cursor of this list');
    this.name = 'BadCursorError';
  }
}

/** Where a page goes on: the place of an entry in its index. */
export interface Place {
  readonly sort: string;
  readonly key: string;
}

/** The opaque form of a place: base64url of its JSON. */
export function encodeCursor(place: Place): string {
  return Buffer.from(JSON.stringify([place.sort, place.key]), 'utf8').toString('base64url');
}

/**
 * The place a cursor names. Throws `BadCursorError` on anything that `encodeCursor` cannot have made. A cursor names no
 * partition: whoever makes one up can only go on elsewhere in a list that he was allowed to ask for.
 */
export function decodeCursor(cursor: string): Place {
  if (typeof cursor !== 'string' || cursor.length > 4 * (MAX_KEY_BYTES + MAX_SORT_BYTES)) throw new BadCursorError();
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new BadCursorError();
  }
  if (!Array.isArray(place) || place.length !== 2) throw new BadCursorError();
  const [sort, key] = place as unknown[];
  if (!storable(sort, MAX_SORT_BYTES) || !storable(key, MAX_KEY_BYTES) || key === '') throw new BadCursorError();
  // Exactly one text for every place: garbage between valid characters is not passed over.
  if (encodeCursor({ sort, key }) !== cursor) throw new BadCursorError();
  return { sort, key };
}
