import { divisionWithin } from '../../lowcode/identifier/division.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import { unitsWith } from '../access.ts';
import type { CommandContext } from '../context.ts';

/**
 * The units in which the actor may file an application for an item on behalf of somebody: clerks in a unit that the item
 * names (who decides, takes in or joins), halls and village stations of this region in any, since they take in for all
 * departments (一窗受理). None in a unit of another region.
 */
export async function unitsToFile(context: CommandContext, item: ServiceDefinition): Promise<readonly string[]> {
  const named = [item.unit, item.intakeUnit, ...(item.jointUnits ?? [])];
  const { actor, region } = context;
  const found: string[] = [];
  for (const code of unitsWith(actor, 'case.file')) {
    const takesInForAll = actor.roles.some(({ role, unit }) => unit === code && FRONT.has(role));
    if (!takesInForAll && !named.includes(code)) continue;
    const unit = await context.units.get(code);
    if (unit && divisionWithin(unit.division, region)) found.push(code);
  }
  return found;
}

const FRONT: ReadonlySet<string> = new Set(['window', 'agent', 'village']);
