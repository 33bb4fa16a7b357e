import { describe, expect, test } from 'vitest';
import expected from './2027-expected.json' with { type: 'json' };
import { type CalendarYear, checkCalendarYear, defaultCalendar, withYear } from './calendar.ts';
import { forecastOf, provisionalDue } from './forecast.ts';
import { limitDue } from './working-days.ts';

/** As it might be announced: a day moved, and worked for on a Sunday. */
const announced: CalendarYear = {
  ...expected,
  source: 'made up for this spec',
  off: expected.off.map((range) => (range.name === '元旦' ? { ...range, to: '2027-01-04' } : range)),
  workedWeekendDays: ['2027-01-10'],
  // The Monday is off, the Sunday worked.
  workingDays: expected.workingDays,
};

describe('given a limit that runs into a year whose holidays are not announced', () => {
  const limit = { start: '2026-12-28', days: 5 };

  test('then no date is decided: the year is named', () => {
    expect(limitDue(defaultCalendar, limit)).toEqual({ due: null, reason: 'CALENDAR_NOT_LOADED', year: 2027 });
  });

  test('then a provisional date says what it rests on, by the days off that the law names', () => {
    expect(checkCalendarYear(expected)).toEqual([]);
    expect(provisionalDue(defaultCalendar, limit)).toEqual({
      date: '2027-01-05',
      year: 2027,
      note: '2027 年放假安排尚未发布，日期为暂定，发布后重新计算',
    });
  });

  test('when the year is announced, then the date is that of the announcement and nothing is provisional', () => {
    const calendar = withYear(defaultCalendar, announced);
    expect(checkCalendarYear(announced)).toEqual([]);
    expect(limitDue(calendar, limit).due).toBe('2027-01-06');
    expect(provisionalDue(calendar, limit)).toBeNull();
    expect(
      forecastOf(calendar)
        .years.map(({ year, source }) => [year, source])
        .at(-1),
    ).toEqual([2027, announced.source]);
  });

  test('a year that nothing is known of has no date at all', () => {
    expect(provisionalDue(defaultCalendar, { start: '2027-12-29', days: 10 })).toEqual({
      date: null,
      year: 2027,
      note: '2027 年放假安排尚未发布，日期待定',
    });
    expect(provisionalDue(withYear(defaultCalendar, announced), { start: '2027-12-29', days: 10 })?.note).toBe(
      '2028 年放假安排尚未发布，日期待定',
    );
  });

  test('a limit within what was announced, or whose clock stands, is none of these', () => {
    expect(provisionalDue(defaultCalendar, { start: '2026-03-02', days: 20 })).toBeNull();
    const pauses = [{ from: '2026-12-29', to: null }];
    expect(provisionalDue(defaultCalendar, { start: '2026-12-28', days: 20, pauses })).toBeNull();
  });
});
