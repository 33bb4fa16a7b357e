import { type Calendar, type DayKind, dayKind, yearOfDay } from './calendar.ts';
import { dateOfDay, dayNumber } from './date.ts';

/** A day that counts: an ordinary weekday, or a weekend day worked in exchange (调休上班). */
export interface CountedDay {
  readonly date: string;
  readonly reason: 'weekday' | 'madeUp';
}
/** A day that does not: weekend, holiday (with its name), or the clock stood still (行政许可法 45). */
export interface SkippedDay {
  readonly date: string;
  readonly reason: 'weekend' | 'holiday' | 'paused';
  readonly name?: string;
}
/** A date that was counted, with the reasons; or why there is none. Never guessed. */
export type Due =
  | { readonly due: string; readonly counted: readonly CountedDay[]; readonly skipped: readonly SkippedDay[] }
  | { readonly due: null; readonly reason: 'CALENDAR_NOT_LOADED'; readonly year: number };

/** A limit that is running: what it began with, and what has stopped or lengthened it since. */
export interface Limit {
  /** The day of acceptance; it is not counted. */
  readonly start: string;
  /** Working days. */
  readonly days: number;
  /** Both ends included; `to` null while the clock stands still. */
  readonly pauses?: readonly Pause[];
  /** Working days added by approved extensions. */
  readonly extensions?: readonly number[];
}
export interface Pause {
  readonly from: string;
  readonly to: string | null;
}
export type LimitDue = Due | { readonly due: null; readonly reason: 'PAUSED'; readonly since: string };

/** More than this many working days is a mistake, not a limit. */
const MOST_DAYS = 5000;

/**
 * The date `count` working days after `from`, and why: every day counted and every day passed over. The day itself is
 * not counted; 0 gives the day itself. Unknown (`CALENDAR_NOT_LOADED` with the year) where the calendar ends.
 * Throws a RangeError unless `count` is a whole number from 0 to 5,000.
 */
export function addWorkingDays(calendar: Calendar, from: string, count: number): Due {
  return countOn(calendar, dayNumber(from), checkedCount(count), []);
}

/** The date `count` working days after `from` without the reasons; null where the calendar ends. */
export function workingDayAfter(calendar: Calendar, from: string, count: number): string | null {
  let day = dayNumber(from);
  for (let left = checkedCount(count); left > 0; ) {
    const kind = dayKind(calendar, ++day);
    if (!kind) return null;
    if (kind.working) left--;
  }
  return dateOfDay(day);
}

/** Working days after `from` up to and with `to`, negative when `to` is earlier; null where the calendar ends. */
export function workingDaysBetween(calendar: Calendar, from: string, to: string): number | null {
  const [start, end] = [dayNumber(from), dayNumber(to)];
  if (end < start) {
    const back = workingDaysBetween(calendar, to, from);
    return back === null ? null : 0 - back;
  }
  let sum = 0;
  for (let day = start + 1; day <= end; day++) {
    const kind = dayKind(calendar, day);
    if (!kind) return null;
    if (kind.working) sum++;
  }
  return sum;
}

/** `date` itself when it is a working day, else the next one: where a limit in natural days ends. */
export function onWorkingDay(calendar: Calendar, date: string): Due {
  const skipped: SkippedDay[] = [];
  for (let day = dayNumber(date); ; day++) {
    const kind = dayKind(calendar, day);
    if (!kind) return notLoaded(day);
    if (kind.working) {
      return { due: dateOfDay(day), counted: [{ date: dateOfDay(day), reason: kind.reason }], skipped };
    }
    skipped.push(skippedDay(day, kind));
  }
}

/**
 * When a limit ends. Days on which a special procedure ran are not counted, from the day it began to the day it ended;
 * while one runs there is no date (`PAUSED`). Overlapping pauses count once.
 */
export function limitDue(calendar: Calendar, limit: Limit): LimitDue {
  const pauses = limit.pauses ?? [];
  const open = pauses.find((pause) => pause.to === null);
  if (open) return { due: null, reason: 'PAUSED', since: open.from };
  const total = (limit.extensions ?? []).reduce((sum, days) => sum + checkedCount(days), checkedCount(limit.days));
  return countOn(calendar, dayNumber(limit.start), checkedCount(total), pauses.map(dayRange));
}

/** Working days of a limit used up to and with `today`: those counted, without the pauses; null where the calendar ends. */
export function daysUsed(calendar: Calendar, limit: Pick<Limit, 'start' | 'pauses'>, today: string): number | null {
  const ranges = (limit.pauses ?? []).map(dayRange);
  const end = dayNumber(today);
  let used = 0;
  for (let day = dayNumber(limit.start) + 1; day <= end; day++) {
    const kind = dayKind(calendar, day);
    if (!kind) return null;
    if (kind.working && !isPaused(ranges, day)) used++;
  }
  return used;
}

type DayRange = readonly [from: number, to: number];

function dayRange(pause: Pause): DayRange {
  return [dayNumber(pause.from), pause.to === null ? Number.POSITIVE_INFINITY : dayNumber(pause.to)];
}

function isPaused(ranges: readonly DayRange[], day: number): boolean {
  return ranges.some(([from, to]) => day >= from && day <= to);
}

function countOn(calendar: Calendar, start: number, count: number, pauses: readonly DayRange[]): Due {
  const counted: CountedDay[] = [];
  const skipped: SkippedDay[] = [];
  let day = start;
  while (counted.length < count) {
    const kind = dayKind(calendar, ++day);
    if (!kind) return notLoaded(day);
    if (!kind.working) skipped.push(skippedDay(day, kind));
    else if (isPaused(pauses, day)) skipped.push({ date: dateOfDay(day), reason: 'paused' });
    else counted.push({ date: dateOfDay(day), reason: kind.reason });
  }
  return { due: dateOfDay(day), counted, skipped };
}

function skippedDay(day: number, kind: DayKind & { working: false }): SkippedDay {
  const date = dateOfDay(day);
  return kind.name === undefined ? { date, reason: kind.reason } : { date, reason: kind.reason, name: kind.name };
}

function notLoaded(day: number): Due {
  return { due: null, reason: 'CALENDAR_NOT_LOADED', year: yearOfDay(day) };
}

function checkedCount(count: number): number {
  if (!Number.isInteger(count) || count < 0 || count > MOST_DAYS) {
    throw new RangeError(`working days must be a whole number from 0 to ${MOST_DAYS}`);
  }
  return count;
}
