import { integer, list, object, type Shape, string } from '../definition/shape.ts';

const date = string(10);

/** The holidays of one year as JSON. Whether the dates make sense is for `checkCalendarYear`. */
export const calendarYear: Shape = object({
  year: integer(2000, 2100),
  source: string(200),
  off: list(object({ from: date, to: date, name: string(20) }), 40),
  workedWeekendDays: list(date, 40),
  workingDays: integer(200, 300),
});
