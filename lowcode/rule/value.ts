import { Exact } from './exact.ts';
import type { RuleType } from './tree.ts';

export { Exact };

/** What a rule works with. `null` is an empty (not yet given, hidden or invalid) answer. Dates are texts. */
export type RuleValue = null | string | boolean | Exact | readonly string[];

/** `presence`: a file or a date range as a whole, which a rule can only ask for being empty or present. */
export type ValueType = RuleType | 'presence';

/** Numbers above this are a mistake and are refused, so that no rule can grow without bound. */
export const LARGEST = new Exact('1e20');

export type FaultCode =
  | 'DIVISION_BY_ZERO'
  | 'TOO_LARGE'
  | 'NOT_A_WHOLE_NUMBER'
  | 'DATE_OUT_OF_RANGE'
  | 'CALENDAR_NOT_LOADED'
  /** The rule names fields that are not there, or of another type. */
  | 'DOES_NOT_FIT';

/** A value that exists but cannot be computed: says so instead of guessing. */
export class RuleFault extends Error {
  readonly code: FaultCode;
  constructor(code: FaultCode) {
    super(`rule cannot be computed: ${code}`);
    this.name = 'RuleFault';
    this.code = code;
  }
}

/** Whether a rule's value means yes. Empty means no: what depends on a condition happens only when it surely holds. */
export function isTrue(value: RuleValue): boolean {
  return value === true;
}
