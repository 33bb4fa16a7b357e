import { join } from 'node:path';
import type { Cloud } from '../../../commands/context.ts';
import type { Version } from '../../../commands/definition/published.ts';
import type { Calendar } from '../../../lowcode/calendar/calendar.ts';
import type { FlowDefinition } from '../../../lowcode/flow/definition.ts';
import { type CompiledForm, compileForm } from '../../../lowcode/form/compile.ts';
import type { FormDefinition } from '../../../lowcode/form/definition.ts';
import type { LicenceTypeDefinition } from '../../../lowcode/licence/definition.ts';
import type { ServiceDefinition } from '../../../lowcode/service/definition.ts';
import { type County, readJson, type SampleUnit } from '../../../samples/county.ts';
import { type CountySeed, readCountySeed } from '../../../samples/generate/county-seed.ts';
import { type Days, daysOf } from '../../../samples/generate/days.ts';

/** Months that the stock of cases and tickets covers. */
export const PERIOD = { from: '2025-03-01', to: '2026-11-20' } as const;

/** The day before the first case: what cases are bound to was in force by then. */
export const OPENING = '2025-02-28';

/** The versions that the stock is bound to: the first ones, whatever is published later. */
const FIRST = 1;

/** Definitions for items that have none of their own: forms and flows of the windows, not offered online. */
export const GENERAL = {
  form: 'tong-yong-shen-qing',
  flow: 'tong-yong-ban-li',
  immediate: 'tong-yong-ji-ban',
} as const;

/** Sentences that staff write in the samples. */
export interface Phrases {
  readonly opinions: { readonly [kind in 'review' | 'decide' | 'refuse']: readonly string[] };
  readonly remedies: string;
  readonly withdrawn: readonly string[];
  readonly papers: readonly string[];
  readonly cancelled: readonly string[];
  readonly situations: { readonly [cause: string]: string };
  readonly roads: readonly string[];
  readonly projects: readonly string[];
  readonly tickets: {
    readonly dispatch: string;
    readonly dispatchAgain: string;
    readonly returned: string;
    readonly rejected: string;
    readonly reviewed: string;
    readonly calledBack: readonly string[];
    readonly dissatisfied: string;
    readonly replies: { readonly [kind: string]: readonly string[] };
  };
}

/** A unit with its ancestors, nearest first. */
export type UnitAt = SampleUnit & { readonly path: readonly string[] };

/** An item with everything its cases are bound to. */
export interface Item {
  readonly service: Version<ServiceDefinition>;
  readonly form: Version<FormDefinition>;
  readonly compiled: CompiledForm;
  readonly flow: Version<FlowDefinition>;
  readonly licenceType: Version<LicenceTypeDefinition> | null;
  /** Has a form of its own, so that people may file online. */
  readonly isOnline: boolean;
}

/** Everything that stories are told with. */
export interface World {
  readonly region: string;
  readonly seed: CountySeed;
  /** With the years of the stock. */
  readonly calendar: Calendar;
  readonly days: Days;
  readonly units: ReadonlyMap<string, UnitAt>;
  /** Keys of the sample people by `unit/role`. */
  readonly staff: ReadonlyMap<string, string>;
  readonly phrases: Phrases;
  item(key: string): Item;
  licenceType(key: string): Version<LicenceTypeDefinition>;
  unit(code: string): UnitAt;
  /** The query code of a sample case or ticket: nobody can work it out without this cloud's key. */
  queryCode(name: string): Promise<string>;
  /** The keyed hash that stands in the open. */
  queryDigest(number: string, code: string): Promise<string>;
}

/** The region's units with their ancestors. */
export function unitsOf(county: Pick<County, 'units'>): ReadonlyMap<string, UnitAt> {
  const parents = new Map(county.units.map((unit) => [unit.code, unit.parent]));
  const ancestors = (code: string): string[] => {
    const parent = parents.get(code);
    return parent ? [parent, ...ancestors(parent)] : [];
  };
  return new Map(county.units.map((unit) => [unit.code, { ...unit, path: [unit.code, ...ancestors(unit.code)] }]));
}

/**
 * Gets everything ready. The catalogue and the general form must have been published; with `typedIn` only the items that
 * are typed in whole, which is all that is there at first.
 */
export async function openWorld(cloud: Cloud, county: County, typedIn = false): Promise<World> {
  const folder = join(import.meta.dirname, '..', '..', '..', 'samples', 'hengshan');
  const seed = readCountySeed(folder);
  const { definitions, platform } = cloud;
  const compiled = new Map<string, CompiledForm>();
  const formOf = async (key: string) => {
    const form = await definitions.need('form', key, FIRST);
    const ready = compiled.get(key) ?? compileForm(form.definition, seed.calendar);
    compiled.set(key, ready);
    return { form, compiled: ready };
  };
  const items = new Map<string, Item>();
  for (const { key } of seed.catalogue) {
    if (typedIn && !county.services.has(key)) continue;
    const service = await definitions.need('service', key, FIRST);
    const { form, flow, result, promisedDays } = service.definition;
    const general = promisedDays === 0 ? GENERAL.immediate : GENERAL.flow;
    items.set(key, {
      service,
      ...(await formOf(form ?? GENERAL.form)),
      flow: await definitions.need('flow', flow ?? general, FIRST),
      licenceType: result?.licenceType ? await definitions.need('licenceType', result.licenceType, FIRST) : null,
      isOnline: form !== undefined && flow !== undefined,
    });
  }
  const types = new Map<string, Version<LicenceTypeDefinition>>();
  for (const key of county.licenceTypes.keys()) types.set(key, await definitions.need('licenceType', key, FIRST));
  const units = unitsOf(county);
  return {
    region: cloud.region,
    seed,
    calendar: seed.calendar,
    days: daysOf(seed.calendar, PERIOD.from, PERIOD.to),
    units,
    staff: new Map(county.people.flatMap(({ key, roles }) => roles.map(({ role, unit }) => [`${unit}/${role}`, key]))),
    phrases: readJson<Phrases>(join(folder, 'phrases.json')),
    item: (key) => needed(items.get(key), key),
    licenceType: (key) => needed(types.get(key), key),
    unit: (code) => needed(units.get(code), code),
    queryCode: async (name) => codeFrom(await platform.vault.digest('sample-code', name)),
    queryDigest: (number, code) => platform.vault.digest('query-code', `${number}/${code}`),
  };
}

/** Who acts for a unit: the sample person who holds the role there, else an account without a person behind it. */
export function actorAt(world: World, unit: string, role: string): string {
  return `staff/${world.staff.get(`${unit}/${role}`) ?? `${unit}-${role}`}`;
}

/** Eight characters that do not look alike, from a keyed hash. */
function codeFrom(digest: string): string {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
  const bytes = Buffer.from(digest, 'base64url').subarray(0, 8);
  return [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');
}

function needed<T>(found: T | undefined, key: string): T {
  if (found === undefined) throw new Error(`the sample data names ${key}, which does not exist`);
  return found;
}
