import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { WorkerSetup } from './runner-remote.ts';
import type { ShareSetup } from './share-worker.ts';

/** More threads than this wait for each other at the file. */
const MAX_THREADS = 4;

/** Fills builds that are `sharing` up to these positions of the lanes, by several threads; the number of events read by all. */
export type FillShares = (builds: readonly number[], to: readonly number[], signal: AbortSignal) => Promise<number>;

/** Undefined on a machine of one core. */
export function sharesOf(setup: WorkerSetup, cores = availableParallelism()): FillShares | undefined {
  const of = Math.min(MAX_THREADS, cores);
  if (of === 1) return undefined;
  const { file, logFile, domainModule, exportName } = setup;
  return async (builds, to, signal) => {
    const threads = Array.from({ length: of }, (_, share) => {
      const workerData: ShareSetup = { file, logFile, domainModule, exportName, builds, share, of, to };
      // A page of commits lives just long enough to be copied about in a small young generation.
      const resourceLimits = { maxYoungGenerationSizeMb: 128 };
      return new Worker(new URL('./share-worker.ts', import.meta.url), { workerData, resourceLimits });
    });
    const stop = () => Promise.all(threads.map((thread) => thread.terminate()));
    const onAbort = () => void stop();
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    try {
      const events = await Promise.all(threads.map(told));
      return events.reduce((sum, one) => sum + one, 0);
    } finally {
      signal.removeEventListener('abort', onAbort);
      // None may hold the file when its builds are taken up by others.
      await stop();
    }
  };
}

/** What a thread says at its end. */
function told(thread: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    let events: number | undefined;
    thread.on('message', (count: number) => {
      events = count;
    });
    thread.on('error', reject);
    thread.on('exit', () => (events === undefined ? reject(new Error('the thread was stopped')) : resolve(events)));
  });
}
