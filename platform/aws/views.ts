import type { Log } from '../contract/log.ts';
import type { Domain } from '../contract/platform.ts';
import type { ViewReader } from '../contract/views.ts';
import { noFault } from '../projection/fault.ts';
import { Waiters } from '../projection/waiters.ts';
import type { DynamoClient } from './log.items.ts';
import { PATIENT, type Patience } from './retry.ts';
import { AwsRunner, type AwsRunnerOptions } from './runner.ts';
import { AwsEngine } from './runner-engine.ts';
import { AwsViews } from './views-reader.ts';
import { ViewsStore } from './views-store.ts';

export interface OpenViewsOptions extends AwsRunnerOptions {
  /** The caller's: it stays open when the views are closed. */
  readonly client: DynamoClient;
  /** Exists already, in the shape of `TABLES.views`. */
  readonly table: string;
  readonly log: Log;
  readonly domain: Domain;
  readonly patience?: Patience;
  /** How long a reader believes which build is live (default 1,000 ms). */
  readonly freshMs?: number;
}

export interface OpenedViews {
  readonly views: ViewReader;
  readonly runner: AwsRunner;
  close(): Promise<void>;
}

/**
 * Opens the views in a DynamoDB table. Nothing is read or written until somebody asks; a view that no runner has begun is empty.
 * Throws `ViewError` when a view's declaration is wrong.
 */
export async function openViews(options: OpenViewsOptions): Promise<OpenedViews> {
  const { client, table, log, domain, patience = PATIENT, freshMs = 1000, fault = noFault } = options;
  const store = new ViewsStore(client, table, patience);
  // Runners are other processes as a rule: nobody can call, so waiters look.
  const waiters = new Waiters(100);
  const engine = new AwsEngine(store, log, domain, fault);
  const runner = new AwsRunner(store, engine, options, () => waiters.notify());
  return {
    views: new AwsViews(store, engine.builds, log.lanes, waiters, freshMs),
    runner,
    close: () => runner.close(),
  };
}
