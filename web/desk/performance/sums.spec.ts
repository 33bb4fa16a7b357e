import { expect, test } from 'vitest';
import type { UnitPerformance } from '../api/model.ts';
import { axisFrom, csvOf, finding, sumsByUnit } from './sums.ts';

const row = (code: string, month: string, more: Partial<UnitPerformance>): UnitPerformance => ({
  unit: { code, name: { zh: `${code}局` } },
  month,
  submitted: 0,
  decided: 0,
  onTime: 0,
  onTimeRate: null,
  daysSaved: 0,
  ratings: 0,
  meanRating: null,
  ticketsClosed: 0,
  ticketsOnTime: 0,
  ticketsRated: 0,
  ticketsSatisfied: 0,
  ...more,
});

test('rates over months are recomputed from counts, not averaged', () => {
  const [sum] = sumsByUnit([
    row('A', '2026-01', { decided: 1, onTime: 0, ratings: 1, meanRating: 1 }),
    row('A', '2026-02', {
      decided: 9,
      onTime: 9,
      ratings: 3,
      meanRating: 5,
      ticketsClosed: 2,
      ticketsRated: 1,
      ticketsSatisfied: 1,
    }),
  ]);
  expect(sum?.onTimeRate).toBe(0.9);
  expect(sum?.meanRating).toBe(4);
  expect(sum?.ticketsOnTimeRate).toBe(0);
  expect(sum?.ticketsSatisfiedRate).toBe(1);
  expect(sum?.months).toEqual(['2026-01', '2026-02']);
});

test('nothing decided has no rate, and units with most decided come first', () => {
  const sums = sumsByUnit([row('A', '2026-01', {}), row('B', '2026-01', { decided: 2, onTime: 2 })]);
  expect(sums.map((sum) => [sum.unit.code, sum.onTimeRate])).toEqual([
    ['B', 1],
    ['A', null],
  ]);
});

test('the axis of rates begins at 80, or low enough for the lowest to stand clear of it', () => {
  const at = (onTime: number) => axisFrom(sumsByUnit([row('A', '2026-01', { decided: 100, onTime })]));
  expect([100, 93, 81, 80, 75, 9, 0].map(at)).toEqual([80, 80, 80, 70, 70, 0, 0]);
  expect(axisFrom([])).toBe(80);
});

test('the title of the chart says what it shows', () => {
  expect(finding([])).toBe('所选时段没有办结的件');
  expect(finding(sumsByUnit([row('A', '2026-01', { decided: 2, onTime: 2 })]))).toBe('1个单位办结2件，全部按时');
  const late = [row('A', '2026-01', { decided: 2, onTime: 1 }), row('B', '2026-01', { decided: 2, onTime: 2 })];
  expect(finding(sumsByUnit(late))).toBe('按时办结率75%，A局最低，为50%');
});

test('cells of CSV are quoted, and none can be a formula', () => {
  expect(
    csvOf(
      ['单位', '数'],
      [
        ['城管局,"一"', -3],
        ['=1+1', null],
      ],
    ),
  ).toBe('\uFEFF单位,数\r\n"城管局,""一""",-3\r\n\'=1+1,\r\n');
});
