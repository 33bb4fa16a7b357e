import { notFound } from '../../commands/access.ts';
import type { CommandContext } from '../../commands/context.ts';
import * as handle from '../../commands/ticket/handle.ts';
import { registerTicket, type TicketWish } from '../../commands/ticket/register.ts';
import type { OnTicket } from '../../commands/ticket/ticket.ts';
import { Refusal } from '../../events/stream.ts';
import { casesView, wholeNumber } from '../../views/cases/view.ts';
import { ticketsView } from '../../views/tickets/view.ts';
import { unitsView } from '../../views/units/view.ts';
import { type Context, commandIdOf } from '../context.ts';
import { ticketById } from './model.ts';

interface OnTicketArgs {
  readonly id: string;
  readonly expect?: number | null;
  readonly commandId?: string | null;
}

type Change<Args> = (
  context: CommandContext,
  wish: OnTicket & Args,
) => Promise<{ lane: number; position: number } | null>;

function onTicket<Args>(change: Change<Args>) {
  return async (context: Context, args: OnTicketArgs & Args) => {
    const position = await change(context.command, { ...args, commandId: commandIdOf(context, args.commandId) });
    if (position) await context.cloud.platform.views.waitFor(ticketsView, position, 2000);
    const found = await ticketById(context, args.id);
    if (!found) throw notFound('这件工单');
    return found;
  };
}

export const ticketMutations = {
  acceptTicket: onTicket(handle.acceptTicket),
  rejectTicket: onTicket(handle.rejectTicket),
  answerTicketOnSpot: onTicket(handle.answerTicketOnSpot),
  dispatchTicket: onTicket<{ unit: string; jointUnits: readonly string[]; note?: string | null }>((context, wish) =>
    handle.dispatchTicket(context, { ...wish, note: wish.note ?? '' }),
  ),
  signTicket: onTicket(handle.signTicket),
  returnTicket: onTicket(handle.returnTicket),
  recallTicket: onTicket(handle.recallTicket),
  replyTicket: onTicket(handle.replyTicket),
  reviewTicket: onTicket<{ approved: boolean; note?: string | null }>((context, wish) =>
    handle.reviewTicket(context, { ...wish, note: wish.note ?? '' }),
  ),
  callBackTicket: onTicket<{ reached: boolean; satisfaction?: number | null; note?: string | null }>((context, wish) =>
    handle.callBackTicket(context, { ...wish, satisfaction: wish.satisfaction ?? null, note: wish.note ?? '' }),
  ),
  closeTicket: onTicket(handle.closeTicket),
  redoTicket: onTicket(handle.redoTicket),
};

type TicketInput = { readonly [K in keyof Omit<TicketWish, 'application'>]?: TicketWish[K] | null } & {
  readonly caseNumber?: string | null;
};

export async function register(
  context: Context,
  { input, commandId }: { input: TicketInput; commandId?: string | null },
) {
  const wish: TicketWish = {
    kind: input.kind ?? 'help',
    category: input.category ?? null,
    title: input.title ?? '',
    text: input.text ?? '',
    town: input.town ?? null,
    place: input.place ?? null,
    anonymous: input.anonymous ?? false,
    confidential: input.confidential ?? false,
    urgent: input.urgent ?? false,
    callerName: input.callerName ?? null,
    callerPhone: input.callerPhone ?? null,
    channel: input.channel ?? 'web',
    site: input.site ?? null,
    page: input.page ?? null,
    application: input.caseNumber ? await caseStream(context, input.caseNumber) : null,
  };
  const claims = context.viewer?.claims ?? null;
  const receipt = await registerTicket(
    context.command,
    claims,
    commandIdOf(context, commandId, input),
    await hotlineOf(context),
    wish,
  );
  if (receipt.position) await context.cloud.platform.views.waitFor(ticketsView, receipt.position, 2000);
  const { id, position: _position, ...rest } = receipt;
  return { ...rest, ticket: id };
}

/** The region's hotline: the unit of that kind. Throws NO_HOTLINE. */
async function hotlineOf(context: Context): Promise<string> {
  const { entries } = await context.cloud.platform.views.list(unitsView, {
    index: 'all',
    partition: 'all',
    limit: 1000,
  });
  const found = entries.find(({ row }) => row.kind === 'hotline' && row.region === context.cloud.region);
  if (!found) throw new Refusal('NO_HOTLINE', '本地区还没有设立热线，请联系系统管理员');
  return found.row.code;
}

async function caseStream(context: Context, number: string): Promise<string> {
  const asked = number.trim().toUpperCase();
  const { entries } = await context.cloud.platform.views.list(casesView, wholeNumber(asked));
  const [entry] = entries;
  if (entry) return entry.key;
  const message = '没有找到这个编号的办件';
  throw new Refusal('INVALID_TICKET', message, [{ path: 'caseNumber', code: 'NOT_AN_OPTION', message }]);
}
