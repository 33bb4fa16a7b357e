import { may } from '../../commands/access.ts';
import type { Actor } from '../../commands/actor.ts';
import { maySeeTicket } from '../../commands/ticket/ticket.ts';
import { upcast } from '../../events/registry.ts';
import { fold } from '../../events/stream.ts';
import type { TicketEvent } from '../../events/ticket/events.ts';
import { type Ticket, ticket } from '../../events/ticket/fold.ts';
import type { Commit } from '../../platform/contract/log.ts';
import { type TicketRow, ticketsView } from '../../views/tickets/view.ts';
import { idOf } from '../../views/view.ts';
import { dueDate } from '../case/due.ts';
import type { Context } from '../context.ts';
import { submitterName } from '../people/names.ts';
import { divisionByCode } from '../service/divisions.ts';
import { unitByCode, unitNeeded } from '../service/units.ts';
import { sentenceOf } from './timeline.ts';

interface CallerBox {
  readonly title: string;
  readonly text: string;
  readonly callerName?: string;
  readonly callerPhone?: string;
}

export async function ticketById(context: Context, id: string) {
  const commits = (await context.cloud.platform.log.read(`ticket/${id}`)).commits.map(upcast);
  const state = fold(ticket, commits);
  return state && maySeeTicket(state, context.command.actor) ? ticketModel(context, id, state, commits) : null;
}

export async function ticketByNumber(context: Context, number: string) {
  const { entries } = await context.cloud.platform.views.list(ticketsView, {
    index: 'byNumber',
    partition: number,
    limit: 1,
  });
  const [entry] = entries;
  return entry ? ticketById(context, idOf(entry.key)) : null;
}

/** A line of a list; what the row does not say is read from the stream. */
export function ticketFromRow(context: Context, row: TicketRow, key: string) {
  const id = idOf(key);
  let whole: ReturnType<typeof ticketById> | null = null;
  const rest = (name: string) => async (args: unknown, ctx: unknown) => {
    whole ??= ticketById(context, id);
    const value = ((await whole) as Record<string, unknown> | null)?.[name];
    return typeof value === 'function' ? value(args, ctx) : value;
  };
  const ended = row.state === 'closed' || row.state === 'rejected';
  const { kind, category, categoryName, channel, state, urgent, anonymous, confidential, number, registeredOn } = row;
  return {
    ...{ id, number, kind, category, categoryName, channel, state, urgent, anonymous, confidential, registeredOn },
    town: () => (row.town ? divisionByCode(context, row.town) : null),
    title: async () => ((await context.loaders.open(row.sealed)) as CallerBox | null)?.title ?? null,
    unit: () => (row.unit ? unitNeeded(context, row.unit) : null),
    due: () => dueDate(row.due, context.command.calendar, context.command.today, ended),
    ...Object.fromEntries(WHOLE.map((name) => [name, rest(name)])),
  };
}

const WHOLE = [
  'text',
  'callerName',
  'callerPhone',
  'jointUnits',
  'reply',
  'satisfaction',
  'timeline',
  'actions',
  'site',
  'page',
  'revision',
] as const;

function ticketModel(context: Context, id: string, state: Ticket, commits: readonly Commit[]) {
  const { registered, dispatched } = state;
  const { actor, calendar, today } = context.command;
  const box = () => context.loaders.open(registered.personal as string) as unknown as Promise<CallerBox | null>;
  const caller = async (field: 'callerName' | 'callerPhone') =>
    maySeeCaller(state, actor) ? ((await box())?.[field] ?? null) : null;
  const ended = state.state === 'closed' || state.state === 'rejected';
  return {
    id,
    number: registered.number,
    kind: registered.kind,
    category: registered.category,
    categoryName: registered.categoryName,
    channel: registered.channel,
    state: state.state,
    urgent: registered.urgent,
    anonymous: registered.anonymous,
    confidential: registered.confidential,
    town: () => (registered.town ? divisionByCode(context, registered.town) : null),
    title: async () => (await box())?.title ?? null,
    text: async () => (await box())?.text ?? null,
    callerName: () => caller('callerName'),
    callerPhone: () => caller('callerPhone'),
    registeredOn: registered.today,
    unit: () => (dispatched ? unitNeeded(context, dispatched.unit) : null),
    jointUnits: () => Promise.all((dispatched?.jointUnits ?? []).map((code) => unitNeeded(context, code))),
    due: () => dueDate(state.due, calendar, today, ended),
    reply: async () => {
      const said = (state.rejected ?? state.reply) as string | null;
      const opened = said ? ((await context.loaders.open(said)) as { reply?: string; reason?: string } | null) : null;
      const mayRead = ['reviewed', 'closed', 'rejected'].includes(state.state) || actor.subject !== registered.subject;
      return mayRead ? (opened?.reply ?? opened?.reason ?? null) : null;
    },
    satisfaction: state.satisfaction,
    timeline: () => timelineOf(context, commits),
    actions: ticketActions(state, actor),
    site: registered.site,
    page: registered.page,
    revision: state.revision,
  };
}

/** Who called: nobody of an anonymous ticket, only the hotline of a confidential one. */
function maySeeCaller(state: Ticket, actor: Actor): boolean {
  if (state.registered.anonymous) return false;
  if (actor.subject === state.registered.subject) return true;
  return state.registered.confidential
    ? may(actor, 'ticket.desk', [state.registered.hotline])
    : may(actor, 'ticket.desk', [state.registered.hotline]) ||
        may(actor, 'ticket.handle', [state.dispatched?.unit ?? '']);
}

/** What the actor may do with the ticket now. */
export function ticketActions(state: Ticket, actor: Actor): string[] {
  const desk = may(actor, 'ticket.desk', [state.registered.hotline]);
  const handler = may(actor, 'ticket.handle', [state.dispatched?.unit ?? '']);
  const called = state.calledBack || state.registered.anonymous;
  const is = (...states: Ticket['state'][]) => states.includes(state.state);
  const table: readonly (readonly [string, boolean])[] = [
    ['accept', desk && is('registered')],
    ['dispatch', desk && is('accepted', 'returned')],
    ['answerOnSpot', desk && is('registered', 'accepted')],
    ['reject', desk && is('registered', 'accepted')],
    ['recall', desk && is('dispatched')],
    ['sign', handler && is('dispatched', 'redoing')],
    ['returnBack', handler && is('dispatched')],
    ['reply', handler && is('signed', 'redoing')],
    ['review', desk && is('replied')],
    ['callBack', desk && is('reviewed') && !called],
    ['close', desk && is('reviewed') && called],
    ['redo', desk && is('reviewed', 'closed') && state.dispatched !== null],
  ];
  return table.filter(([, allowed]) => allowed).map(([action]) => action);
}

async function timelineOf(context: Context, commits: readonly Commit[]) {
  return Promise.all(
    commits.flatMap((commit) =>
      commit.events.map(async (stored) => {
        const event = stored as unknown as TicketEvent;
        const sealed = 'personal' in event.data ? event.data.personal : null;
        const box =
          typeof sealed === 'string' ? ((await context.loaders.open(sealed)) as Record<string, string> | null) : null;
        const unit = 'unit' in event.data ? ((await unitByCode(context, event.data.unit))?.name.zh ?? '') : '';
        const { text, detail } = sentenceOf(event, unit, box);
        const actor = await submitterName(context, commit.actor);
        return { ordinal: commit.ordinal, at: commit.at, on: event.data.today, text, detail, actor, event: event.type };
      }),
    ),
  );
}
