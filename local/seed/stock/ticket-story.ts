import { idFromCommand, numberFor } from '../../../commands/ids.ts';
import type { TicketCategory } from '../../../commands/ticket/categories.ts';
import * as decide from '../../../events/ticket/decide.ts';
import type { TicketChannel, TicketEvent, TicketKind } from '../../../events/ticket/events.ts';
import { type Ticket, ticket } from '../../../events/ticket/fold.ts';
import type { TicketPlan } from '../../../samples/generate/plans.ts';
import { dateOf, instantOf, minutesAfter } from './moment.ts';
import { type Story, type Teller, tellerOf } from './story.ts';
import { actorAt, type World } from './world.ts';

/** A ticket's plan with the serial of its day, which begins at 90001: no day's live numbers reach it. */
export interface NumberedTicket {
  readonly plan: TicketPlan;
  readonly serialOfDay: number;
}

export interface Hotline {
  readonly code: string;
  readonly categories: ReadonlyMap<string, TicketCategory>;
}

/** What is told of a ticket at its registration. */
export interface Registration {
  /** What all its command ids begin with. */
  readonly command: string;
  readonly serialOfDay: number;
  readonly kind: TicketKind;
  readonly category: string;
  readonly channel: TicketChannel;
  readonly town: string;
  readonly place: string | null;
  readonly title: string;
  readonly text: string;
  readonly caller: { readonly name: string; readonly phone: string } | null;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly urgent: boolean;
  readonly at: string;
}

export type TicketTeller = Teller<TicketEvent, Ticket | null>;

/** Whom a ticket's words are sealed for: the caller's number, or the ticket alone. */
export function callerIdentifier(command: string, caller: Registration['caller']): string {
  return caller ? `phone/${caller.phone}` : `ticket/${idFromCommand(command, ticket.category)}`;
}

export async function registerTicket(
  world: World,
  hotline: Hotline,
  about: Registration,
  subject: string,
): Promise<TicketTeller> {
  const { command, at, caller } = about;
  const unit = world.unit(hotline.code);
  const category = hotline.categories.get(about.category);
  if (!category) throw new Error(`the sample tickets name ${about.category}, which does not exist`);
  const today = dateOf(at);
  const number = numberFor(unit.shortCode, today, about.serialOfDay);
  const queryCode = await world.queryCode(command);
  const queryDigest = await world.queryDigest(number, queryCode);
  const byPhone = about.channel === 'phone';
  const operator = actorAt(world, hotline.code, 'operator');
  const teller = tellerOf(ticket, idFromCommand(command, ticket.category), command);
  teller.tell('register', byPhone ? operator : 'anonymous', at, (state) =>
    decide.register(state, {
      region: world.region,
      kind: about.kind,
      category: category.key,
      categoryName: category.name,
      town: about.town,
      month: today.slice(0, 7),
      today,
      number,
      queryDigest,
      channel: about.channel,
      urgent: about.urgent,
      anonymous: about.anonymous,
      confidential: about.confidential,
      limit: (about.urgent ? category.urgentLimit : null) ?? category.limit,
      hotline: unit.code,
      hotlinePath: unit.path,
      site: null,
      page: null,
      application: null,
      registeredBy: byPhone ? operator : null,
      subject,
      personal: {
        title: about.title,
        text: about.text,
        ...(about.place ? { place: about.place } : {}),
        ...(caller ? { callerName: caller.name, callerPhone: caller.phone } : {}),
        queryCode,
      },
    }),
  );
  return teller;
}

/** Adds a step that a ticket's decider allows at that moment. */
export function onTicket(
  world: World,
  teller: TicketTeller,
  name: string,
  actor: string,
  at: string,
  decideOn: (state: Ticket, moment: decide.Moment) => readonly TicketEvent[],
): void {
  const moment = { today: dateOf(at), now: instantOf(at), calendar: world.calendar };
  teller.tell(name, actor, at, (state) => (state ? decideOn(state, moment) : []));
}

export function dispatchTo(world: World, unit: string, jointUnits: readonly string[], note: string) {
  const { code, name, path } = world.unit(unit);
  return { unit: code, unitName: name.zh, unitPath: path, jointUnits, note };
}

