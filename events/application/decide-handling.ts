import { isWorkingDay } from '../../lowcode/calendar/calendar.ts';
import { daysUsed, workingDaysBetween } from '../../lowcode/calendar/working-days.ts';
import type { FlowProgress, Procedure, StageDecision } from '../../lowcode/flow/definition.ts';
import { Refusal } from '../stream.ts';
import { flowRefusal } from './decide-flow.ts';
import { dueDates, mustBe, mustBeHandled, needReasons, placeOf, stagesEntered, type Today } from './decide-intake.ts';
import type { ApplicationEvent } from './events.ts';
import type { Application } from './fold.ts';

/** The longest extensions: 10 working days, 15 for joint handling (行政许可法 42). */
export const MOST_EXTENSION = { single: 10, joint: 15 } as const;

export interface StageWish {
  readonly stage: string;
  readonly decision: StageDecision;
  readonly opinion: string;
  readonly reasons?: string;
  readonly remedies?: string;
  /** Account of the colleague whom the actor stands in for. */
  readonly standsFor?: string | null;
}

/** Where the licence will stand when the case is granted. */
export interface PreparedLicence {
  readonly stream: string;
  readonly identifier: string;
}

/**
 * Completes an open stage. The next stages are entered in the same commit; when the flow is done, the decision is made.
 * A refusing stage names reasons and remedies. Again for a stage that is done: nothing.
 */
export function completeStage(
  state: Application,
  wish: StageWish,
  progress: FlowProgress,
  licence: PreparedLicence | null,
  at: Today,
): ApplicationEvent[] {
  const open = state.stages.find((stage) => stage.key === wish.stage);
  if (!open) {
    const done = state.flow?.done.find((stage) => stage.key === wish.stage);
    if (done?.decision === wish.decision) return [];
    throw new Refusal('STAGE_NOT_OPEN', '该环节已经办结或尚未开始，请刷新页面');
  }
  mustBeHandled(state);
  if (!progress.ok) throw flowRefusal(progress.code);
  if (!wish.opinion.trim()) throw new Refusal('OPINION_REQUIRED', '请填写办理意见');
  if (wish.decision === 'refuse') needReasons(wish.reasons, wish.remedies);
  const { subject } = state.submitted;
  const completed: ApplicationEvent = {
    type: 'StageCompleted',
    v: 2,
    data: {
      ...placeOf(state, at),
      stage: wish.stage,
      stageTitle: open.title,
      stageUnit: open.unit,
      decision: wish.decision,
      flow: progress.state,
      standsFor: wish.standsFor ?? null,
      subject,
      personal: {
        opinion: wish.opinion,
        ...(wish.decision === 'refuse' ? { reasons: wish.reasons ?? '', remedies: wish.remedies ?? '' } : {}),
      },
    },
  };
  const { outcome } = progress.state;
  if (outcome === 'done') throw new Error('an application ends with a decision; checkFlow refuses a flow without one');
  const entered = stagesEntered(state, progress.state, progress.entered, at);
  // What was decided before is not decided again: after a decision its work is left to do (制证、送达).
  if (outcome === null || state.decided !== null) return [completed, ...entered];
  return [completed, decided(state, wish, outcome, licence, at), ...entered];
}

function decided(
  state: Application,
  wish: StageWish,
  outcome: 'granted' | 'refused',
  licence: PreparedLicence | null,
  at: Today,
): ApplicationEvent {
  const start = state.acceptedOn ?? at.today;
  const used = daysUsed(at.calendar, { start, pauses: closedPauses(state) }, at.today);
  const { promisedDays, subject, guard } = state.submitted;
  const granted = outcome === 'granted' ? licence : null;
  return {
    type: 'ApplicationDecided',
    v: 2,
    data: {
      ...placeOf(state, at),
      outcome,
      trial: state.submitted.trial,
      promisedDays,
      daysUsed: used,
      onTime: used === null ? null : used <= promisedDays + state.extensionDays,
      licence: granted?.stream ?? null,
      licenceIdentifier: granted?.identifier ?? null,
      guard,
      subject,
      personal: { reasons: wish.reasons ?? wish.opinion, remedies: wish.remedies ?? '' },
    },
  };
}

