import {
  boolean,
  integer,
  list,
  named,
  object,
  oneOf,
  record,
  type Shape,
  string,
  tagged,
} from '../definition/shape.ts';
import type { NamedCheck, Rule } from './tree.ts';

const CHECKS: readonly NamedCheck[] = [
  'identityNumber',
  'creditCode',
  'mobilePhone',
  'phone',
  'email',
  'postcode',
  'licencePlate',
  'bankCard',
  'licenceIdentifier',
  'chineseName',
];

const name = string(80);
/** A rule as JSON: known operators with their own keys only. Types and names are for `checkRule`. */
export const rule: Shape = named('rule', () => tree);
const inner = rule;
const inners = list(inner, 100);

const of = { of: inner };
const ofMany = { of: inners };
const sides = { left: inner, right: inner };
const withText = { of: inner, text: inner };
const counted = { of: inner, count: inner };
const span = { from: inner, to: inner };

/** The keys of each operator beside `op`: first those it needs, then those it may have. */
export const OPERATORS: {
  readonly [Op in Rule['op']]: readonly [{ [key: string]: Shape }, { [key: string]: Shape }?];
} = {
  text: [{ value: string(500) }],
  number: [{ value: string(50) }],
  boolean: [{ value: boolean }],
  date: [{ value: string(10) }],
  field: [{ key: name }],
  row: [{ key: name }],
  context: [{ key: oneOf(['today', 'channel', 'applicantKind', 'region']) }],
  not: [of],
  and: [ofMany],
  or: [ofMany],
  '=': [sides],
  '!=': [sides],
  '<': [sides],
  '<=': [sides],
  '>': [sides],
  '>=': [sides],
  empty: [of],
  present: [of],
  in: [{ of: inner, values: list(string(200), 300) }],
  '+': [ofMany],
  '*': [ofMany],
  min: [ofMany],
  max: [ofMany],
  '-': [sides],
  '/': [sides],
  round: [{ of: inner, digits: integer(-6, 6) }, { mode: oneOf(['half-up', 'down', 'up']) }],
  // biome-ignore lint/suspicious/noThenProperty: a key of the rule language; rules are data and never awaited
  if: [{ when: inner, then: inner, else: inner }],
  table: [{ of: inner, rows: record(string(50), 300) }, { otherwise: string(50) }],
  sum: [{ group: name, of: inner }],
  lowest: [{ group: name, of: inner }],
  highest: [{ group: name, of: inner }],
  count: [{ group: name }, { where: inner }],
  every: [{ group: name, where: inner }],
  some: [{ group: name, where: inner }],
  length: [of],
  trim: [of],
  upper: [of],
  concat: [ofMany],
  contains: [withText],
  startsWith: [withText],
  valid: [{ of: inner, as: oneOf(CHECKS) }],
  addDays: [counted],
  addWorkingDays: [counted],
  addMonths: [counted],
  addYears: [counted],
  daysBetween: [span],
  workingDaysBetween: [span],
  yearsBetween: [span],
  monthsBetween: [span],
  monthStart: [of],
  birthDate: [of],
  sex: [of],
  division: [of],
};

const tree = tagged(
  'op',
  new Map(
    Object.entries(OPERATORS).map(([op, [required, optional]]) => [
      op,
      object({ op: oneOf([op]), ...required }, optional ?? {}),
    ]),
  ),
);
