import { type Calendar, isWorkingDay } from '../../lowcode/calendar/calendar.ts';
import { addDays } from '../../lowcode/calendar/date.ts';

/** A stretch of days with its working days counted once, so that a hundred thousand dates cost nothing. */
export interface Days {
  readonly all: readonly string[];
  isWorking(date: string): boolean;
  /** The nth working day after a date; the date itself is not counted. Null beyond the stretch. */
  after(date: string, count: number): string | null;
  /** Working days after `from` up to and including `to`. */
  between(from: string, to: string): number;
}

/** Throws when the calendar does not hold every year of the stretch: a guessed holiday would falsify every limit. */
export function daysOf(calendar: Calendar, from: string, to: string): Days {
  const all: string[] = [];
  const working: string[] = [];
  /** How many working days there are up to and including a date. */
  const reached = new Map<string, number>();
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const works = isWorkingDay(calendar, date);
    if (works === null) throw new Error(`the calendar of ${date.slice(0, 4)} is not loaded`);
    all.push(date);
    if (works) working.push(date);
    reached.set(date, working.length);
  }
  const at = (date: string) => {
    const count = reached.get(date);
    if (count === undefined) throw new Error(`${date} is outside ${from}..${to}`);
    return count;
  };
  return {
    all,
    isWorking: (date) => working[at(date) - 1] === date,
    after: (date, count) => (count === 0 ? date : (working[at(date) + count - 1] ?? null)),
    between: (start, end) => at(end) - at(start),
  };
}
