import { type CommandContext, contextFor, systemActor } from '../../commands/context.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { County } from '../../samples/county.ts';
import { readCounty } from '../../samples/county.ts';
import type { LocalCloud } from '../cloud.ts';
import { report } from '../report.ts';
import { seedCodeLists } from './code-lists.ts';
import { seedDefinitions } from './definitions.ts';
import { fillUp } from './fill-up.ts';
import { type FreshCounts, seedFresh } from './fresh/seed.ts';
import { seedSites } from './sites.ts';
import { OPENING } from './stock/world.ts';
import { seedSystems } from './systems.ts';
import { seedUnits } from './units.ts';

/** Filling up that goes on in the background. */
export interface Seeding {
  stop(): void;
  readonly done: Promise<void>;
}

/**
 * Loads the sample county into an empty log: units, staff, code lists, the typed-in items and some open work at once, so
 * that people can begin; the stock of cases, tickets and licences in the background. Every wish has a fixed command id: a start that was
 * interrupted is taken up where it stopped.
 */
export async function seedIfEmpty(local: LocalCloud): Promise<Seeding | null> {
  const { log, state, runner } = local.platform;
  const heads = await log.heads();
  const begun = await state.get('seed', 'county');
  const isEmpty = heads.every((head) => head === 0);
  if (!isEmpty && (!begun || begun.value.done === true)) return null;
  const county = readCounty();
  const mark = (value: JsonObject) => state.put('seed', 'county', value, { ttlSeconds: TEN_YEARS });
  // The fresh work stays that of the first day, also when that start was interrupted.
  const day = typeof begun?.value.day === 'string' ? begun.value.day : local.platform.clock.today();
  let fresh = (begun?.value.fresh ?? NO_FRESH) as unknown as FreshCounts;
  if (begun?.value.basics !== true) {
    await mark({ basics: false, done: false, day });
    const opening = { ...contextFor(local.cloud, systemActor('seed')), today: OPENING };
    await seedBasics(opening, county);
    await seedSystems(opening);
    fresh = await seedFresh(local, county, day);
    await runner.catchUp();
    await mark({ basics: true, done: false, day, fresh: { ...fresh } });
  }
  const stop = new AbortController();
  const done = fillUp(local, county, stop.signal, { fresh })
    .then(async (complete) => {
      if (complete) await mark({ basics: true, done: true, day, fresh: { ...fresh } });
    })
    .catch((error) => report('seed', error));
  return { stop: () => stop.abort(), done };
}

/** Units, staff, code lists, definitions, sites: what everything else stands on. */
export async function seedBasics(context: CommandContext, county: County): Promise<void> {
  await seedUnits(context, county);
  await seedCodeLists(context, county);
  await seedDefinitions(context, county);
  await seedSites(context, county);
}

const NO_FRESH: FreshCounts = { cases: 0, tickets: 0 };
const TEN_YEARS = 10 * 365 * 86_400;
