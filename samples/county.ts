import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Role } from '../commands/actor.ts';
import type { Text } from '../lowcode/text.ts';

/** An administrative division; codes have 6, 9 or 12 digits (GB/T 2260 and the statistical codes below it). */
export interface Division {
  readonly code: string;
  readonly name: string;
  readonly level: 'province' | 'city' | 'county' | 'town' | 'village';
  readonly parent: string | null;
}

/** A body that acts: a government, a department, a centre, a village station, a utility. */
export interface SampleUnit {
  /** Stable ASCII, division first: `430423-cgj`. */
  readonly code: string;
  readonly name: Text;
  readonly parent: string | null;
  readonly level: 'city' | 'county' | 'town' | 'village';
  readonly kind: 'government' | 'department' | 'centre' | 'hotline' | 'station' | 'utility';
  /** Unified social credit code (GB 32100); the organisation part starts with DEM, so that nobody takes it for real. */
  readonly uscc: string;
  /** Two to four letters in case numbers; unique in the region. */
  readonly shortCode: string;
  readonly phone: string;
  readonly address: Text;
  readonly hours: Text;
  /** Division code of the place it serves. */
  readonly division: string;
}

export interface SamplePerson {
  /** What `npm run -s token -- KEY` takes. */
  readonly key: string;
  readonly name: string;
  /** `unit` is null for those who belong to no unit (citizens, companies). */
  readonly roles: readonly { readonly role: Role; readonly unit: string | null }[];
  /** Identity number (111) or credit code (001) with valid check characters; visibly fictitious. */
  readonly identifier?: { readonly kind: 'identityNumber' | 'creditCode'; readonly value: string };
  readonly phone: string;
  readonly address?: string;
}

/** One folder of sample data, as read; definitions are unparsed, by key. */
export interface County {
  readonly region: string;
  readonly divisions: readonly Division[];
  readonly units: readonly SampleUnit[];
  readonly people: readonly SamplePerson[];
  readonly services: ReadonlyMap<string, unknown>;
  readonly forms: ReadonlyMap<string, unknown>;
  readonly flows: ReadonlyMap<string, unknown>;
  readonly licenceTypes: ReadonlyMap<string, unknown>;
}

/** Reads a sample county's folder (default: 衡山县). Throws when a file is missing or not JSON. */
export function readCounty(folder: string = join(import.meta.dirname, 'hengshan')): County {
  const divisions = readJson<{ region: string; divisions: Division[] }>(join(folder, 'divisions.json'));
  return {
    region: divisions.region,
    divisions: divisions.divisions,
    units: readJson<SampleUnit[]>(join(folder, 'units.json')),
    people: readJson<SamplePerson[]>(join(folder, 'people.json')),
    services: readFolder(join(folder, 'services')),
    forms: readFolder(join(folder, 'forms')),
    flows: readFolder(join(folder, 'flows')),
    licenceTypes: readFolder(join(folder, 'licence-types')),
  };
}

/** Reads one JSON file; the message of the error names the file. */
export function readJson<T>(path: string): T {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch (cause) {
    throw new Error(`sample data: cannot read ${path}`, { cause });
  }
}

/** Keys in alphabetical order, so that whatever is made from the samples is made in the same order everywhere. */
function readFolder(folder: string): Map<string, unknown> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  return new Map(names.map((name) => [basename(name, '.json'), readJson(join(folder, name))]));
}
