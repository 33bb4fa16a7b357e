import { document } from './ask.ts';
import { due, dueWhy, pageInfo, timeline, unit } from './fragments.ts';
import type { Connection, QueueCount, TicketKind, TicketPage, TicketRow, TicketState, Unit } from './model.ts';

const row = `id number kind categoryName channel state urgent anonymous confidential title registeredOn ${unit}`;

export const TICKETS = document<
  { tickets: Connection<TicketRow> },
  { queue: string; kind?: TicketKind; state?: TicketState; first: number; after?: string }
>(`query Tickets($queue: TicketQueue!, $kind: TicketKind, $state: TicketState, $first: Int!, $after: String) {
  tickets(queue: $queue, filter: { kind: $kind, state: $state }, first: $first, after: $after) {
    edges { cursor node { ${row} ${due} } } ${pageInfo}
  }
}`);

export const TICKET_COUNTS = document<{ ticketCounts: readonly QueueCount[] }>(
  'query TicketCounts { ticketCounts { queue count more } }',
);

export const TICKET = document<{ ticket: TicketPage | null }, { number: string }>(
  `query Ticket($number: String!) { ticket(number: $number) {
    ${row} ${dueWhy} text town { code name } callerName callerPhone jointUnits { code name { zh } }
    reply satisfaction ${timeline} actions site page revision
  } }`,
);

interface OnTicket {
  id: string;
  expect: number;
  commandId: string;
}
function onTicket<Name extends string, Own = Record<never, never>>(name: Name, own = '', pass = '') {
  return document<{ [name in Name]: { id: string } }, OnTicket & Own>(
    `mutation Do($id: ID!, $expect: Int, $commandId: ID${own && `, ${own}`}) {
      ${name}(id: $id, expect: $expect, commandId: $commandId${pass && `, ${pass}`}) { id }
    }`,
  );
}

export const ACCEPT_TICKET = onTicket('acceptTicket');
export const SIGN_TICKET = onTicket('signTicket');
export const CLOSE_TICKET = onTicket('closeTicket');
export const REJECT_TICKET = onTicket<'rejectTicket', { reason: string }>(
  'rejectTicket',
  '$reason: String!',
  'reason: $reason',
);
export const RETURN_TICKET = onTicket<'returnTicket', { reason: string }>(
  'returnTicket',
  '$reason: String!',
  'reason: $reason',
);
export const RECALL_TICKET = onTicket<'recallTicket', { reason: string }>(
  'recallTicket',
  '$reason: String!',
  'reason: $reason',
);
export const REDO_TICKET = onTicket<'redoTicket', { reason: string }>(
  'redoTicket',
  '$reason: String!',
  'reason: $reason',
);
export const ANSWER_TICKET = onTicket<'answerTicketOnSpot', { reply: string }>(
  'answerTicketOnSpot',
  '$reply: String!',
  'reply: $reply',
);
export const REPLY_TICKET = onTicket<'replyTicket', { reply: string }>(
  'replyTicket',
  '$reply: String!',
  'reply: $reply',
);
export const DISPATCH_TICKET = onTicket<
  'dispatchTicket',
  { unit: string; jointUnits: readonly string[]; note?: string }
>(
  'dispatchTicket',
  '$unit: ID!, $jointUnits: [ID!]!, $note: String',
  'unit: $unit, jointUnits: $jointUnits, note: $note',
);
export const REVIEW_TICKET = onTicket<'reviewTicket', { approved: boolean; note?: string }>(
  'reviewTicket',
  '$approved: Boolean!, $note: String',
  'approved: $approved, note: $note',
);
export const CALL_BACK_TICKET = onTicket<'callBackTicket', { reached: boolean; satisfaction?: number; note?: string }>(
  'callBackTicket',
  '$reached: Boolean!, $satisfaction: Int, $note: String',
  'reached: $reached, satisfaction: $satisfaction, note: $note',
);

export interface TicketInput {
  kind: TicketKind;
  category?: string;
  title: string;
  text: string;
  town?: string;
  place?: string;
  anonymous: boolean;
  confidential: boolean;
  urgent: boolean;
  callerName?: string;
  callerPhone?: string;
  channel: 'phone';
  caseNumber?: string;
}
export const REGISTER_TICKET = document<
  { registerTicket: { ticket: string; number: string; queryCode: string; registeredOn: string } },
  { input: TicketInput; commandId: string }
>(`mutation Register($input: TicketInput!, $commandId: ID) {
  registerTicket(input: $input, commandId: $commandId) { ticket number queryCode registeredOn }
}`);

export const TICKET_CHOICES = document<{
  ticketCategories: readonly { key: string; name: string; kind: TicketKind; parent: string | null }[];
  divisions: readonly { code: string; name: string }[];
}>('query TicketChoices { ticketCategories { key name kind parent } divisions { code name } }');

export const UNITS = document<{ units: readonly (Unit & { level: string })[] }>(
  'query Units { units { code name { zh } level } }',
);
