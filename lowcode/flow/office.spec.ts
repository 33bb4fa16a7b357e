import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultCalendar } from '../calendar/calendar.ts';
import type { Answers, FormContext } from '../form/definition.ts';
import { factsOf } from '../form/facts.ts';
import { scopeOf } from '../form/scope.ts';
import { itemsOf } from '../form/walk.ts';
import { checkFlow } from './check.ts';
import type { FlowDefinition, FlowProgress, FlowState, Stage, Step } from './definition.ts';
import { beginFlow, isFinished, progress } from './progress.ts';
import { officeFlows, randomForm } from './random.fixture.ts';
import { sendBack, waysBack } from './send-back.ts';
import { askSigner, giveSignature } from './signers.ts';
import { stageKeyOf, stagesOf } from './walk.ts';

const context: FormContext = { today: '2026-03-02', channel: 'web', applicantKind: 'company', region: '430423' };
const scope = scopeOf(randomForm, defaultCalendar);
const UNIT = 'office';
const facts = (answers: Answers) => factsOf(randomForm, answers, context, defaultCalendar);

const stage = (key: string, more: Partial<Stage> = {}): Stage => ({
  ...{ key, title: { zh: key }, role: 'clerk', kind: 'work' },
  ...more,
});
const one = (key: string, more: Partial<Stage> = {}): Step => ({ kind: 'stage', stage: stage(key, more) });
const office = (...steps: readonly Step[]): FlowDefinition => ({ title: { zh: '内部' }, purpose: 'office', steps });
const bad = {
  op: '=',
  left: { op: 'field', key: 'result1' },
  right: { op: 'text', value: 'bad' },
} as const;

function must(found: FlowProgress): FlowState {
  if (!found.ok) throw new Error(`${found.code} at ${found.stage}`);
  return found.state;
}
const open = (state: FlowState) => state.open.map(({ key }) => key);
const codes = (flow: FlowDefinition) => checkFlow(flow, scope, randomForm).map(({ code }) => code);

/** 派遣 -> 处置 -> 核查; what is not good goes back to be done again. */
const grid = office(one('send', { signers: true }), one('handle'), {
  kind: 'stage',
  stage: stage('verify', { pages: ['page1'], backTo: ['send', 'handle'] }),
  goTo: [{ when: bad, to: 'handle' }],
});

