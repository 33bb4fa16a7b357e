import { forbidden, unitsWith } from '../../commands/access.ts';
import type { ListQuery } from '../../platform/contract/views.ts';
import { type TicketRow, ticketsView } from '../../views/tickets/view.ts';
import { listFiltered, listMerged, listPage, type Page } from '../connection.ts';
import type { Context } from '../context.ts';
import { ticketFromRow } from './model.ts';

type Query = Omit<ListQuery, 'limit' | 'after'>;

export interface TicketListFilter {
  readonly kind?: string | null;
  readonly state?: string | null;
  readonly category?: string | null;
}

/** Tickets of a queue, narrowed by a filter. */
export function ticketList(context: Context, args: Page & { queue: string; filter?: TicketListFilter | null }) {
  const { kind, state, category } = args.filter ?? {};
  const queries = queriesFor(context, args.queue);
  const node = (row: TicketRow, key: string) => ticketFromRow(context, row, key);
  if (!kind && !state && !category) return listMerged(context, ticketsView, queries, args, node);
  const keep = (row: TicketRow) =>
    (!kind || row.kind === kind) && (!state || row.state === state) && (!category || row.category === category);
  return listFiltered(context, ticketsView, queries, args, keep, node);
}

function queriesFor(context: Context, queue: string): readonly Query[] {
  const { actor, today } = context.command;
  const units = unitsWith(actor, 'ticket.read');
  switch (queue) {
    case 'todo': {
      const held = actor.roles.filter((role) => role.unit && (role.role === 'operator' || role.role === 'handler'));
      return held.map(({ unit, role }) => ({ index: 'todo', partition: `${unit}/${role}` }));
    }
    case 'open':
      return units.map((unit) => ({ index: 'open', partition: unit }));
    case 'overdue':
      return units.map((unit) => ({ index: 'open', partition: unit, to: today }));
    case 'closed':
      return units.map((unit) => ({ index: 'closed', partition: unit, descending: true }));
    default:
      return units.map((unit) => ({ index: 'all', partition: unit, descending: true }));
  }
}

export async function ticketCounts(context: Context) {
  return Promise.all(
    ['todo', 'open', 'overdue'].map(async (queue) => {
      const keys = new Set<string>();
      for (const query of queriesFor(context, queue)) {
        const { entries } = await context.cloud.platform.views.list(ticketsView, { ...query, limit: 100 });
        for (const { key } of entries) keys.add(key);
      }
      return { queue, count: Math.min(keys.size, 99), more: keys.size > 99 };
    }),
  );
}

export function myTickets(context: Context, page: Page) {
  const { subject } = context.command.actor;
  if (!subject) throw forbidden();
  const query = { index: 'bySubject', partition: subject, descending: true };
  return listPage(context, ticketsView, query, page, (row, key) => ticketFromRow(context, row, key));
}
