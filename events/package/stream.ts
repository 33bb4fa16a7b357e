import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import { canonicalJson } from '../../platform/contract/views.ts';
import type { StreamType } from '../stream.ts';

/** Stream `package/<region>/<key>`: a package of definitions (配置包) that was imported, and what it was each time. */
export const category = 'package';

export interface PackageFacts {
  readonly region: string;
  readonly key: string;
  readonly name: Text;
  /** As its makers count. */
  readonly version: string;
  readonly about: Text;
  /** In the package's order; `owner` is the unit of this region that keeps it. */
  readonly contains: readonly { readonly kind: string; readonly key: string; readonly owner: string }[];
}

export type PackageEvent = {
  readonly type: 'PackageImported';
  readonly v: 1;
  readonly data: PackageFacts & { readonly today: string };
};

export interface ImportedPackage {
  readonly facts: PackageFacts;
  readonly on: string;
}

export const definitionPackage: StreamType<PackageEvent, ImportedPackage | null> = {
  category,
  versions: { PackageImported: 1 },
  personal: {},
  initial: null,
  evolve: (_state, { data: { today, ...facts } }) => ({ facts, on: today }),
};

/** Notes what was imported. Nothing when the same was imported last. */
export function importPackage(state: ImportedPackage | null, facts: PackageFacts, today: string): PackageEvent[] {
  const json = (one: PackageFacts) => canonicalJson(one as unknown as JsonObject);
  if (state && json(state.facts) === json(facts)) return [];
  return [{ type: 'PackageImported', v: 1, data: { ...facts, today } }];
}
