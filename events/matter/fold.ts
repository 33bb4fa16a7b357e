import type { FlowState, OpenStage } from '../../lowcode/flow/definition.ts';
import type { StageRole } from '../../lowcode/flow/roles.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import type { AttachmentFact } from '../application/events.ts';
import { type PlannedNotice, plannedIn, withoutSent, withoutStages } from '../notice.ts';
import type { Box, Happened, StreamType } from '../stream.ts';
import { category, type EnteredStage, type MatterEvent, personal, upcasters, versions } from './events.ts';
import { changed } from './flow-change.ts';

type Data<T extends MatterEvent['type']> = Extract<MatterEvent, { type: T }>['data'];

export type MatterState = 'open' | 'ended' | 'done' | 'refused' | 'withdrawn';

export interface OpenTask extends EnteredStage {
  readonly enteredOn: string;
  readonly enteredAt: string;
  /** The revision that entered it. */
  readonly since: number;
  /** How many of its chases were sent. */
  readonly chased: number;
}

/** What one fact added to the answers: later ones replace fields of earlier ones. */
export interface FilledPart {
  /** The stage it was filled in at; null for the beginning. */
  readonly stage: string | null;
  readonly unit: string;
  readonly on: string;
  readonly answers: Answers;
  readonly sealed: Box<{ answers: Answers }>;
  readonly cleared: readonly string[];
  readonly attachments: readonly AttachmentFact[];
}

/** What decisions and the matter's page know of a matter. */
export interface Matter {
  readonly state: MatterState;
  readonly begun: Data<'MatterBegun'> & { readonly by: string; readonly at: string };
  readonly flow: FlowState;
  readonly stages: readonly OpenTask[];
  /** Answers for the whole matter that are not personal. */
  readonly answers: Answers;
  /** What was filled in, oldest first: once for the matter. */
  readonly filled: readonly FilledPart[];
  /** What each unit filled in for itself, the latest of each, by the stage's key (`key@unit`). */
  readonly parts: { readonly [stage: string]: FilledPart };
  readonly attachments: readonly AttachmentFact[];
  readonly numbers: readonly Data<'MatterNumbered'>[];
  /** Who is to close it, once its flow has ended. */
  readonly closer: { readonly role: StageRole; readonly unit: string } | null;
  /** Units that were given a stage or asked to sign, also when it has ended. */
  readonly handlers: readonly string[];
  readonly closedOn: string | null;
  /** What the clock is to tell of open stages. */
  readonly planned: readonly PlannedNotice[];
  /** That somebody was told changes nothing that others look at. */
  readonly revision: number;
}

const NOTHING: FlowState = { step: 0, open: [], done: [], outcome: null };

function begin(event: Happened<Extract<MatterEvent, { type: 'MatterBegun' }>>): Matter {
  const { data } = event;
  const { answers, attachments, unit, today } = data;
  return {
    state: 'open',
    begun: { ...data, by: event.actor, at: event.at },
    flow: NOTHING,
    stages: [],
    answers,
    filled: [{ stage: null, unit, on: today, answers, sealed: data.personal, cleared: [], attachments }],
    parts: {},
    attachments,
    numbers: [],
    closer: null,
    handlers: [],
    closedOn: null,
    planned: [],
    revision: event.ordinal,
  };
}

/** Whether a stage is one of several units' own. */
export function isEach(stage: string): boolean {
  return stage.includes('@');
}

