import type { TicketEvent } from '../../events/ticket/events.ts';
import { view } from '../view.ts';

/** What open data is made of: never a word that somebody wrote, nor who handled it. Published in classes only. */
export interface OpenTicketRow {
  readonly kind: string;
  readonly category: string;
  readonly categoryName: string;
  readonly town: string | null;
  readonly month: string;
  readonly closed: boolean;
  readonly onTime: boolean | null;
  readonly satisfied: boolean | null;
}

type Listens = Extract<TicketEvent, { type: 'TicketRegistered' | 'TicketRedone' | 'TicketClosed' }>;

export const openTicketsView = view<OpenTicketRow, Listens>({
  name: 'open-tickets',
  version: 2,
  rowsPerStream: true,
  events: ['TicketRegistered', 'TicketRedone', 'TicketClosed'],
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
          closed: false,
          onTime: null,
          satisfied: null,
        };
      }
      case 'TicketRedone':
        return row && { ...row, closed: false, onTime: null, satisfied: null };
      case 'TicketClosed':
        return row && { ...row, closed: true, onTime: event.data.onTime, satisfied: event.data.satisfied };
    }
  },
});
