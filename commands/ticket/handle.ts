import { Refusal } from '../../events/stream.ts';
import * as decide from '../../events/ticket/decide.ts';
import type { CommandContext } from '../context.ts';
import { type OnTicket, onTicket } from './ticket.ts';

export function acceptTicket(context: CommandContext, wish: OnTicket) {
  return onTicket(context, wish, 'ticket.desk', (state) => decide.accept(state, context));
}

export function rejectTicket(context: CommandContext, wish: OnTicket & { readonly reason: string }) {
  return onTicket(context, wish, 'ticket.desk', (state) => decide.reject(state, wish, context));
}

export function answerTicketOnSpot(context: CommandContext, wish: OnTicket & { readonly reply: string }) {
  return onTicket(context, wish, 'ticket.desk', (state) => decide.answerOnSpot(state, wish, context));
}

/** A ticket is shown to every unit it is with, and its lists are written in one transaction. */
const MOST_JOINT = 12;

/**
 * Sends it to a unit. Throws TOO_MANY_UNITS, NOT_FOUND for a unit there is not, WRONG_UNIT for the hotline itself,
 * OUTSIDE_REGION for a unit of another region: what a caller said does not leave the region that they called.
 */
export function dispatchTicket(
  context: CommandContext,
  wish: OnTicket & { readonly unit: string; readonly jointUnits: readonly string[]; readonly note: string },
) {
  return onTicket(context, wish, 'ticket.desk', async (state) => {
    const unit = await context.units.need(wish.unit);
    if (new Set(wish.jointUnits).size > MOST_JOINT) throw new Refusal('TOO_MANY_UNITS', `协办单位最多${MOST_JOINT}个`);
    const joint = await Promise.all(wish.jointUnits.map((code) => context.units.need(code)));
    const { region } = await context.units.need(state.registered.hotline);
    const outside = [unit, ...joint].find((one) => one.region !== region);
    if (outside) throw new Refusal('OUTSIDE_REGION', `${outside.name.zh}不属于本地区，不能派单`);
    if (unit.code === state.registered.hotline) throw new Refusal('WRONG_UNIT', '不能把工单派给热线自己');
    const jointUnits = [...new Set(wish.jointUnits)].filter((code) => code !== unit.code);
    const to = {
      unit: unit.code,
      unitName: unit.name.zh,
      unitPath: [unit.code, ...unit.ancestors],
      jointUnits,
      note: wish.note,
    };
    return decide.dispatch(state, to, context);
  });
}

export function signTicket(context: CommandContext, wish: OnTicket) {
  return onTicket(context, wish, 'ticket.handle', (state) => decide.sign(state, context));
}

export function returnTicket(context: CommandContext, wish: OnTicket & { readonly reason: string }) {
  return onTicket(context, wish, 'ticket.handle', (state) => decide.returnBack(state, wish, context));
}

export function recallTicket(context: CommandContext, wish: OnTicket & { readonly reason: string }) {
  return onTicket(context, wish, 'ticket.desk', (state) => decide.recall(state, wish, context));
}

export function replyTicket(context: CommandContext, wish: OnTicket & { readonly reply: string }) {
  return onTicket(context, wish, 'ticket.handle', (state) => decide.reply(state, wish, context));
}

export function reviewTicket(
  context: CommandContext,
  wish: OnTicket & { readonly approved: boolean; readonly note: string },
) {
  return onTicket(context, wish, 'ticket.desk', (state) => decide.review(state, wish, context));
}

export function callBackTicket(
  context: CommandContext,
  wish: OnTicket & { readonly reached: boolean; readonly satisfaction: number | null; readonly note: string },
) {
  return onTicket(context, wish, 'ticket.desk', (state) => decide.callBack(state, wish, context));
}

export function closeTicket(context: CommandContext, wish: OnTicket) {
  return onTicket(context, wish, 'ticket.desk', (state) => decide.close(state, context));
}

export function redoTicket(context: CommandContext, wish: OnTicket & { readonly reason: string }) {
  return onTicket(context, wish, 'ticket.desk', (state) => decide.redo(state, wish, context));
}
