import type { Log, Position } from '../contract/log.ts';

/**
 * A fresh, empty log of `options.lanes` lanes for one case. `open` may return more than this: the hooks get the whole
 * object back, so that they can reach the store behind the log.
 */
export interface OpenedLog {
  readonly log: Log;
  /** Another `Log` on the same store, as a second process would open it. The case closes it. */
  another(): Promise<Log>;
  /** Closes the log and removes the store. */
  close(): Promise<void>;
}

/**
 * What a platform lets the cases do behind the log's back. A case whose hook is absent is not registered.
 * Every hook works on the store directly (SQL, DynamoDB items), never through the log.
 */
export interface LogOptions<Opened extends OpenedLog> {
  /** Lanes of the logs that `open` makes. */
  readonly lanes: number;
  /** Runs of each property test (default 50); fewer where the store is slow. */
  readonly runs?: number;
  /** Writers in the contention cases (default 64). */
  readonly writers?: number;

  /** Flips the lowest bit of one of the stored bytes of a commit; `fromEnd` 1 is the last of them. */
  flipByte?(opened: Opened, at: Position, fromEnd: number): Promise<void>;

  /**
   * Ways in which a reader can meet an incomplete lane: `hide` takes away a part of the commit (its lane entry; the commit
   * behind an entry) and returns what puts it back.
   */
  readonly gaps?: readonly {
    readonly name: string;
    hide(opened: Opened, at: Position): Promise<() => Promise<void>>;
  }[];

  /**
   * Ways in which a restored backup can hold half of the last append, which had two streams and one guard:
   * `damage` deletes some of its items. `repair` must then complete it or remove it whole.
   */
  readonly halves?: readonly {
    readonly name: string;
    damage(opened: Opened, commits: readonly Position[], guard: string): Promise<void>;
  }[];

  /**
   * Faults of the store: `inject` makes the next write transaction fail once in this way (throttled before anything is written;
   * TransactionConflict; written but the response lost). The log may retry by itself or throw `UnavailableError`.
   */
  readonly faults?: readonly {
    readonly name: string;
    inject(opened: Opened): void | Promise<void>;
  }[];
}
