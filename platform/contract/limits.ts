import { encodeCommit } from './encode.ts';
import { type Append, TooLargeError } from './log.ts';

/** Store items of one append at most: DynamoDB commits 100 at once. A stream takes three (commit, lane entry, command), a guard one. */
export const MAX_ITEMS = 100;
export const ITEMS_PER_STREAM = 3;

/** Bytes of one append's commits together at most: a DynamoDB item holds 409,600 with its keys and names. */
export const MAX_BYTES = 400_000;

/** UTF-8 bytes of a stream name, command id, guard or owner at most: the keys of a DynamoDB item hold 1,024. */
const MAX_NAME_BYTES = 512;

/**
 * Checks an append as every platform must before it writes, and makes the bytes of its commits, one per stream.
 * Throws `TooLargeError` for what no platform could commit at once, `TypeError` for what no caller should send:
 * no stream, no event, a stream or guard named twice, an empty or endless name, a bad ordinal.
 */
export function encodeAppend(append: Append): Uint8Array[] {
  const { streams, guards = [] } = append;
  if (streams.length === 0) throw new TypeError('an append needs a stream');
  const items = streams.length * ITEMS_PER_STREAM + guards.length;
  if (items > MAX_ITEMS) throw new TooLargeError(`${items} store items, ${MAX_ITEMS} at most`);
  checkName('commandId', append.commandId);
  if (streams.length > 1) checkDistinct(streams.map((each) => each.stream));
  if (guards.length > 1) checkDistinct(guards.map((each) => each.guard));
  for (const { guard, owner } of guards) {
    checkName('guard', guard);
    checkName('owner', owner);
  }
  let total = 0;
  const encoded: Uint8Array[] = [];
  for (const { stream, after, events } of streams) {
    checkName('stream', stream);
    if (events.length === 0) throw new TypeError(`an append to ${stream} needs an event`);
    const ordinal = after === 'new' ? 0 : after.ordinal + 1;
    if (!Number.isSafeInteger(ordinal) || ordinal < 0) throw new TypeError(`not an ordinal: ${ordinal}`);
    const { commandId, actor, at } = append;
    const bytes = encodeCommit({ stream, ordinal, commandId, actor, at, events });
    total += bytes.length;
    if (total > MAX_BYTES) throw new TooLargeError(`over ${MAX_BYTES} bytes of commits at ${stream}`);
    encoded.push(bytes);
  }
  return encoded;
}

function checkName(what: string, name: string): void {
  if (typeof name !== 'string' || name === '') throw new TypeError(`${what} is empty`);
  // UTF-8 takes three bytes for a code unit at most, so a short name need not be measured.
  if (name.length * 3 > MAX_NAME_BYTES && Buffer.byteLength(name) > MAX_NAME_BYTES)
    throw new TypeError(`${what} is over ${MAX_NAME_BYTES} bytes`);
}

function checkDistinct(names: readonly string[]): void {
  if (new Set(names).size !== names.length) throw new TypeError(`named twice in one append: ${names.join(', ')}`);
}
