import type { Matter } from '../../events/matter/fold.ts';
import { may } from '../access.ts';
import { hasRole } from '../actor.ts';
import type { CommandContext } from '../context.ts';

/** Units that know of a matter: the one that began it, those that see all of the system, those that were given a stage. */
export function unitsOfMatter({ begun, handlers, closer }: Matter): readonly string[] {
  return [...begun.units, ...handlers, ...(closer ? [closer.unit] : [])];
}

export function maySeeMatter(state: Matter, actor: CommandContext['actor']): boolean {
  return may(actor, 'matter.read', unitsOfMatter(state));
}

/** Whether the actor holds the role in the unit that a place in the flow asks for. */
export function holdsPlace(actor: CommandContext['actor'], place: { role: string; unit: string } | null): boolean {
  if (place === null) return false;
  return actor.kind === 'system' || hasRole(actor, place.role as Parameters<typeof hasRole>[1], place.unit);
}

/** The place of an open stage, or null when it is not open. */
export function placeOfStage(state: Matter, stage: string): { role: string; unit: string } | null {
  return state.stages.find(({ key }) => key === stage) ?? null;
}
