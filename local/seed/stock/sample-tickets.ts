import { join } from 'node:path';
import * as decide from '../../../events/ticket/decide.ts';
import type { TicketChannel, TicketKind } from '../../../events/ticket/events.ts';
import { readJson } from '../../../samples/county.ts';
import type { Story } from './story.ts';
import {
  dispatchTo,
  type Hotline,
  onTicket,
  type Registration,
  registerTicket,
  type TicketTeller,
} from './ticket-story.ts';
import { actorAt, type World } from './world.ts';

/** A ticket of `samples/hengshan/tickets.json` with its story. */
export interface SampleTicket {
  readonly no: number;
  readonly kind: string;
  readonly category: string;
  readonly channel: string;
  readonly town: string;
  readonly place: string;
  readonly title: string;
  readonly text: string;
  readonly caller: { readonly name: string; readonly phone: string } | null;
  readonly anonymous: boolean;
  readonly confidential: boolean;
  readonly urgent: boolean;
  readonly story: readonly SampleStep[];
}

interface SampleStep {
  readonly at: string;
  readonly act: string;
  readonly unit?: string;
  readonly jointUnits?: readonly string[];
  readonly opinion?: string;
  readonly text?: string;
  readonly reason?: string;
  readonly note?: string;
  readonly satisfaction?: number;
}

/** Serials of the day for the told tickets: apart from those that the plans count. */
const FIRST_SERIAL = 99_000;

export function readSampleTickets(): readonly SampleTicket[] {
  const file = join(import.meta.dirname, '..', '..', '..', 'samples', 'hengshan', 'tickets.json');
  return readJson<{ tickets: SampleTicket[] }>(file).tickets;
}

export function sampleCommand(ticket: Pick<SampleTicket, 'no'>): string {
  return `seed/sample-ticket/${ticket.no}`;
}

/** A ticket that somebody thought up, act by act as it was written. Throws on an act it does not know. */
export async function sampleTicketStory(
  world: World,
  hotline: Hotline,
  sample: SampleTicket,
  subject: string,
): Promise<Story> {
  const [first] = sample.story;
  if (!first) throw new Error(`sample ticket ${sample.no} has no story`);
  const about: Registration = {
    ...sample,
    ...{ command: sampleCommand(sample), serialOfDay: FIRST_SERIAL + sample.no, at: first.at },
    kind: sample.kind as TicketKind,
    channel: sample.channel as TicketChannel,
  };
  const teller = await registerTicket(world, hotline, about, subject);
  sample.story.slice(1).forEach((step, i) => {
    for (const [n, [actor, decideOn]] of actsOf(world, hotline, teller, step).entries()) {
      onTicket(world, teller, `${i + 1}.${n}`, actor, step.at, decideOn);
    }
  });
  return teller.story();
}

/** What somebody does at a step: who, and the decision. */
type Act = readonly [actor: string, decideOn: Parameters<typeof onTicket>[5]];

function actsOf(world: World, hotline: Hotline, teller: TicketTeller, step: SampleStep): readonly Act[] {
  const words = world.phrases.tickets;
  const desk = actorAt(world, hotline.code, 'operator');
  const handler = actorAt(world, teller.state?.dispatched?.unit ?? hotline.code, 'handler');
  const { text: reply = '', reason = '', satisfaction = null } = step;
  const callBack = (note: string): Act => [
    desk,
    (state, at) => decide.callBack(state, { reached: true, satisfaction, note }, at),
  ];
  switch (step.act) {
    case 'accept':
      return [[desk, decide.accept]];
    case 'reject':
      return [[desk, (state, at) => decide.reject(state, { reason }, at)]];
    case 'answerOnSpot':
      return [[desk, (state, at) => decide.answerOnSpot(state, { reply }, at)]];
    case 'dispatch': {
      const to = dispatchTo(world, step.unit ?? '', step.jointUnits ?? [], step.opinion ?? words.dispatch);
      return [[desk, (state, at) => decide.dispatch(state, to, at)]];
    }
    case 'returnBack':
      return [[handler, (state, at) => decide.returnBack(state, { reason }, at)]];
    case 'sign':
      return [[handler, decide.sign]];
    case 'reply':
      return [[handler, (state, at) => decide.reply(state, { reply }, at)]];
    case 'review':
      return [[desk, (state, at) => decide.review(state, { approved: true, note: words.reviewed }, at)]];
    case 'redo':
      return [[desk, (state, at) => decide.redo(state, { reason }, at)]];
    case 'callBack':
      return [callBack(step.note ?? (words.calledBack[1] as string))];
    case 'close':
      // With a rating that was given while the caller was still on the line.
      return [...(satisfaction === null ? [] : [callBack(words.calledBack[0] as string)]), [desk, decide.close]];
    default:
      throw new Error(`a sample ticket has an act nobody knows: ${step.act}`);
  }
}
