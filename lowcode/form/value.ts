import { Exact, RuleFault, type RuleValue, type ValueType } from '../rule/value.ts';
import { USUAL_DIGITS } from './bounds.ts';
import type { Answer, Field, FieldKind, Row } from './definition.ts';
import { saysOnly } from './kinds.ts';
import { type PartField, partsOf } from './parts.ts';

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
  rating: 'number',
  certificate: 'presence',
  person: 'presence',
  company: 'presence',
  residence: 'presence',
  appointment: 'presence',
  signature: 'presence',
  consent: 'presence',
  geometry: 'presence',
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
    case 'rating':
      return new Exact(answer as string);
    case 'money':
      return new Exact(answer as string).pointMoved(2);
    case 'file':
    case 'image':
      return (answer as readonly unknown[]).length > 0 ? true : null;
    case 'dateRange':
    case 'consent':
    case 'geometry':
      return true;
    case 'choices':
    case 'units':
      return (answer as readonly string[]).length > 0 ? (answer as readonly string[]) : null;
    default:
      return typeof answer === 'object' ? true : answer;
  }
}

/** What rules may name of an answer beside the whole: `period.from`, `applicant.name`. */
export function slotsInside(field: Field): readonly PartField[] {
  return field.kind === 'dateRange' ? RANGE : (partsOf(field) ?? NONE);
}

const RANGE: readonly PartField[] = [
  { kind: 'date', key: 'from', label: { zh: '起' } },
  { kind: 'date', key: 'to', label: { zh: '止' } },
];
const NONE: readonly PartField[] = [];
/** What has more than 15 digits before the point is a mistake. */
const LARGEST_ANSWER = new Exact('1000000000000000');
const NEARLY_LARGEST = 9e14;

/**
 * A computed value as the answer of its field: money rounded half up to the fen, numbers to the field's digits, whole
 * numbers to the unit. Throws a RuleFault for a number with more than 15 digits before the point.
 */
export function toAnswer(field: Field, value: RuleValue): Answer {
  if (value === null) return null;
  if (!(value instanceof Exact)) return value === '' ? null : value;
  if (Math.abs(value.toNumber()) > NEARLY_LARGEST && value.abs().gte(LARGEST_ANSWER)) throw new RuleFault('TOO_LARGE');
  if (field.kind === 'money') return plain(value.times(100).rounded(0));
  return plain(value.rounded(field.kind === 'integer' ? 0 : (field.digits ?? USUAL_DIGITS)));
}

function plain(value: Exact): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** Whether a stored value is the rows of a group. */
export function isRows(value: Answer | readonly Row[] | undefined): value is readonly Row[] {
  return Array.isArray(value);
}
