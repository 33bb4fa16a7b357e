/**
 * Business dates are texts `YYYY-MM-DD` (in China, one time zone), so they sort as they are. Inside, a day is counted
 * from 1970-01-01. No function here knows a clock or a time zone.
 */
const SHAPE = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const DAY = 86_400_000;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether this is a date of the Gregorian calendar from year 1000 on. */
export function isDate(text: string): boolean {
  const match = SHAPE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** Days since 1970-01-01. The text must be a date. */
export function dayNumber(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY;
}

/** The date of a day number. */
export function dateOfDay(day: number): string {
  const text = new Date(day * DAY).toISOString();
  if (text.length !== 24) throw new RangeError('date out of range');
  return text.slice(0, 10);
}

/** 1 Monday ... 7 Sunday. */
export function weekday(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

export function addDays(date: string, days: number): string {
  return dateOfDay(dayNumber(date) + days);
}

/** Months later; a day that the month does not have becomes its last (31 January + 1 month = 28 or 29 February). */
export function addMonths(date: string, months: number): string {
  const total = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(total / 12), (total % 12) + 1];
  if (year < 1000 || year > 9999) throw new RangeError('date out of range');
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, month));
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function addYears(date: string, years: number): string {
  return addMonths(date, years * 12);
}

/** Days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/** Whole years from one date to another (age, when `from` is a birth date); a birthday on 29 February comes on 1 March in other years. */
export function yearsBetween(from: string, to: string): number {
  if (to < from) return 0 - yearsBetween(to, from);
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}

/** How many months later the month of `to` is than that of `from`, whatever their days. */
export function monthsBetween(from: string, to: string): number {
  const month = (date: string) => 12 * Number(date.slice(0, 4)) + Number(date.slice(5, 7));
  return month(to) - month(from);
}

/** The first day of a date's month. */
export function monthStart(date: string): string {
  return `${date.slice(0, 7)}-01`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) return 29;
  return LENGTHS[month - 1] as number;
}
