import type { DatabaseSync } from 'node:sqlite';
import type { Log } from '../contract/log.ts';
import type { Domain } from '../contract/platform.ts';
import type { ViewReader, ViewRunner } from '../contract/views.ts';
import { noFault } from '../projection/fault.ts';
import { Waiters } from '../projection/waiters.ts';
import { ProjectionEngine } from './projection-engine.ts';
import type { Source } from './projection-source.ts';
import { EmbeddedRunner, type RunnerOptions, reportError } from './runner.ts';
import { RemoteRunner } from './runner-remote.ts';
import { isMarked, ViewsDamage } from './views-damage.ts';
import { openViewsFile, openViewsReader } from './views-file.ts';
import { EmbeddedViews } from './views-reader.ts';

export interface OpenViewsOptions extends RunnerOptions {
  /** `views.db`, made when it is not there. */
  readonly file: string;
  readonly log: Log;
  /**
   * The views. A module makes the projections run in a worker thread, which imports it (`exportName`, by default `domain`)
   * and reads the log's file; the views themselves keep them in this thread, which suits tests.
   */
  readonly domain: Domain | DomainModule;
}

export interface DomainModule {
  readonly domainModule: URL | string;
  readonly exportName?: string;
  /** `log.db`. */
  readonly logFile: string;
}

export interface OpenedViews {
  readonly views: ViewReader;
  readonly runner: ViewRunner;
  /** Ends the runner and closes the files; before the log is closed. */
  close(): Promise<void>;
}

/**
 * Opens the views of one machine. Every view can be read when this resolves, as far as it had come; the runner must be started.
 * Throws `DataDirError` DATA_DAMAGED when the file is not ours, `ViewError` when a view's declaration is wrong.
 */
export async function openViews(options: OpenViewsOptions): Promise<OpenedViews> {
  const { file, log, domain } = options;
  // A runner in this process tells at once; one in another process is noticed by looking.
  const waiters = new Waiters(50);
  const moved = () => waiters.notify();
  const damage = new ViewsDamage(file);
  const open = () =>
    'domainModule' in domain ? openRemote(options, domain, moved) : openHere(options, log, domain, moved, damage);
  // Damage that shows while it is opened is marked: the second time the file is made anew.
  const { runner, close } = await open().catch((error) => {
    if (!isMarked(file)) throw error;
    return open();
  });
  const db = openViewsReader(file);
  return {
    views: new EmbeddedViews(db, waiters, () => runner.nudge(), damage),
    runner,
    async close() {
      await close();
      closeOnce(db);
    },
  };
}

type Nudged = ViewRunner & { nudge(): void };

async function openHere(
  options: OpenViewsOptions,
  log: Log,
  domain: Domain,
  moved: () => void,
  damage: ViewsDamage,
): Promise<{ runner: Nudged; close(): Promise<void> }> {
  const db = openViewsFile(options.file);
  try {
    const source: Source = log;
    const engine = new ProjectionEngine(db, source, domain, options.fault ?? noFault, moved);
    const runner = new EmbeddedRunner(engine, (hint) => log.subscribe(hint), {
      ...options,
      report: (error) => (options.report ?? reportError)(damage.seen(error)),
    });
    await runner.prepare();
    return {
      runner,
      async close() {
        await runner.close();
        closeOnce(db);
      },
    };
  } catch (error) {
    db.close();
    throw damage.seen(error);
  }
}

async function openRemote(
  { file, log, pageSize, rebuildPageSize, sweepMs, sharedFrom }: OpenViewsOptions,
  { domainModule, exportName = 'domain', logFile }: DomainModule,
  moved: () => void,
): Promise<{ runner: Nudged; close(): Promise<void> }> {
  const options = { pageSize, rebuildPageSize, sweepMs, sharedFrom };
  const setup = { file, logFile, domainModule: String(domainModule), exportName, options };
  const runner = await RemoteRunner.open(setup, (hint) => log.subscribe(hint), moved);
  return { runner, close: () => runner.close() };
}

function closeOnce(db: DatabaseSync): void {
  if (db.isOpen) db.close();
}
