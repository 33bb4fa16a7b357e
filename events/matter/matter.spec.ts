import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultCalendar as calendar } from '../../lowcode/calendar/calendar.ts';
import type { FlowDefinition, FlowProgress, StageDecision } from '../../lowcode/flow/definition.ts';
import { beginFlow, progress } from '../../lowcode/flow/progress.ts';
import { sendBack } from '../../lowcode/flow/send-back.ts';
import { askSigner, giveSignature } from '../../lowcode/flow/signers.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import { factsOf } from '../../lowcode/form/facts.ts';
import { documentFlow, documentForm } from '../../lowcode/system/document.fixture.ts';
import type { Commit } from '../../platform/contract/log.ts';
import { fold } from '../stream.ts';
import { begin, close, endStage, type FilledIn, sendStageBack, withdraw } from './decide.ts';
import { askForSignature, chaseByClock, chaseByHand, giveSignatureNow } from './decide-beside.ts';
import type { Moment } from './due.ts';
import type { MatterEvent } from './events.ts';
import { changed, flowChange } from './flow-change.ts';
import { type Matter, matter } from './fold.ts';

const UNIT = '430423-mzj';
const OTHER = '430423-cgj';
const START = '2026-03-03T01:00:00.000Z';
const moment = (now = START): Moment => ({
  now,
  today: new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 10),
  calendar,
});
const none: FilledIn = { open: {}, personal: {}, cleared: [], attachments: [] };
const context = { today: '2026-03-03', channel: 'web', applicantKind: 'company', region: '430423' } as const;
const SIGNER = { role: 'head', unit: OTHER } as const;

/** A matter as its facts tell it, one commit after another. */
class Story {
  readonly commits: Commit[] = [];
  readonly flow: FlowDefinition;
  readonly answers: Answers;

  constructor(answers: Answers = { subject: '关于防汛的通知', receivers: [UNIT, OTHER] }, flow = documentFlow) {
    this.flow = flow;
    this.answers = answers;
    const pin = { key: 'fa-wen', version: 1 };
    const begun = {
      ...{ region: '430423', unit: UNIT, system: 'fa-wen', number: 'MZN2026030300001', systemName: { zh: '公文传输' } },
      ...{
        pinned: { system: pin, form: pin, flow: pin },
        title: '关于防汛的通知',
        units: [UNIT, '430423'],
        guards: ['g'],
      },
      ...{ answers, attachments: [], subject: 's', personal: { answers: {} } },
    };
    this.happens(moment(), () => begin(null, begun, beginFlow(flow, UNIT, this.facts), this.chases, moment()));
  }

  get facts() {
    return factsOf(documentForm, this.answers, context, calendar);
  }

  readonly chases = (stage: string) =>
    this.flow.steps.flatMap((step) =>
      step.kind === 'stage' && stage.startsWith(step.stage.key) ? (step.stage.chases ?? []) : [],
    );

  get state(): Matter {
    const state = fold(matter, this.commits);
    if (!state) throw new Error('nothing was begun');
    return state;
  }

  happens(at: Moment, decide: (state: Matter) => readonly MatterEvent[]): readonly string[] {
    const events = decide(this.commits.length === 0 ? (null as unknown as Matter) : this.state);
    if (events.length > 0) {
      const ordinal = this.commits.length;
      this.commits.push({ ordinal, at: at.now, actor: 'staff/x', events } as unknown as Commit);
    }
    return events.map(({ type }) => type);
  }

  ends(
    stage: string,
    more: {
      decision?: StageDecision;
      opinion?: string;
      filled?: FilledIn;
      at?: Moment;
      closer?: Matter['closer'];
    } = {},
  ) {
    const { decision = 'pass', opinion = '', filled = none, at = moment(), closer = null } = more;
    return this.happens(at, (state) => {
      const next: FlowProgress = progress(this.flow, state.flow, { stage, decision }, this.facts, UNIT);
      return endStage(state, { stage, decision, opinion, filled, number: null, closer }, next, this.chases, at);
    });
  }
}

const open = (story: Story) => story.state.stages.map(({ key, unit }) => `${key} ${unit}`);

