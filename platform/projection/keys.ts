import type { View } from '../contract/views.ts';

/** UTF-8 bytes of a row key, and of an index partition, at most. */
export const MAX_KEY_BYTES = 480;
/** UTF-8 bytes of an index entry's `sort` at most: with the key it makes one DynamoDB sort key of 1,024. */
export const MAX_SORT_BYTES = 480;
/** Index entries of one row at most: the row, those it had and those it gets are one DynamoDB transaction of 100. */
export const MAX_ENTRIES = 48;
/** UTF-8 bytes of a row as canonical JSON at most: a DynamoDB item holds 409,600 with its keys and watermarks. */
export const MAX_ROW_BYTES = 380_000;

/** A view broke a rule that every platform needs: its code is wrong, or the event is. */
export class ViewError extends Error {
  readonly code = 'VIEW';
  constructor(detail: string) {
    super(detail);
    this.name = 'ViewError';
  }
}

/** A row outgrew what a store can hold as one item. */
export class RowTooLargeError extends ViewError {}

// Control characters separate the parts of stored keys; lone surrogates have no UTF-8.
const UNSTORABLE = /[\p{Cc}\p{Cs}]/u;

/** Whether a text can be part of a stored key of at most `maxBytes`. */
export function storable(text: unknown, maxBytes: number): text is string {
  if (typeof text !== 'string') return false;
  // Most texts are short and plain, and there are very many of them.
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x20 && (code < 0x7f || (code > 0x9f && code < 0xd800) || code > 0xdfff)) continue;
    if (UNSTORABLE.test(text)) return false;
    break;
  }
  return text.length * 3 <= maxBytes || Buffer.byteLength(text) <= maxBytes;
}

/** Throws `ViewError` unless the text can be a row's key. */
export function checkKey(view: string, key: unknown): asserts key is string {
  if (key === '' || !storable(key, MAX_KEY_BYTES)) throw new ViewError(`view ${view}: not a row key: ${show(key)}`);
}

/** Throws `RowTooLargeError` unless the text can be a row of that view. */
export function checkRowText(view: string, key: string, text: string): void {
  // UTF-8 takes three bytes for a code unit at most.
  if (text.length * 3 > MAX_ROW_BYTES && Buffer.byteLength(text) > MAX_ROW_BYTES)
    throw new RowTooLargeError(`view ${view}: row ${show(key)} is over ${MAX_ROW_BYTES} bytes`);
}

/** Throws `ViewError` when the views cannot be kept: a bad or doubled name, a bad version. */
export function checkViews(views: readonly View[]): void {
  const names = new Set<string>();
  for (const { name, version, indexes = {} } of views) {
    if (!NAME.test(name)) throw new ViewError(`not a view name: ${show(name)}`);
    if (names.has(name)) throw new ViewError(`two views named ${name}`);
    if (!Number.isSafeInteger(version) || version < 1) throw new ViewError(`view ${name}: not a version: ${version}`);
    for (const index of Object.keys(indexes))
      if (!NAME.test(index)) throw new ViewError(`view ${name}: not an index name: ${show(index)}`);
    names.add(name);
  }
}

const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

function show(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : typeof value;
}

/**
 * The smallest text above every text that starts with `prefix`, in code-point order (which is the order of UTF-8 bytes,
 * and how both platforms sort); undefined when there is none.
 */
export function prefixEnd(prefix: string): string | undefined {
  const points = [...prefix];
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) as number;
    if (point < 0x10ffff) {
      // Past the surrogates, which are no characters.
      return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
    }
  }
  return undefined;
}

/** Order of UTF-8 bytes: what `<` on strings is, except beside astral characters. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xHigh = x >= 0xd800 && x <= 0xdfff;
    const yHigh = y >= 0xd800 && y <= 0xdfff;
    // A surrogate stands for a code point above every other code unit.
    if (xHigh !== yHigh) return xHigh ? 1 : -1;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
