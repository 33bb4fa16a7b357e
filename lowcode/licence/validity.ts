import { addDays, isDate } from '../calendar/date.ts';
import { OPEN_END } from '../form/bounds.ts';
import type { Answers } from '../form/definition.ts';
import { type Problem, problem } from '../problem.ts';
import type { LicenceTypeDefinition } from './definition.ts';

/** From the first day to the last, both counted; no last day: 长期. */
interface LicencePeriod {
  readonly from: string;
  readonly to: string | null;
}

export type PeriodFound =
  | { readonly ok: true; readonly period: LicencePeriod }
  | { readonly ok: false; readonly problem: Problem };

/**
 * How long a licence issued on a day holds. Its start is the date asked for, but never before the day of issue: nothing
 * was allowed until then. A number of days is given in full from that start; a last day that was asked for stays as it
 * is, and a licence that it would leave no day is not issued. A period that the answers do not say (they were filled in
 * before the form asked) is a problem, never "no end".
 */
export function licencePeriod(type: LicenceTypeDefinition, answers: Answers, issuedOn: string): PeriodFound {
  const { validity = {}, validYears } = type;
  const asked = validity.start === undefined ? issuedOn : dateAt(answers, validity.start);
  if (asked === null) return unknown(type);
  const from = asked < issuedOn ? issuedOn : asked;
  if (validity.days !== undefined) {
    const days = daysAt(answers, validity.days);
    return days === null ? unknown(type) : { ok: true, period: { from, to: addDays(from, days - 1) } };
  }
  if (validity.end !== undefined) {
    const to = dateAt(answers, validity.end);
    if (to === null) return unknown(type);
    if (to === OPEN_END) return { ok: true, period: { from, to: null } };
    if (to >= from) return { ok: true, period: { from, to } };
    const zh = `申请的期限到${to}为止，已经过去，不能再颁发《${type.name.zh}》`;
    return { ok: false, problem: problem('LICENCE_PERIOD_OVER', 'validity.end', zh) };
  }
  return { ok: true, period: { from, to: validYears === undefined ? null : lastDay(from, validYears) } };
}

/** The day before the same date some years on; 29 February counts as 28. */
export function lastDay(from: string, years: number): string {
  const [year = 0, month = 1, day = 1] = from.split('-').map(Number);
  const end = new Date(Date.UTC(year + years, month - 1, day));
  if (end.getUTCMonth() !== month - 1) end.setUTCDate(0);
  end.setUTCDate(end.getUTCDate() - 1);
  return end.toISOString().slice(0, 10);
}

function unknown(type: LicenceTypeDefinition): PeriodFound {
  const zh = `申请表没有写明《${type.name.zh}》的有效期，不能颁发`;
  return { ok: false, problem: problem('LICENCE_PERIOD_UNKNOWN', 'validity', zh) };
}

/** The date at a field, or at an end of a date range (`period.from`). */
function dateAt(answers: Answers, name: string): string | null {
  const [key = '', end] = name.split('.');
  const answer = Object.hasOwn(answers, key) ? (answers[key] as unknown) : null;
  const date = end === undefined ? answer : (answer as { readonly [end: string]: unknown } | null)?.[end];
  return typeof date === 'string' && isDate(date) ? date : null;
}

/** A hundred years at most, as `validYears`. */
const MOST_DAYS = 36_525;

function daysAt(answers: Answers, key: string): number | null {
  const answer = Object.hasOwn(answers, key) ? answers[key] : null;
  if (typeof answer !== 'string' || !/^[1-9][0-9]{0,4}$/.test(answer)) return null;
  const days = Number(answer);
  return days <= MOST_DAYS ? days : null;
}