describe('given a document that was drafted', () => {
  it('then it is with whoever checks it, within 24 hours of the clock', () => {
    const { stages } = new Story().state;
    expect(stages).toMatchObject([
      { key: 'check', role: 'approver', unit: UNIT, due: '2026-03-04', dueAt: '2026-03-04T01:00:00.000Z' },
    ]);
  });

  it('when a stage is ended, then what was filled in there is known, and the next is entered', () => {
    const story = new Story();
    const filled = { open: { sound: true }, personal: {}, cleared: [], attachments: [] };
    expect(story.ends('check', { filled })).toEqual(['MatterStageEnded', 'MatterStagesEntered']);
    expect(story.state.answers).toMatchObject({ subject: '关于防汛的通知', sound: true });
    expect(open(story)).toEqual([`issue ${UNIT}`]);
  });

  it('when it is sent back, then the stage before is open again, and what is cleared there is gone', () => {
    const story = new Story();
    story.ends('check', { filled: { ...none, open: { sound: true } } });
    const back = story.happens(moment(), (state) => {
      const next = sendBack(documentFlow, state.flow, { stage: 'issue', to: 'check' }, story.facts, UNIT);
      return sendStageBack(
        state,
        { stage: 'issue', to: 'check', toTitle: { zh: '核稿' }, reason: '文号不对' },
        next,
        story.chases,
        moment(),
      );
    });
    expect(back).toEqual(['MatterSentBack', 'MatterStagesEntered']);
    expect(open(story)).toEqual([`check ${UNIT}`]);
    expect(story.state.flow).toMatchObject({ done: [], rounds: { check: 1 } });
    story.ends('check', { filled: { ...none, cleared: ['sound'] } });
    expect(story.state.answers).not.toHaveProperty('sound');
  });

  it('when it is refused at signing, then it needs a reason and is over', () => {
    const story = new Story();
    story.ends('check');
    expect(() => story.ends('issue', { decision: 'refuse' })).toThrow('理由');
    expect(story.ends('issue', { decision: 'refuse', opinion: '不必行文' })).toEqual([
      'MatterStageEnded',
      'MatterClosed',
    ]);
    expect(story.state).toMatchObject({ state: 'refused', stages: [] });
  });

  it('when another is asked to sign, then the stage waits for the signature', () => {
    const story = new Story();
    const ask = (state: Matter) =>
      askForSignature(
        state,
        { stage: 'check', signer: SIGNER, question: '请会签' },
        askSigner(documentFlow, state.flow, { stage: 'check', ...SIGNER }),
        moment(),
      );
    expect(story.happens(moment(), ask)).toEqual(['SignerAsked']);
    expect(story.happens(moment(), ask)).toEqual([]);
    expect(story.state.handlers).toContain(OTHER);
    expect(() => story.ends('check')).toThrow('加签');
    const sign = (agrees: boolean, opinion: string) => (state: Matter) =>
      giveSignatureNow(
        state,
        { stage: 'check', signer: SIGNER, agrees, opinion },
        giveSignature(state.flow, { stage: 'check', ...SIGNER, agrees }),
        moment(),
      );
    expect(() => story.happens(moment(), sign(false, ' '))).toThrow('理由');
    expect(story.happens(moment(), sign(false, '数字有误'))).toEqual(['SignerSigned']);
    expect(() => story.happens(moment(), sign(true, ''))).toThrow('加签');
    expect(story.ends('check')).toContain('MatterStageEnded');
  });
});

