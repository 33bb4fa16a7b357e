import { join } from 'node:path';
import { type Calendar, type CalendarYear, defaultCalendar, withYear } from '../../lowcode/calendar/calendar.ts';
import { type County, readCounty, readJson } from '../county.ts';
import { type Names, type NameWords, namesFrom } from './people.ts';
import type { ServicePlan } from './plans.ts';

export type CatalogueEntry = Omit<ServicePlan, 'plan' | 'region' | 'unitName' | 'guide'> & { readonly guide?: boolean };

export interface TicketCategory {
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
  readonly unit?: string;
  readonly limit?: string;
}

export interface TicketLimit {
  readonly key: string;
  readonly name: string;
  readonly respond?: LimitSize;
  readonly settle: LimitSize;
}

export interface LimitSize {
  readonly amount: number;
  readonly unit: 'hours' | 'workingDays' | 'naturalDays';
}

export interface Words extends NameWords {
  readonly towns: { readonly [code: string]: number };
  readonly channels: { readonly [channel: string]: number };
  readonly demand: { readonly [service: string]: number };
  readonly otherDemand: number;
  readonly ratingTags: { readonly good: readonly string[]; readonly bad: readonly string[] };
  readonly reasons: { readonly [outcome in 'refused' | 'notAccepted' | 'supplement']: readonly string[] };
  readonly licences: readonly LicenceStock[];
  /** Values for the faces of licences, by source. */
  readonly faces: { readonly [source: string]: readonly string[] };
  readonly ticketChannels: { readonly [channel: string]: number };
  readonly tickets: {
    readonly [category: string]: {
      readonly weight: number;
      /** Where it happens, when not everywhere. */
      readonly towns?: readonly string[];
      readonly texts: readonly { readonly title: string; readonly text: string }[];
    };
  };
}

export interface LicenceStock {
  readonly type: string;
  readonly count: number;
  readonly from: string;
  readonly holder: 'person' | 'company';
  /** For how many days each may have been given, where the type leaves that to the application. */
  readonly days?: readonly number[];
  readonly fields: { readonly [key: string]: string };
}

/** Everything the generator looks at; it reads no file itself. */
export interface CountySeed {
  readonly county: County;
  readonly catalogue: readonly CatalogueEntry[];
  readonly categories: readonly TicketCategory[];
  readonly limits: readonly TicketLimit[];
  readonly words: Words;
  readonly names: Names;
  readonly calendar: Calendar;
}

/** Reads the seed of a sample county. Throws when a file is missing or not JSON. */
export function readCountySeed(folder: string = join(import.meta.dirname, '..', 'hengshan')): CountySeed {
  const tickets = readJson<{ categories: TicketCategory[]; limits: TicketLimit[] }>(join(folder, 'tickets.json'));
  const words = readJson<Words>(join(folder, 'words.json'));
  return {
    county: readCounty(folder),
    catalogue: readJson<CatalogueEntry[]>(join(folder, 'catalogue.json')),
    categories: tickets.categories,
    limits: tickets.limits,
    words,
    names: namesFrom(words),
    calendar: withYear(defaultCalendar, readJson<CalendarYear>(join(folder, 'calendar-2025.json'))),
  };
}

/** Where people of the county live: towns by the weights of the word list, villages alike. */
export function villagesByTown(seed: CountySeed): ReadonlyMap<string, readonly { code: string; name: string }[]> {
  const towns = new Map<string, { code: string; name: string }[]>();
  for (const { code, name, level, parent } of seed.county.divisions) {
    if (level !== 'village' || parent === null) continue;
    const list = towns.get(parent) ?? [];
    list.push({ code, name });
    towns.set(parent, list);
  }
  return towns;
}
