import type { Calendar } from '../calendar/calendar.ts';
import { isWorkingDay } from '../calendar/calendar.ts';
import { addDays } from '../calendar/date.ts';
import type { Stage } from './definition.ts';

/** When a clock gives notice of an open stage: near its due time, or past it. */
export interface NoticeTime {
  /** Which of the stage's notices it is. */
  readonly notice: number;
  readonly on: 'near' | 'over';
  /** The instant from which on it is given, UTC. */
  readonly at: string;
}

/**
 * The instants of a stage that is due by `due` (business date) and late after `dueAt`; none without a due time. What would
 * have been given before `now` is left out.
 */
export function noticeTimes(
  { notices, limit }: Stage,
  { due, dueAt }: { readonly due: string | null; readonly dueAt?: string | null },
  { calendar, now }: { readonly calendar: Calendar; readonly now: string },
): readonly NoticeTime[] {
  if (due === null) return [];
  return (notices ?? []).flatMap((one, notice): readonly NoticeTime[] => {
    if (one.on === 'over') return [{ notice, on: 'over', at: dueAt ?? endOf(due) }];
    if (one.on !== 'near') return [];
    const date = daysBefore(calendar, due, one.before ?? 1, limit?.unit === 'days');
    return date === null || endOf(date) < now ? [] : [{ notice, on: 'near', at: startOf(date) }];
  });
}

/** The date so many days before another, working days unless `natural`; null where the calendar does not reach. */
function daysBefore(calendar: Calendar, date: string, count: number, natural: boolean): string | null {
  if (natural) return addDays(date, -count);
  let day = date;
  for (let left = count; left > 0; ) {
    day = addDays(day, -1);
    const works = isWorkingDay(calendar, day);
    if (works === null) return null;
    if (works) left -= 1;
  }
  return day;
}

/** The first instant of a business date in Asia/Shanghai. */
function startOf(date: string): string {
  return `${addDays(date, -1)}T16:00:00.000Z`;
}

/** The last instant of a business date in Asia/Shanghai. */
function endOf(date: string): string {
  return `${date}T15:59:59.999Z`;
}
