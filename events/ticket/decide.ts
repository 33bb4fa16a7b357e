import type { Calendar } from '../../lowcode/calendar/calendar.ts';
import { workingDayAfter } from '../../lowcode/calendar/working-days.ts';
import { Refusal } from '../stream.ts';
import type { TicketEvent, TicketFacets, TicketLimit } from './events.ts';
import type { Ticket, TicketState } from './fold.ts';

export interface Moment {
  readonly today: string;
  /** The instant, ISO 8601 UTC. */
  readonly now: string;
  readonly calendar: Calendar;
}

type Registered = Extract<TicketEvent, { type: 'TicketRegistered' }>['data'];

export function register(state: Ticket | null, data: Registered): TicketEvent[] {
  return state ? [] : [{ type: 'TicketRegistered', v: 1, data }];
}

export function accept(state: Ticket, at: Moment): TicketEvent[] {
  if (state.state === 'accepted') return [];
  mustBe(state, ['registered']);
  return [{ type: 'TicketAccepted', v: 1, data: facets(state, at) }];
}

/** Not accepted, with the reason told on the same day (e.g. before a court, a petition under way, a state secret). */
export function reject(state: Ticket, wish: { readonly reason: string }, at: Moment): TicketEvent[] {
  if (state.state === 'rejected') return [];
  mustBe(state, ['registered', 'accepted']);
  return [
    {
      type: 'TicketRejected',
      v: 1,
      data: { ...facets(state, at), ...box(state, { reason: needed(wish.reason, '请写明不予受理的理由') }) },
    },
  ];
}

/** Answered from the knowledge base while the caller is there; goes to call-back and closing at once. */
export function answerOnSpot(state: Ticket, wish: { readonly reply: string }, at: Moment): TicketEvent[] {
  mustBe(state, ['registered', 'accepted']);
  const accepted: TicketEvent[] = state.state === 'registered' ? accept(state, at) : [];
  const reply = needed(wish.reply, '请填写答复内容');
  return [
    ...accepted,
    { type: 'TicketAnsweredOnSpot', v: 1, data: { ...facets(state, at), ...box(state, { reply }) } },
  ];
}

export interface DispatchWish {
  readonly unit: string;
  readonly unitName: string;
  readonly unitPath: readonly string[];
  readonly jointUnits: readonly string[];
  readonly note: string;
}

/** Sends the ticket to the unit that must handle it. The clock runs from the first dispatch, also after a return or a recall. */
export function dispatch(state: Ticket, wish: DispatchWish, at: Moment): TicketEvent[] {
  if (state.state === 'dispatched' && state.dispatched?.unit === wish.unit) return [];
  mustBe(state, ['accepted', 'returned']);
  const limit = state.rounds > 0 ? { dueAt: state.dueAt, due: state.due } : limitEnd(state.registered.limit, at);
  return [
    {
      type: 'TicketDispatched',
      v: 1,
      data: {
        ...facets(state, at),
        unit: wish.unit,
        unitName: wish.unitName,
        unitPath: wish.unitPath,
        jointUnits: wish.jointUnits,
        round: state.rounds + 1,
        ...limit,
        signBy: workingDayAfter(at.calendar, at.today, 1),
        ...box(state, { note: wish.note }),
      },
    },
  ];
}

export function sign(state: Ticket, at: Moment): TicketEvent[] {
  if (state.state === 'signed') return [];
  mustBe(state, ['dispatched', 'redoing']);
  return [{ type: 'TicketSigned', v: 1, data: { ...facets(state, at), unit: handlingUnit(state) } }];
}

/** The unit says that the ticket is not its own; the hotline arbitrates by dispatching again. */
export function returnBack(state: Ticket, wish: { readonly reason: string }, at: Moment): TicketEvent[] {
  if (state.state === 'returned') return [];
  mustBe(state, ['dispatched']);
  const reason = needed(wish.reason, '请写明退回的理由');
  return [
    {
      type: 'TicketReturned',
      v: 1,
      data: { ...facets(state, at), unit: handlingUnit(state), ...box(state, { reason }) },
    },
  ];
}

/** Sent to the wrong unit, which has not signed for it: the hotline has it back, and that unit sees it no more. */
export function recall(state: Ticket, wish: { readonly reason: string }, at: Moment): TicketEvent[] {
  if (state.state === 'accepted' && state.rounds > 0) return [];
  mustBe(state, ['dispatched']);
  const reason = needed(wish.reason, '请写明撤回派单的理由');
  return [
    {
      type: 'TicketRecalled',
      v: 1,
      data: { ...facets(state, at), unit: handlingUnit(state), ...box(state, { reason }) },
    },
  ];
}

