import { replayErasures } from '../commands/subject/replay-erasures.ts';
import type { Platform } from '../platform/contract/platform.ts';

export interface Repaired {
  /** Appends that the backup held half of: what was completed or removed, one line each, without data. */
  readonly log: readonly string[];
  /** Lanes whose chain does not fit, with the first position that does not. Must be none. */
  readonly broken: readonly { readonly lane: number; readonly position: number }[];
  /** People erased since the backup, whose keys it had brought back. */
  readonly erased: number;
}

/**
 * What must be done after tables were restored from a backup and before anybody writes: halves of appends, the chain, and the keys of
 * those who were erased since. Repeating it is harmless.
 */
export function repair(platform: Pick<Platform, 'log' | 'state' | 'vault'>): () => Promise<Repaired> {
  return async () => {
    const log = await platform.log.repair();
    const broken: { lane: number; position: number }[] = [];
    for (let lane = 0; lane < platform.log.lanes; lane++) {
      const report = await platform.log.verify(lane);
      if (!report.ok) broken.push({ lane, position: report.position });
    }
    const { erased } = await replayErasures(platform);
    return { log, broken, erased };
  };
}
