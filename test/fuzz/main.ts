import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type FuzzResult, fuzz } from './target.ts';
import { allTargets } from './targets.ts';

/*
 * npm run fuzz [-- INPUTS [SECONDS [SEED]]]: so many generated inputs in all (100,000), but no longer than so many seconds
 * (900), spread over the targets. Prints what was tried; ends with 1 when an input fails, or when one never ends.
 */
interface Wish {
  readonly at: number;
  readonly inputs: number;
  readonly milliseconds: number;
  readonly seed: number;
}

/** Beyond the time of a target, in which an input that has begun must end. */
const GRACE = 30_000;

if (isMainThread) process.exitCode = await main(process.argv.slice(2).map(Number));
else {
  const { at, inputs, milliseconds, seed } = workerData as Wish;
  const target = (await allTargets())[at];
  if (target) parentPort?.postMessage(fuzz(target, inputs, milliseconds, seed));
}

async function main([inputs = 100_000, seconds = 900, seed = Date.now() % 2 ** 31]: number[]): Promise<number> {
  const targets = await allTargets();
  let failed = 0;
  let tried = 0;
  for (const [at, { name }] of targets.entries()) {
    const wish = {
      ...{ at, seed, inputs: Math.ceil(inputs / targets.length) },
      milliseconds: (seconds * 1000) / targets.length,
    };
    const result = await inWorker(wish);
    tried += result.inputs;
    console.log(`${name}: ${result.inputs} inputs, the slowest ${result.slowest.toFixed(0)} ms, seed ${seed}`);
    if (result.failure === null) continue;
    failed++;
    console.error(result.failure);
  }
  console.log(`${tried} inputs in all, ${failed} of ${targets.length} targets failed`);
  return failed > 0 ? 1 : 0;
}

/** In a thread of its own, which can be ended when an input never ends. */
function inWorker(wish: Wish): Promise<FuzzResult> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: wish });
    const hangs = setTimeout(() => {
      resolve({ inputs: 0, slowest: Number.POSITIVE_INFINITY, failure: `an input never ends, seed ${wish.seed}` });
      void worker.terminate();
    }, wish.milliseconds + GRACE);
    const done = (settle: () => void) => {
      clearTimeout(hangs);
      settle();
    };
    worker.once('message', (result: FuzzResult) => done(() => resolve(result)));
    worker.once('error', (error) => done(() => reject(error)));
  });
}