export function reply(state: Ticket, wish: { readonly reply: string }, at: Moment): TicketEvent[] {
  mustBe(state, ['signed', 'redoing']);
  const text = needed(wish.reply, '请填写办理结果');
  const onTime = state.dueAt === null ? null : at.now <= state.dueAt;
  return [
    {
      type: 'TicketReplied',
      v: 1,
      data: { ...facets(state, at), unit: handlingUnit(state), onTime, ...box(state, { reply: text }) },
    },
  ];
}

/** The hotline looks at the reply before anybody outside sees it. */
export function review(
  state: Ticket,
  wish: { readonly approved: boolean; readonly note: string },
  at: Moment,
): TicketEvent[] {
  if (state.state === 'reviewed' && wish.approved) return [];
  mustBe(state, ['replied']);
  const note = wish.approved ? wish.note : needed(wish.note, '请写明答复还缺什么');
  return [
    { type: 'TicketReviewed', v: 1, data: { ...facets(state, at), approved: wish.approved, ...box(state, { note }) } },
  ];
}

export function callBack(
  state: Ticket,
  wish: { readonly reached: boolean; readonly satisfaction: number | null; readonly note: string },
  at: Moment,
): TicketEvent[] {
  mustBe(state, ['reviewed']);
  const stars = wish.satisfaction;
  if (stars !== null && (!Number.isInteger(stars) || stars < 1 || stars > 5))
    throw new Refusal('BAD_RATING', '满意度应为1至5星');
  if (!wish.reached && stars !== null) throw new Refusal('BAD_RATING', '没有联系上来电人时不能登记满意度');
  return [
    {
      type: 'TicketCalledBack',
      v: 1,
      data: { ...facets(state, at), reached: wish.reached, satisfaction: stars, ...box(state, { note: wish.note }) },
    },
  ];
}

/** Closes after the call-back; suggestions, praise and anonymous tickets without a number need none. */
export function close(state: Ticket, at: Moment): TicketEvent[] {
  if (state.state === 'closed') return [];
  mustBe(state, ['reviewed']);
  const { registered } = state;
  if (!state.calledBack && !registered.anonymous) throw new Refusal('CALL_BACK_FIRST', '请先回访，再办结');
  return [
    {
      type: 'TicketClosed',
      v: 1,
      data: {
        ...facets(state, at),
        unit: state.dispatched?.unit ?? registered.hotline,
        unitName: state.dispatched?.unitName ?? '',
        channel: registered.channel,
        onTime: state.repliedOnTime,
        satisfied: state.satisfaction === null ? null : state.satisfaction >= 4,
      },
    },
  ];
}

/** Not settled: the same unit handles it again, with a new limit. */
export function redo(state: Ticket, wish: { readonly reason: string }, at: Moment): TicketEvent[] {
  if (state.state === 'redoing') return [];
  mustBe(state, ['reviewed', 'closed']);
  const reason = needed(wish.reason, '请写明重办的理由');
  if (!state.dispatched) throw new Refusal('WRONG_STATE', '当场答复的工单没有承办单位，请重新派单');
  return [
    {
      type: 'TicketRedone',
      v: 1,
      data: {
        ...facets(state, at),
        unit: handlingUnit(state),
        ...limitEnd(state.registered.limit, at),
        ...box(state, { reason }),
      },
    },
  ];
}

/** When a limit that starts now ends. Days end at midnight in Asia/Shanghai; unknown past the calendar. */
export function limitEnd(limit: TicketLimit, at: Moment): { dueAt: string | null; due: string | null } {
  if (limit.unit === 'hours') {
    const end = new Date(Date.parse(at.now) + limit.count * 3_600_000);
    return { dueAt: end.toISOString(), due: new Date(end.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) };
  }
  const due =
    limit.unit === 'workingDays'
      ? workingDayAfter(at.calendar, at.today, limit.count)
      : new Date(Date.parse(at.today) + limit.count * 86_400_000).toISOString().slice(0, 10);
  return { due, dueAt: due === null ? null : `${due}T15:59:59.999Z` };
}

function facets(state: Ticket, at: Moment): TicketFacets {
  const { region, kind, category, categoryName, town, month } = state.registered;
  return { region, kind, category, categoryName, town, month, today: at.today };
}

function box<T extends object>(state: Ticket, personal: T): { subject: string; personal: T } {
  return { subject: state.registered.subject, personal };
}

function handlingUnit(state: Ticket): string {
  if (!state.dispatched) throw new Refusal('WRONG_STATE', '工单尚未派单');
  return state.dispatched.unit;
}

function needed(text: string, message: string): string {
  if (!text.trim()) throw new Refusal('REASONS_REQUIRED', message);
  return text;
}

function mustBe(state: Ticket, states: readonly TicketState[]): void {
  if (!states.includes(state.state)) throw new Refusal('WRONG_STATE', '工单的当前状态不能进行这项操作，请刷新页面');
}
