import type { Chase, FlowProgress, OpenStage, StageDecision } from '../../lowcode/flow/definition.ts';
import type { StageRole } from '../../lowcode/flow/roles.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import type { Text } from '../../lowcode/text.ts';
import type { AttachmentFact } from '../application/events.ts';
import { Refusal } from '../stream.ts';
import { enteredNow, type Moment } from './due.ts';
import type { MatterEvent } from './events.ts';
import { flowChange } from './flow-change.ts';
import type { Matter, OpenTask } from './fold.ts';

type Begun = Extract<MatterEvent, { type: 'MatterBegun' }>['data'];

/** The chases of a stage by its definition, given the key of an open one. */
export type ChasesOf = (stage: string) => readonly Chase[];

/** What was filled in, after the form's rules, parted into what is personal and what is not. */
export interface FilledIn {
  readonly open: Answers;
  readonly personal: Answers;
  readonly cleared: readonly string[];
  readonly attachments: readonly AttachmentFact[];
}

/** A number that nobody else has. */
export interface PreparedNumber {
  readonly numbering: string;
  readonly title: Text;
  readonly series: string;
  readonly n: number;
  readonly official: string;
}

type Fault = Extract<FlowProgress, { ok: false }>['code'];

/** Why the flow does not go on, in words. */
const FAULTS: { readonly [code in Fault]?: string } = {
  SIGNATURES_MISSING: '请来加签的人还没有签，签完才能办结这一环节',
  CANNOT_REFUSE: '这一环节只能办结，不能不同意',
  CONDITION_UNDECIDABLE: '流程的条件算不出来，请联系配置人员',
  CANNOT_SEND_BACK: '不能退回到那个环节',
  SIGNERS_NOT_ALLOWED: '这一环节不能请人加签，也不能请自己加签',
  TOO_MANY_SIGNERS: '这一环节请来加签的已经够多了',
  SIGNER_NOT_ASKED: '没有请您加签，或者您已经签过',
};

/** The first fact of a matter and the stages it enters at once. Again for a matter that exists: nothing. */
export function begin(
  state: Matter | null,
  wish: Omit<Begun, 'today'>,
  flow: FlowProgress,
  chases: ChasesOf,
  at: Moment,
): MatterEvent[] {
  if (state) return [];
  if (!flow.ok || flow.entered.length === 0) {
    throw new Refusal('FLOW_CANNOT_BEGIN', '没有可以进入的环节，例如没有选择要办理的单位；仍不行请联系配置人员');
  }
  const { region, unit, system } = wish;
  const place = { region, unit, system, today: at.today };
  return [
    { type: 'MatterBegun', v: 1, data: { ...wish, today: at.today } },
    { type: 'MatterStagesEntered', v: 2, data: { ...place, stages: entered(flow.entered, chases, at) } },
  ];
}

export interface EndWish {
  readonly stage: string;
  readonly decision: StageDecision;
  readonly opinion: string;
  readonly filled: FilledIn;
  /** The number that ending the stage gives, where it does. */
  readonly number: PreparedNumber | null;
  /** Who closes the matter after its flow, where somebody does. */
  readonly closer: { readonly role: StageRole; readonly unit: string } | null;
}

/** Ends an open stage with what was filled in there; the next ones are entered, or the matter ends, in the same commit. */
export function endStage(
  state: Matter,
  wish: EndWish,
  progress: FlowProgress,
  chases: ChasesOf,
  at: Moment,
): MatterEvent[] {
  const open = openTask(state, wish.stage);
  if (!progress.ok) throw faultOf(progress.code);
  if (wish.decision === 'refuse' && !wish.opinion.trim()) throw new Refusal('REASONS_REQUIRED', '不同意的，请写明理由');
  const { filled, number, closer } = wish;
  const place = placeOf(state, at);
  const sealed = { subject: state.begun.subject };
  const numbered: MatterEvent[] = number
    ? [{ type: 'MatterNumbered', v: 1, data: { ...place, ...number, stage: wish.stage, issuer: open.unit } }]
    : [];
  const { outcome } = progress.state;
  const over = outcome !== null && progress.state.open.length === 0;
  return [
    {
      type: 'MatterStageEnded',
      v: 1,
      data: {
        ...place,
        ...sealed,
        ...{ stage: open.key, stageTitle: open.title, stageUnit: open.unit, decision: wish.decision },
        ...{ answers: filled.open, cleared: filled.cleared, attachments: filled.attachments },
        flow: flowChange(state.flow, progress.state, progress.entered),
        personal: { answers: filled.personal, opinion: wish.opinion.trim() },
      },
    },
    ...numbered,
    ...stagesEntered(state, progress.entered, chases, at),
    ...(over ? overNow(state, outcome === 'refused' ? 'refused' : 'done', closer, at) : []),
  ];
}

