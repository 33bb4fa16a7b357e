import type { FlowProgress } from '../../lowcode/flow/definition.ts';
import type { StageRole } from '../../lowcode/flow/roles.ts';
import { Refusal } from '../stream.ts';
import { type ChasesOf, faultOf, openTask, placeOf } from './decide.ts';
import { type Moment, recounted } from './due.ts';
import type { ChaseKind, MatterEvent } from './events.ts';
import type { Matter } from './fold.ts';

interface Signer {
  readonly role: StageRole;
  readonly unit: string;
}

/** Asks somebody else to sign before an open stage ends (加签). Asked before: nothing. */
export function askForSignature(
  state: Matter,
  wish: { readonly stage: string; readonly signer: Signer; readonly question: string },
  progress: FlowProgress,
  at: Moment,
): MatterEvent[] {
  const open = openTask(state, wish.stage);
  if (!progress.ok) throw faultOf(progress.code);
  const signers = progress.state.signers ?? [];
  if (signers.length === (state.flow.signers ?? []).length) return [];
  const told = { stage: open.key, stageTitle: open.title, signer: wish.signer, signers };
  const sealed = { subject: state.begun.subject, personal: { question: wish.question.trim() } };
  return [{ type: 'SignerAsked', v: 1, data: { ...placeOf(state, at), ...told, ...sealed } }];
}

/** Who was asked signs; disagreeing takes an opinion. */
export function giveSignatureNow(
  state: Matter,
  wish: { readonly stage: string; readonly signer: Signer; readonly agrees: boolean; readonly opinion: string },
  progress: FlowProgress,
  at: Moment,
): MatterEvent[] {
  const open = openTask(state, wish.stage);
  if (!progress.ok) throw faultOf(progress.code);
  const { signer, agrees } = wish;
  if (!agrees && !wish.opinion.trim()) throw new Refusal('REASONS_REQUIRED', '不同意的，请写明理由');
  const told = { stage: open.key, stageTitle: open.title, signer, agrees, signers: progress.state.signers ?? [] };
  const sealed = { subject: state.begun.subject, personal: { opinion: wish.opinion.trim() } };
  return [{ type: 'SignerSigned', v: 1, data: { ...placeOf(state, at), ...told, ...sealed } }];
}

/**
 * What the clock sends when nobody acted (催办、督办、通报): the latest chase of an open stage whose time has come; those
 * before it that were missed are passed over, so that a clock that stood still does not send three at once.
 */
export function chaseByClock(state: Matter, stage: string, at: Moment): MatterEvent[] {
  if (state.state !== 'open') return [];
  const open = state.stages.find(({ key }) => key === stage);
  const index = open?.chases.findLastIndex(({ at: time }) => time <= at.now) ?? -1;
  const chase = open?.chases[index];
  if (!open || !chase || index < open.chased) return [];
  return [chased(state, open, { kind: chase.kind, index, told: toldBy(state, open.unit, chase.kind) }, at)];
}

/** Dates of open stages that the calendar did not reach when they were entered, as far as it does now. */
export function recountLimits(state: Matter, chases: ChasesOf, at: Moment): MatterEvent[] {
  if (state.state !== 'open') return [];
  const stages = state.stages.flatMap((stage) => {
    const dates = recounted(stage, chases(stage.key), at.calendar);
    return dates ? [{ key: stage.key, ...dates }] : [];
  });
  return stages.length > 0 ? [{ type: 'MatterLimitsRecounted', v: 1, data: { ...placeOf(state, at), stages } }] : [];
}

/** What a person sends to whoever has an open stage, in their own words. */
export function chaseByHand(
  state: Matter,
  wish: { readonly stage: string; readonly kind: ChaseKind; readonly words: string },
  at: Moment,
): MatterEvent[] {
  const open = openTask(state, wish.stage);
  const words = wish.words.trim();
  if (!words) throw new Refusal('WORDS_REQUIRED', '请写明要求');
  if (words.length > 1000) throw new Refusal('TOO_LONG', '最多1000字');
  const event = chased(state, open, { kind: wish.kind, index: null, told: toldBy(state, open.unit, wish.kind) }, at);
  return [{ ...event, data: { ...event.data, subject: state.begun.subject, personal: { words } } }];
}

function chased(
  state: Matter,
  open: Matter['stages'][number],
  sent: { readonly kind: ChaseKind; readonly index: number | null; readonly told: readonly string[] },
  at: Moment,
): Extract<MatterEvent, { type: 'MatterChased' }> {
  const stage = { stage: open.key, stageTitle: open.title, stageUnit: open.unit };
  return { type: 'MatterChased', v: 1, data: { ...placeOf(state, at), ...stage, ...sent } };
}

/** 催办 and 督办 go to the unit that has the stage, 通报 to every unit of the matter. */
function toldBy(state: Matter, unit: string, kind: ChaseKind): readonly string[] {
  return kind === 'report' ? [...new Set([state.begun.unit, ...state.handlers])] : [unit];
}
