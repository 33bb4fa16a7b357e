import { placeOf } from '../../events/matter/decide.ts';
import type { EnteredStage, MatterEvent } from '../../events/matter/events.ts';
import { type Matter, matter } from '../../events/matter/fold.ts';
import { type NoticeTime, noticeTimes } from '../../lowcode/flow/notice-times.ts';
import { givesNotice, type Happening, noticesOn } from '../../lowcode/flow/notices-due.ts';
import type { CommandContext } from '../context.ts';
import { composeNotices } from '../notice/compose.ts';
import { factsInWords } from '../notice/facts.ts';
import { sentBack, unsealed } from '../notice/sent-back.ts';
import { definitionsOfMatter, type MatterDefinitions, matterFacts, stageOf } from './pinned.ts';

/** What follows from facts of a matter by the notices of its flow, to be written in the same commit. `before` is null at its beginning. */
export async function noticesOfMatter(
  context: CommandContext,
  before: Matter | null,
  events: readonly MatterEvent[],
): Promise<readonly MatterEvent[]> {
  if (!events.some(({ type }) => TOLD_OF.has(type))) return [];
  const state = after(before, events);
  const definitions = await definitionsOfMatter(context, state);
  const { flow } = definitions;
  if (!givesNotice(flow.definition)) return [];
  const sent = await told(context, state, definitions, events.flatMap(happeningsOf));
  return [...sent, ...planned(context, before, state, definitions, events)];
}

const TOLD_OF: ReadonlySet<string> = new Set<MatterEvent['type']>([
  ...(['MatterStagesEntered', 'MatterStageEnded', 'MatterSentBack', 'MatterClosed', 'MatterLimitsRecounted'] as const),
]);

/** What a clock gives notice of at an open stage; nothing when somebody acted. */
export async function matterNoticesByClock(
  context: CommandContext,
  state: Matter,
  asked: { readonly stage: string; readonly notice: number },
): Promise<readonly MatterEvent[]> {
  const due = state.planned.find(({ stage, notice }) => stage === asked.stage && notice === asked.notice);
  const stage = state.stages.find(({ key }) => key === asked.stage);
  if (!due || !stage || due.at > context.now) return [];
  const definitions = await definitionsOfMatter(context, state);
  return told(context, state, definitions, [{ on: due.on, stage, notice: due.notice }]);
}

/** The matter with what was decided just now, where only what is not sealed is looked at. */
function after(before: Matter | null, events: readonly MatterEvent[]): Matter {
  const [ordinal, around] = [before?.revision ?? 0, { at: '', actor: '' }];
  const state = events.reduce<Matter | null>(
    (found, event) => matter.evolve(found, { ...event, ...around, ordinal }),
    before,
  );
  if (!state) throw new Error('a matter begins with its beginning');
  return state;
}

async function told(
  context: CommandContext,
  state: Matter,
  { system, form, flow }: MatterDefinitions,
  happened: readonly Happening[],
): Promise<readonly MatterEvent[]> {
  if (!happened.some((each) => noticesOn(flow.definition, each).length > 0)) return [];
  const { begun, answers } = state;
  const { subject, unit, number } = begun;
  const service = system.definition.name;
  const standing = { number, service, unit, applicant: null, promisedDue: null, licence: null, supplementDue: null };
  const sent = await composeNotices(context, happened, {
    ...{ flow: flow.definition, form: form.definition, unit, subject, answers, people: [] },
    facts: await factsInWords(context, happened, standing),
    // Units and divisions are no personal answers: what is sealed is not needed.
    rules: async () => matterFacts(context, form.definition, answers),
  });
  const place = placeOf(state, context);
  return sent.map((data) => ({ type: 'MatterNoticeSent', v: 1, data: { ...place, ...data } }));
}

function happeningsOf(event: MatterEvent, _: number, events: readonly MatterEvent[]): readonly Happening[] {
  switch (event.type) {
    case 'MatterStagesEntered':
      return event.data.stages.map((stage) => ({ on: 'entered', stage }));
    case 'MatterStageEnded': {
      const { stage: key, stageTitle: title, stageUnit: unit } = event.data;
      return [{ on: 'ended', stage: { key, title, unit, due: null } }];
    }
    case 'MatterSentBack': {
      const entered = events.flatMap((each) => (each.type === 'MatterStagesEntered' ? each.data.stages : []));
      return sentBack(event.data.to, entered, unsealed(event.data.personal).reason);
    }
    case 'MatterClosed':
      return [{ on: event.data.outcome, stage: null }];
    default:
      return [];
  }
}

function planned(
  context: CommandContext,
  before: Matter | null,
  state: Matter,
  { flow }: MatterDefinitions,
  events: readonly MatterEvent[],
): readonly MatterEvent[] {
  // Of a stage without its day nothing was planned.
  const undated = new Set(before?.stages.flatMap(({ key, due }) => (due === null ? [key] : [])));
  const dated = events.flatMap((event): readonly Pick<EnteredStage, 'key' | 'due' | 'dueAt'>[] => {
    if (event.type === 'MatterLimitsRecounted') return event.data.stages.filter(({ key }) => undated.has(key));
    return event.type === 'MatterStagesEntered' ? event.data.stages : [];
  });
  const stages = dated.flatMap(({ key, due, dueAt }): readonly { stage: string; times: readonly NoticeTime[] }[] => {
    const stage = stageOf(flow.definition, key);
    const times = stage ? noticeTimes(stage, { due, dueAt }, context) : [];
    return times.length > 0 ? [{ stage: key, times }] : [];
  });
  if (stages.length === 0) return [];
  return [{ type: 'MatterNoticesPlanned', v: 1, data: { ...placeOf(state, context), stages } }];
}
