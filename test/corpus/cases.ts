import expected2027 from '../../lowcode/calendar/2027-expected.json' with { type: 'json' };
import { type Calendar, defaultCalendar, withYear } from '../../lowcode/calendar/calendar.ts';
import type { Answers, Field, FormContext, FormDefinition } from '../../lowcode/form/definition.ts';
import type { Rule } from '../../lowcode/rule/tree.ts';
import answers from '../data/rules/answers.json' with { type: 'json' };
import comparison from '../data/rules/comparison.json' with { type: 'json' };
import dates from '../data/rules/dates.json' with { type: 'json' };
import form from '../data/rules/form.json' with { type: 'json' };
import forms from '../data/rules/forms.json' with { type: 'json' };
import identifiers from '../data/rules/identifiers.json' with { type: 'json' };
import logic from '../data/rules/logic.json' with { type: 'json' };
import money from '../data/rules/money.json' with { type: 'json' };
import nestedRows from '../data/rules/nested-rows.json' with { type: 'json' };
import numbers from '../data/rules/numbers.json' with { type: 'json' };
import rows from '../data/rules/rows.json' with { type: 'json' };
import sentences from '../data/rules/sentences.json' with { type: 'json' };
import texts from '../data/rules/texts.json' with { type: 'json' };
import workingDays from '../data/rules/working-days.json' with { type: 'json' };

/*
 * What rules and forms must say, as data: written by hand or counted by other means than the evaluator, so that they also
 * hold for another one. The cases of a file are one a line.
 */

/** The value of one rule over answers to `corpusForm`. */
export interface RuleCase {
  readonly name: string;
  readonly rule: Rule;
  readonly answers?: Answers;
  readonly context?: Partial<FormContext>;
  readonly calendar?: 'with-2027';
  /** Numbers as `{ "number": "0.3" }`, what cannot be computed as `{ "fault": code }`, dates and texts as texts. */
  readonly value: unknown;
}

/** What becomes of a raw answer to one field: what is kept of it, or why it is refused. */
export interface AnswerCase {
  readonly name: string;
  readonly field: Field;
  readonly raw: unknown;
  readonly kept?: unknown;
  readonly code?: string;
}

/** What a form says to answers; parts that are left out are not looked at. */
export interface FormCase {
  readonly name: string;
  readonly form: FormDefinition;
  readonly answers: unknown;
  readonly context?: Partial<FormContext>;
  readonly expect: {
    readonly errors: { readonly [path: string]: string };
    readonly kept?: unknown;
    readonly computed?: unknown;
    readonly visible?: readonly string[];
    readonly required?: readonly string[];
  };
}

/** A rule as clerks read it. */
export interface SentenceCase {
  readonly sentence: string;
  readonly rule: Rule;
  /** The group whose row the rule stands in. */
  readonly row?: string;
}

export const corpusForm = form as unknown as FormDefinition;

export const ruleFiles = {
  ...{ numbers, money, logic, comparison, texts, identifiers, dates },
  ...{ workingDays, rows, nestedRows },
} as unknown as { readonly [file: string]: readonly RuleCase[] };

export const answerCases = answers as unknown as readonly AnswerCase[];
export const formCases = forms as unknown as readonly FormCase[];
export const sentenceCases = sentences as unknown as readonly SentenceCase[];

/** The day that cases speak of, online, of a person in the sample county. */
export const usual: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' };

export function calendarOf(name: RuleCase['calendar']): Calendar {
  return name === undefined ? defaultCalendar : withYear(defaultCalendar, expected2027);
}
