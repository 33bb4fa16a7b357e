import { parentPort, workerData } from 'node:worker_threads';
import type { Domain } from '../contract/platform.ts';
import { describeError } from '../projection/fold.ts';
import { ProjectionEngine } from './projection-engine.ts';
import { openSource } from './projection-source.ts';
import { EmbeddedRunner, reportError } from './runner.ts';
import type { WorkerCall, WorkerNews, WorkerSetup } from './runner-remote.ts';
import { sharesOf } from './runner-shares.ts';
import { ViewsDamage } from './views-damage.ts';
import { openViewsFile } from './views-file.ts';

/** The thread that projections run in: answers the calls of `RemoteRunner`, one message each. */
const port = parentPort;
if (port === null) throw new Error('runner-worker.ts runs in a worker thread');
const setup = workerData as WorkerSetup;
const tell = (news: WorkerNews) => port.postMessage(news);

const module = (await import(setup.domainModule)) as Record<string, unknown>;
const domain = module[setup.exportName] as Domain | undefined;
if (domain === undefined) throw new Error(`${setup.domainModule} does not export ${setup.exportName}`);

const db = openViewsFile(setup.file);
const source = openSource(setup.logFile);
let hint = () => {};
let told = false;
const moved = () => {
  if (told) return;
  told = true;
  // One message for all pages of a turn.
  setImmediate(() => {
    told = false;
    tell({ kind: 'moved' });
  });
};
const engine = new ProjectionEngine(db, source, domain, () => {}, moved);
const subscribe = (call: () => void) => {
  hint = call;
  return () => {
    hint = () => {};
  };
};
const damage = new ViewsDamage(setup.file);
const runner = new EmbeddedRunner(engine, subscribe, {
  ...setup.options,
  fillShares: sharesOf(setup),
  report: (error) => reportError(damage.seen(error)),
});
await runner.prepare().catch((error) => {
  throw damage.seen(error);
});

port.on('message', async (call: WorkerCall) => {
  if (call.kind === 'hint') return hint();
  try {
    const value = await answer(call);
    tell({ kind: 'answer', id: call.id, value });
  } catch (thrown) {
    const error = damage.seen(thrown);
    const code = (error as { code?: unknown }).code;
    tell({
      kind: 'failed',
      id: call.id,
      error: describeError(error),
      code: typeof code === 'string' ? code : undefined,
    });
  }
});
tell({ kind: 'ready' });

async function answer(call: Extract<WorkerCall, { kind: 'call' }>): Promise<unknown> {
  switch (call.method) {
    case 'catchUp': {
      const { views, lanes } = call.argument as { views?: readonly string[]; lanes?: readonly number[] };
      return runner.catchUp(views, lanes);
    }
    case 'rebuild':
      return runner.rebuild(call.argument as string);
    case 'redrive':
      return runner.redrive(call.argument as string | undefined);
    case 'status':
      return runner.status();
    case 'start':
      return runner.start();
    case 'close':
      await runner.close();
      source.close();
      db.close();
      return port?.unref();
  }
}
