import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_CASE_UNITS, MOST_WAITED_FOR } from '../../lowcode/flow/check.ts';
import { entriesOf, splitEntry } from '../../platform/projection/entries.ts';
import { MAX_ENTRIES } from '../../platform/projection/keys.ts';
import { type CaseRow, casesView } from './view.ts';

const ALL = [
  'received',
  'supplementRequested',
  'accepted',
  'suspended',
  'granted',
  'refused',
  'notAccepted',
  'withdrawn',
];
const units = (count: number) => Array.from({ length: count }, (_, n) => `430423-unit${n}`);

/** A case of so many units, the most of them at once with a stage, and filed by somebody for somebody else. */
function row(state: string, of: readonly string[], branches = 12): CaseRow {
  return {
    ...{ number: 'CG2026030900001', service: { key: 'road', version: 1 }, itemName: { zh: '占道' }, unit: of[0] },
    ...{
      units: of,
      alsoUnits: of.slice(1),
      state,
      channel: 'agent',
      subject: 's',
      filedBy: 'staff/agent',
      sealed: 'x',
    },
    ...{ submittedOn: '2026-03-09', submittedAt: '2026-03-09T01:00:00.000Z', acceptBy: '2026-03-16' },
    ...{ acceptedOn: null, promisedDue: '2026-03-13', decidedOn: '2026-03-12', onTime: true },
    stages: Array.from({ length: branches }, (_, n) => ({
      key: `s${n}`,
      unit: of[n % of.length],
      role: `approver${n}`,
    })),
    signers: of.slice(0, Math.max(0, MOST_WAITED_FOR - branches)).map((unit) => `${unit}/head`),
  } as unknown as CaseRow;
}
const entries = (one: CaseRow) => entriesOf(casesView, one as never, 'application/1');

describe('given a case of as many units as one may concern', () => {
  it.each(ALL)('%s: its lists fit the transaction that writes them', (state) => {
    expect(entries(row(state, units(MOST_CASE_UNITS))).length).toBeLessThanOrEqual(MAX_ENTRIES);
  });

  it('whatever is legal fits, and costs two entries a unit beside its few', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ALL),
        fc.integer({ min: 1, max: MOST_CASE_UNITS }),
        fc.integer({ min: 1, max: MOST_WAITED_FOR }),
        (state, count, branches) => {
          const found = entries(row(state, units(count), branches));
          expect(found.length).toBeLessThanOrEqual(MAX_ENTRIES);
          const listed = found.filter((entry) => ['byState', 'byService'].includes(splitEntry(entry).index));
          expect(listed.length).toBe(2 * count);
        },
      ),
    );
  });

  it('a usual closed case has half the places it had when each list was written for itself', () => {
    // Five units: 4 × 5 for open or closed, all, service and state, and subject, filer and number.
    expect(entries({ ...row('granted', units(5), 0), signers: [] }).length).toBeLessThanOrEqual(
      Math.ceil((4 * 5 + 3) / 2) + 1,
    );
  });
});

describe('one order for all of a unit', () => {
  const place = (change: Partial<CaseRow>) =>
    casesView.indexes?.byState?.({ ...row('accepted', units(1)), ...change } as never, '')[0]?.sort ?? '';

  it('then open cases come first, soonest due first, those without a date last; then closed ones, newest first', () => {
    const told = [
      place({ state: 'accepted', promisedDue: '2026-03-11' }),
      place({ state: 'received', acceptBy: '2026-03-12' }),
      place({ state: 'suspended', promisedDue: null }),
      place({ state: 'granted', decidedOn: '2026-03-12' }),
      place({ state: 'refused', decidedOn: '2026-03-11' }),
      place({ state: 'withdrawn', decidedOn: '2025-12-31' }),
    ];
    expect([...told].sort()).toEqual(told);
  });
});

describe('who takes an application in', () => {
  it('then the clerk of the deciding unit and the desks of all units along with it find it to do', () => {
    const found = casesView.indexes?.todo?.(row('received', ['a', 'b']) as never, '').map(({ partition }) => partition);
    expect(found).toEqual(['a/clerk', 'a/window', 'b/window']);
  });
});
