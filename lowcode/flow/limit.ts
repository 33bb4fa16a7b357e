import { type Facts, wholeNumber } from '../rule/facts.ts';
import type { OpenStage, Stage } from './definition.ts';

/** Beyond this no limit is meant: ten years in hours. */
export const LONGEST_LIMIT = 87_600;

/**
 * The limit of a stage that is entered now, as an open stage keeps it. None where the rule that gives it has an empty
 * answer. Throws a RuleFault when the rule cannot be computed or does not give a whole number from 0 on.
 */
export function limitOf(stage: Stage, facts: Facts): Pick<OpenStage, 'limitDays' | 'limit'> {
  const { limit } = stage;
  if (!limit) return { limitDays: stage.limitDays ?? null };
  const count = typeof limit.count === 'number' ? limit.count : wholeNumber(limit.count, facts, LONGEST_LIMIT);
  if (limit.unit === 'workingDays' || count === null) return { limitDays: count };
  return { limitDays: null, limit: { count, unit: limit.unit } };
}
