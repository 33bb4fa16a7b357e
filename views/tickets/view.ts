import type { TicketEvent, TicketKind } from '../../events/ticket/events.ts';
import type { TicketState } from '../../events/ticket/fold.ts';
import { type Placed, view } from '../view.ts';

/** A line of the hotline's queues. Words of the caller stay sealed. */
export interface TicketRow {
  readonly number: string;
  readonly kind: TicketKind;
  readonly category: string;
  readonly categoryName: string;
  readonly channel: string;
  readonly state: TicketState;
  readonly urgent: boolean;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly town: string | null;
  readonly hotline: string;
  /** The hotline with its ancestors. */
  readonly hotlinePath: readonly string[];
  readonly unit: string | null;
  /** Who may see it: the hotline's path and the units it is with now, not those it was taken from. */
  readonly units: readonly string[];
  readonly subject: string;
  /** Box with title and text. */
  readonly sealed: string;
  readonly registeredOn: string;
  readonly registeredAt: string;
  readonly due: string | null;
  readonly calledBack: boolean;
}

function registered(event: Placed<Extract<TicketEvent, { type: 'TicketRegistered' }>>): TicketRow {
  const { data } = event;
  return {
    number: data.number,
    kind: data.kind,
    category: data.category,
    categoryName: data.categoryName,
    channel: data.channel,
    state: 'registered',
    urgent: data.urgent,
    anonymous: data.anonymous,
    confidential: data.confidential,
    town: data.town,
    hotline: data.hotline,
    hotlinePath: data.hotlinePath,
    unit: null,
    units: data.hotlinePath,
    subject: data.subject,
    sealed: data.personal as string,
    registeredOn: data.today,
    registeredAt: event.at,
    due: null,
    calledBack: false,
  };
}

function changed(row: TicketRow, event: Placed<TicketEvent>): TicketRow {
  switch (event.type) {
    case 'TicketAccepted':
      return { ...row, state: 'accepted' };
    case 'TicketRejected':
      return { ...row, state: 'rejected' };
    case 'TicketAnsweredOnSpot':
      return { ...row, state: 'reviewed' };
    case 'TicketDispatched': {
      const { unit, unitPath, jointUnits, due } = event.data;
      return {
        ...row,
        state: 'dispatched',
        unit,
        due,
        units: [...new Set([...row.hotlinePath, ...unitPath, ...jointUnits])],
      };
    }
    case 'TicketSigned':
      return { ...row, state: 'signed' };
    case 'TicketReturned':
      return { ...row, state: 'returned' };
    case 'TicketRecalled':
      return { ...row, state: 'accepted', unit: null, units: row.hotlinePath };
    case 'TicketReplied':
      return { ...row, state: 'replied' };
    case 'TicketReviewed':
      return { ...row, state: event.data.approved ? 'reviewed' : 'signed' };
    case 'TicketCalledBack':
      return { ...row, calledBack: true };
    case 'TicketRedone':
      return { ...row, state: 'redoing', due: event.data.due, calledBack: false };
    case 'TicketClosed':
      return { ...row, state: 'closed' };
    default:
      return row;
  }
}

const ENDED: ReadonlySet<TicketState> = new Set(['closed', 'rejected']);
const AT_UNIT: ReadonlySet<TicketState> = new Set(['dispatched', 'signed', 'redoing']);
const LATER = '9999-12-31';

const sortOf = (row: TicketRow) => `${row.urgent ? '0' : '1'}/${row.due ?? LATER}/${row.number}`;

export const ticketsView = view<TicketRow, TicketEvent>({
  name: 'tickets',
  version: 2,
  rowsPerStream: true,
  events: [
    'TicketRegistered',
    'TicketAccepted',
    'TicketRejected',
    'TicketAnsweredOnSpot',
    'TicketDispatched',
    'TicketSigned',
    'TicketReturned',
    'TicketRecalled',
    'TicketReplied',
    'TicketReviewed',
    'TicketCalledBack',
    'TicketRedone',
    'TicketClosed',
  ],
  route: (event) => [event.stream],
  evolve: (row, event) => (event.type === 'TicketRegistered' ? registered(event) : row && changed(row, event)),
  indexes: {
    todo(row) {
      if (ENDED.has(row.state)) return [];
      const partition = AT_UNIT.has(row.state) ? `${row.unit}/handler` : `${row.hotline}/operator`;
      return [{ partition, sort: sortOf(row) }];
    },
    open: (row) =>
      ENDED.has(row.state)
        ? []
        : row.units.map((unit) => ({ partition: unit, sort: `${row.due ?? LATER}/${row.number}` })),
    closed: (row) =>
      ENDED.has(row.state) ? row.units.map((unit) => ({ partition: unit, sort: row.registeredAt })) : [],
    all: (row) => row.units.map((unit) => ({ partition: unit, sort: row.registeredAt })),
    bySubject: (row) => (row.anonymous ? [] : [{ partition: row.subject, sort: row.registeredAt }]),
    byNumber: (row) => [{ partition: row.number, sort: '' }],
  },
});
