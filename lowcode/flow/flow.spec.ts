import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalendar } from '../calendar/calendar.ts';
import type { FormContext, FormDefinition } from '../form/definition.ts';
import { factsOf } from '../form/facts.ts';
import { scopeOf } from '../form/scope.ts';
import { contextFacts } from '../rule/facts.ts';
import { chartOf } from './chart.ts';
import { checkFlow } from './check.ts';
import type { FlowDefinition, FlowProgress, FlowState, Step } from './definition.ts';
import { beginFlow, progress, wasRefused } from './progress.ts';

const context: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'company', region: '430423' };
const none = contextFacts(context, defaultCalendar);
const CITY = 'chengguan';

/** 占用、挖掘城市道路: 窗口审查 -> 城管、交警并联审查 -> 签发. */
const road: FlowDefinition = {
  title: { zh: '占用、挖掘城市道路审批' },
  steps: [
    { kind: 'stage', stage: { key: 'review', title: { zh: '审查' }, role: 'clerk', kind: 'review', limitDays: 1 } },
    {
      kind: 'parallel',
      key: 'joint',
      title: { zh: '并联审查' },
      branches: [
        {
          stage: {
            key: 'city',
            title: { zh: '城管审查' },
            role: 'approver',
            kind: 'review',
            procedures: ['expertReview'],
          },
        },
        { stage: { key: 'traffic', title: { zh: '交警审查' }, role: 'approver', unit: 'jiaojing', kind: 'review' } },
      ],
    },
    { kind: 'stage', stage: { key: 'sign', title: { zh: '签发' }, role: 'head', kind: 'decide' } },
  ],
};

function following(state: FlowState, stage: string, decision: 'pass' | 'refuse', facts = none): FlowState {
  const next = progress(road, state, { stage, decision }, facts, CITY);
  if (!next.ok) throw new Error(next.code);
  return next.state;
}
function begun(found: FlowProgress): FlowState {
  if (!found.ok) throw new Error(found.code);
  return found.state;
}
const openKeys = (state: FlowState) => state.open.map(({ key }) => key);

describe('a case goes through its flow', () => {
  test('given a new case, the first stage is open at the case unit', () => {
    const found = beginFlow(road, CITY, none);
    expect(found).toMatchObject({ ok: true, state: { step: 0, done: [], outcome: null } });
    expect(begun(found).open).toEqual([
      { key: 'review', title: { zh: '审查' }, role: 'clerk', unit: CITY, limitDays: 1, kind: 'review' },
    ]);
  });

  test('when both branches pass, in either order, then the head signs and it is granted', () => {
    for (const [first, second] of [
      ['city', 'traffic'],
      ['traffic', 'city'],
    ] as const) {
      let state = following(begun(beginFlow(road, CITY, none)), 'review', 'pass');
      expect(state.open.map(({ key, unit }) => [key, unit])).toEqual([
        ['city', CITY],
        ['traffic', 'jiaojing'],
      ]);
      state = following(state, first, 'pass');
      expect(openKeys(state)).toEqual([second]);
      state = following(state, second, 'pass');
      expect(openKeys(state)).toEqual(['sign']);
      state = following(state, 'sign', 'pass');
      expect(state).toMatchObject({ step: 3, open: [], outcome: 'granted' });
    }
  });

  test('when one branch refuses, then the other still finishes, and the head can only refuse', () => {
    let state = following(begun(beginFlow(road, CITY, none)), 'review', 'pass');
    state = following(state, 'traffic', 'refuse');
    expect(openKeys(state)).toEqual(['city']);
    state = following(state, 'city', 'pass');
    expect(openKeys(state)).toEqual(['sign']);
    expect(wasRefused(state)).toBe(true);
    expect(progress(road, state, { stage: 'sign', decision: 'pass' }, none, CITY)).toEqual({
      ok: false,
      code: 'REFUSED_BEFORE',
      stage: 'sign',
    });
    expect(following(state, 'sign', 'refuse').outcome).toBe('refused');
  });

  test('when the first review refuses, then the branches are not asked and it goes to be signed', () => {
    const state = following(begun(beginFlow(road, CITY, none)), 'review', 'refuse');
    expect(openKeys(state)).toEqual(['sign']);
  });

  test('the head may refuse although everybody passed', () => {
    let state = begun(beginFlow(road, CITY, none));
    for (const stage of ['review', 'city', 'traffic']) state = following(state, stage, 'pass');
    expect(following(state, 'sign', 'refuse').outcome).toBe('refused');
  });

  test('what is not open cannot be ended, and what is finished stays so', () => {
    let state = begun(beginFlow(road, CITY, none));
    expect(progress(road, state, { stage: 'sign', decision: 'pass' }, none, CITY)).toMatchObject({
      code: 'STAGE_NOT_OPEN',
    });
    for (const stage of ['review', 'city', 'traffic', 'sign']) state = following(state, stage, 'pass');
    expect(progress(road, state, { stage: 'sign', decision: 'refuse' }, none, CITY)).toMatchObject({
      code: 'FLOW_FINISHED',
    });
  });
});

