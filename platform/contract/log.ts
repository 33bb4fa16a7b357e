import type { JsonObject } from './json.ts';

/**
 * The event log. The unit is the commit: one append of 1..n events to a stream, numbered by its ordinal in
 * the stream (0, 1, 2 ...) and by its position in a lane (1, 2, 3 ... without gaps). Several streams commit
 * together or not at all. Nothing may depend on the order of commits in different lanes.
 */
export interface Log {
  /**
   * Appends events to one or more streams, all or nothing, durable when the promise resolves.
   *
   * Optimistic: a stream that is not where `after` says throws `ConflictError` (also `after: 'new'` on a stream that
   * exists). A guard that is already held throws `GuardError`. An append whose `commandId` this stream has already
   * seen returns the first result with `repeated: true`, also when the two race. A stream created here takes the
   * lane of the first stream in the list if that one exists or is created before it.
   * Over 100 store items or about 400 KB throws `TooLargeError`; nothing is written.
   */
  append(append: Append): Promise<Appended>;

  /** All commits of one stream in order, consistent with every acknowledged append; empty when it does not exist. */
  read(stream: string): Promise<StreamPage>;

  /**
   * The next commits of a lane after a position, in order and without a gap: a page that would have a hole stops
   * before it. `limit` counts commits (default 500). `head` is the lane's last position known to the reader.
   */
  readLane(lane: number, after: number, limit?: number): Promise<LanePage>;

  /** The number of lanes, fixed when the log was made. */
  readonly lanes: number;

  /** The last position of every lane (0 for an empty one), consistently read. */
  heads(): Promise<number[]>;

  /** Calls back when something may have been appended: a hint, never the data; it may be lost or doubled. */
  subscribe(hint: () => void): () => void;

  /**
   * Recomputes the chain of a lane from its start; names the first commit whose bytes or hash do not fit. `rest` is awaited between
   * pages, where a store has them, and told how many commits were looked at: for looks that may take their time.
   */
  verify(lane: number, rest?: (commits: number) => Promise<void>): Promise<ChainReport>;

  /** The last damage that a read met, where the store remembers it. */
  damage?(): DamagedError | undefined;

  /**
   * Puts commits of another log back as they are: lanes, positions, ordinals, bytes and hashes, in lane order.
   * Repeating it is harmless; a commit that differs from what is stored throws `ConflictError`. `guards` are taken for their
   * owners; one that another owner holds throws `GuardError`.
   */
  restore(commits: readonly StoredCommit[], guards?: readonly HeldGuard[]): Promise<void>;

  /** Every guard that is held, page by page and in no order: what a log knows beside its commits, for an export of it. */
  guards(): AsyncIterable<readonly HeldGuard[]>;

  /** The streams of a category, in no order. For rare looks at few of them: DynamoDB has to read the whole table. */
  streams(category: string): Promise<readonly string[]>;

  /** Completes or removes what a restore of the store left half-written; returns what it did, one line each. */
  repair(): Promise<string[]>;

  close(): Promise<void>;
}

/** One wish that became facts. */
export interface Append {
  /** Names the wish: a retry with the same id never writes twice. */
  readonly commandId: string;
  /** Who did it, as an opaque id (never a name). */
  readonly actor: string;
  /** UTC instant, ISO 8601 with milliseconds. Never used for ordering. */
  readonly at: string;
  readonly streams: readonly StreamAppend[];
  readonly guards?: readonly GuardChange[];
}

export interface StreamAppend {
  /** `category/id`, e.g. `application/0198...`. */
  readonly stream: string;
  /** Where the writer saw the stream: the token from `read`, or 'new' when it must not exist. */
  readonly after: StreamToken | 'new';
  /** At least one. */
  readonly events: readonly StoredEvent[];
}

/** A stream's last commit as a reader saw it. */
export interface StreamToken {
  readonly lane: number;
  /** Ordinal of the last commit. */
  readonly ordinal: number;
}

/** An event as stored: personal values are sealed before they get here. */
export interface StoredEvent {
  readonly type: string;
  /** Version of the event type's shape; upcasters lift old ones when they are read. */
  readonly v: number;
  readonly data: JsonObject;
}

/** A guard as it stands. */
export interface HeldGuard {
  readonly guard: string;
  readonly owner: string;
}

/** A conditional item in the same transaction, outside the lanes: taken once until it is released. */
export interface GuardChange {
  /** e.g. `live-application/<item>/<subject>`. */
  readonly guard: string;
  readonly change: 'take' | 'release';
  /** The holder: taking again by the same owner is not an error; only the owner can release. */
  readonly owner: string;
}

export interface Appended {
  /** One per stream in the append, in that order. */
  readonly commits: readonly Position[];
  /** True when the command had been carried out before. */
  readonly repeated: boolean;
}

export interface Position {
  readonly stream: string;
  readonly ordinal: number;
  readonly lane: number;
  readonly position: number;
}

export interface Commit extends Position {
  readonly commandId: string;
  readonly actor: string;
  readonly at: string;
  readonly events: readonly StoredEvent[];
}

export interface StoredCommit extends Position {
  /** The exact bytes that the chain covers: `encodeCommit` of the commit. */
  readonly bytes: Uint8Array;
  /** SHA-256 over (previous hash of the lane, bytes). */
  readonly hash: Uint8Array;
}

export interface StreamPage {
  readonly commits: readonly Commit[];
  /** Undefined when the stream does not exist. */
  readonly token: StreamToken | undefined;
}

export interface LanePage {
  readonly commits: readonly (Commit & { readonly bytes: Uint8Array; readonly hash: Uint8Array })[];
  readonly head: number;
}

export type ChainReport =
  | { readonly lane: number; readonly ok: true; readonly commits: number; readonly head: string }
  | {
      readonly lane: number;
      readonly ok: false;
      readonly position: number;
      readonly stream: string;
      readonly why: string;
    };

/** The stream moved since it was read (or exists although 'new' was asked): read again and decide again. */
export class ConflictError extends Error {
  readonly code = 'CONFLICT';
  readonly stream: string;
  constructor(stream: string, detail = 'the stream moved') {
    super(`${detail}: ${stream}`);
    this.name = 'ConflictError';
    this.stream = stream;
  }
}

/** Another owner holds the guard. */
export class GuardError extends Error {
  readonly code = 'GUARD_HELD';
  readonly guard: string;
  readonly owner: string;
  constructor(guard: string, owner: string) {
    super(`guard held: ${guard}`);
    this.name = 'GuardError';
    this.guard = guard;
    this.owner = owner;
  }
}

/** The append exceeds what every platform can commit at once. */
export class TooLargeError extends Error {
  readonly code = 'TOO_LARGE';
  constructor(detail: string) {
    super(detail);
    this.name = 'TooLargeError';
  }
}

/** What is stored at a place of the log is no commit any more: restore it from a backup. */
export class DamagedError extends Error {
  readonly code = 'DATA_DAMAGED';
  readonly lane: number;
  readonly position: number;
  constructor(lane: number, position: number, options?: ErrorOptions) {
    super(
      `DATA_DAMAGED: 日志第${lane}道位置${position}的提交已损坏，无法读取；请用备份恢复（见 docs/errors.md）`,
      options,
    );
    this.name = 'DamagedError';
    this.lane = lane;
    this.position = position;
  }
}

/** The store cannot answer now (throttled, connection lost); the outcome of an append may be unknown: retry with the same commandId. */
export class UnavailableError extends Error {
  readonly code = 'UNAVAILABLE';
  constructor(detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'UnavailableError';
  }
}
