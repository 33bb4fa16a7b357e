import { addDays } from '../../../lowcode/calendar/date.ts';

/** The instant of a wall-clock time in Shanghai, `YYYY-MM-DD HH:mm`, as ISO 8601 UTC (no summer time since 1991). */
export function instantOf(local: string): string {
  const hour = Number(local.slice(11, 13)) - 8;
  const date = hour < 0 ? addDays(local.slice(0, 10), -1) : local.slice(0, 10);
  return `${date}T${String((hour + 24) % 24).padStart(2, '0')}:${local.slice(14, 16)}:00.000Z`;
}

/** The business date of a wall-clock time. */
export function dateOf(local: string): string {
  return local.slice(0, 10);
}

/** So many minutes later. */
export function minutesAfter(local: string, minutes: number): string {
  const total = Number(local.slice(11, 13)) * 60 + Number(local.slice(14, 16)) + minutes;
  const date = total < 1440 ? local.slice(0, 10) : addDays(local.slice(0, 10), Math.floor(total / 1440));
  const rest = total % 1440;
  return `${date} ${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`;
}

/** A time on a day that is wanted, or a few minutes after what came before when that was later. Never leaves the day. */
export function onDay(date: string, time: string, after: string): string {
  const wanted = `${date} ${time}`;
  if (wanted > after) return wanted;
  const next = minutesAfter(after, 3);
  return dateOf(next) === date ? next : `${date} 23:59`;
}
