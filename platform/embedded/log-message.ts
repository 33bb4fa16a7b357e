import type { Append, Appended, HeldGuard, Position, StoredCommit } from '../contract/log.ts';
import { ConflictError, GuardError, UnavailableError } from '../contract/log.ts';

/** Bytes kept free before each commit: the writer puts the previous hash there and hashes both at once. */
export const HASH_BYTES = 32;

/** What the writer is asked. Appends travel flat: cloning many small objects would cost more than storing them. */
export type Request =
  | { readonly id: number; readonly kind: 'append'; readonly words: Words; readonly bytes: Uint8Array }
  | {
      readonly id: number;
      readonly kind: 'restore';
      readonly commits: readonly StoredCommit[];
      readonly guards: readonly HeldGuard[];
    }
  | { readonly id: number; readonly kind: 'close' };

export type Reply =
  | { readonly id: number; readonly kind: 'appended'; readonly words: Words }
  | { readonly id: number; readonly kind: 'done' }
  | { readonly id: number; readonly kind: 'failed'; readonly words: Words };

export type Words = (string | number)[];

export type Outcome =
  | { readonly kind: 'appended'; readonly repeated: boolean; readonly commits: readonly Placed[] }
  | { readonly kind: 'conflict'; readonly stream: string; readonly detail: string }
  | { readonly kind: 'guard'; readonly guard: string; readonly owner: string }
  | { readonly kind: 'unavailable'; readonly detail: string };

/** Where the `index`-th stream of an append went. */
export interface Placed {
  readonly index: number;
  readonly lane: number;
  readonly position: number;
  readonly ordinal: number;
}

/** One append on the writer's side; `bytes` has `HASH_BYTES` free ones in front. */
export interface Wish {
  readonly command: string;
  readonly streams: readonly { readonly name: string; readonly ordinal: number; readonly bytes: Uint8Array }[];
  readonly guards: readonly { readonly guard: string; readonly take: boolean; readonly owner: string }[];
}

/** Adds an append and its commits' bytes to a message under way. */
export function packAppend(words: Words, append: Append, encoded: readonly Uint8Array[]): void {
  const { streams, guards = [] } = append;
  words.push(append.commandId, streams.length, guards.length);
  streams.forEach(({ stream, after }, i) => {
    words.push(stream, after === 'new' ? 0 : after.ordinal + 1, (encoded[i] as Uint8Array).length);
  });
  for (const { guard, change, owner } of guards) words.push(guard, change === 'take' ? 1 : 0, owner);
}

/** Lays the bytes of all commits of a message one behind the other, each with its free bytes. */
export function packBytes(chunks: readonly Uint8Array[], total: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(total + chunks.length * HASH_BYTES);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset + HASH_BYTES);
    offset += HASH_BYTES + chunk.length;
  }
  return bytes;
}

export function unpackAppends(words: Words, bytes: Uint8Array): Wish[] {
  const wishes: Wish[] = [];
  let offset = 0;
  let i = 0;
  while (i < words.length) {
    const command = words[i++] as string;
    const streamCount = words[i++] as number;
    const guardCount = words[i++] as number;
    const streams = [];
    for (let n = 0; n < streamCount; n++) {
      const name = words[i++] as string;
      const ordinal = words[i++] as number;
      const end = offset + HASH_BYTES + (words[i++] as number);
      streams.push({ name, ordinal, bytes: bytes.subarray(offset, end) });
      offset = end;
    }
    const guards = [];
    for (let n = 0; n < guardCount; n++)
      guards.push({ guard: words[i++] as string, take: words[i++] === 1, owner: words[i++] as string });
    wishes.push({ command, streams, guards });
  }
  return wishes;
}

export function packOutcome(words: Words, outcome: Outcome): void {
  if (outcome.kind === 'appended') {
    words.push(outcome.repeated ? 'repeated' : 'appended', outcome.commits.length);
    for (const { index, lane, position, ordinal } of outcome.commits) words.push(index, lane, position, ordinal);
  } else if (outcome.kind === 'conflict') words.push('conflict', outcome.stream, outcome.detail);
  else if (outcome.kind === 'guard') words.push('guard', outcome.guard, outcome.owner);
  else words.push('unavailable', outcome.detail);
}

/** Reads the next outcome of a reply; `append` is the request it answers. */
export class OutcomeReader {
  readonly #words: Words;
  #at = 0;
  constructor(words: Words) {
    this.#words = words;
  }
  next(streams: readonly { readonly stream: string }[]): Appended | Error {
    const kind = this.#words[this.#at++] as string;
    if (kind === 'conflict') return new ConflictError(this.#text(), this.#text());
    if (kind === 'guard') return new GuardError(this.#text(), this.#text());
    if (kind === 'unavailable') return new UnavailableError(this.#text());
    const commits: Position[] = [];
    for (let n = this.#number(); n > 0; n--) {
      const { stream } = streams[this.#number()] as { stream: string };
      const lane = this.#number();
      const position = this.#number();
      commits.push({ stream, ordinal: this.#number(), lane, position });
    }
    return { commits, repeated: kind === 'repeated' };
  }
  #text(): string {
    return this.#words[this.#at++] as string;
  }
  #number(): number {
    return this.#words[this.#at++] as number;
  }
}
