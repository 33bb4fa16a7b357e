import { join } from 'node:path';
import { readJson } from '../../samples/county.ts';

/** The sample hotline's reference data, as `samples/hengshan/tickets.json` has it. */
export interface SampleHotline {
  readonly limits: readonly {
    readonly key: string;
    readonly settle: { readonly amount: number; readonly unit: string };
  }[];
  readonly categories: readonly {
    readonly key: string;
    readonly name: string;
    readonly kind: string;
    readonly parent?: string | null;
    readonly limit: string;
  }[];
}

export function readHotline(): SampleHotline {
  return readJson<SampleHotline>(join(import.meta.dirname, '..', '..', 'samples', 'hengshan', 'tickets.json'));
}
