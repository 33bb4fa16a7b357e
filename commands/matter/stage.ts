import { type EndWish, endStage, sendStageBack } from '../../events/matter/decide.ts';
import { isEach, type Matter } from '../../events/matter/fold.ts';
import type { StageDecision } from '../../lowcode/flow/definition.ts';
import { progress } from '../../lowcode/flow/progress.ts';
import { sendBack } from '../../lowcode/flow/send-back.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import type { SystemDefinition } from '../../lowcode/system/definition.ts';
import { pagesAtStage } from '../../lowcode/system/pages.ts';
import type { CommandContext } from '../context.ts';
import { type NextNumber, nextNumber } from '../numbers.ts';
import { checkPages, openMatterAnswers, openUnitAnswers } from './answers.ts';
import { type OnMatter, onMatter } from './matter.ts';
import { chasesIn, definitionsOfMatter, type MatterDefinitions, matterFacts, stageOf } from './pinned.ts';
import { holdsPlace, placeOfStage } from './who-acts.ts';

export interface StageWish extends OnMatter {
  readonly stage: string;
}

/**
 * Ends an open stage: only who holds its role in its unit. The stage's pages are filled in with it; a number that it gives is
 * taken in the same commit. Throws INVALID_ANSWERS with fields, and what the flow refuses.
 */
export function endMatterStage(
  context: CommandContext,
  wish: StageWish & { readonly decision: StageDecision; readonly opinion: string; readonly answers: unknown },
) {
  const { stage: key, decision } = wish;
  return onMatter(context, wish, mayAct(context, key), async (state, stream) => {
    const definitions = await definitionsOfMatter(context, state);
    const { flow, form, system } = definitions;
    const stage = stageOf(flow.definition, key);
    const before = await answersBefore(context, state, key);
    // Whoever refuses need not fill in what follows from agreeing.
    const pages = stage && decision === 'pass' ? pagesAtStage(form.definition, stage) : [];
    const given = decision === 'pass' ? (wish.answers ?? {}) : {};
    const checked = await checkPages(context, definitions, pages, given, before, {
      of: `matter/${wish.id}`,
      known: [...state.attachments, ...(state.parts[key]?.attachments ?? [])],
    });
    // What one unit answers for itself is no answer of the whole matter: conditions of the flow do not see it.
    const known = isEach(key) ? await openMatterAnswers(context.platform, state) : checked.all;
    const next = progress(
      flow.definition,
      state.flow,
      { stage: key, decision },
      matterFacts(context, form.definition, known),
      state.begun.unit,
    );
    const number = decision === 'pass' && next.ok ? await numberFor(context, state, stream, definitions, key) : null;
    const closer = closerOf(system.definition);
    const end: EndWish = { ...wish, filled: checked.filled, number: number?.prepared ?? null, closer };
    const events = endStage(state, end, next, chasesIn(flow.definition), context);
    return { events, also: number ? [{ read: number.read, events: number.events }] : [] };
  });
}

/** Sends an open stage back to one before it (退回). */
export function sendMatterBack(
  context: CommandContext,
  wish: StageWish & { readonly to: string; readonly reason: string },
) {
  const { stage, to } = wish;
  return onMatter(context, wish, mayAct(context, stage), async (state) => {
    const { flow, form } = await definitionsOfMatter(context, state);
    const facts = matterFacts(context, form.definition, await openMatterAnswers(context.platform, state));
    const next = sendBack(flow.definition, state.flow, { stage, to }, facts, state.begun.unit);
    const toTitle = stageOf(flow.definition, to)?.title ?? { zh: '' };
    return { events: sendStageBack(state, { ...wish, toTitle }, next, chasesIn(flow.definition), context) };
  });
}

export function mayAct(context: CommandContext, stage: string): (state: Matter) => boolean {
  return (state) => holdsPlace(context.actor, placeOfStage(state, stage));
}

/** What is known when a stage is filled in: the matter's answers, and for one of several units what it answered before. */
async function answersBefore(context: CommandContext, state: Matter, stage: string): Promise<Answers> {
  const shared = await openMatterAnswers(context.platform, state);
  if (!isEach(stage)) return shared;
  return { ...shared, ...(await openUnitAnswers(context.platform, state)).get(stage) };
}

/** The number that ending the stage gives; none when the matter has it already (sent back and done again). */
async function numberFor(
  context: CommandContext,
  state: Matter,
  stream: string,
  { flow, system }: MatterDefinitions,
  key: string,
): Promise<NextNumber | null> {
  const wanted = stageOf(flow.definition, key)?.numbering;
  const numbering = system.definition.numberings?.find((one) => one.key === wanted);
  const open = state.stages.find((one) => one.key === key);
  if (!numbering || !open || state.numbers.some((one) => one.numbering === wanted)) return null;
  const unit = await context.units.need(open.unit);
  return nextNumber(context, stream, { system: system.key, numbering, unit });
}

function closerOf({ closes, unit }: SystemDefinition): EndWish['closer'] {
  return closes ? { role: closes.role, unit: closes.unit ?? unit } : null;
}