function overNow(state: Matter, outcome: 'done' | 'refused', closer: EndWish['closer'], at: Moment): MatterEvent[] {
  if (outcome === 'done' && closer) return [{ type: 'MatterEnded', v: 1, data: { ...placeOf(state, at), closer } }];
  return [closed(state, outcome, '', at)];
}

function closed(state: Matter, outcome: 'done' | 'refused', opinion: string, at: Moment): MatterEvent {
  const { subject, guards } = state.begun;
  return {
    type: 'MatterClosed',
    v: 1,
    data: { ...placeOf(state, at), outcome, guards, subject, personal: { opinion } },
  };
}

/** Sends an open stage back to one before it, with the reason. */
export function sendStageBack(
  state: Matter,
  wish: { readonly stage: string; readonly to: string; readonly toTitle: Text; readonly reason: string },
  progress: FlowProgress,
  chases: ChasesOf,
  at: Moment,
): MatterEvent[] {
  const open = openTask(state, wish.stage);
  if (!progress.ok) throw faultOf(progress.code);
  if (!wish.reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明退回的理由');
  return [
    {
      type: 'MatterSentBack',
      v: 1,
      data: {
        ...placeOf(state, at),
        ...{ stage: open.key, stageTitle: open.title, stageUnit: open.unit, to: wish.to, toTitle: wish.toTitle },
        flow: flowChange(state.flow, progress.state, progress.entered),
        subject: state.begun.subject,
        personal: { reason: wish.reason.trim() },
      },
    },
    ...stagesEntered(state, progress.entered, chases, at),
  ];
}

/** Closes a matter whose flow has ended (销号). Again for one that is closed: nothing. */
export function close(state: Matter, wish: { readonly opinion: string }, at: Moment): MatterEvent[] {
  if (state.state === 'done') return [];
  if (state.state !== 'ended') throw new Refusal('WRONG_STATE', '流程还没有走完，不能办结');
  return [closed(state, 'done', wish.opinion.trim(), at)];
}

/** Takes a matter back before its flow has ended, with the reason. Numbers that it was given stay given. */
export function withdraw(state: Matter, wish: { readonly reason: string }, at: Moment): MatterEvent[] {
  if (state.state === 'withdrawn') return [];
  if (state.state !== 'open') throw new Refusal('WRONG_STATE', '流程已经走完，不能撤回');
  if (!wish.reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明撤回的理由');
  const { subject, guards } = state.begun;
  const stages = state.stages.map(({ key }) => key);
  return [
    { type: 'MatterStagesDropped', v: 1, data: { ...placeOf(state, at), stages } },
    {
      type: 'MatterWithdrawn',
      v: 1,
      data: { ...placeOf(state, at), guards, subject, personal: { reason: wish.reason.trim() } },
    },
  ];
}

export function placeOf(state: Matter, at: Moment): { region: string; unit: string; system: string; today: string } {
  const { region, unit, system } = state.begun;
  return { region, unit, system, today: at.today };
}

/** The open stage that a wish is about. Throws WRONG_STATE, STAGE_NOT_OPEN. */
export function openTask(state: Matter, stage: string): OpenTask {
  if (state.state !== 'open') throw new Refusal('WRONG_STATE', '这件事务已经不在办理中，请刷新页面');
  const open = state.stages.find(({ key }) => key === stage);
  if (!open) throw new Refusal('STAGE_NOT_OPEN', '该环节已经办结或尚未开始，请刷新页面');
  return open;
}

export function faultOf(code: Fault): Refusal {
  return new Refusal(code, FAULTS[code] ?? '该环节已经办结或尚未开始，请刷新页面');
}

function stagesEntered(state: Matter, stages: readonly OpenStage[], chases: ChasesOf, at: Moment): MatterEvent[] {
  if (stages.length === 0) return [];
  const data = { ...placeOf(state, at), stages: entered(stages, chases, at) };
  return [{ type: 'MatterStagesEntered', v: 2, data }];
}

function entered(stages: readonly OpenStage[], chases: ChasesOf, at: Moment) {
  return stages.map((stage) => enteredNow(stage, chases(stage.key), at));
}
