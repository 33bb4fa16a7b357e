import type { Cloud } from '../commands/context.ts';
import { chaseOverdue } from '../policies/chase.ts';
import { lapseSupplements } from '../policies/lapse.ts';
import { recountUndated } from '../policies/recount.ts';
import { acceptSilent } from '../policies/silence.ts';
import { tellOfLimits } from '../policies/tell.ts';
import { watchSites } from '../policies/watch.ts';
import { proberFor } from '../probes/reachability.ts';
import { report } from './report.ts';

const TICK_MS = 60_000;

const watch = (cloud: Cloud): Promise<number> => watchSites(cloud, proberFor(cloud.sites));

/** Once a minute: what follows by itself when time passes. */
export function startClock(cloud: Cloud): { stop(): void } {
  let busy = false;
  const tick = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    // One that fails keeps none of the others from what the law sets a day for.
    for (const policy of [acceptSilent, lapseSupplements, recountUndated, chaseOverdue, tellOfLimits, watch])
      await policy(cloud).catch((error: unknown) => report('clock', error));
    busy = false;
  };
  const timer = setInterval(() => void tick(), TICK_MS);
  return { stop: () => clearInterval(timer) };
}