/** One ticket from registration to closing, every step at the plan's own time and by the decider of live tickets. */
export async function ticketStory(
  world: World,
  hotline: Hotline,
  { plan, serialOfDay }: NumberedTicket,
  subject: string,
): Promise<Story> {
  const command = ticketCommand(plan);
  const teller = await registerTicket(
    world,
    hotline,
    {
      ...plan,
      ...{ command, serialOfDay, place: null, at: plan.registeredAt },
      kind: plan.kind as TicketKind,
      channel: plan.channel as TicketChannel,
    },
    subject,
  );
  const desk = actorAt(world, hotline.code, 'operator');
  const words = world.phrases.tickets;
  const add = (name: string, actor: string, at: string | null, on: Parameters<typeof onTicket>[5]) => {
    if (at !== null) onTicket(world, teller, name, actor, at, on);
  };
  if (plan.outcome === 'rejected') {
    add('reject', desk, plan.closedAt, (state, at) => decide.reject(state, { reason: words.rejected }, at));
    return teller.story();
  }
  add('accept', desk, plan.acceptedAt, decide.accept);
  const replies = words.replies[plan.kind] ?? [];
  const reply = replies[plan.serial % replies.length] ?? '';
  if (plan.outcome === 'onSpot') {
    add('answer', desk, plan.repliedAt, (state, at) => decide.answerOnSpot(state, { reply }, at));
    end(world, teller, desk, plan);
    return teller.story();
  }
  if (plan.returnedAt !== null && plan.acceptedAt !== null) {
    const first = dispatchTo(world, wrongUnit(world, plan), [], words.dispatch);
    add('dispatch-first', desk, minutesAfter(plan.acceptedAt, 5), (state, at) => decide.dispatch(state, first, at));
    add('return', actorAt(world, first.unit, 'handler'), plan.returnedAt, (state, at) =>
      decide.returnBack(state, { reason: words.returned }, at),
    );
  }
  const note = plan.returnedAt === null ? words.dispatch : words.dispatchAgain;
  const to = dispatchTo(world, plan.unit, [], note);
  const handler = actorAt(world, plan.unit, 'handler');
  add('dispatch', desk, plan.dispatchedAt, (state, at) => decide.dispatch(state, to, at));
  add('sign', handler, plan.signedAt, decide.sign);
  add('reply', handler, plan.repliedAt, (state, at) => decide.reply(state, { reply }, at));
  const review = { approved: true, note: words.reviewed };
  add('review', desk, plan.reviewedAt, (state, at) => decide.review(state, review, at));
  end(world, teller, desk, plan);
  return teller.story();
}

export function ticketCommand(plan: Pick<TicketPlan, 'serial'>): string {
  return `seed/ticket/${plan.serial}`;
}

/** Calls back and closes in one go. Nobody calls back who is anonymous. */
function end(world: World, teller: TicketTeller, desk: string, plan: TicketPlan): void {
  if (plan.closedAt === null) return;
  const { calledBack, dissatisfied } = world.phrases.tickets;
  const { satisfaction } = plan;
  const note =
    satisfaction !== null && satisfaction < 4 ? dissatisfied : (calledBack[plan.serial % calledBack.length] as string);
  if (!plan.anonymous) {
    const reached = satisfaction !== null || plan.serial % calledBack.length !== calledBack.length - 1;
    const said = satisfaction !== null && satisfaction >= 4 ? (calledBack[1] as string) : note;
    onTicket(world, teller, 'call-back', desk, plan.closedAt, (state, at) =>
      decide.callBack(state, { reached, satisfaction, note: said }, at),
    );
  }
  onTicket(world, teller, 'close', desk, plan.closedAt, decide.close);
}

/** A department that is not the right one, always the same for a ticket. */
function wrongUnit(world: World, plan: TicketPlan): string {
  const departments = [...world.units.values()].filter(
    ({ code, kind }) => kind === 'department' && code.startsWith(world.region) && code !== plan.unit,
  );
  const [fallback] = departments;
  return (departments[plan.serial % departments.length] ?? fallback)?.code ?? plan.unit;
}
