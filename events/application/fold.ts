import type { FlowState, OpenStage, Procedure, SupplementExpiry } from '../../lowcode/flow/definition.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import { type PlannedNotice, plannedIn, withoutSent, withoutStages } from '../notice.ts';
import type { Box, Happened, StreamType } from '../stream.ts';
import {
  type ApplicationEvent,
  type AttachmentFact,
  category,
  type DefectFact,
  personal,
  upcasters,
  versions,
} from './events.ts';

type Data<T extends ApplicationEvent['type']> = Extract<ApplicationEvent, { type: T }>['data'];

export type CaseState =
  | 'received'
  | 'supplementRequested'
  | 'accepted'
  | 'suspended'
  | 'granted'
  | 'refused'
  | 'notAccepted'
  | 'withdrawn';

export interface Pause {
  readonly from: string;
  /** Null while the clock stands. */
  readonly to: string | null;
  readonly procedure: Procedure;
}

/** What decisions and the case page know of an application. */
export interface Application {
  readonly state: CaseState;
  readonly submitted: Data<'ApplicationSubmitted'>;
  readonly answers: Answers;
  /** Sealed answers, oldest first: later ones replace fields of earlier ones. */
  readonly sealedAnswers: readonly Box<{ answers: Answers }>[];
  readonly attachments: readonly AttachmentFact[];
  readonly fee: string | null;
  readonly acceptBy: string | null;
  /** Day of receipt: of the application, or of the supplement that completed it. */
  readonly receivedOn: string;
  readonly rounds: number;
  readonly defects: readonly DefectFact[];
  /** The term of the supplement that is waited for; null when none is. */
  readonly supplement: { readonly due: string | null; readonly expiry: SupplementExpiry } | null;
  readonly acceptedOn: string | null;
  readonly deemed: boolean;
  readonly promisedDue: string | null;
  readonly legalDue: string | null;
  readonly flow: FlowState | null;
  readonly stages: readonly (OpenStage & {
    readonly due: string | null;
    readonly enteredOn: string;
    /** The revision that entered it. */
    readonly since: number;
  })[];
  /** Units that were given a stage, also when it has ended: whoever handled a case goes on knowing of it. */
  readonly handlers: readonly string[];
  readonly pauses: readonly Pause[];
  readonly extensionDays: number;
  readonly decided: Data<'ApplicationDecided'> | null;
  readonly notAccepted: Data<'ApplicationNotAccepted'> | null;
  /** Official numbers of the case's documents. */
  readonly numbered: readonly Data<'DocumentNumbered'>[];
  readonly rated: (Data<'ApplicationRated'> & { readonly on: string }) | null;
  /** What the clock is to tell of open stages. */
  readonly planned: readonly PlannedNotice[];
  /** The revision that last changed the state or the papers: what every open stage is judged by. */
  readonly groundsSince: number;
  /** That somebody was told changes nothing that others look at. */
  readonly revision: number;
}

function submit(event: Happened<Extract<ApplicationEvent, { type: 'ApplicationSubmitted' }>>): Application {
  const { data } = event;
  return {
    state: 'received',
    submitted: data,
    answers: data.answers,
    sealedAnswers: [data.personal],
    attachments: data.attachments,
    fee: data.fee,
    acceptBy: data.acceptBy,
    receivedOn: data.today,
    rounds: 0,
    defects: [],
    supplement: null,
    acceptedOn: null,
    deemed: false,
    promisedDue: null,
    legalDue: null,
    flow: null,
    stages: [],
    handlers: [],
    pauses: [],
    extensionDays: 0,
    decided: null,
    notAccepted: null,
    numbered: [],
    rated: null,
    planned: [],
    groundsSince: event.ordinal,
    revision: event.ordinal,
  };
}

