import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import announced from '../../lowcode/calendar/2027-expected.json' with { type: 'json' };
import { type Calendar, defaultCalendar, withYear } from '../../lowcode/calendar/calendar.ts';
import { addDays } from '../../lowcode/calendar/date.ts';
import type { Chase, OpenStage } from '../../lowcode/flow/definition.ts';
import { enteredNow, recounted } from './due.ts';
import type { OpenTask } from './fold.ts';

const both = withYear(defaultCalendar, announced);
const at = (date: string, time = '09:30') => ({
  today: date,
  now: new Date(`${date}T${time}:00.000+08:00`).toISOString(),
});
const stage = (limit: Pick<OpenStage, 'limit' | 'limitDays'>): OpenStage => ({
  ...{ key: 'handle', title: { zh: '办理' }, role: 'clerk', unit: '430423-cgj', kind: 'work' },
  ...limit,
});
const workingDays = (count: number) => stage({ limitDays: count });
const other = (count: number, unit: 'days' | 'hours') => stage({ limitDays: null, limit: { count, unit } });
const chase = (from: Chase['from'], count: number, unit: Chase['after']['unit'], kind: Chase['kind'] = 'remind') => ({
  ...{ kind, from, after: { count, unit } },
});

function enteredOn(date: string, one: OpenStage, chases: readonly Chase[], calendar: Calendar, chased = 0): OpenTask {
  const { today, now } = at(date);
  const entered = { enteredOn: today, enteredAt: now, since: 1, chased };
  return { ...enteredNow(one, chases, { today, now, calendar }), ...entered };
}

const datesOf = ({ due, dueAt, chases, undated }: OpenTask) => ({ due, dueAt, chases, undated });

describe('given a stage that was entered on the last day of a year, before the next one’s holidays were announced', () => {
  it('when they are, then a limit in working days has its day', () => {
    const before = enteredOn('2026-12-31', workingDays(2), [], defaultCalendar);
    expect(before).toMatchObject({ due: null, dueAt: null, undated: true });
    const { due } = enteredOn('2026-12-31', workingDays(2), [], both);
    expect(recounted(before, [], both)).toMatchObject({ due, dueAt: `${due}T15:59:59.999Z`, undated: false });
    expect(recounted(before, [], defaultCalendar)).toBeNull();
  });

  it.each([
    ['days', other(40, 'days')],
    ['hours', other(40, 'hours')],
  ])('then a limit in %s had its day all along', (_, one) => {
    const before = enteredOn('2026-12-31', one, [], defaultCalendar);
    expect(before.undated).toBe(false);
    expect(recounted(before, [], both)).toBeNull();
  });

  it('then chases have their instants, whatever the limit and they are counted in', () => {
    const limits = [workingDays(1), other(3, 'days'), other(30, 'hours'), stage({ limitDays: null })];
    const chases = (['workingDays', 'days', 'hours'] as const).flatMap((unit) =>
      (['entered', 'due'] as const).map((from) => chase(from, 2, unit)),
    );
    for (const limit of limits) {
      const before = enteredOn('2026-12-31', limit, chases, defaultCalendar);
      expect(before.undated).toBe(true);
      const then = datesOf(enteredOn('2026-12-31', limit, chases, both));
      expect(recounted(before, chases, both)).toEqual(then);
    }
  });

  it('then those that were sent stay the first, and none is sent again', () => {
    const chases = [chase('entered', 30, 'days', 'report'), chase('entered', 1, 'workingDays')];
    const before = enteredOn('2026-12-31', workingDays(3), chases, defaultCalendar, 1);
    expect(before.chases).toMatchObject([{ kind: 'report' }]);
    const after = recounted(before, chases, both);
    expect(after?.chases).toMatchObject([{ kind: 'report' }, { kind: 'remind' }]);
    expect(after?.chases[1]?.at.slice(0, 7)).toBe('2027-01');
  });

  it('when a later edition moves a day off, then dates that stand do not move', () => {
    const dated = enteredOn('2026-12-01', workingDays(3), [chase('due', 1, 'workingDays')], defaultCalendar);
    const moved = { years: defaultCalendar.years.map((year) => ({ ...year, off: [] })) };
    expect(recounted(dated, [chase('due', 1, 'workingDays')], moved)).toBeNull();
  });
});

it('whatever the limit and the chases, a recount comes to what would have been counted, once', () => {
  const count = fc.integer({ min: 0, max: 30 });
  const unit = fc.constantFrom('workingDays' as const, 'days' as const, 'hours' as const);
  const limit = fc.oneof(
    fc.constant(stage({ limitDays: null })),
    count.map(workingDays),
    fc.tuple(count, fc.constantFrom('days' as const, 'hours' as const)).map(([n, of]) => other(n, of)),
  );
  const kind = fc.constantFrom('remind' as const, 'supervise' as const, 'report' as const);
  const chases = fc.array(
    fc.tuple(fc.constantFrom('entered' as const, 'due' as const), count, unit, kind).map((one) => chase(...one)),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(limit, chases, fc.integer({ min: 0, max: 60 }), (one, all, days) => {
      const on = addDays('2026-11-15', days);
      if (on > '2026-12-31') return;
      const before = enteredOn(on, one, all, defaultCalendar);
      const after = recounted(before, all, both);
      const then = datesOf(enteredOn(on, one, all, both));
      const now = { ...before, ...after };
      const order = ({ chases: times, ...rest }: typeof then) => ({ ...rest, chases: times.map((t) => t.at) });
      expect(order(datesOf(now))).toEqual(order(then));
      expect(recounted(now, all, both)).toBeNull();
    }),
  );
});
