import { rebuilt } from '../definition/rebuild.ts';
import { packagedKind } from './kinds.ts';
import type { PackagedDefinition } from './package.ts';

const REGION = 'region';

/** A unit as packages write it: relative to the region; units of other regions as they are. */
export function unitInPackage(code: string, region: string): string {
  if (code === region) return REGION;
  return code.startsWith(`${region}-`) ? REGION + code.slice(region.length) : code;
}

/** The code in a region that a package's unit has unless somebody says another. */
export function unitInRegion(code: string, region: string): string {
  return code === REGION || code.startsWith(`${REGION}-`) ? region + code.slice(REGION.length) : code;
}

/**
 * A definition with its units rewritten: wherever a definition names one, and every text that is the code of a unit of
 * the region (an option, a value in a condition, an example's answer).
 */
export function withUnits<D extends Omit<PackagedDefinition, 'owner'>>(one: D, rewrite: (unit: string) => string): D {
  const text = (value: string) => (/^(?:region|\d{6,12})(?:-[a-z0-9]+)+$/.test(value) ? rewrite(value) : value);
  return {
    ...one,
    definition: rebuilt(packagedKind(one.kind).shape, one.definition, { unit: rewrite, text }) as object,
  };
}

/** The units that a definition names, as it writes them. */
export function unitsIn(one: Omit<PackagedDefinition, 'owner'>): readonly string[] {
  const named = new Set<string>();
  const note = (unit: string) => {
    if (unit !== '') named.add(unit);
    return unit;
  };
  rebuilt(packagedKind(one.kind).shape, one.definition, { unit: note });
  return [...named];
}
