import { divisionWithin } from '../identifier/division.ts';
import type { Facts } from '../rule/facts.ts';
import type { Stage } from './definition.ts';

/**
 * The unit that acts at a stage: the one that keeps the smallest division holding the answered one, else the stage's own,
 * else the case's. So a village's station looks into its own people's cases and no other's.
 */
export function unitFor(stage: Stage, caseUnit: string, { scope, env }: Facts): string {
  const slot = stage.byDivision && scope.fields.get(stage.byDivision.field);
  const answered = slot ? env.values[slot.index] : null;
  if (stage.byDivision && typeof answered === 'string') {
    const holding = stage.byDivision.units.filter(({ division }) => divisionWithin(answered, division));
    const [nearest] = holding.toSorted((a, b) => b.division.length - a.division.length);
    if (nearest) return nearest.unit;
  }
  return stage.unit ?? caseUnit;
}
