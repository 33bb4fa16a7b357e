import { type UnitFacts, unit } from '../events/unit/stream.ts';
import { Bounded } from '../platform/contract/bounded.ts';
import type { Platform } from '../platform/contract/platform.ts';
import { notFound } from './access.ts';
import { load } from './transact.ts';

/** Units by code, from their streams; remembered for two seconds. */
export interface Units {
  get(code: string): Promise<UnitFacts | null>;
  /** What `get` found within the last two seconds, without waiting; null when it must be asked. */
  held(code: string): UnitFacts | null;
  /** Throws NOT_FOUND when there is none. */
  need(code: string): Promise<UnitFacts>;
}

const FRESH_MS = 2000;
const MOST = 10_000;

export function unitsOf(platform: Pick<Platform, 'log'>): Units {
  // Anybody may ask for any code, also for one that is not there.
  const known = new Bounded<{ facts: Promise<UnitFacts | null>; held: UnitFacts | null; until: number }>(MOST);
  const get = (code: string): Promise<UnitFacts | null> => {
    const hit = known.get(code);
    if (hit && hit.until > Date.now()) return hit.facts;
    const facts = load(platform, unit, code).then((read) => read.state?.facts ?? null);
    const entry = { facts, held: null as UnitFacts | null, until: Date.now() + FRESH_MS };
    known.set(code, entry);
    facts.then(
      (found) => {
        entry.held = found;
      },
      () => known.delete(code),
    );
    return facts;
  };
  return {
    get,
    held(code) {
      const hit = known.get(code);
      return hit && hit.until > Date.now() ? hit.held : null;
    },
    async need(code) {
      const facts = await get(code);
      if (!facts) throw notFound('这个单位');
      return facts;
    },
  };
}
