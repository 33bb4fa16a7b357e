import { createContext, type ReactNode, useContext } from 'react';
import type { DataText } from '../parts/reading.tsx';

/** A place by its code (6, 9 or 12 digits). */
export interface PlaceName {
  readonly code: string;
  readonly name: string;
}
export interface UnitName {
  readonly code: string;
  readonly name: DataText;
  readonly level: string;
}

/** What the fields of one form may be answered with, beside what the form itself says. */
export interface Lookups {
  readonly divisions: readonly PlaceName[];
  readonly units: readonly UnitName[];
}

const NOTHING: Lookups = { divisions: [], units: [] };
const LookupsContext = createContext<Lookups>(NOTHING);

export function WithLookups({ lookups, children }: { lookups: Lookups; children: ReactNode }): ReactNode {
  return <LookupsContext value={lookups}>{children}</LookupsContext>;
}

export function useLookups(): Lookups {
  return useContext(LookupsContext);
}
