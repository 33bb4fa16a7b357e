import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import type { FlowFault, FlowProgress, FlowState } from '../../lowcode/flow/state.ts';
import { stageKeyOf, stagesOf } from '../../lowcode/flow/walk.ts';
import { Refusal } from '../stream.ts';
import { mustBeHandled, placeOf, stagesEntered, type Today } from './decide-intake.ts';
import type { ApplicationEvent, Signer } from './events.ts';
import type { Application } from './fold.ts';

const SENTENCES: { readonly [Code in FlowFault]: string } = {
  STAGE_NOT_OPEN: '该环节已经办结或尚未开始，请刷新页面',
  FLOW_FINISHED: '流程已经结束，请刷新页面',
  REFUSED_BEFORE: '前面有环节不通过，只能决定不予许可',
  CANNOT_REFUSE: '这个环节只能办结；要重办请退回',
  CONDITION_UNDECIDABLE: '流程的条件无法判断，请联系配置人员',
  CANNOT_SEND_BACK: '不能退回到这个环节，请刷新页面查看可以退回到哪里',
  SIGNATURES_MISSING: '加签还没有全部签署，请等待签署后再办结',
  SIGNERS_NOT_ALLOWED: '这个环节不能加签给该单位和角色',
  TOO_MANY_SIGNERS: '加签的单位过多',
  SIGNER_NOT_ASKED: '没有请您在这里签署，或者已经签署',
};

/** Why a flow does not allow something, as a refusal with its sentence. */
export function flowRefusal(code: FlowFault): Refusal {
  return new Refusal(code, SENTENCES[code]);
}

interface AtStage {
  readonly stage: string;
  /** Account of the colleague whom the actor stands in for. */
  readonly standsFor: string | null;
}

/** Sends an open stage back to one before it, with the reason (退回). The stages that are done again are entered in the same commit. */
export function sendStageBack(
  state: Application,
  wish: AtStage & { readonly to: string; readonly reason: string },
  flow: FlowDefinition,
  progress: FlowProgress,
  at: Today,
): ApplicationEvent[] {
  const open = openStage(state, wish.stage);
  if (!wish.reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明退回的理由，重办的人要看到');
  if (!progress.ok) throw flowRefusal(progress.code);
  const to = stagesOf(flow).find(({ stage }) => stage.key === stageKeyOf(wish.to));
  if (!to) throw flowRefusal('CANNOT_SEND_BACK');
  const { subject } = state.submitted;
  const from = { stage: wish.stage, stageTitle: open.title, stageUnit: open.unit };
  const back = { to: wish.to, toTitle: to.stage.title, flow: progress.state, standsFor: wish.standsFor };
  const data = { ...placeOf(state, at), ...from, ...back, subject, personal: { reason: wish.reason } };
  return [{ type: 'StageSentBack', v: 1, data }, ...stagesEntered(state, progress.state, progress.entered, at)];
}

/** Asks somebody else to sign before the stage ends (加签). Asked already: nothing. */
export function addSigner(
  state: Application,
  wish: AtStage & { readonly signer: Signer; readonly reason: string },
  progress: FlowProgress,
  at: Today,
): ApplicationEvent[] {
  const open = openStage(state, wish.stage);
  if (!wish.reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明请对方签署什么');
  if (!progress.ok) throw flowRefusal(progress.code);
  if (progress.state === state.flow) return [];
  const { stage, signer, standsFor } = wish;
  const { subject } = state.submitted;
  const asked = { stage, stageTitle: open.title, signer, flow: progress.state, standsFor, subject };
  const data = { ...placeOf(state, at), ...asked, personal: { reason: wish.reason } };
  return [{ type: 'SignerAdded', v: 1, data }];
}

/** Who was asked signs. */
export function giveSignature(
  state: Application,
  wish: AtStage & { readonly signer: Signer; readonly agrees: boolean; readonly opinion: string },
  progress: FlowProgress,
  at: Today,
): ApplicationEvent[] {
  const open = openStage(state, wish.stage);
  if (!wish.opinion.trim()) throw new Refusal('OPINION_REQUIRED', '请填写意见');
  if (!progress.ok) throw flowRefusal(progress.code);
  const { stage, signer, agrees, standsFor, opinion } = wish;
  const flow: FlowState = progress.state;
  const { subject } = state.submitted;
  const given = { stage, stageTitle: open.title, signer, agrees, flow, standsFor, subject };
  return [{ type: 'SignatureGiven', v: 1, data: { ...placeOf(state, at), ...given, personal: { opinion } } }];
}

function openStage(state: Application, key: string): Application['stages'][number] {
  mustBeHandled(state);
  const open = state.stages.find((stage) => stage.key === key);
  if (!open) throw flowRefusal('STAGE_NOT_OPEN');
  return open;
}
