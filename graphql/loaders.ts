import DataLoader from 'dataloader';
import type { Cloud } from '../commands/context.ts';
import type { UnitFacts } from '../events/unit/stream.ts';
import type { Json } from '../platform/contract/json.ts';
import { type MatterRow, mattersView } from '../views/matters/view.ts';

/** Batches of one request, so that a list asks once for all its units and opens all its boxes together. */
export interface Loaders {
  unit(code: string): Promise<UnitFacts | null>;
  /** The line of an inner matter by its stream; null while the view does not have it. */
  matter(stream: string): Promise<MatterRow | null>;
  /** Opens a sealed box; null when its subject was erased. */
  open(sealed: string): Promise<Json>;
  /** Models made in this request, by version or code: rows of a list share their services and units. */
  readonly services: Map<string, { readonly version: number; readonly model: unknown }>;
  readonly unitModels: Map<string, unknown>;
}

export function loadersFor(cloud: Cloud): Loaders {
  let units: DataLoader<string, UnitFacts | null> | null = null;
  let matters: DataLoader<string, MatterRow | null> | null = null;
  let boxes: DataLoader<string, Json> | null = null;
  return {
    services: new Map(),
    unitModels: new Map(),
    unit(code) {
      units ??= new DataLoader((codes) => Promise.all(codes.map((one) => cloud.units.get(one))));
      return units.load(code);
    },
    matter(stream) {
      matters ??= new DataLoader((streams) => cloud.platform.views.getMany(mattersView, streams));
      return matters.load(stream);
    },
    open(sealed) {
      boxes ??= new DataLoader((all) => cloud.platform.vault.openMany(all));
      return boxes.load(sealed);
    },
  };
}