describe('an office flow', () => {
  test('ends with its last step, as done', () => {
    expect(checkFlow(grid, scope, randomForm)).toEqual([]);
    let state = must(beginFlow(grid, UNIT, facts({})));
    for (const key of ['send', 'handle', 'verify']) {
      state = must(progress(grid, state, { stage: key, decision: 'pass' }, facts({ result1: 'good' }), UNIT));
    }
    expect(state).toEqual({ step: 3, open: [], done: state.done, outcome: 'done' });
  });

  test('goes back as long as the result is not good, and what is done again was not done', () => {
    let state = must(beginFlow(grid, UNIT, facts({})));
    const end = (key: string, result: string) => {
      state = must(progress(grid, state, { stage: key, decision: 'pass' }, facts({ result1: result }), UNIT));
    };
    end('send', 'bad');
    end('handle', 'bad');
    end('verify', 'bad');
    expect(state).toMatchObject({ step: 1, done: [{ key: 'send' }], rounds: { handle: 1 } });
    end('handle', 'good');
    end('verify', 'good');
    expect(isFinished(state)).toBe(true);
  });

  test('work cannot be refused; a refused review ends it', () => {
    const flow = office(one('write'), one('check', { kind: 'review' }), one('sign'));
    let state = must(beginFlow(flow, UNIT, facts({})));
    expect(progress(flow, state, { stage: 'write', decision: 'refuse' }, facts({}), UNIT)).toMatchObject({
      code: 'CANNOT_REFUSE',
    });
    state = must(progress(flow, state, { stage: 'write', decision: 'pass' }, facts({}), UNIT));
    state = must(progress(flow, state, { stage: 'check', decision: 'refuse' }, facts({}), UNIT));
    expect(state).toMatchObject({ open: [], outcome: 'refused' });
  });

  test('is open once for each unit answered, and goes on when all of them have ended', () => {
    const flow = office(
      { ...one('join', { eachOf: 'units' }), when: { op: 'present', of: { op: 'field', key: 'units' } } },
      one('sum', { backTo: ['join'] }),
    );
    expect(codes(flow)).toEqual([]);
    const known = facts({ units: ['u1', 'u2', 'u3'] });
    let state = must(beginFlow(flow, UNIT, known));
    expect(state.open.map(({ key, unit }) => [key, unit])).toEqual([
      ['join@u1', 'u1'],
      ['join@u2', 'u2'],
      ['join@u3', 'u3'],
    ]);
    for (const key of ['join@u2', 'join@u1', 'join@u3']) {
      expect(open(state)).toContain(key);
      state = must(progress(flow, state, { stage: key, decision: 'pass' }, known, UNIT));
    }
    expect(open(state)).toEqual(['sum']);
    expect(waysBack(flow, state, 'sum').map(({ to }) => to)).toEqual(['join', 'join@u2', 'join@u1', 'join@u3']);
    state = must(sendBack(flow, state, { stage: 'sum', to: 'join@u2' }, known, UNIT));
    expect(open(state)).toEqual(['join@u2']);
    expect(state.done.map(({ key }) => key)).toEqual(['join@u1', 'join@u3']);
    state = must(progress(flow, state, { stage: 'join@u2', decision: 'pass' }, known, UNIT));
    expect(open(state)).toEqual(['sum']);
    expect(open(must(beginFlow(flow, UNIT, facts({}))))).toEqual(['sum']);
  });

  test('takes the unit and the limit from the answers', () => {
    const limit = {
      count: {
        op: 'table',
        of: { op: 'field', key: 'sort' },
        rows: { a: '2', b: '48' },
      },
      unit: 'hours',
    } as const;
    const flow = office(one('handle', { unitField: 'sort', unit: 'town', limit }));
    expect(codes(flow)).toEqual([]);
    const entered = (answers: Answers) => must(beginFlow(flow, UNIT, facts(answers))).open[0];
    expect(entered({ sort: 'a' })).toMatchObject({
      unit: 'a',
      limitDays: null,
      limit: { count: 2, unit: 'hours' },
    });
    expect(entered({ sort: 'b' })).toMatchObject({ unit: 'b', limit: { count: 48, unit: 'hours' } });
    expect(entered({})).toMatchObject({ unit: 'town', limitDays: null });
    expect(entered({})?.limit).toBeUndefined();
  });
});

describe('a service flow', () => {
  const flow: FlowDefinition = {
    title: { zh: '许可' },
    steps: [
      {
        kind: 'parallel',
        key: 'joint',
        title: { zh: '并联' },
        branches: [{ stage: stage('a', { kind: 'review' }) }, { stage: stage('b', { kind: 'review' }) }],
      },
      one('sign', { kind: 'decide', role: 'head', backTo: ['a'] }),
      one('make', { role: 'clerk' }),
      one('deliver', { role: 'clerk' }),
    ],
  };
  const known = facts({});
  const end = (state: FlowState, key: string, decision: 'pass' | 'refuse' = 'pass') =>
    must(progress(flow, state, { stage: key, decision }, known, UNIT));

  test('carries out what was granted, and nothing when it was refused', () => {
    expect(codes(flow)).toEqual([]);
    let state = end(end(must(beginFlow(flow, UNIT, known)), 'a'), 'b');
    expect(end(state, 'sign', 'refuse')).toMatchObject({ step: 4, open: [], outcome: 'refused' });
    state = end(state, 'sign');
    expect([state.outcome, open(state), isFinished(state)]).toEqual(['granted', ['make'], false]);
    state = end(end(state, 'make'), 'deliver');
    expect([state.outcome, state.step, isFinished(state)]).toEqual(['granted', 4, true]);
  });

  test('sent back to one branch, what the other decided stands', () => {
    let state = end(end(must(beginFlow(flow, UNIT, known)), 'a', 'refuse'), 'b');
    expect(sendBack(flow, state, { stage: 'sign', to: 'b' }, known, UNIT)).toMatchObject({ code: 'CANNOT_SEND_BACK' });
    state = must(sendBack(flow, state, { stage: 'sign', to: 'a' }, known, UNIT));
    expect(state).toMatchObject({ step: 0, done: [{ key: 'b', decision: 'pass' }], rounds: { joint: 1 } });
    state = end(state, 'a');
    expect(end(state, 'sign').outcome).toBe('granted');
  });

  test('waits for the signatures that were asked for, whatever they say', () => {
    let state = must(beginFlow(grid, UNIT, known));
    const wish = { stage: 'send', role: 'head', unit: 'law' } as const;
    state = must(askSigner(grid, state, wish));
    expect(must(askSigner(grid, state, wish))).toBe(state);
    expect(progress(grid, state, { stage: 'send', decision: 'pass' }, known, UNIT)).toMatchObject({
      code: 'SIGNATURES_MISSING',
    });
    expect(giveSignature(state, { ...wish, unit: 'other', agrees: true })).toMatchObject({ code: 'SIGNER_NOT_ASKED' });
    state = must(giveSignature(state, { ...wish, agrees: false }));
    state = must(progress(grid, state, { stage: 'send', decision: 'pass' }, known, UNIT));
    expect([open(state), state.signers]).toEqual([['handle'], undefined]);
    expect(askSigner(grid, state, { ...wish, stage: 'handle' })).toMatchObject({ code: 'SIGNERS_NOT_ALLOWED' });
  });
});

