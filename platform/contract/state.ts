import type { JsonObject } from './json.ts';

/** What is not a fact: drafts, sessions, sign-in codes. Every value is encrypted at rest and has a life span. */
export interface State {
  get(kind: string, id: string): Promise<StateEntry | null>;
  /**
   * Writes a value. With `ifVersion` (0 for 'must not exist') it is written only if the entry is still at that version;
   * returns the new version, or null when it was not. A new entry has version 1; one past its span does not exist.
   * `owner` holds until the next put. Over `MAX_VALUE_BYTES` of JSON throws `TooLargeError`.
   */
  put(
    kind: string,
    id: string,
    value: JsonObject,
    options: { ttlSeconds: number; owner?: string; ifVersion?: number },
  ): Promise<number | null>;
  delete(kind: string, id: string): Promise<void>;
  /** Live entries of one owner, newest first, at most 100. */
  listByOwner(kind: string, owner: string): Promise<readonly StateEntry[]>;
  /** Deletes every entry of an owner (erasure). */
  deleteByOwner(owner: string): Promise<void>;
  /** Takes the next `count` numbers of a series; the first of them. Starts at 1; numbers may be skipped, never given twice. */
  takeNumbers(series: string, count: number): Promise<number>;
}

export interface StateEntry {
  readonly id: string;
  readonly value: JsonObject;
  readonly version: number;
  readonly savedAt: string;
}

/** UTF-8 bytes of a value's JSON at most: what every platform can keep as one item. */
export const MAX_VALUE_BYTES = 300_000;
