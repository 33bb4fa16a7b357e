import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import published from '../../test/data/calendar-2026.json' with { type: 'json' };
import golden from '../../test/data/golden-working-days.json' with { type: 'json' };
import year2026 from './2026.json' with { type: 'json' };
import { calendar2026, checkCalendarYear, defaultCalendar, isWorkingDay, loadedUntil, withYear } from './calendar.ts';
import { addDays, addMonths, dateOfDay, dayNumber, daysBetween, isDate, weekday, yearsBetween } from './date.ts';
import {
  addWorkingDays,
  daysUsed,
  limitDue,
  onWorkingDay,
  workingDayAfter,
  workingDaysBetween,
} from './working-days.ts';

const in2026 = fc.integer({ min: 0, max: 300 }).map((n) => addDays('2026-01-01', n));

describe('the calendar of 2026', () => {
  test('agrees with the published one and sums to 248 working days', () => {
    expect(year2026.off.map(({ from, to }) => `${from}/${to}`)).toEqual(published.off);
    expect(year2026.workedWeekendDays).toEqual(published.workedWeekendDays);
    expect(checkCalendarYear(year2026)).toEqual([]);
    expect(workingDaysBetween(calendar2026, '2026-01-01', '2026-12-31')).toBe(248);
  });

  test('a typing error breaks the sum', () => {
    const forgotten = { ...year2026, off: year2026.off.slice(1) };
    expect(checkCalendarYear(forgotten).map(({ code }) => code)).toEqual(['SUM']);
    const worked = { ...year2026, workedWeekendDays: ['2026-01-05'] };
    expect(checkCalendarYear(worked).map(({ code }) => code)).toEqual(['NOT_A_WEEKEND']);
  });

  test('knows holidays, exchanged weekends and where it ends', () => {
    expect(isWorkingDay(calendar2026, '2026-02-17')).toBe(false);
    expect(isWorkingDay(calendar2026, '2026-02-14')).toBe(true);
    expect(isWorkingDay(calendar2026, '2026-03-16')).toBe(true);
    expect(isWorkingDay(calendar2026, '2027-03-16')).toBeNull();
    expect(isWorkingDay(calendar2026, '2025-12-31')).toBeNull();
    expect(loadedUntil(calendar2026, '2026-05-01')).toBe('2026-12-31');
    expect(loadedUntil(calendar2026, '2027-05-01')).toBeNull();
  });
});

describe('working days', () => {
  test.each(golden)('$workingDays after $from is $due', ({ from, workingDays, due }) => {
    const counted = addWorkingDays(calendar2026, from, workingDays);
    expect(counted.due).toBe(due);
    expect(workingDayAfter(calendar2026, from, workingDays)).toBe(due);
    expect(workingDaysBetween(calendar2026, from, due)).toBe(workingDays);
  });

  test('says why: given 3 days from 30 September, the holiday is passed over by name and a worked Saturday counts', () => {
    const why = addWorkingDays(calendar2026, '2026-09-30', 3);
    expect(why).toEqual({
      due: '2026-10-10',
      counted: [
        { date: '2026-10-08', reason: 'weekday' },
        { date: '2026-10-09', reason: 'weekday' },
        { date: '2026-10-10', reason: 'madeUp' },
      ],
      skipped: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ date: `2026-10-0${day}`, reason: 'holiday', name: '国庆节' })),
    });
  });

  test('0 days is the same day, also a Sunday', () => {
    expect(addWorkingDays(calendar2026, '2026-11-22', 0)).toEqual({ due: '2026-11-22', counted: [], skipped: [] });
  });

  test('never guesses past the loaded years', () => {
    expect(addWorkingDays(calendar2026, '2026-12-25', 20)).toEqual({
      due: null,
      reason: 'CALENDAR_NOT_LOADED',
      year: 2027,
    });
    expect(workingDaysBetween(calendar2026, '2026-12-25', '2027-01-08')).toBeNull();
    expect(workingDayAfter(calendar2026, '2026-12-25', 20)).toBeNull();
    expect(limitDue(defaultCalendar, { start: '2026-12-01', days: 45 })).toMatchObject({ due: null, year: 2027 });
    const next = { year: 2027, source: 'made up for this test', off: [], workedWeekendDays: [], workingDays: 261 };
    expect(checkCalendarYear(next)).toEqual([]);
    expect(addWorkingDays(withYear(calendar2026, next), '2026-12-25', 20).due).toBe('2027-01-22');
  });

  test('a limit in natural days that ends on a day off moves to the next working day', () => {
    expect(onWorkingDay(calendar2026, '2026-10-03').due).toBe('2026-10-08');
    expect(onWorkingDay(calendar2026, '2026-10-08').due).toBe('2026-10-08');
  });

  test('counts that make no sense are refused', () => {
    for (const count of [-1, 0.5, Number.NaN, 1e9]) {
      expect(() => addWorkingDays(calendar2026, '2026-03-02', count)).toThrow(RangeError);
    }
  });

  test('counted days are exactly the working days up to the due date', () => {
    fc.assert(
      fc.property(in2026, fc.nat(40), (from, count) => {
        const found = addWorkingDays(calendar2026, from, count);
        if (found.due === null) return expect(workingDayAfter(calendar2026, from, count)).toBeNull();
        expect(found.counted).toHaveLength(count);
        expect(found.counted.every(({ date }) => isWorkingDay(calendar2026, date))).toBe(true);
        expect(found.skipped.some(({ date }) => isWorkingDay(calendar2026, date))).toBe(false);
        expect(found.counted.length + found.skipped.length).toBe(daysBetween(from, found.due));
        expect(workingDayAfter(calendar2026, from, count)).toBe(found.due);
      }),
    );
  });
});

