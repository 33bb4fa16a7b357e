import type { StreamType } from '../stream.ts';
import { category, personal, type TicketEvent, versions } from './events.ts';

type Data<T extends TicketEvent['type']> = Extract<TicketEvent, { type: T }>['data'];

export type TicketState =
  | 'registered'
  | 'rejected'
  | 'accepted'
  | 'dispatched'
  | 'signed'
  | 'returned'
  | 'replied'
  | 'reviewed'
  | 'redoing'
  | 'closed';

export interface Ticket {
  readonly state: TicketState;
  readonly registered: Data<'TicketRegistered'>;
  readonly dispatched: Data<'TicketDispatched'> | null;
  readonly dueAt: string | null;
  readonly due: string | null;
  /** Box with the last reply. */
  readonly reply: Data<'TicketReplied'>['personal'] | Data<'TicketAnsweredOnSpot'>['personal'] | null;
  readonly repliedOnTime: boolean | null;
  readonly rejected: Data<'TicketRejected'>['personal'] | null;
  readonly calledBack: boolean;
  readonly satisfaction: number | null;
  readonly rounds: number;
  readonly redone: number;
  readonly revision: number;
}

const STATES: { readonly [T in TicketEvent['type']]?: TicketState } = {
  TicketAccepted: 'accepted',
  TicketRejected: 'rejected',
  TicketDispatched: 'dispatched',
  TicketSigned: 'signed',
  TicketReturned: 'returned',
  TicketRecalled: 'accepted',
  TicketReplied: 'replied',
  TicketRedone: 'redoing',
  TicketClosed: 'closed',
};

function change(state: Ticket, event: TicketEvent): Partial<Ticket> {
  switch (event.type) {
    case 'TicketRejected':
      return { rejected: event.data.personal };
    case 'TicketAnsweredOnSpot':
      return { state: 'reviewed', reply: event.data.personal, repliedOnTime: true };
    case 'TicketDispatched':
      return { dispatched: event.data, dueAt: event.data.dueAt, due: event.data.due, rounds: event.data.round };
    case 'TicketRecalled':
      return { dispatched: null };
    case 'TicketReplied':
      return { reply: event.data.personal, repliedOnTime: event.data.onTime };
    case 'TicketReviewed':
      return { state: event.data.approved ? 'reviewed' : 'signed' };
    case 'TicketCalledBack':
      return { calledBack: true, satisfaction: event.data.satisfaction };
    case 'TicketRedone':
      return {
        dueAt: event.data.dueAt,
        due: event.data.due,
        redone: state.redone + 1,
        calledBack: false,
        satisfaction: null,
      };
    default:
      return {};
  }
}

export const ticket: StreamType<TicketEvent, Ticket | null> = {
  category,
  versions,
  personal,
  initial: null,
  evolve(state, event) {
    if (event.type === 'TicketRegistered') {
      return {
        state: 'registered',
        registered: event.data,
        dispatched: null,
        dueAt: null,
        due: null,
        reply: null,
        repliedOnTime: null,
        rejected: null,
        calledBack: false,
        satisfaction: null,
        rounds: 0,
        redone: 0,
        revision: event.ordinal,
      };
    }
    if (!state) return null;
    return { ...state, state: STATES[event.type] ?? state.state, ...change(state, event), revision: event.ordinal };
  },
};
