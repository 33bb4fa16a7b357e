import { placeOf } from '../../events/application/decide-intake.ts';
import type { ApplicationEvent } from '../../events/application/events.ts';
import type { Application } from '../../events/application/fold.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import { type NoticeTime, noticeTimes } from '../../lowcode/flow/notice-times.ts';
import { givesNotice, type Happening, noticesOn } from '../../lowcode/flow/notices-due.ts';
import { stageKeyOf, stagesOf } from '../../lowcode/flow/walk.ts';
import type { CommandContext } from '../context.ts';
import { composeNotices } from '../notice/compose.ts';
import { factsInWords } from '../notice/facts.ts';
import { sentBack, unsealed } from '../notice/sent-back.ts';
import { flowFacts } from './flow-facts.ts';
import { openAnswers } from './open-answers.ts';

/**
 * What follows from facts of a case by the notices of its flow, to be written in the same commit: whoever is told is told
 * when it happened and never twice, and the clock knows what it is to tell.
 */
export async function noticesOf(
  context: CommandContext,
  state: Application,
  events: readonly ApplicationEvent[],
): Promise<readonly ApplicationEvent[]> {
  if (!events.some(({ type }) => TOLD_OF.has(type))) return [];
  const migrated = events.find((event) => event.type === 'CaseMigrated');
  const { key, version } = migrated ? migrated.data.to.flow : state.submitted.flow;
  const flow = (await context.definitions.need('flow', key, version)).definition;
  if (!givesNotice(flow)) return [];
  const happened = events.flatMap(happeningsOf);
  return [...(await told(context, state, flow, happened, events)), ...planned(context, state, flow, events)];
}

const TOLD_OF: ReadonlySet<string> = new Set<ApplicationEvent['type']>([
  ...(['StagesEntered', 'StageCompleted', 'StageSentBack', 'ApplicationDecided', 'CaseMigrated'] as const),
  ...(['SupplementRequested', 'SupplementLapsed'] as const),
]);

/** What a clock gives notice of at an open stage; nothing when somebody acted, or while the limit of the case stands still. */
export async function noticesByClock(
  context: CommandContext,
  state: Application,
  asked: { readonly stage: string; readonly notice: number },
): Promise<readonly ApplicationEvent[]> {
  const due = state.planned.find(({ stage, notice }) => stage === asked.stage && notice === asked.notice);
  const stage = state.stages.find(({ key }) => key === asked.stage);
  if (!due || !stage || due.at > context.now || state.state === 'suspended') return [];
  const { key, version } = state.submitted.flow;
  const flow = (await context.definitions.need('flow', key, version)).definition;
  return told(context, state, flow, [{ on: due.on, stage, notice: due.notice }], []);
}

async function told(
  context: CommandContext,
  state: Application,
  flow: FlowDefinition,
  happened: readonly Happening[],
  events: readonly ApplicationEvent[],
): Promise<readonly ApplicationEvent[]> {
  if (!happened.some((each) => noticesOn(flow, each).length > 0)) return [];
  const { submitted } = state;
  const { subject, filedBy, number, itemName, unit, service, form } = submitted;
  const { applicant } = await openAnswers(context.platform, state);
  const accepted = events.find(({ type }) => type === 'ApplicationAccepted') as Accepted | undefined;
  const asked = events.find(({ type }) => type === 'SupplementRequested' || type === 'SupplementLapsed') as
    | Asked
    | undefined;
  const decided = events.find(({ type }) => type === 'ApplicationDecided') as Decided | undefined;
  const facts = await factsInWords(context, happened, {
    ...{ number, service: itemName, unit, applicant: applicant?.name ?? null },
    promisedDue: accepted ? accepted.data.promisedDue : state.promisedDue,
    licence: decided?.data.licenceIdentifier ?? null,
    supplementDue: asked?.data.due ?? null,
  });
  const sent = await composeNotices(context, happened, {
    ...{ flow, unit, subject, facts, answers: state.answers },
    form: (await context.definitions.filledFor(service, form)).definition,
    people: [subject, ...(filedBy === null ? [] : [filedBy])],
    rules: () => flowFacts(context, state),
  });
  const place = placeOf(state, context);
  return sent.map((data) => ({ type: 'NoticeSent', v: 1, data: { ...place, ...data } }));
}

type Accepted = Extract<ApplicationEvent, { type: 'ApplicationAccepted' }>;
type Asked = Extract<ApplicationEvent, { type: 'SupplementRequested' | 'SupplementLapsed' }>;
type Decided = Extract<ApplicationEvent, { type: 'ApplicationDecided' }>;

/** The facts of which a flow may give notice. */
function happeningsOf(event: ApplicationEvent, _: number, events: readonly ApplicationEvent[]): readonly Happening[] {
  switch (event.type) {
    case 'StagesEntered':
      return event.data.stages.map((stage) => ({ on: 'entered', stage }));
    case 'StageCompleted': {
      const { stage: key, stageTitle: title, stageUnit: unit } = event.data;
      return [{ on: 'ended', stage: { key, title, unit, due: null } }];
    }
    case 'StageSentBack': {
      const entered = events.flatMap((each) => (each.type === 'StagesEntered' ? each.data.stages : []));
      return sentBack(event.data.to, entered, unsealed(event.data.personal).reason);
    }
    case 'ApplicationDecided':
      return [{ on: event.data.outcome, stage: null }];
    case 'SupplementRequested':
      return [{ on: 'supplement', stage: null }];
    case 'SupplementLapsed':
      return [{ on: 'lapsed', stage: null }];
    default:
      return [];
  }
}

function planned(
  context: CommandContext,
  state: Application,
  flow: FlowDefinition,
  events: readonly ApplicationEvent[],
): readonly ApplicationEvent[] {
  const entered = events.flatMap((event) =>
    event.type === 'StagesEntered' || event.type === 'CaseMigrated' ? event.data.stages : [],
  );
  const stages = entered.flatMap(({ key, due }): readonly { stage: string; times: readonly NoticeTime[] }[] => {
    const stage = stagesOf(flow).find((one) => one.stage.key === stageKeyOf(key))?.stage;
    const times = stage ? noticeTimes(stage, { due }, context) : [];
    return times.length > 0 ? [{ stage: key, times }] : [];
  });
  if (stages.length === 0) return [];
  return [{ type: 'NoticesPlanned', v: 1, data: { ...placeOf(state, context), stages } }];
}
