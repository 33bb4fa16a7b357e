import { createContext, type ReactNode, useContext } from 'react';
import type { Names } from '../../../lowcode/form/answer-text.ts';
import { type DataText, type Speech, useSpeech } from '../parts/reading.tsx';

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
  /** Towns and villages of the region, each by its whole name. */
  readonly divisions: readonly PlaceName[];
  /** Divisions by what they lie under, as far as they were chosen. */
  readonly below: ReadonlyMap<string, readonly PlaceName[]>;
  /** Whole names of divisions that were answered. */
  readonly places: ReadonlyMap<string, string>;
  readonly units: readonly UnitName[];
  readonly staff: readonly PlaceName[];
}

const NOTHING: Lookups = { divisions: [], below: new Map(), places: new Map(), units: [], staff: [] };
const LookupsContext = createContext<Lookups>(NOTHING);

export function WithLookups({ lookups, children }: { lookups: Lookups; children: ReactNode }): ReactNode {
  return <LookupsContext value={lookups}>{children}</LookupsContext>;
}

export function useLookups(): Lookups {
  return useContext(LookupsContext);
}

/** How answers name what they keep by code. Never a code: what has no name any more is called another. */
export function namesIn(lookups: Lookups, t: Speech): Names {
  return {
    division: (code) =>
      lookups.divisions.find((each) => each.code === code)?.name ??
      lookups.places.get(code) ??
      t('其他地区', 'another place'),
    unit: (code) => {
      const unit = lookups.units.find((each) => each.code === code);
      return unit ? t.text(unit.name) : t('其他单位', 'another unit');
    },
    staff: (code) => lookups.staff.find((each) => each.code === code)?.name ?? t('工作人员', 'a member of staff'),
  };
}

export function useNames(): Names {
  return namesIn(useLookups(), useSpeech());
}