describe('a limit with special procedures (行政许可法 45)', () => {
  test('given an expert review from 9 to 11 March, then three days are not counted', () => {
    const start = '2026-03-02';
    const plain = limitDue(calendar2026, { start, days: 20 });
    const paused = limitDue(calendar2026, { start, days: 20, pauses: [{ from: '2026-03-09', to: '2026-03-11' }] });
    expect(plain.due).toBe('2026-03-30');
    expect(paused.due).toBe('2026-04-02');
    expect('skipped' in paused && paused.skipped.filter(({ reason }) => reason === 'paused')).toHaveLength(3);
  });

  test('while the clock stands still there is no date', () => {
    const limit = { start: '2026-03-02', days: 20, pauses: [{ from: '2026-03-09', to: null }] };
    expect(limitDue(calendar2026, limit)).toEqual({ due: null, reason: 'PAUSED', since: '2026-03-09' });
    expect(daysUsed(calendar2026, limit, '2026-03-31')).toBe(4);
  });

  test('an extension of 10 days adds them; overlapping pauses count once', () => {
    expect(limitDue(calendar2026, { start: '2026-03-02', days: 20, extensions: [10] }).due).toBe('2026-04-14');
    const twice = [
      { from: '2026-03-09', to: '2026-03-11' },
      { from: '2026-03-10', to: '2026-03-11' },
    ];
    expect(limitDue(calendar2026, { start: '2026-03-02', days: 20, pauses: twice }).due).toBe('2026-04-02');
  });

  test('days used at the due date are the days of the limit', () => {
    fc.assert(
      fc.property(
        in2026,
        fc.nat(25),
        fc.array(fc.tuple(in2026, fc.nat(10)), { maxLength: 3 }),
        (start, days, ranges) => {
          const pauses = ranges.map(([from, length]) => ({ from, to: addDays(from, length) }));
          const found = limitDue(calendar2026, { start, days, pauses });
          if (found.due !== null) expect(daysUsed(calendar2026, { start, pauses }, found.due)).toBe(days);
        },
      ),
    );
  });
});

describe('dates', () => {
  test.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2024-02-29', true],
    ['1900-02-29', false],
    ['2026-13-01', false],
    ['2026-1-1', false],
    ['2026-01-01T00:00', false],
    ['', false],
  ])('%s: %s', (text, expected) => expect(isDate(text)).toBe(expected));

  test('months end where they end, years are whole', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(yearsBetween('1990-03-07', '2026-03-06')).toBe(35);
    expect(yearsBetween('1990-03-07', '2026-03-07')).toBe(36);
    expect(yearsBetween('2026-03-07', '1990-03-07')).toBe(-36);
    expect(() => addMonths('9999-12-01', 1)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
  });

  test('day numbers go there and back, and weeks have seven days', () => {
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), (day) => {
        const date = dateOfDay(day);
        expect(isDate(date)).toBe(true);
        expect(dayNumber(date)).toBe(day);
        expect(weekday(day)).toBe(new Date(`${date}T00:00:00Z`).getUTCDay() || 7);
      }),
    );
  });

  test('any text is either a date that survives, or refused', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/), (text) => {
        const read = new Date(`${text}T00:00:00Z`);
        const real = text >= '1000' && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
        expect(isDate(text)).toBe(real);
      }),
    );
  });
});
