import { setTimeout } from 'node:timers/promises';
import type { Log } from '../contract/log.ts';
import type { Clock, Soundness } from '../contract/platform.ts';

/** Between two pages of a look through the log: it takes a tenth of one processor at most. */
const REST_MS = 20;
const AGAIN_MS = 24 * 3600_000;

export interface Audit {
  now(): Soundness;
  close(): Promise<void>;
}

/**
 * Looks every chain of the log through in the background, after `after` milliseconds and again after each `again` (a day), and says how
 * it stands.
 * Damage that a read meets counts at once.
 */
export function startAudit(log: Log, clock: Clock, after = 0, again = AGAIN_MS): Audit {
  const stop = new AbortController();
  const { signal } = stop;
  let known: Soundness = { state: 'checking', commits: 0, checkedAt: null, damage: null };

  const look = async (): Promise<void> => {
    let before = 0;
    for (let lane = 0; lane < log.lanes; lane++) {
      const report = await log.verify(lane, async (commits) => {
        if (known.state === 'checking') known = { ...known, commits: before + commits };
        await setTimeout(REST_MS, undefined, { signal, ref: false });
      });
      if (!report.ok) {
        const { position, why } = report;
        known = {
          state: 'damaged',
          commits: before + position - 1,
          checkedAt: clock.now(),
          damage: { lane, position, why },
        };
        const line = { level: 'error', at: 'log', code: 'DATA_DAMAGED', lane, position, error: why };
        process.stderr.write(`${JSON.stringify(line)}\n`);
        return;
      }
      before += report.commits;
    }
    known = { state: 'sound', commits: before, checkedAt: clock.now(), damage: null };
  };
  const run = async (): Promise<void> => {
    for (let wait = after; ; wait = again) {
      await setTimeout(wait, undefined, { signal, ref: false });
      await look().catch((error) => {
        if (signal.aborted) throw error;
        // A look that fails proves nothing: what is known stays, the standing says since when, and the next one is tomorrow's.
        process.stderr.write(`${JSON.stringify({ level: 'error', at: 'log', error: String(error) })}\n`);
      });
    }
  };
  const done = run().catch(() => undefined); // Only `close` ends it.
  return {
    now() {
      const met = log.damage?.();
      if (!met || known.state === 'damaged') return known;
      const { lane, position } = met;
      return { ...known, state: 'damaged', damage: { lane, position, why: 'the bytes are no commit' } };
    },
    async close() {
      stop.abort();
      await done;
    },
  };
}
