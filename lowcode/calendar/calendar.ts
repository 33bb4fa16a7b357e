import type { Problem } from '../problem.ts';
import { problem } from '../problem.ts';
import year2026 from './2026.json' with { type: 'json' };
import { dateOfDay, dayNumber, isDate, weekday } from './date.ts';

/** The official holidays of one year, as the State Council announces them each autumn: data, corrected without code. */
export interface CalendarYear {
  readonly year: number;
  readonly source: string;
  /** Days off, both ends included. */
  readonly off: readonly { readonly from: string; readonly to: string; readonly name: string }[];
  /** Saturdays and Sundays that are worked in exchange (调休上班). */
  readonly workedWeekendDays: readonly string[];
  /** Working days of the year as announced: the sum that a typing error would break. */
  readonly workingDays: number;
}

/** The years that are loaded. What is beyond them is unknown, never an ordinary week. */
export interface Calendar {
  readonly years: readonly CalendarYear[];
}

export type DayKind =
  | { readonly working: true; readonly reason: 'weekday' | 'madeUp' }
  | { readonly working: false; readonly reason: 'weekend' | 'holiday'; readonly name?: string };

export const calendar2026: Calendar = { years: [year2026] };

/** The calendar with every year that comes with the cloud. */
export const defaultCalendar: Calendar = { years: [...calendar2026.years] };

/** The same calendar with a year added, or put in the place of its earlier edition. */
export function withYear(calendar: Calendar, year: CalendarYear): Calendar {
  const others = calendar.years.filter((loaded) => loaded.year !== year.year);
  return { years: [...others, year].sort((a, b) => a.year - b.year) };
}

const WEEKDAY: DayKind = { working: true, reason: 'weekday' };
const MADE_UP: DayKind = { working: true, reason: 'madeUp' };
const WEEKEND: DayKind = { working: false, reason: 'weekend' };

/** What kind of day a day number is; null when its year is not loaded. */
export function dayKind(calendar: Calendar, day: number): DayKind | null {
  const index = indexOf(calendar);
  const special = index.special.get(day);
  if (special) return special;
  if (!index.years.has(yearOfDay(day))) return null;
  return weekday(day) >= 6 ? WEEKEND : WEEKDAY;
}

/** Whether the date is a working day; null when its year is not loaded. */
export function isWorkingDay(calendar: Calendar, date: string): boolean | null {
  return dayKind(calendar, dayNumber(date))?.working ?? null;
}

export function yearOfDay(day: number): number {
  return new Date(day * 86_400_000).getUTCFullYear();
}

/** What is wrong with a year somebody wants to load: dates of another year, worked weekdays, a sum that does not agree. */
export function checkCalendarYear(year: CalendarYear): readonly Problem[] {
  const found: Problem[] = [];
  const inYear = (date: string) => isDate(date) && date.startsWith(`${year.year}-`);
  year.off.forEach((range, i) => {
    if (!inYear(range.from) || !inYear(range.to) || range.to < range.from) {
      found.push(problem('BAD_RANGE', `off.${i}`, `放假区间不是${year.year}年内的有效日期`));
    }
  });
  year.workedWeekendDays.forEach((date, i) => {
    if (!inYear(date) || weekday(dayNumber(date)) < 6) {
      found.push(problem('NOT_A_WEEKEND', `workedWeekendDays.${i}`, `${date} 不是${year.year}年的周六或周日`));
    }
  });
  if (found.length > 0) return found;
  const calendar: Calendar = { years: [year] };
  let sum = 0;
  for (let day = dayNumber(`${year.year}-01-01`); yearOfDay(day) === year.year; day++) {
    if (dayKind(calendar, day)?.working) sum++;
  }
  if (sum !== year.workingDays) {
    found.push(problem('SUM', 'workingDays', `按所填日期计算全年为${sum}个工作日，与公布的${year.workingDays}个不符`));
  }
  return found;
}

interface Index {
  readonly years: ReadonlySet<number>;
  readonly special: ReadonlyMap<number, DayKind>;
}
const indexes = new WeakMap<Calendar, Index>();

function indexOf(calendar: Calendar): Index {
  const known = indexes.get(calendar);
  if (known) return known;
  const special = new Map<number, DayKind>();
  for (const year of calendar.years) {
    for (const { from, to, name } of year.off) {
      const holiday: DayKind = { working: false, reason: 'holiday', name };
      for (let day = dayNumber(from); day <= dayNumber(to); day++) special.set(day, holiday);
    }
    for (const date of year.workedWeekendDays) special.set(dayNumber(date), MADE_UP);
  }
  const index = { years: new Set(calendar.years.map(({ year }) => year)), special };
  indexes.set(calendar, index);
  return index;
}

/** Last date of the last year loaded without a gap from `from`; null when the year of `from` itself is missing. */
export function loadedUntil(calendar: Calendar, from: string): string | null {
  const { years } = indexOf(calendar);
  let year = Number(from.slice(0, 4));
  if (!years.has(year)) return null;
  while (years.has(year + 1)) year++;
  return dateOfDay(dayNumber(`${year}-12-31`));
}