describe('what blocks publication, in words that name the stage', () => {
  const never = { op: 'and', of: [bad, { op: 'not', of: bad }] } as const;
  const always = { op: 'boolean', value: true } as const;
  test.each<[string, FlowDefinition, string, string]>([
    ['a jump to nowhere', office({ ...one('a'), goTo: [{ when: always, to: 'x' }] } as Step), 'GO_TO_NOWHERE', '“a”'],
    [
      'a stage that is jumped over by every case',
      office({ ...one('a'), goTo: [{ when: always, to: 'c' }] } as Step, one('b'), one('c')),
      ...(['UNREACHABLE_STAGE', '“b”永远走不到'] as const),
    ],
    [
      'a condition that never holds',
      office(one('z', { pages: ['page1'] }), { ...one('a'), when: never }, one('b')),
      'NEVER_ENTERED',
      '“a”',
    ],
    [
      'a loop that the one who acts cannot leave',
      office(one('a', { pages: ['page1'] }), { ...one('b'), goTo: [{ when: bad, to: 'b' }] } as Step),
      ...(['LOOP_WITHOUT_EXIT', '“b”会无休止地往回走'] as const),
    ],
    ['back to a later stage', office(one('a', { backTo: ['b'] }), one('b')), 'BACK_TO_LATER', '“a”不能退回“b”'],
    ['back to nowhere', office(one('a', { backTo: ['x'] })), 'BACK_TO_NOWHERE', '“a”'],
    [
      'a page of two stages at a time',
      office({
        kind: 'parallel',
        key: 'joint',
        title: { zh: '并联' },
        branches: [{ stage: stage('a', { pages: ['page1'] }) }, { stage: stage('b', { pages: ['page1'] }) }],
      }),
      ...(['PAGE_TWICE', '“a”和“b”'] as const),
    ],
    ['a page that is not there', office(one('a', { pages: ['nothing'] })), 'UNKNOWN_PAGE', '“a”'],
    ['nobody to act', office(one('a', { eachOf: 'units' })), 'NOBODY_TO_ACT', '“a”逐个单位办理，但“协办单位”可以不填'],
    [
      'a condition on what comes later',
      office({ ...one('a'), when: bad }, one('b', { pages: ['page1'] })),
      'FILLED_LATER',
      '“a”',
    ],
    ['a decision', office(one('a', { kind: 'decide' })), 'DECIDE_IN_OFFICE', '“a”'],
    ['a special procedure', office(one('a', { procedures: ['hearing'] })), 'WRONG_PURPOSE', '“特别程序”'],
    ['two ways to a unit', office(one('a', { unitField: 'sort', eachOf: 'units' })), 'UNIT_TWICE', '“a”'],
    [
      'a chase from a due time that is not there',
      office(one('a', { chases: [{ kind: 'remind', from: 'due', after: { count: 1, unit: 'days' } }] })),
      ...(['CHASE_WITHOUT_LIMIT', '“a”'] as const),
    ],
    [
      'a notice that says what is not there',
      office(one('a', { notices: [{ on: 'entered', to: 'actors', text: { zh: '请办理{what}' } }] })),
      ...(['UNKNOWN_FIELD', '{what}'] as const),
    ],
  ])('%s', (_, flow, code, words) => {
    const problems = checkFlow(flow, scope, randomForm);
    expect(problems.map((found) => found.code)).toContain(code);
    expect(problems.find((found) => found.code === code)?.message.zh).toContain(words);
  });

  test('a loop in a service, where answers do not change, and a way around the decision', () => {
    const sign = one('sign', { kind: 'decide', role: 'head' });
    const when = { op: '=', left: { op: 'field', key: 'sort' }, right: { op: 'text', value: 'a' } } as const;
    const flow = (to: string, ...after: readonly Step[]): FlowDefinition => ({
      title: { zh: '许可' },
      steps: [{ ...one('a'), goTo: [{ when, to }] } as Step, sign, ...after],
    });
    expect(codes(flow('a'))).toEqual(['LOOP_WITHOUT_EXIT']);
    expect(codes(flow('b', one('b')))).toEqual(['GO_TO_PAST_DECISION']);
    expect(codes(flow('sign'))).toEqual([]);
  });
});

