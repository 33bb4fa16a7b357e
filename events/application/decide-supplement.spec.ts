import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultCalendar as calendar } from '../../lowcode/calendar/calendar.ts';
import { checkFlow } from '../../lowcode/flow/check.ts';
import type { SupplementRules } from '../../lowcode/flow/definition.ts';
import { lapseSupplement, requestSupplement } from './decide-supplement.ts';
import type { ApplicationEvent } from './events.ts';
import { type Application, application } from './fold.ts';

const defects = [{ at: 'locationMap', label: '位置图', reason: '没有标出盲道' }];

function evolved(state: Application | null, events: readonly ApplicationEvent[], ordinal: number): Application {
  const next = events.reduce<Application | null>(
    (found, event) =>
      application.evolve(found, { ...event, at: '2026-03-03T01:00:00.000Z', actor: 'staff/x', ordinal }),
    state,
  );
  if (!next) throw new Error('nothing was submitted');
  return next;
}

const path = new URL('../fixtures/ApplicationSubmitted@1.json', import.meta.url);
const received = evolved(null, [JSON.parse(readFileSync(path, 'utf8')) as ApplicationEvent], 0);
const asked = (rules: SupplementRules | undefined, bySupervisor = false, state = received) =>
  requestSupplement(state, { defects, bySupervisor, rules }, { today: '2026-03-03', calendar });

describe('a flow that says nothing of supplements', () => {
  it('means what it always meant: once, without a term, a second time by a supervisor', () => {
    const events = asked(undefined);
    expect(events).toMatchObject([{ type: 'SupplementRequested', data: { round: 1, due: null, expiry: 'waits' } }]);
    const waiting = evolved(received, events, 1);
    expect(lapseSupplement(waiting, '', { today: '2027-03-03', calendar })).toEqual([]);
    const again = { ...received, rounds: 1 };
    expect(() => asked(undefined, false, again)).toThrow('应当一次性告知');
    expect(asked(undefined, true, again)).toHaveLength(1);
  });
});

describe('the rules of supplements', () => {
  it('allow as many rounds as they say, or none', () => {
    expect(asked({ times: 2 }, false, { ...received, rounds: 1 })).toHaveLength(1);
    expect(() => asked({ times: 2 }, false, { ...received, rounds: 2 })).toThrow('最多要求补正2次');
    expect(() => asked({ allowed: false }, true)).toThrow('不要求补正');
  });

  it.each([
    ['withdrawn', 'withdrawn', 'ApplicationWithdrawn'],
    ['notAccepted', 'notAccepted', 'ApplicationNotAccepted'],
  ] as const)('let the term pass first, then the case is %s', (expiry, state, type) => {
    const waiting = evolved(received, asked({ days: 5, expiry }), 1);
    expect(waiting.supplement).toEqual({ due: '2026-03-10', expiry });
    expect(lapseSupplement(waiting, '', { today: '2026-03-10', calendar })).toEqual([]);
    const events = lapseSupplement(waiting, '可以申请行政复议', { today: '2026-03-11', calendar });
    expect(events.map((event) => event.type)).toEqual(['SupplementLapsed', type]);
    expect(JSON.stringify(events)).toContain('2026年3月10日');
    const over = evolved(waiting, events, 2);
    expect(over.state).toBe(state);
    expect(lapseSupplement(over, '', { today: '2026-03-12', calendar })).toEqual([]);
  });

  it.each<[string, SupplementRules, readonly string[]]>([
    ['a term', { days: 5, expiry: 'withdrawn', by: ['window'] }, []],
    ['none allowed, and yet a term', { allowed: false, days: 5 }, ['supplement.allowed']],
    ['nobody to ask', { by: [] }, ['supplement.by']],
    ['an end without a term', { expiry: 'withdrawn' }, ['supplement.expiry']],
    ['a refusal without remedies', { days: 5, expiry: 'notAccepted' }, ['supplement.remedies']],
  ])('are held against each other before publication: %s', (_, supplement, wrong) => {
    const stage = { key: 'sign', title: { zh: '决定' }, role: 'head', kind: 'decide' } as const;
    const found = checkFlow({ title: { zh: '许可' }, steps: [{ kind: 'stage', stage }], supplement });
    expect(found.map((each) => each.path)).toEqual(wrong);
  });
});
