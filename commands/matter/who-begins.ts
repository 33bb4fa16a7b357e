import type { SystemDefinition } from '../../lowcode/system/definition.ts';
import type { Actor } from '../actor.ts';

/** Units of the region in which the actor may begin a matter of the system. */
export function unitsToBegin(actor: Actor, system: SystemDefinition, region: string): readonly string[] {
  const fits = actor.roles.flatMap(({ role, unit }) =>
    unit !== undefined &&
    (unit === region || unit.startsWith(`${region}-`)) &&
    system.begins.some((one) => one.role === role && (one.units === undefined || one.units.includes(unit)))
      ? [unit]
      : [],
  );
  return [...new Set(fits)];
}
