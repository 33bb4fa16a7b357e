/**
 * A rule: a closed, typed expression stored as JSON. It is checked at publication (types, cycles, size), compiled to
 * closures, and shown to clerks as a Chinese sentence. No rule can loop, call out or see a clock: `today` is an input.
 *
 * Empty answers: what is computed from or compared with an empty value is empty; logic has three values (false wins in
 * `and`, true in `or`); sums and extremes over rows, `min`, `max` and `concat` pass empty values over. A condition
 * (visible, required, when) holds only when it is true; a check fails only when it is false. Money is in yuan.
 */
export type Rule =
  | { readonly op: 'text'; readonly value: string }
  | { readonly op: 'number'; readonly value: string } // exact decimal, e.g. "0.1"
  | { readonly op: 'boolean'; readonly value: boolean }
  | { readonly op: 'date'; readonly value: string } // YYYY-MM-DD
  /** A field of the form by key (a date range's ends as `period.from` and `period.to`); inside a row rule, `row` looks in the row, then in the row around it, then in the form. */
  | { readonly op: 'field'; readonly key: string }
  | { readonly op: 'row'; readonly key: string }
  | { readonly op: 'context'; readonly key: 'today' | 'channel' | 'applicantKind' | 'region' }
  | { readonly op: 'not'; readonly of: Rule }
  | { readonly op: 'and' | 'or'; readonly of: readonly Rule[] }
  | { readonly op: '=' | '!=' | '<' | '<=' | '>' | '>='; readonly left: Rule; readonly right: Rule }
  | { readonly op: 'empty' | 'present'; readonly of: Rule }
  /** Text or choice among listed values; a multiple choice has one of them. */
  | { readonly op: 'in'; readonly of: Rule; readonly values: readonly string[] }
  | { readonly op: '+' | '*' | 'min' | 'max'; readonly of: readonly Rule[] }
  | { readonly op: '-' | '/'; readonly left: Rule; readonly right: Rule }
  | { readonly op: 'round'; readonly of: Rule; readonly digits: number; readonly mode?: 'half-up' | 'down' | 'up' }
  | { readonly op: 'if'; readonly when: Rule; readonly then: Rule; readonly else: Rule }
  /** Looks a choice up in a table of decimals (a tariff); `otherwise` when it is not listed. */
  | {
      readonly op: 'table';
      readonly of: Rule;
      readonly rows: { readonly [value: string]: string };
      readonly otherwise?: string;
    }
  /** Rows of a group: in a row that has the group, its own; elsewhere those of all rows. */
  | { readonly op: 'sum' | 'lowest' | 'highest'; readonly group: string; readonly of: Rule }
  | { readonly op: 'count'; readonly group: string; readonly where?: Rule }
  | { readonly op: 'every' | 'some'; readonly group: string; readonly where: Rule }
  | { readonly op: 'length' | 'trim' | 'upper'; readonly of: Rule }
  | { readonly op: 'concat'; readonly of: readonly Rule[] }
  | { readonly op: 'contains' | 'startsWith'; readonly of: Rule; readonly text: Rule }
  /** Named patterns and check digits only; clerks never write patterns. */
  | { readonly op: 'valid'; readonly of: Rule; readonly as: NamedCheck }
  | { readonly op: 'addDays' | 'addWorkingDays' | 'addMonths' | 'addYears'; readonly of: Rule; readonly count: Rule }
  | { readonly op: 'daysBetween' | 'workingDaysBetween' | 'yearsBetween'; readonly from: Rule; readonly to: Rule }
  /** First day of a date's month; how many months later the month of `to` is. */
  | { readonly op: 'monthStart'; readonly of: Rule }
  | { readonly op: 'monthsBetween'; readonly from: Rule; readonly to: Rule }
  /** From an identity number: date of birth, sex (`男`/`女`), division (6 digits). */
  | { readonly op: 'birthDate' | 'sex' | 'division'; readonly of: Rule };

export type RuleType = 'text' | 'number' | 'boolean' | 'date' | 'choice' | 'choices';

export type NamedCheck =
  | 'identityNumber' // GB 11643
  | 'creditCode' // GB 32100
  | 'mobilePhone'
  | 'phone'
  | 'email'
  | 'postcode'
  | 'licencePlate'
  | 'bankCard' // Luhn
  | 'licenceIdentifier' // GB/T 36904
  | 'chineseName';
