import DataLoader from 'dataloader';
import type { Cloud } from '../commands/context.ts';
import type { UnitFacts } from '../events/unit/stream.ts';
import type { Json } from '../platform/contract/json.ts';

/** Batches of one request, so that a list asks once for all its units and opens all its boxes together. */
export interface Loaders {
  unit(code: string): Promise<UnitFacts | null>;
  /** Opens a sealed box; null when its subject was erased. */
  open(sealed: string): Promise<Json>;
  /** What `make` made for the key first in this request: rows of a list share their services and units. */
  once<T>(key: string, make: () => T): T;
}

export function loadersFor(cloud: Cloud): Loaders {
  const units = new DataLoader<string, UnitFacts | null>((codes) =>
    Promise.all(codes.map((code) => cloud.units.get(code))),
  );
  const boxes = new DataLoader<string, Json>((sealed) => cloud.platform.vault.openMany(sealed));
  const made = new Map<string, unknown>();
  const once = <T>(key: string, make: () => T): T => {
    const known = made.get(key) as T | undefined;
    if (known !== undefined) return known;
    const fresh = make();
    made.set(key, fresh);
    return fresh;
  };
  return { once, unit: (code) => units.load(code), open: (sealed) => boxes.load(sealed) };
}