describe('conditions', () => {
  const form: FormDefinition = {
    title: { zh: '占道' },
    pages: [
      {
        key: 'p',
        title: { zh: '一' },
        sections: [
          {
            key: 's',
            items: [
              { kind: 'boolean', key: 'digging', label: { zh: '是否挖掘' } },
              { kind: 'money', key: 'fee', label: { zh: '费用' } },
              { kind: 'date', key: 'from', label: { zh: '开工日期' } },
            ],
          },
        ],
      },
    ],
  };
  const flow: FlowDefinition = {
    title: { zh: '按情形' },
    steps: [
      {
        kind: 'parallel',
        key: 'joint',
        title: { zh: '并联' },
        branches: [
          {
            stage: { key: 'plan', title: { zh: '方案审查' }, role: 'approver', kind: 'review' },
            when: { op: '=', left: { op: 'field', key: 'digging' }, right: { op: 'boolean', value: true } },
          },
          {
            stage: { key: 'money', title: { zh: '费用核定' }, role: 'approver', kind: 'review' },
            when: { op: '>', left: { op: 'field', key: 'fee' }, right: { op: 'number', value: '1000' } },
          },
        ],
      },
      { kind: 'stage', stage: { key: 'sign', title: { zh: '签发' }, role: 'head', kind: 'decide' } },
    ],
  };
  const begin = (answers: Record<string, string | boolean>) =>
    begun(beginFlow(flow, CITY, factsOf(form, answers, context, defaultCalendar)));

  test('a branch is left out when its condition does not hold; money is compared in yuan', () => {
    expect(openKeys(begin({ digging: true, fee: '100001' }))).toEqual(['plan', 'money']);
    expect(openKeys(begin({ digging: true, fee: '100000' }))).toEqual(['plan']);
  });

  test('a step without branches is left out, also when nothing was answered', () => {
    expect(openKeys(begin({ digging: false, fee: '0' }))).toEqual(['sign']);
    expect(openKeys(begin({}))).toEqual(['sign']);
  });

  test('a condition that cannot be computed is said, not guessed', () => {
    const due = {
      op: 'addWorkingDays',
      of: { op: 'field', key: 'from' },
      count: { op: 'number', value: '20' },
    } as const;
    const when = { op: '>', left: due, right: { op: 'context', key: 'today' } } as const;
    const late: FlowDefinition = { ...flow, steps: [{ ...(flow.steps[0] as Step), when }, flow.steps[1] as Step] };
    const at = (from: string) =>
      beginFlow(late, CITY, factsOf(form, { from, digging: true }, context, defaultCalendar));
    expect(openKeys(begun(at('2026-03-02')))).toEqual(['plan']);
    expect(at('2026-12-25')).toEqual({ ok: false, code: 'CONDITION_UNDECIDABLE', stage: 'joint' });
    expect(beginFlow(flow, CITY, none)).toMatchObject({ ok: false, code: 'CONDITION_UNDECIDABLE' });
  });

  test('conditions are checked against the form', () => {
    expect(checkFlow(flow, scopeOf(form, defaultCalendar))).toEqual([]);
    const wrong: FlowDefinition = {
      ...flow,
      steps: [{ ...(flow.steps[0] as Step), when: { op: 'field', key: 'width' } }, flow.steps[1] as Step],
    };
    expect(checkFlow(wrong, scopeOf(form, defaultCalendar))).toMatchObject([
      { code: 'RULE_UNKNOWN_FIELD', path: 'steps.0.when' },
    ]);
  });
});

