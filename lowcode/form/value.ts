import { Exact, RuleFault, type RuleValue, type ValueType } from '../rule/value.ts';
import { USUAL_DIGITS } from './bounds.ts';
import type { Answer, DateRange, Field, FieldKind, Row } from './definition.ts';
import { saysOnly } from './kinds.ts';

const TYPES: { readonly [K in FieldKind]?: ValueType } = {
  number: 'number',
  integer: 'number',
  money: 'number',
  boolean: 'boolean',
  declaration: 'boolean',
  choice: 'choice',
  choices: 'choices',
  date: 'date',
  dateRange: 'presence',
  file: 'presence',
  image: 'presence',
  units: 'choices',
};

/** What a field is to a rule; null for what only speaks. Money is in yuan for rules, in fen as an answer. */
export function ruleType(kind: FieldKind): ValueType | null {
  return saysOnly(kind) ? null : (TYPES[kind] ?? 'text');
}

/** A valid answer as a value for rules. */
export function toRuleValue(kind: FieldKind, answer: Answer): RuleValue {
  if (answer === null || answer === '') return null;
  switch (kind) {
    case 'number':
    case 'integer':
      return new Exact(answer as string);
    case 'money':
      return new Exact(`${answer as string}e-2`);
    case 'file':
    case 'image':
      return (answer as readonly unknown[]).length > 0 ? true : null;
    case 'dateRange':
      return true;
    case 'choices':
    case 'units':
      return (answer as readonly string[]).length > 0 ? (answer as readonly string[]) : null;
    default:
      return answer as string | boolean;
  }
}

/** The ends of a date range for `period.from` and `period.to`. */
export function rangeEnds(answer: Answer): readonly [RuleValue, RuleValue] {
  if (answer === null) return [null, null];
  const { from, to } = answer as DateRange;
  return [from, to];
}

/**
 * A computed value as the answer of its field: money rounded half up to the fen, numbers to the field's digits, whole
 * numbers to the unit. Throws a RuleFault for a number with more than 15 digits before the point.
 */
export function toAnswer(field: Field, value: RuleValue): Answer {
  if (value === null) return null;
  if (!(value instanceof Exact)) return value === '' ? null : value;
  if (value.abs().gte('1e15')) throw new RuleFault('TOO_LARGE');
  if (field.kind === 'money') return plain(value.times(100).toDecimalPlaces(0));
  return plain(value.toDecimalPlaces(field.kind === 'integer' ? 0 : (field.digits ?? USUAL_DIGITS)));
}

function plain(value: Exact): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** Whether a stored value is the rows of a group. */
export function isRows(value: Answer | readonly Row[] | undefined): value is readonly Row[] {
  return Array.isArray(value);
}
