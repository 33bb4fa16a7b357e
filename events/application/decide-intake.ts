import type { Calendar } from '../../lowcode/calendar/calendar.ts';
import { addDays } from '../../lowcode/calendar/date.ts';
import { limitDue, workingDayAfter } from '../../lowcode/calendar/working-days.ts';
import type { FlowProgress, FlowState, OpenStage } from '../../lowcode/flow/definition.ts';
import { Refusal } from '../stream.ts';
import type { ApplicationEvent } from './events.ts';
import type { Application } from './fold.ts';

/** Days within which acceptance is decided, else the application is accepted by silence (行政许可法 32). */
export const INTAKE_DAYS = 5;

export interface Today {
  readonly today: string;
  readonly calendar: Calendar;
}

type Submitted = Extract<ApplicationEvent, { type: 'ApplicationSubmitted' }>['data'];

/** The first fact of a case. Again with a case that exists: nothing, the wish is already true. */
export function submit(
  state: Application | null,
  wish: Omit<Submitted, 'acceptBy' | 'today'>,
  at: Today,
): ApplicationEvent[] {
  if (state) return [];
  const acceptBy = acceptByFor(at);
  return [{ type: 'ApplicationSubmitted', v: 3, data: { ...wish, today: at.today, acceptBy } }];
}

/** The last day for a supplement notice, counted from today; null while the calendar does not reach it. */
export function acceptByFor(at: Today): string | null {
  return workingDayAfter(at.calendar, at.today, INTAKE_DAYS);
}

/** The common part of every later event. */
export function placeOf(state: Application, at: Today): { region: string; unit: string; item: string; today: string } {
  const { region, unit, item } = state.submitted;
  return { region, unit, item, today: at.today };
}

/** Acceptance (受理): the promised clock starts, and the first stages are entered. */
export function accept(state: Application, begin: FlowProgress, at: Today): ApplicationEvent[] {
  if (state.acceptedOn !== null) return [];
  mustBe(state, ['received'], '只有待受理的办件可以受理');
  return acceptance(state, begin, { deemed: false, acceptedOn: at.today }, at);
}

/**
 * Acceptance by silence: five working days after receipt passed without a notice; accepted from the day of receipt.
 * Nothing when it is not due, when the calendar does not reach, or when somebody acted.
 */
export function acceptBySilence(state: Application, begin: FlowProgress, at: Today): ApplicationEvent[] {
  if (state.state !== 'received' || state.acceptBy === null || at.today <= state.acceptBy) return [];
  return acceptance(state, begin, { deemed: true, acceptedOn: state.receivedOn }, at);
}

/** Non-acceptance (不予受理), with reasons and remedies: a final document. */
export function decline(
  state: Application,
  wish: { readonly reasons: string; readonly remedies: string },
  at: Today,
): ApplicationEvent[] {
  if (state.state === 'notAccepted') return [];
  mustBe(state, ['received', 'supplementRequested'], '该办件已经受理或办结，不能再作不予受理');
  needReasons(wish.reasons, wish.remedies);
  return [
    {
      type: 'ApplicationNotAccepted',
      v: 1,
      data: {
        ...placeOf(state, at),
        guard: state.submitted.guard,
        subject: state.submitted.subject,
        personal: { ...wish },
      },
    },
  ];
}

/** A refusal names its reasons and the ways to have it reviewed (行政许可法 38). */
export function needReasons(reasons: string | undefined, remedies: string | undefined): void {
  if (!reasons?.trim()) throw new Refusal('REASONS_REQUIRED', '请写明理由');
  if (!remedies?.trim()) throw new Refusal('REMEDIES_REQUIRED', '请写明申请行政复议或者提起行政诉讼的途径和期限');
}

export function mustBe(state: Application, states: readonly Application['state'][], message: string): void {
  if (!states.includes(state.state)) throw new Refusal('WRONG_STATE', message);
}

/** A stage is worked on while the case is being handled, and after the decision where work is left to do. */
export function mustBeHandled(state: Application): void {
  const stopped = state.state === 'suspended';
  if (state.state === 'granted' && state.stages.length > 0) return;
  mustBe(state, ['accepted'], stopped ? '计时中止期间不能办理环节，请先恢复计时' : '该办件不在办理中');
}

/** Due dates of the case with everything that stopped or lengthened the clock. */
export function dueDates(
  state: Application,
  start: string,
  calendar: Calendar,
  change: { readonly pauses?: Application['pauses']; readonly extensionDays?: number } = {},
): { promisedDue: string | null; legalDue: string | null } {
  const pauses = change.pauses ?? state.pauses;
  const extensions = [change.extensionDays ?? state.extensionDays];
  const due = (days: number) => limitDue(calendar, { start, days, pauses, extensions }).due;
  return { promisedDue: due(state.submitted.promisedDays), legalDue: due(state.submitted.legalDays) };
}

/**
 * Dates that the calendar did not reach when they were recorded, now that it does (a year was announced). Nothing while it
 * still does not, for dates that stand, and while the clock stands still. It is about the limits of the case that the law or a
 * promise sets; a single stage's own day stays as it was recorded.
 */
export function recountLimit(state: Application, at: Today): ApplicationEvent[] {
  const { acceptBy, promisedDue, legalDue } = state;
  const now = { acceptBy, promisedDue, legalDue };
  if (state.state === 'received') now.acceptBy ??= workingDayAfter(at.calendar, state.receivedOn, INTAKE_DAYS);
  else if (state.state === 'accepted' && state.acceptedOn !== null) {
    const due = dueDates(state, state.acceptedOn, at.calendar);
    now.promisedDue ??= due.promisedDue;
    now.legalDue ??= due.legalDue;
  }
  const same = now.acceptBy === acceptBy && now.promisedDue === promisedDue && now.legalDue === legalDue;
  return same ? [] : [{ type: 'LimitRecounted', v: 1, data: { ...placeOf(state, at), ...now } }];
}

/** Stages with their own due dates, as they are entered today. */
function dueOfStage({ limitDays, limit }: OpenStage, at: Today): string | null {
  if (limitDays !== null) return workingDayAfter(at.calendar, at.today, limitDays);
  // A service has no limits in hours (`checkFlow`).
  return limit?.unit === 'days' ? addDays(at.today, limit.count) : null;
}

export function enteredToday(stages: readonly OpenStage[], at: Today): (OpenStage & { due: string | null })[] {
  return stages.map((stage) => ({
    ...stage,
    due: dueOfStage(stage, at),
  }));
}

export function stagesEntered(
  state: Application,
  flow: FlowState,
  stages: readonly OpenStage[],
  at: Today,
): ApplicationEvent[] {
  if (stages.length === 0) return [];
  return [{ type: 'StagesEntered', v: 2, data: { ...placeOf(state, at), flow, stages: enteredToday(stages, at) } }];
}

function acceptance(
  state: Application,
  begin: FlowProgress,
  accepted: { readonly deemed: boolean; readonly acceptedOn: string },
  at: Today,
): ApplicationEvent[] {
  if (!begin.ok) throw new Refusal('FLOW_CANNOT_BEGIN', '办理流程没有可以进入的环节，请联系配置人员');
  const due = dueDates(state, accepted.acceptedOn, at.calendar);
  return [
    { type: 'ApplicationAccepted', v: 1, data: { ...placeOf(state, at), ...accepted, ...due } },
    ...stagesEntered(state, begin.state, begin.entered, at),
  ];
}