function evolveExisting(state: Application, event: Happened<ApplicationEvent>): Application {
  switch (event.type) {
    case 'ApplicationSubmitted':
      return submit(event);
    case 'SupplementRequested':
      return {
        ...state,
        state: 'supplementRequested',
        rounds: event.data.round,
        defects: event.data.defects,
        supplement: { due: event.data.due, expiry: event.data.expiry },
      };
    case 'SupplementLapsed':
      return { ...state, supplement: null };
    case 'SupplementProvided':
      return {
        ...state,
        state: 'received',
        defects: [],
        supplement: null,
        answers: event.data.answers,
        sealedAnswers: [...state.sealedAnswers, event.data.personal],
        attachments: event.data.attachments,
        fee: event.data.fee,
        acceptBy: event.data.acceptBy,
        receivedOn: event.data.today,
      };
    case 'ApplicationAccepted':
      return {
        ...state,
        state: 'accepted',
        acceptedOn: event.data.acceptedOn,
        deemed: event.data.deemed,
        promisedDue: event.data.promisedDue,
        legalDue: event.data.legalDue,
      };
    case 'ApplicationNotAccepted':
      return { ...state, state: 'notAccepted', notAccepted: event.data };
    case 'StagesEntered':
      return {
        ...state,
        flow: event.data.flow,
        stages: [
          ...state.stages,
          ...event.data.stages.map((stage) => ({ ...stage, enteredOn: event.data.today, since: event.ordinal })),
        ],
        handlers: [...new Set([...state.handlers, ...event.data.stages.map((stage) => stage.unit)])],
      };
    case 'StageCompleted':
      return {
        ...state,
        flow: event.data.flow,
        stages: state.stages.filter((stage) => stage.key !== event.data.stage),
        planned: withoutStages(state.planned, [event.data.stage]),
      };
    case 'StageSentBack':
      return { ...state, flow: event.data.flow, stages: [], planned: [] };
    case 'SignerAdded':
      return {
        ...state,
        flow: event.data.flow,
        handlers: [...new Set([...state.handlers, event.data.signer.unit])],
      };
    case 'SignatureGiven':
      return { ...state, flow: event.data.flow };
    case 'ClockStopped':
      return {
        ...state,
        state: 'suspended',
        pauses: [...state.pauses, { from: event.data.today, to: null, procedure: event.data.procedure }],
      };
    case 'ClockRestarted':
      return {
        ...state,
        state: 'accepted',
        pauses: state.pauses.map((pause) => (pause.to === null ? { ...pause, to: event.data.today } : pause)),
        promisedDue: event.data.promisedDue,
        legalDue: event.data.legalDue,
      };
    case 'LimitExtended':
      return {
        ...state,
        extensionDays: state.extensionDays + event.data.days,
        promisedDue: event.data.promisedDue,
        legalDue: event.data.legalDue,
      };
    case 'LimitRecounted': {
      const { acceptBy, promisedDue, legalDue } = event.data;
      return { ...state, acceptBy, promisedDue, legalDue };
    }
    case 'ApplicationDecided':
      return { ...state, state: event.data.outcome, decided: event.data, stages: [], planned: [] };
    case 'DocumentNumbered':
      return { ...state, numbered: [...state.numbered, event.data] };
    case 'CaseMigrated': {
      const { to, answers, attachments, fee, flow, stages, personal: box, today } = event.data;
      const before = new Map(state.stages.map((stage) => [stage.key, stage]));
      return {
        ...state,
        submitted: { ...state.submitted, form: to.form, flow: to.flow },
        answers,
        sealedAnswers: [...state.sealedAnswers, box],
        attachments,
        fee,
        flow,
        stages: stages.map(({ was, ...stage }) => ({
          ...stage,
          enteredOn: (was === null ? undefined : before.get(was)?.enteredOn) ?? today,
          since: event.ordinal,
        })),
        handlers: [...new Set([...state.handlers, ...stages.map(({ unit }) => unit)])],
        planned: [],
      };
    }
    case 'ApplicationWithdrawn':
      return { ...state, state: 'withdrawn', stages: [], planned: [] };
    case 'ApplicationRated':
      return { ...state, rated: { ...event.data, on: event.data.today } };
    case 'NoticesPlanned':
      return { ...state, planned: [...state.planned, ...plannedIn(event)] };
    case 'NoticeSent':
      return { ...state, planned: withoutSent(state.planned, event.data) };
  }
}

export const application: StreamType<ApplicationEvent, Application | null> = {
  category,
  versions,
  personal,
  upcasters,
  initial: null,
  evolve(state, event) {
    if (state === null) return event.type === 'ApplicationSubmitted' ? submit(event) : null;
    const next = evolveExisting(state, event);
    const moved = next.state !== state.state || next.sealedAnswers !== state.sealedAnswers;
    const revision = event.type === 'NoticeSent' ? state.revision : event.ordinal;
    return { ...next, groundsSince: moved ? event.ordinal : state.groundsSince, revision };
  },
};