describe('what blocks publication', () => {
  const sign = road.steps[2] as Step;
  const codes = (steps: readonly Step[]) => checkFlow({ ...road, steps }).map(({ code }) => code);

  test('the road flow is fine', () => expect(checkFlow(road)).toEqual([]));
  test('no decision at the end', () => expect(codes(road.steps.slice(0, 2))).toEqual(['LAST_NOT_DECIDE']));
  test('nothing at all', () => expect(codes([])).toEqual(['NO_STEPS']));
  test('a decision before the end', () =>
    expect(codes([sign, ...road.steps])).toEqual(['DECIDE_NOT_LAST', 'DUPLICATE_KEY']));
  test('a decision under a condition', () => {
    expect(codes([{ ...sign, when: { op: 'boolean', value: true } }])).toEqual(['DECIDE_CONDITIONAL']);
  });
  test('a stage without a role', () => {
    const stage = { key: 'a', title: { zh: '审查' }, role: '' as 'clerk', kind: 'review' } as const;
    expect(codes([{ kind: 'stage', stage }, sign])).toEqual(['NO_ROLE']);
  });
  test('a parallel step with one branch, a limit of half a day, a bad key', () => {
    const stage = { key: '审查', title: { zh: '审查' }, role: 'clerk', kind: 'review', limitDays: 0.5 } as const;
    const step: Step = { kind: 'parallel', key: 'j', title: { zh: '并联' }, branches: [{ stage }] };
    expect(codes([step, sign])).toEqual(['TOO_FEW_BRANCHES', 'BAD_KEY', 'BAD_LIMIT']);
  });
  test('more steps than anybody can follow', () => {
    const steps = Array.from({ length: 21 }, (_, i): Step => {
      const stage = { key: `s${i}`, title: { zh: '审查' }, role: 'clerk', kind: 'review' } as const;
      return { kind: 'stage', stage };
    });
    expect(codes([...steps, sign])).toEqual(['TOO_MANY_STEPS']);
  });
});

describe('the chart', () => {
  test('branches lie beside each other, and a case shows where it stands', () => {
    let state = following(begun(beginFlow(road, CITY, none)), 'review', 'pass');
    state = following(state, 'traffic', 'refuse');
    const chart = chartOf(road, state);
    expect([chart.columns, chart.rows]).toEqual([7, 3]);
    expect(chart.nodes.map(({ key, column, row, status }) => [key, column, row, status])).toEqual([
      ['$start', 0, 1, 'passed'],
      ['review', 1, 1, 'passed'],
      ['$fork.joint', 2, 1, 'passed'],
      ['city', 3, 0, 'open'],
      ['traffic', 3, 2, 'refused'],
      ['$join.joint', 4, 1, 'waiting'],
      ['sign', 5, 1, 'waiting'],
      ['$end', 6, 1, 'waiting'],
    ]);
    expect(chart.edges.filter(({ passed }) => passed).map(({ from, to }) => `${from}>${to}`)).toEqual([
      '$start>review',
      'review>$fork.joint',
      '$fork.joint>city',
      '$fork.joint>traffic',
    ]);
  });

  test('a stage that was passed by is marked so', () => {
    const state = following(begun(beginFlow(road, CITY, none)), 'review', 'refuse');
    const status = Object.fromEntries(chartOf(road, state).nodes.map((node) => [node.key, node.status]));
    expect(status).toMatchObject({ review: 'refused', city: 'skipped', traffic: 'skipped', sign: 'open' });
    expect(status).toMatchObject({ '$fork.joint': 'skipped', '$join.joint': 'skipped' });
  });

  test('in a guide everything waits, and no two nodes share a place', () => {
    const chart = chartOf(road);
    expect(chart.nodes.every(({ status }) => status === 'waiting')).toBe(true);
    expect(new Set(chart.nodes.map(({ column, row }) => `${column},${row}`)).size).toBe(chart.nodes.length);
  });
});

/** A random flow: each step a stage or 2-4 branches, then a decision. */
const flows = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 6 }).map((sizes): FlowDefinition => {
  const stage = (key: string) => ({ key, title: { zh: key }, role: 'clerk', kind: 'review' }) as const;
  const steps = sizes.map((size, i): Step => {
    if (size === 1) return { kind: 'stage', stage: stage(`s${i}`) };
    const branches = Array.from({ length: size }, (_, b) => ({ stage: stage(`s${i}b${b}`) }));
    return { kind: 'parallel', key: `p${i}`, title: { zh: '并联' }, branches };
  });
  return { title: { zh: '随机' }, steps: [...steps, road.steps[2] as Step] };
});

test('any checked flow ends whatever is decided in whatever order, and a refusal is never granted', () => {
  fc.assert(
    fc.property(flows, fc.infiniteStream(fc.nat(100)), (flow, choices) => {
      expect(checkFlow(flow)).toEqual([]);
      const next = () => choices.next().value as number;
      let state = begun(beginFlow(flow, CITY, none));
      for (let moves = 0; state.outcome === null; moves++) {
        expect(moves).toBeLessThan(30);
        const open = state.open[next() % state.open.length];
        const decision = open?.kind === 'decide' && wasRefused(state) ? 'refuse' : next() % 5 ? 'pass' : 'refuse';
        state = begun(progress(flow, state, { stage: open?.key ?? '', decision }, none, CITY));
      }
      expect(state.outcome).toBe(state.done.every(({ decision }) => decision === 'pass') ? 'granted' : 'refused');
      expect(new Set(state.done.map(({ key }) => key)).size).toBe(state.done.length);
      expect(chartOf(flow, state).nodes.some(({ status }) => status === 'open' || status === 'waiting')).toBe(false);
    }),
  );
});
