import { describe, expect, it } from 'vitest';
import { defaultCalendar } from '../calendar/calendar.ts';
import type { FormDefinition } from '../form/definition.ts';
import { factsOf } from '../form/facts.ts';
import { scopeOf } from '../form/scope.ts';
import { checkFlow, unitsInFlow } from './check.ts';
import type { FlowDefinition, Stage } from './definition.ts';
import { beginFlow } from './progress.ts';

const form: FormDefinition = {
  title: { zh: '表' },
  pages: [
    {
      key: 'p',
      title: { zh: '页' },
      sections: [{ key: 's', items: [{ kind: 'division', key: 'home', label: { zh: '户籍地' } }] }],
    },
  ],
};
const survey: Stage = {
  ...{ key: 'survey', title: { zh: '入户' }, role: 'village', kind: 'review' },
  byDivision: {
    field: 'home',
    units: [
      { division: '430423100', unit: 'town' },
      { division: '430423100011', unit: 'station' },
    ],
  },
};
const flow = (stage: Stage): FlowDefinition => ({
  title: { zh: '流程' },
  steps: [
    { kind: 'stage', stage },
    { kind: 'stage', stage: { key: 'sign', title: { zh: '签发' }, role: 'head', kind: 'decide' } },
  ],
});
const context = { today: '2026-03-02', channel: 'web', applicantKind: 'person', region: '430423' } as const;

function unitAt(home: string | null, stage = survey): string | undefined {
  const begun = beginFlow(flow(stage), 'bureau', factsOf(form, home ? { home } : {}, context, defaultCalendar));
  return begun.ok ? begun.entered[0]?.unit : undefined;
}

describe('a stage whose unit is chosen by where somebody lives', () => {
  it.each([
    ['430423100011', 'station'],
    ['430423100012', 'town'],
    ['430423100', 'town'],
    ['430423101218', 'bureau'],
    [null, 'bureau'],
  ])('%s: %s', (home, unit) => expect(unitAt(home)).toBe(unit));

  it('falls back to the unit it names, when it names one', () =>
    expect(unitAt('430424100', { ...survey, unit: 'hall' })).toBe('hall'));

  it('counts as one unit, since a case meets one', () => expect(unitsInFlow(flow(survey))).toHaveLength(1));

  it('is published only with a field of the form, codes of divisions, and each of them once', () => {
    const scope = scopeOf(form, defaultCalendar);
    expect(checkFlow(flow(survey), scope)).toEqual([]);
    const codes = (units: readonly { division: string; unit: string }[], field = 'home') =>
      checkFlow(flow({ ...survey, byDivision: { field, units } }), scope).map(({ code }) => code);
    expect(codes([], 'nothing')).toEqual(['NO_UNITS', 'UNKNOWN_FIELD']);
    const twice = { division: '430423100', unit: 'town' };
    expect(codes([twice, twice, { division: '43', unit: 'x' }])).toEqual(['DUPLICATE_DIVISION', 'BAD_DIVISION']);
  });
});
