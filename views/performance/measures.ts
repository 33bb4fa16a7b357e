import type { ApplicationEvent } from '../../events/application/events.ts';
import type { TicketEvent } from '../../events/ticket/events.ts';
import { month, type Placed } from '../view.ts';

/** The facts that performance counts. */
export type CountedEvent =
  | Extract<ApplicationEvent, { type: 'ApplicationSubmitted' | 'ApplicationDecided' | 'ApplicationRated' }>
  | Extract<TicketEvent, { type: 'TicketClosed' }>;

export const countedEvents = [
  'ApplicationSubmitted',
  'ApplicationDecided',
  'ApplicationRated',
  'TicketClosed',
] as const;

export type Measure =
  | 'submitted'
  | 'decided'
  | 'onTime'
  | 'late'
  | 'daysSaved'
  | 'rated'
  | 'ticketsClosed'
  | 'ticketsOnTime'
  | 'ticketsRated'
  | 'ticketsSatisfied';

/**
 * What one fact adds to the figures of its unit and month: the single place where a figure is defined. Nothing for what was
 * filed on trial (试运行).
 */
export function measuresOf(event: Placed<CountedEvent>): readonly (readonly [Measure, number])[] {
  if (event.type !== 'TicketClosed' && event.data.trial) return [];
  switch (event.type) {
    case 'ApplicationSubmitted':
      return [['submitted', 1]];
    case 'ApplicationDecided': {
      const { onTime, daysUsed, promisedDays } = event.data;
      return [
        ['decided', 1],
        ...(onTime === null ? [] : [[onTime ? 'onTime' : 'late', 1] as const]),
        ...(daysUsed === null ? [] : [['daysSaved', promisedDays - daysUsed] as const]),
      ];
    }
    case 'ApplicationRated':
      return [['rated', event.data.stars]];
    case 'TicketClosed': {
      const { onTime, satisfied } = event.data;
      return [
        ['ticketsClosed', 1],
        ...(onTime ? [['ticketsOnTime', 1] as const] : []),
        ...(satisfied === null ? [] : [['ticketsRated', 1] as const]),
        ...(satisfied ? [['ticketsSatisfied', 1] as const] : []),
      ];
    }
  }
}

/** Unit and month that a fact counts for. */
export function placeOf(event: Placed<CountedEvent>): { readonly unit: string; readonly month: string } {
  return { unit: event.data.unit, month: month(event.data.today) };
}
