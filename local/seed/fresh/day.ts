import { type Calendar, isWorkingDay } from '../../../lowcode/calendar/calendar.ts';
import { addDays, dayNumber, weekday } from '../../../lowcode/calendar/date.ts';

/**
 * The wall-clock time of an act that is told as `-3 09:30`: on the third working day before the last one before `today`,
 * so that nothing of it lies in the future. A year without a calendar has plain weeks here: this only places an example;
 * what is promised from there is for the calendar to say.
 */
export function timeOf(calendar: Calendar, today: string, told: string): string {
  const [days = '0', time = ''] = told.split(' ');
  let date = addDays(today, -1);
  const works = () => isWorkingDay(calendar, date) ?? weekday(dayNumber(date)) < 6;
  for (let left = -Number(days); ; date = addDays(date, -1)) {
    if (!works()) continue;
    if (left === 0) return `${date} ${time}`;
    left -= 1;
  }
}
