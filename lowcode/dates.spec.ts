import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dateWords,
  daysLeftWords,
  instantWords,
  monthWords,
  shortDateWords,
  timeWords,
  workingDaysWords,
} from './dates.ts';

test('dates read as people write them', () => {
  expect(dateWords('2026-03-16')).toBe('2026年3月16日（周一）');
  expect(dateWords('2026-02-28')).toBe('2026年2月28日（周六）');
  expect(dateWords('2026-03-16', 'en')).toBe('Monday 16 March 2026');
  expect(shortDateWords('2026-10-01')).toBe('2026年10月1日');
  expect(monthWords('2026-03')).toBe('2026年3月');
});

test('an instant is told in the time of China, over midnight too', () => {
  expect(instantWords('2026-03-16T06:05:59.000Z')).toBe('2026年3月16日 14:05');
  expect(instantWords('2025-12-31T16:00:00.000Z')).toBe('2026年1月1日 00:00');
  expect(timeWords('2026-03-16T06:05:59.000Z')).toBe('14:05');
});

test('days left are words', () => {
  expect([3, 0, -2].map((days) => daysLeftWords(days))).toEqual(['还剩3个工作日', '今天到期', '已超期2个工作日']);
  expect(daysLeftWords(-1, 'en')).toBe('1 working day late');
  expect(workingDaysWords(0)).toBe('当场办结');
});

test.each(['2026-02-30', '2026-13-01', '2026-1-1', '', '２０２６-01-01'])('%s is refused', (date) => {
  expect(() => dateWords(date)).toThrow(RangeError);
});

test('the day of the week agrees with the calendar for every date of four centuries', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1800-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (at) => {
      const text = dateWords(at.toISOString().slice(0, 10));
      expect(text).toContain(`周${'日一二三四五六'[at.getUTCDay()]}）`);
    }),
  );
});
