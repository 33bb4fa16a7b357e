import type { Rule } from '../rule/tree.ts';
import { childrenOf } from '../rule/walk.ts';
import type { FlowDefinition, LimitUnit, Stage } from './definition.ts';
import { decidingStep, stagesIn } from './walk.ts';

/**
 * The working days that the limits of a flow come to up to its decision when every stage uses its own up: one step after
 * another, of parallel branches the longest. Loops are gone through once. Natural days and hours count by the five
 * working days of a week, rounded down, so that nothing is said that is not surely so; of a
 * limit that depends on the answers the largest number in it counts.
 */
export function longestWay(flow: FlowDefinition): number {
  const decided = decidingStep(flow);
  const steps = decided < 0 ? flow.steps : flow.steps.slice(0, decided + 1);
  return steps.reduce(
    (sum, step) => sum + Math.max(0, ...stagesIn(step, '').map(([stage]) => workingDaysOf(stage))),
    0,
  );
}

function workingDaysOf({ limitDays, limit }: Stage): number {
  if (!limit) return limitDays ?? 0;
  const { count, unit } = limit;
  return inWorkingDays(typeof count === 'number' ? count : largestIn(count), unit);
}

function inWorkingDays(count: number, unit: LimitUnit): number {
  if (unit === 'days') return Math.floor((count * 5) / 7);
  return unit === 'hours' ? Math.floor((count / 24 / 7) * 5) : count;
}

/** The largest number that a choice between numbers can give; 0 for what computes. */
function largestIn(rule: Rule): number {
  if (rule.op === 'number') return Number(rule.value);
  if (rule.op === 'table') return Math.max(...[...Object.values(rule.rows), rule.otherwise ?? '0'].map(Number));
  if (rule.op === 'if') return Math.max(largestIn(rule.then), largestIn(rule.else));
  if (rule.op === 'max' || rule.op === 'min') {
    const numbers = childrenOf(rule).map(([, child]) => largestIn(child));
    return rule.op === 'max' ? Math.max(0, ...numbers) : Math.min(...numbers);
  }
  return 0;
}
