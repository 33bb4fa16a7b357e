import { divisionWithin } from '../identifier/division.ts';
import type { Facts } from '../rule/facts.ts';
import type { RuleValue } from '../rule/value.ts';
import type { Stage } from './definition.ts';

/**
 * The unit that acts at a stage: the one that keeps the smallest division holding the answered one, or the one answered,
 * else the stage's own, else the case's. So a village's station looks into its own people's cases and no other's.
 */
export function unitFor(stage: Stage, caseUnit: string, facts: Facts): string {
  const answered = answerOf(stage.byDivision?.field, facts);
  if (stage.byDivision && typeof answered === 'string') {
    const holding = stage.byDivision.units.filter(({ division }) => divisionWithin(answered, division));
    const [nearest] = holding.toSorted((a, b) => b.division.length - a.division.length);
    if (nearest) return nearest.unit;
  }
  const chosen = answerOf(stage.unitField, facts);
  if (typeof chosen === 'string' && chosen !== '') return chosen;
  return stage.unit ?? caseUnit;
}

/** The units that each have the stage for themselves, once each, in the order answered; none when none was answered. */
export function unitsEach(eachOf: string, facts: Facts): readonly string[] {
  const answered = answerOf(eachOf, facts);
  return Array.isArray(answered) ? [...new Set(answered as readonly string[])] : [];
}

function answerOf(field: string | undefined, { scope, env }: Facts): RuleValue {
  const slot = field === undefined ? undefined : scope.fields.get(field);
  return slot ? (env.values[slot.index] ?? null) : null;
}
