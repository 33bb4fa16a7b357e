import { load } from '../../commands/transact.ts';
import { application } from '../../events/application/fold.ts';
import { upcast } from '../../events/registry.ts';
import { fold, Refusal } from '../../events/stream.ts';
import type { TicketEvent } from '../../events/ticket/events.ts';
import { ticket } from '../../events/ticket/fold.ts';
import { casesView, wholeNumber } from '../../views/cases/view.ts';
import { ticketsView } from '../../views/tickets/view.ts';
import { idOf } from '../../views/view.ts';
import type { Context } from '../context.ts';
import { unitNeeded } from '../service/units.ts';
import { dueDate, dueOfCase, termOf } from './due.ts';

/** Wrong tries at one number in an hour before whoever is wrong again is told so. */
const MOST_TRIES = 5;

/**
 * The id behind a number when the query code is right, else null. From the sixth wrong try at a number within an hour on, a
 * wrong code throws TOO_MANY_TRIES. A right one is always answered: numbers are guessed easily, so strangers could
 * otherwise shut the holder out. Codes have 40 random bits; guessing one takes longer than cases last.
 */
export async function proveNumber(
  context: Context,
  view: 'application' | 'ticket',
  number: string,
  queryCode: string,
): Promise<string | null> {
  const { platform } = context.cloud;
  const asked = number.trim().toUpperCase().slice(0, 40);
  const { entries } =
    view === 'application'
      ? await platform.views.list(casesView, wholeNumber(asked))
      : await platform.views.list(ticketsView, { index: 'byNumber', partition: asked, limit: 1 });
  const [entry] = entries;
  const digest = await platform.vault.digest('query-code', `${asked}/${queryCode.trim().toUpperCase()}`);
  if (entry) {
    const type = (view === 'application' ? application : ticket) as typeof application;
    const { state } = await load(platform, type, idOf(entry.key));
    const facts = state as unknown as {
      submitted?: { queryDigest: string };
      registered?: { queryDigest: string };
    } | null;
    if ((facts?.submitted ?? facts?.registered)?.queryDigest === digest) return idOf(entry.key);
  }
  const tries = await platform.state.get('tries', asked);
  const wrong = (tries?.value.wrong as number | undefined) ?? 0;
  if (wrong >= MOST_TRIES) throw new Refusal('TOO_MANY_TRIES', '查询码不对，已经输错多次。请对照回执核对编号和查询码');
  await platform.state.put('tries', asked, { wrong: wrong + 1 }, { ttlSeconds: 3600 });
  return null;
}

/** The public progress of a case: no names, not even of who handles it. */
export async function progressOf(context: Context, args: { number: string; queryCode: string }) {
  const id = await proveNumber(context, 'application', args.number, args.queryCode);
  if (id === null) return null;
  const { state } = await load(context.cloud.platform, application, id);
  if (!state) return null;
  const { submitted } = state;
  const final = state.decided?.outcome === 'refused' ? state.decided : state.notAccepted;
  const box = final
    ? ((await context.loaders.open(final.personal as string)) as { reasons: string; remedies: string } | null)
    : null;
  const ended = state.decided ?? state.notAccepted;
  const accepted = state.acceptedOn !== null;
  const step = (label: string, on: string | null, status: string) => ({ label, on, status });
  return {
    number: submitted.number,
    serviceName: submitted.itemName,
    unit: () => unitNeeded(context, submitted.unit),
    state: state.state,
    submittedOn: submitted.today,
    acceptedOn: state.acceptedOn,
    due: () => dueOfCase(state, context.command.calendar, context.command.today),
    decidedOn: ended?.today ?? null,
    licenceIdentifier: state.decided?.licenceIdentifier ?? null,
    steps: [
      step('提交申请', submitted.today, 'passed'),
      step('受理', state.acceptedOn, state.notAccepted ? 'refused' : accepted ? 'passed' : 'open'),
      ...(state.stages.length > 0
        ? state.stages.map((stage) => step(stage.title.zh, null, 'open'))
        : [step('审查', null, ended ? 'passed' : 'waiting')]),
      step(
        '办结',
        ended?.today ?? null,
        !ended ? 'waiting' : state.decided?.outcome === 'granted' ? 'passed' : 'refused',
      ),
    ],
    reasons: box?.reasons ?? null,
    remedies: box?.remedies ?? null,
    defects: () => defectsFor(context, id),
    supplementTerm: termOf(state),
  };
}

async function defectsFor(context: Context, id: string) {
  const page = await context.cloud.platform.log.read(`application/${id}`);
  const { state } = await load(context.cloud.platform, application, id);
  if (!state || state.defects.length === 0) return [];
  const asked = page.commits.flatMap((commit) => commit.events).filter((event) => event.type === 'SupplementRequested');
  const box = (await context.loaders.open((asked.at(-1)?.data.personal ?? '') as string)) as {
    reasons?: string[];
  } | null;
  return state.defects.map(({ at, label }, i) => ({ at, label, reason: box?.reasons?.[i] ?? '（已删除）' }));
}

export async function ticketProgressOf(context: Context, args: { number: string; queryCode: string }) {
  const id = await proveNumber(context, 'ticket', args.number, args.queryCode);
  if (id === null) return null;
  const commits = (await context.cloud.platform.log.read(`ticket/${id}`)).commits.map(upcast);
  const state = fold(ticket, commits);
  if (!state) return null;
  const events = commits.flatMap((commit) => commit.events) as unknown as TicketEvent[];
  const lastOn = (...types: TicketEvent['type'][]) =>
    events.findLast(({ type }) => types.includes(type))?.data.today ?? null;
  const { registered } = state;
  const rejected = state.state === 'rejected';
  const ended = state.state === 'closed' || state.state === 'rejected';
  const said = ended || state.state === 'reviewed' ? ((state.rejected ?? state.reply) as string | null) : null;
  const opened = said ? ((await context.loaders.open(said)) as { reply?: string; reason?: string } | null) : null;
  const step = (label: string, on: string | null, status: string) => ({ label, on, status });
  return {
    number: registered.number,
    kind: registered.kind,
    categoryName: registered.categoryName,
    state: state.state,
    registeredOn: registered.today,
    unit: () => (state.dispatched ? unitNeeded(context, state.dispatched.unit) : null),
    due: () => dueDate(state.due, context.command.calendar, context.command.today, ended),
    reply: opened?.reply ?? opened?.reason ?? null,
    steps: [
      step('登记', registered.today, 'passed'),
      step('派单', state.dispatched?.today ?? null, state.dispatched ? 'passed' : ended ? 'skipped' : 'waiting'),
      rejected
        ? step('办理', null, 'skipped')
        : step(
            '办理',
            said ? lastOn('TicketReplied', 'TicketAnsweredOnSpot') : null,
            said ? 'passed' : state.dispatched ? 'open' : 'waiting',
          ),
      step(
        '办结',
        ended ? lastOn('TicketClosed', 'TicketRejected') : null,
        rejected ? 'refused' : ended ? 'passed' : 'waiting',
      ),
    ],
  };
}