/** Everything that can be answered on the pages of a stage. */
function answersAt(found: Stage | undefined): readonly Answers[] {
  const keys = itemsOf(randomForm).flatMap(({ item, page }) => (found?.pages?.includes(page.key) ? [item.key] : []));
  return keys.length === 0 ? [{}] : keys.flatMap((key) => ['good', 'bad', null].map((value) => ({ [key]: value })));
}

test('any office flow that passes the check ends, whatever was done before, once everybody lets it go on', () => {
  let passed = 0;
  fc.assert(
    fc.property(
      officeFlows,
      fc.constantFrom('a', 'b'),
      fc.subarray(['u1', 'u2', 'u3']),
      fc.infiniteStream(fc.nat(1000)),
      (flow, sort, units, choices) => {
        if (checkFlow(flow, scope, randomForm).length > 0) return;
        passed++;
        const pick = <T>(list: readonly T[]): T => list[(choices.next().value as number) % list.length] as T;
        let answers: Answers = { sort, units };
        let state = must(beginFlow(flow, UNIT, facts(answers)));
        const definition = (key: string) => stagesOf(flow).find((found) => found.stage.key === stageKeyOf(key))?.stage;
        for (let moves = 0; !isFinished(state); moves++) {
          expect(moves).toBeLessThan(400);
          expect(new Set(open(state)).size).toBe(state.open.length);
          expect(state.open.length).toBeGreaterThan(0);
          const at = pick(state.open).key;
          const chance = moves < 60 ? (choices.next().value as number) % 10 : 9;
          const waiting = state.signers?.find((signer) => signer.agrees === null && signer.stage === at);
          if (waiting) {
            state = must(giveSignature(state, { ...waiting, agrees: chance > 4 }));
          } else if (chance === 0 && definition(at)?.signers && !state.signers) {
            state = must(askSigner(flow, state, { stage: at, role: 'head', unit: 'law' }));
          } else if (chance === 1 && waysBack(flow, state, at).length > 0) {
            state = must(
              sendBack(flow, state, { stage: at, to: pick(waysBack(flow, state, at)).to }, facts(answers), UNIT),
            );
          } else if (moves < 60) {
            answers = { ...answers, ...pick(answersAt(definition(at))) };
            const decision = chance === 2 && definition(at)?.kind === 'review' ? 'refuse' : 'pass';
            state = must(progress(flow, state, { stage: at, decision }, facts(answers), UNIT));
          } else {
            const before = state;
            const onward = answersAt(definition(at)).flatMap((filled) => {
              const next = must(
                progress(flow, before, { stage: at, decision: 'pass' }, facts({ ...answers, ...filled }), UNIT),
              );
              const further = next.step > before.step || next.open.length < before.open.length;
              return further ? [{ next, filled }] : [];
            });
            expect(onward.length).toBeGreaterThan(0);
            const chosen = pick(onward);
            state = chosen.next;
            answers = { ...answers, ...chosen.filled };
          }
        }
        expect(state.step).toBe(flow.steps.length);
        expect(['done', 'refused']).toContain(state.outcome);
      },
    ),
    { numRuns: 3000 },
  );
  expect(passed).toBeGreaterThan(200);
}, 60_000);