describe('given a document that was sent to two units', () => {
  const sent = () => {
    const story = new Story();
    story.ends('check');
    story.ends('issue');
    return story;
  };
  const filled = (copies: string): FilledIn => ({ ...none, open: { copies } });

  it('then it is over when both have signed for it, and what each said is kept apart', () => {
    const story = sent();
    expect(open(story)).toEqual([`receive@${UNIT} ${UNIT}`, `receive@${OTHER} ${OTHER}`]);
    expect(story.ends(`receive@${OTHER}`, { filled: filled('2') })).toEqual(['MatterStageEnded']);
    expect(story.ends(`receive@${UNIT}`, { filled: filled('1') })).toEqual(['MatterStageEnded', 'MatterClosed']);
    const { parts, answers, state } = story.state;
    expect(state).toBe('done');
    expect(Object.values(parts).map((part) => [part.unit, part.answers])).toEqual([
      [OTHER, { copies: '2' }],
      [UNIT, { copies: '1' }],
    ]);
    expect(answers).not.toHaveProperty('copies');
  });

  it('when a closer is named, then only closing ends it, and twice is once', () => {
    const story = sent();
    const closer = { role: 'supervisor', unit: '430423' } as const;
    story.ends(`receive@${OTHER}`, { closer });
    expect(() => story.happens(moment(), (state) => close(state, { opinion: '' }, moment()))).toThrow('还没有走完');
    expect(story.ends(`receive@${UNIT}`, { closer })).toEqual(['MatterStageEnded', 'MatterEnded']);
    expect(story.state).toMatchObject({ state: 'ended', closer });
    expect(story.happens(moment(), (state) => close(state, { opinion: '已落实' }, moment()))).toEqual(['MatterClosed']);
    expect(story.happens(moment(), (state) => close(state, { opinion: '已落实' }, moment()))).toEqual([]);
  });

  it('when nobody acts, then the clock reminds after 24 hours, once, and supervises after the next working day', () => {
    const story = sent();
    const tick = (now: string) =>
      story.happens(moment(now), (state) => chaseByClock(state, `receive@${UNIT}`, moment(now)));
    expect(story.state.stages[0]).toMatchObject({
      due: '2026-03-04',
      chases: [
        { kind: 'remind', at: '2026-03-04T01:00:00.000Z' },
        { kind: 'supervise', at: '2026-03-05T15:59:59.999Z' },
      ],
    });
    expect(tick('2026-03-04T00:59:59.999Z')).toEqual([]);
    expect(tick('2026-03-04T01:00:00.000Z')).toEqual(['MatterChased']);
    expect(tick('2026-03-05T12:00:00.000Z')).toEqual([]);
    expect(tick('2026-03-05T16:00:00.000Z')).toEqual(['MatterChased']);
    expect(tick('2026-03-09T16:00:00.000Z')).toEqual([]);
    expect(story.commits.at(-1)?.events[0]?.data).toMatchObject({ kind: 'supervise', told: [UNIT] });
  });

  it('when the clock stood still, then only the latest is sent', () => {
    const story = sent();
    const late = moment('2026-03-20T01:00:00.000Z');
    expect(story.happens(late, (state) => chaseByClock(state, `receive@${UNIT}`, late))).toEqual(['MatterChased']);
    expect(story.state.stages[0]?.chased).toBe(2);
    expect(story.happens(late, (state) => chaseByClock(state, `receive@${UNIT}`, late))).toEqual([]);
  });

  it('when somebody reports it, then every unit of the matter is told', () => {
    const story = sent();
    story.happens(moment(), (state) =>
      chaseByHand(state, { stage: `receive@${UNIT}`, kind: 'report', words: '逾期未签收' }, moment()),
    );
    expect(story.commits.at(-1)?.events[0]?.data).toMatchObject({ told: [UNIT, OTHER], index: null });
    expect(() =>
      story.happens(moment(), (state) => chaseByHand(state, { stage: 'check', kind: 'remind', words: '快' }, moment())),
    ).toThrow('办结');
  });
});

describe('given a matter', () => {
  it('when it is withdrawn, then with a reason, and nothing is done with it any more', () => {
    const story = new Story();
    expect(() => story.happens(moment(), (state) => withdraw(state, { reason: '' }, moment()))).toThrow('理由');
    expect(story.happens(moment(), (state) => withdraw(state, { reason: '写错了' }, moment()))).toEqual([
      'MatterStagesDropped',
      'MatterWithdrawn',
    ]);
    expect(() => story.ends('check')).toThrow('不在办理中');
  });

  it('is not begun when nobody would have anything to do', () => {
    const flow: FlowDefinition = { title: { zh: '直接分发' }, purpose: 'office', steps: documentFlow.steps.slice(2) };
    expect(() => new Story({ subject: '没有收文单位' }, flow)).toThrow('没有可以进入的环节');
  });

  it('whose calendar does not reach a limit has no date rather than a guessed one', () => {
    const far = moment('2031-06-02T01:00:00.000Z');
    const story = new Story();
    story.ends('check');
    story.ends('issue', { at: far });
    expect(story.state.stages[0]).toMatchObject({
      due: null,
      dueAt: null,
      chases: [{ kind: 'remind', at: '2031-06-03T01:00:00.000Z' }],
    });
  });
});

it('whatever is done and sent back, the state told by changes is the flow’s own', () => {
  const choice = fc.record({ pick: fc.nat(20), back: fc.boolean(), refuse: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(choice, { maxLength: 25 }), (choices) => {
      const facts = factsOf(documentForm, { receivers: [UNIT, OTHER, '430423'] }, context, calendar);
      const begun = beginFlow(documentFlow, UNIT, facts);
      if (!begun.ok) throw new Error('did not begin');
      let flow = begun.state;
      for (const { pick, back, refuse } of choices) {
        const stage = flow.open[pick % Math.max(1, flow.open.length)]?.key ?? '';
        const next = back
          ? sendBack(documentFlow, flow, { stage, to: 'check' }, facts, UNIT)
          : progress(documentFlow, flow, { stage, decision: refuse === 0 ? 'refuse' : 'pass' }, facts, UNIT);
        if (!next.ok) continue;
        const told = JSON.parse(JSON.stringify(flowChange(flow, next.state, next.entered)));
        const after = changed(flow, told);
        expect({ ...after, open: [...after.open, ...next.entered] }).toEqual(next.state);
        flow = next.state;
      }
    }),
  );
});
