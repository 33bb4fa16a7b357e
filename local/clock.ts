import type { Cloud } from '../commands/context.ts';
import { recountUndated } from '../policies/recount.ts';
import { acceptSilent } from '../policies/silence.ts';
import { watchSites } from '../policies/watch.ts';
import { proberFor } from '../probes/reachability.ts';
import { report } from './report.ts';

const TICK_MS = 60_000;

/** Once a minute: what follows by itself when time passes. */
export function startClock(cloud: Cloud): { stop(): void } {
  let busy = false;
  const tick = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      await recountUndated(cloud);
      await acceptSilent(cloud);
      await watchSites(cloud, proberFor(cloud.sites));
    } catch (error) {
      report('clock', error);
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void tick(), TICK_MS);
  return { stop: () => clearInterval(timer) };
}