function ended(state: Matter, event: Happened<Extract<MatterEvent, { type: 'MatterStageEnded' }>>): Matter {
  const { stage, stageUnit, answers, cleared, attachments, today, flow } = event.data;
  const planned = withoutStages(state.planned, flow.closed);
  const next = { ...state, flow: changed(state.flow, flow), stages: without(state.stages, flow.closed), planned };
  const part = { stage, unit: stageUnit, on: today, answers, sealed: event.data.personal, cleared, attachments };
  if (isEach(stage)) return { ...next, parts: { ...state.parts, [stage]: part } };
  const kept = Object.fromEntries(Object.entries(state.answers).filter(([key]) => !cleared.includes(key)));
  const fields = new Set([...Object.keys(answers), ...cleared, ...attachments.map(({ field }) => field)]);
  return {
    ...next,
    answers: { ...kept, ...answers },
    filled: [...state.filled, part],
    attachments: [...state.attachments.filter(({ field }) => !fields.has(field)), ...attachments],
  };
}

function evolveExisting(state: Matter, event: Happened<MatterEvent>): Matter {
  switch (event.type) {
    case 'MatterBegun':
      return begin(event);
    case 'MatterStagesEntered': {
      const { stages, today } = event.data;
      const entered = { enteredOn: today, enteredAt: event.at, since: event.ordinal, chased: 0 };
      return {
        ...state,
        flow: { ...state.flow, open: [...state.flow.open, ...stages.map(openOf)] },
        stages: [...state.stages, ...stages.map((stage) => ({ ...stage, ...entered }))],
        handlers: [...new Set([...state.handlers, ...stages.map(({ unit }) => unit)])],
      };
    }
    case 'MatterLimitsRecounted': {
      const dates = new Map(event.data.stages.map(({ key, ...one }) => [key, one]));
      return { ...state, stages: state.stages.map((one) => ({ ...one, ...dates.get(one.key) })) };
    }
    case 'MatterStageEnded':
      return ended(state, event);
    case 'MatterSentBack': {
      const { flow } = event.data;
      const planned = withoutStages(state.planned, flow.closed);
      return { ...state, flow: changed(state.flow, flow), stages: without(state.stages, flow.closed), planned };
    }
    case 'SignerAsked': {
      const { signers, signer } = event.data;
      const handlers = [...new Set([...state.handlers, signer.unit])];
      return { ...state, flow: { ...state.flow, signers }, handlers };
    }
    case 'SignerSigned':
      return { ...state, flow: { ...state.flow, signers: event.data.signers } };
    case 'MatterNumbered':
      return { ...state, numbers: [...state.numbers, event.data] };
    case 'MatterChased': {
      const { stage, index } = event.data;
      if (index === null) return state;
      const stages = state.stages.map((one) => (one.key === stage ? { ...one, chased: index + 1 } : one));
      return { ...state, stages };
    }
    case 'MatterStagesDropped':
      return {
        ...state,
        stages: without(state.stages, event.data.stages),
        planned: withoutStages(state.planned, event.data.stages),
      };
    case 'MatterEnded':
      return { ...state, state: 'ended', closer: event.data.closer };
    case 'MatterClosed':
      return { ...state, state: event.data.outcome, stages: [], planned: [], closedOn: event.data.today };
    case 'MatterWithdrawn':
      return { ...state, state: 'withdrawn', stages: [], planned: [], closedOn: event.data.today };
    case 'MatterNoticesPlanned':
      return { ...state, planned: [...state.planned, ...plannedIn(event)] };
    case 'MatterNoticeSent':
      return { ...state, planned: withoutSent(state.planned, event.data) };
  }
}

function without(stages: readonly OpenTask[], closed: readonly string[]): readonly OpenTask[] {
  return stages.filter(({ key }) => !closed.includes(key));
}

function openOf({ due: _due, dueAt: _at, chases: _chases, undated: _undated, ...open }: EnteredStage): OpenStage {
  return open;
}

export const matter: StreamType<MatterEvent, Matter | null> = {
  category,
  versions,
  personal,
  upcasters,
  initial: null,
  evolve(state, event) {
    if (state === null) return event.type === 'MatterBegun' ? begin(event) : null;
    const revision = event.type === 'MatterNoticeSent' ? state.revision : event.ordinal;
    return { ...evolveExisting(state, event), revision };
  },
};
