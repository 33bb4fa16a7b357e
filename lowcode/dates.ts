import type { Language } from './words.ts';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;
const WEEKDAYS_EN = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
}

/** A business date `YYYY-MM-DD` for people: `2026年3月16日（周一）`. Throws a `RangeError` on anything else. */
export function dateWords(date: string, language: Language = 'zh'): string {
  const { year, month, day, weekday } = parseDay(date);
  if (language === 'en') return `${WEEKDAYS_EN[weekday]} ${day} ${MONTHS_EN[month - 1]} ${year}`;
  return `${year}年${month}月${day}日（周${WEEKDAYS[weekday]}）`;
}

/** The same without the day of the week, for tables: `2026年3月16日`. */
export function shortDateWords(date: string, language: Language = 'zh'): string {
  const { year, month, day } = parseDay(date);
  if (language === 'en') return `${day} ${MONTHS_EN[month - 1]?.slice(0, 3)} ${year}`;
  return `${year}年${month}月${day}日`;
}

/** A month `YYYY-MM` for people: `2026年3月`. Throws a `RangeError` on anything else. */
export function monthWords(month: string, language: Language = 'zh'): string {
  const { year, month: number } = parseDay(`${month}-01`);
  return language === 'en' ? `${MONTHS_EN[number - 1]} ${year}` : `${year}年${number}月`;
}

/** A quarter (`2026-Q1`) as people read it. */
export function quarterWords(quarter: string, language: Language = 'zh'): string {
  const [year, number] = quarter.split('-Q');
  return language === 'en' ? `Q${number} ${year}` : `${year}年第${number}季度`;
}

/** An instant (ISO 8601) as people in China read it: `2026年3月16日 14:05`. Throws a `RangeError` on anything else. */
export function instantWords(instant: string, language: Language = 'zh'): string {
  const { date, time } = chinaTime(instant);
  return `${shortDateWords(date, language)} ${time}`;
}

/** The clock time of an instant in China: `14:05`. Throws a `RangeError` on anything else. */
export function timeWords(instant: string): string {
  return chinaTime(instant).time;
}

/** Whole working days: `3个工作日`; none reads 当场办结. */
export function workingDaysWords(days: number, language: Language = 'zh'): string {
  if (days === 0) return language === 'en' ? 'done at once' : '当场办结';
  return language === 'en' ? `${days} working day${days === 1 ? '' : 's'}` : `${days}个工作日`;
}

/** What is left until a due date: `还剩3个工作日`, `今天到期`, `已超期2个工作日`. */
export function daysLeftWords(days: number, language: Language = 'zh'): string {
  if (days === 0) return language === 'en' ? 'due today' : '今天到期';
  if (language === 'en')
    return days > 0 ? `${workingDaysWords(days, 'en')} left` : `${workingDaysWords(-days, 'en')} late`;
  return days > 0 ? `还剩${days}个工作日` : `已超期${-days}个工作日`;
}

function chinaTime(instant: string): { date: string; time: string } {
  const at = Date.parse(instant);
  if (Number.isNaN(at) || !instant.includes('T')) throw new RangeError(`not an instant: ${instant}`);
  // China has been at UTC+8 without summer time since 1991; nothing here is older.
  const local = new Date(at + 8 * 3_600_000).toISOString();
  return { date: local.slice(0, 10), time: local.slice(11, 16) };
}

function parseDay(date: string): Day {
  const [, y, m, d] = DAY.exec(date) ?? [];
  const year = Number(y);
  const month = Number(m);
  const day = Number(d);
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day)
    throw new RangeError(`not a date: ${date}`);
  return { year, month, day, weekday: at.getUTCDay() };
}
