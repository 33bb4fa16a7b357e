import type { TicketEvent } from '../../events/ticket/events.ts';
import { view } from '../view.ts';

/** Open data about a ticket: category, town, month, on time, satisfaction; never a word that somebody wrote. */
export interface OpenTicketRow {
  readonly kind: string;
  readonly category: string;
  readonly categoryName: string;
  readonly town: string | null;
  readonly month: string;
  readonly unitName: string | null;
  readonly closed: boolean;
  readonly onTime: boolean | null;
  readonly satisfied: boolean | null;
}

type Listens = Extract<
  TicketEvent,
  { type: 'TicketRegistered' | 'TicketDispatched' | 'TicketRedone' | 'TicketClosed' }
>;

export const openTicketsView = view<OpenTicketRow, Listens>({
  name: 'open-tickets',
  version: 1,
  rowsPerStream: true,
  events: ['TicketRegistered', 'TicketDispatched', 'TicketRedone', 'TicketClosed'],
  route: (event) => [event.stream],
  evolve(row, event) {
    switch (event.type) {
      case 'TicketRegistered': {
        const { kind, category, categoryName, town, month } = event.data;
        return {
          kind,
          category,
          categoryName,
          town,
          month,
          unitName: null,
          closed: false,
          onTime: null,
          satisfied: null,
        };
      }
      case 'TicketDispatched':
        return row && { ...row, unitName: event.data.unitName };
      case 'TicketRedone':
        return row && { ...row, closed: false, onTime: null, satisfied: null };
      case 'TicketClosed':
        return row && { ...row, closed: true, onTime: event.data.onTime, satisfied: event.data.satisfied };
    }
  },
});
