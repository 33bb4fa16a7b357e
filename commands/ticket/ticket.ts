import { Refusal } from '../../events/stream.ts';
import type { TicketEvent } from '../../events/ticket/events.ts';
import { type Ticket, ticket } from '../../events/ticket/fold.ts';
import { forbidden, may, notFound, type Permission } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { load, transact } from '../transact.ts';

export interface OnTicket {
  readonly id: string;
  readonly commandId: string;
  readonly expect?: number | null;
}

/** Units that may see a ticket: the hotline with its ancestors, and the units it was sent to with theirs. */
export function unitsOfTicket(state: Ticket): readonly string[] {
  const { hotlinePath } = state.registered;
  return [...hotlinePath, ...(state.dispatched?.unitPath ?? []), ...(state.dispatched?.jointUnits ?? [])];
}

/** Whether the actor may see the ticket: who raised it while signed in, or staff by the access table. */
export function maySeeTicket(state: Ticket, actor: CommandContext['actor']): boolean {
  return actor.subject === state.registered.subject || may(actor, 'ticket.read', unitsOfTicket(state));
}

/** Changes one ticket: `ticket.desk` at the hotline, `ticket.handle` in the unit it was sent to. */
export async function onTicket(
  context: CommandContext,
  wish: OnTicket,
  who: Extract<Permission, 'ticket.desk' | 'ticket.handle'>,
  decide: (state: Ticket) => TicketEvent[] | Promise<TicketEvent[]>,
): Promise<{ lane: number; position: number } | null> {
  const appended = await transact(context, wish.commandId, async () => {
    const read = await load(context.platform, ticket, wish.id);
    const { state } = read;
    if (!state || !maySeeTicket(state, context.actor)) throw notFound('这件工单');
    const where = who === 'ticket.desk' ? [state.registered.hotline] : [state.dispatched?.unit ?? ''];
    if (!may(context.actor, who, where)) throw forbidden();
    if (read.did(wish.commandId)) return { changes: [] };
    if (wish.expect != null && wish.expect !== state.revision) {
      throw new Refusal('STALE', '这件工单刚刚有了变化，请刷新后再处理');
    }
    return { changes: [{ read, events: await decide(state) }] };
  });
  return appended?.commits[0] ?? null;
}
