import type { Log } from '../contract/log.ts';
import type { Domain } from '../contract/platform.ts';
import type { ViewReader, ViewRunner } from '../contract/views.ts';
import type { Fault } from '../projection/fault.ts';

/** A fresh log and a place for views, for one case. */
export interface ViewsStore {
  readonly log: Log;
  /** Opens the views as one more process would; the case closes what it opened. */
  open(domain: Domain, options?: OpenOptions): Promise<Opened>;
  /** Closes the log and removes everything. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Commits a page, while following and while rebuilding. */
  readonly pageSize?: number;
  readonly sweepMs?: number;
  readonly fault?: Fault;
  /** Stands in for the store's log: a slow one, or one whose hints are lost. */
  readonly log?: Log;
}

export interface Opened {
  readonly views: ViewReader;
  readonly runner: ViewRunner;
  close(): Promise<void>;
}

export interface ViewsOptions {
  /** Runs of each property test (default 30); fewer where the store is slow. */
  readonly runs?: number;
  /** Rows of the long-list cases (default 250). */
  readonly longList?: number;
}

/** A log whose methods may be replaced one by one. */
export function wrapLog(log: Log, changes: Partial<Log>): Log {
  return {
    lanes: log.lanes,
    append: (append) => log.append(append),
    read: (stream) => log.read(stream),
    readLane: (lane, after, limit) => log.readLane(lane, after, limit),
    heads: () => log.heads(),
    subscribe: (hint) => log.subscribe(hint),
    guards: () => log.guards(),
    streams: (category) => log.streams(category),
    verify: (lane) => log.verify(lane),
    restore: (commits, guards) => log.restore(commits, guards),
    repair: () => log.repair(),
    close: () => log.close(),
    ...changes,
  };
}
