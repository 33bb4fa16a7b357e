import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultCalendar as calendar } from '../../lowcode/calendar/calendar.ts';
import type { FlowDefinition, FlowProgress, StageDecision } from '../../lowcode/flow/definition.ts';
import { beginFlow, progress } from '../../lowcode/flow/progress.ts';
import { contextFacts } from '../../lowcode/rule/facts.ts';
import type { Commit } from '../../platform/contract/log.ts';
import { fold } from '../stream.ts';
import { withdraw } from './decide-close.ts';
import { completeStage, extendLimit, restartClock, stopClock } from './decide-handling.ts';
import { accept } from './decide-intake.ts';
import { requestSupplement, supplement } from './decide-supplement.ts';
import type { ApplicationEvent } from './events.ts';
import { type Application, application } from './fold.ts';
import { caseMoved, stageMoved } from './stale.ts';

const at = { today: '2026-03-03', calendar };
const facts = contextFacts({ today: at.today, channel: 'web', applicantKind: 'person', region: '430423' }, calendar);
const SITE = { key: 'site', title: { zh: '城管现场审核' }, role: 'approver', kind: 'review' } as const;
const TRAFFIC = { ...SITE, key: 'traffic', title: { zh: '交警大队审核' }, unit: '430423-jjdd' } as const;
const flow: FlowDefinition = {
  title: { zh: '占用、挖掘城市道路审批' },
  steps: [
    { kind: 'parallel', key: 'joint', title: { zh: '并联审查' }, branches: [{ stage: SITE }, { stage: TRAFFIC }] },
    { kind: 'stage', stage: { key: 'sign', title: { zh: '签发' }, role: 'head', kind: 'decide' } },
  ],
};

/** A case as its facts tell it, one commit after another. */
class Case {
  #commits: Commit[] = [];

  constructor() {
    const path = new URL('../fixtures/ApplicationSubmitted@1.json', import.meta.url);
    const { type, v, data } = JSON.parse(readFileSync(path, 'utf8')) as ApplicationEvent;
    this.happens(() => [{ type, v, data } as ApplicationEvent]);
  }

  get state(): Application {
    const state = fold(application, this.#commits);
    if (!state) throw new Error('nothing was submitted');
    return state;
  }

  /** What somebody decides on the case as it is; returns the revision they leave it at. */
  happens(decide: (state: Application) => readonly ApplicationEvent[]): number {
    const events = decide(this.#commits.length === 0 ? (null as unknown as Application) : this.state);
    if (events.length === 0) throw new Error('nothing happened');
    const ordinal = this.#commits.length;
    this.#commits.push({ ordinal, at: '2026-03-03T01:00:00.000Z', actor: 'staff/x', events } as unknown as Commit);
    return this.state.revision;
  }

  accepted(): number {
    return this.happens((state) => accept(state, beginFlow(flow, state.submitted.unit, facts), at));
  }

  completes(stage: string, decision: StageDecision = 'pass'): number {
    return this.happens((state) => {
      if (!state.flow) throw new Error('no flow');
      const step: FlowProgress = progress(flow, state.flow, { stage, decision }, facts, state.submitted.unit);
      return completeStage(
        state,
        { stage, decision, opinion: '意见', reasons: '理由', remedies: '途径' },
        step,
        null,
        at,
      );
    });
  }
}

function opened(): { readonly story: Case; readonly seen: number } {
  const story = new Case();
  const seen = story.accepted();
  return { story, seen };
}

describe('given a case whose two departments examine at a time, both having it open', () => {
  it('when one completes its stage, then the other may complete its own', () => {
    const { story, seen } = opened();
    expect(stageMoved(story.state, 'site', seen)).toBe(false);
    story.completes('traffic');
    expect(caseMoved(story.state, seen)).toBe(true);
    expect(stageMoved(story.state, 'site', seen)).toBe(false);
    story.completes('site');
    expect(story.state.stages.map(({ key }) => key)).toEqual(['sign']);
  });

  it('when a colleague completed the very stage, then it is stale', () => {
    const { story, seen } = opened();
    story.completes('site');
    expect(stageMoved(story.state, 'site', seen)).toBe(true);
  });

  it('when both are done, then who saw the case before the deciding stage began cannot decide', () => {
    const { story, seen } = opened();
    const between = story.completes('traffic');
    const joined = story.completes('site');
    expect(stageMoved(story.state, 'sign', seen)).toBe(true);
    expect(stageMoved(story.state, 'sign', between)).toBe(true);
    expect(stageMoved(story.state, 'sign', joined)).toBe(false);
  });

  it('when the clock is stopped and goes on, then what was seen before is stale', () => {
    const { story, seen } = opened();
    const wish = { stage: 'site', procedure: 'expertReview', reason: '专家评审' } as const;
    story.happens((state) => stopClock(state, wish, ['expertReview'], at));
    expect(stageMoved(story.state, 'site', seen)).toBe(true);
    const now = story.happens((state) => restartClock(state, { result: '通过' }, at));
    expect(stageMoved(story.state, 'site', seen)).toBe(true);
    expect(stageMoved(story.state, 'site', now)).toBe(false);
  });

  it('when the limit is made longer, then nothing a stage is judged by has changed', () => {
    const { story, seen } = opened();
    story.happens((state) => extendLimit(state, { days: 5, reason: '路段复杂' }, at));
    expect(stageMoved(story.state, 'site', seen)).toBe(false);
  });

  it('when the applicant withdraws, then every stage is stale', () => {
    const { story, seen } = opened();
    story.happens((state) => withdraw(state, { reason: '不办了' }, at));
    expect(stageMoved(story.state, 'site', seen)).toBe(true);
  });
});

describe('given papers that changed before acceptance', () => {
  it('when somebody judges by what was there before the supplement, then it is stale', () => {
    const story = new Case();
    const first = story.state.revision;
    const defects = [{ at: 'locationMap', label: '位置图', reason: '没有标出盲道' }];
    story.happens((state) => requestSupplement(state, { defects, bySupervisor: false }, at));
    const papers = { answers: {}, personalAnswers: {}, attachments: [], fee: null };
    const supplied = story.happens((state) => supplement(state, papers, at));
    expect(story.state.groundsSince).toBe(supplied);
    const seen = story.accepted();
    expect(stageMoved(story.state, 'site', first)).toBe(true);
    expect(stageMoved(story.state, 'site', supplied)).toBe(true);
    expect(stageMoved(story.state, 'site', seen)).toBe(false);
  });
});

describe('given a revision that the case never had', () => {
  it('when it is sent with a stage, then it is stale', () => {
    const { story, seen } = opened();
    expect(stageMoved(story.state, 'site', seen + 1)).toBe(true);
    expect(stageMoved(story.state, 'site', -1)).toBe(true);
  });

  it('when the stage is not there at all and nothing moved, then the flow has the word', () => {
    const { story, seen } = opened();
    expect(stageMoved(story.state, 'no-such-stage', seen)).toBe(false);
    expect(() => story.completes('no-such-stage')).toThrow('该环节已经办结或尚未开始');
  });
});