/** Stops the clock for one of the statutory procedures (行政许可法 45), told in writing with the reason. */
export function stopClock(
  state: Application,
  wish: { readonly stage: string; readonly procedure: Procedure; readonly reason: string },
  allowed: readonly Procedure[],
  at: Today,
): ApplicationEvent[] {
  if (state.state === 'suspended') {
    if (state.pauses.at(-1)?.procedure === wish.procedure) return [];
    throw new Refusal('WRONG_STATE', '计时已经中止');
  }
  mustBe(state, ['accepted'], '只有办理中的办件可以中止计时');
  if (!allowed.includes(wish.procedure)) throw new Refusal('PROCEDURE_NOT_ALLOWED', '本环节的流程没有规定这一特别程序');
  if (!wish.reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明中止计时的理由，理由将书面告知申请人');
  const { subject } = state.submitted;
  return [
    {
      type: 'ClockStopped',
      v: 1,
      data: {
        ...placeOf(state, at),
        procedure: wish.procedure,
        stage: wish.stage,
        subject,
        personal: { reason: wish.reason },
      },
    },
  ];
}

/** The procedure ended: the clock runs on, the days between are not counted. */
export function restartClock(state: Application, wish: { readonly result: string }, at: Today): ApplicationEvent[] {
  if (state.state === 'accepted' && state.pauses.length > 0) return [];
  mustBe(state, ['suspended'], '该办件没有中止计时');
  const stopped = state.pauses.at(-1);
  if (!stopped || !state.acceptedOn) throw new Refusal('WRONG_STATE', '该办件没有中止计时');
  const pauses = state.pauses.map((pause) => (pause.to === null ? { ...pause, to: at.today } : pause));
  // Both ends are not counted, as in the due dates.
  const since = workingDaysBetween(at.calendar, stopped.from, at.today);
  const first = isWorkingDay(at.calendar, stopped.from);
  const between = since === null || first === null ? null : since + (first ? 1 : 0);
  return [
    {
      type: 'ClockRestarted',
      v: 1,
      data: {
        ...placeOf(state, at),
        procedure: stopped.procedure,
        stoppedOn: stopped.from,
        daysStopped: between,
        ...dueDates(state, state.acceptedOn, at.calendar, { pauses }),
        subject: state.submitted.subject,
        personal: { result: wish.result },
      },
    },
  ];
}

/** Lengthens the limit once, with the approval of the unit's head and the reason told (行政许可法 42). */
export function extendLimit(
  state: Application,
  wish: { readonly days: number; readonly reason: string },
  at: Today,
): ApplicationEvent[] {
  mustBe(state, ['accepted'], '只有办理中的办件可以延长期限');
  const most = state.submitted.mode === 'joint' ? MOST_EXTENSION.joint : MOST_EXTENSION.single;
  if (state.extensionDays > 0) throw new Refusal('ALREADY_EXTENDED', '办理期限只能延长一次');
  if (!Number.isInteger(wish.days) || wish.days < 1 || wish.days > most) {
    throw new Refusal('EXTENSION_TOO_LONG', `延长期限应为1至${most}个工作日`);
  }
  if (!wish.reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明延长期限的理由，理由将告知申请人');
  return [
    {
      type: 'LimitExtended',
      v: 1,
      data: {
        ...placeOf(state, at),
        days: wish.days,
        ...dueDates(state, state.acceptedOn ?? at.today, at.calendar, { extensionDays: wish.days }),
        subject: state.submitted.subject,
        personal: { reason: wish.reason },
      },
    },
  ];
}

function closedPauses(state: Application): { from: string; to: string }[] {
  return state.pauses.flatMap((pause) => (pause.to === null ? [] : [{ from: pause.from, to: pause.to }]));
}
