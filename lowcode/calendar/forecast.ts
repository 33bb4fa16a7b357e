import year2027 from './2027-expected.json' with { type: 'json' };
import type { Calendar, CalendarYear } from './calendar.ts';
import { type Limit, limitDue } from './working-days.ts';

/**
 * Years whose arrangement the State Council has not announced: the days off that the law itself names
 * (全国年节及纪念日放假办法), without those that are moved. Nothing is decided or recorded by them; they only tell people
 * about when, with words that say so.
 */
const EXPECTED: readonly CalendarYear[] = [year2027];

const forecasts = new WeakMap<Calendar, Calendar>();

/** The calendar with the expected years that it does not have yet. A year that was announced is taken as announced. */
export function forecastOf(calendar: Calendar): Calendar {
  const known = forecasts.get(calendar);
  if (known) return known;
  const loaded = new Set(calendar.years.map(({ year }) => year));
  const years = [...calendar.years, ...EXPECTED.filter(({ year }) => !loaded.has(year))];
  const forecast = { years: years.sort((a, b) => a.year - b.year) };
  forecasts.set(calendar, forecast);
  return forecast;
}

/** A limit that runs into a year not announced yet: about when it ends, if that can be told, and why it is not sure. */
export interface ProvisionalDue {
  readonly date: string | null;
  /** The first year whose arrangement is missing. */
  readonly year: number;
  readonly note: string;
}

/** Null for a limit that the calendar decides, or whose clock stands still. */
export function provisionalDue(calendar: Calendar, limit: Limit): ProvisionalDue | null {
  const found = limitDue(calendar, limit);
  if (found.due !== null || found.reason !== 'CALENDAR_NOT_LOADED') return null;
  const { year } = found;
  const { due } = limitDue(forecastOf(calendar), limit);
  const words = due === null ? '日期待定' : '日期为暂定，发布后重新计算';
  return { date: due, year, note: `${year} 年放假安排尚未发布，${words}` };
}
