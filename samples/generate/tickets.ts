import { addDays } from '../../lowcode/calendar/date.ts';
import type { Period } from './cases.ts';
import { type CountySeed, type LimitSize, type TicketCategory, villagesByTown } from './county-seed.ts';
import { type Days, daysOf } from './days.ts';
import { phoneOf } from './people.ts';
import type { TicketPlan } from './plans.ts';
import { deck, type Random, shares, weighted } from './random.ts';

/**
 * Tickets in order of registration over a period. The hotline never closes, and evenings are busy; departments work on
 * working days except where the limit counts hours. What would happen after the period has not happened.
 */
export function* planTickets(seed: CountySeed, count: number, period: Period, random: Random): Generator<TicketPlan> {
  const days = daysOf(seed.calendar, period.from, period.to);
  const towns = villagesByTown(seed);
  const town = weighted(Object.entries(seed.words.towns));
  const townNames = new Map(seed.county.divisions.map((division) => [division.code, division.name]));
  const byKey = new Map(seed.categories.map((category) => [category.key, category]));
  const category = weighted(Object.entries(seed.words.tickets).map(([key, { weight }]) => [key, weight] as const));
  const limits = new Map(seed.limits.map((limit) => [limit.key, limit]));
  const channels = Object.entries(seed.words.ticketChannels);
  const counts = shares(
    count,
    channels.map(([, share]) => share),
  );
  const channel = deck(
    random,
    channels.map(([name], i) => [name, counts[i] as number] as const),
  );
  const weights = days.all.map((date, i) => (days.isWorking(date) ? 10 : 7) * (1 + (0.5 * i) / days.all.length));
  const volumes = shares(count, weights);
  let serial = 0;
  for (const [i, date] of days.all.entries()) {
    const times = Array.from({ length: volumes[i] as number }, () => callTime(random)).sort();
    for (const time of times) {
      const key = category(random);
      const about = byKey.get(key);
      const limit = limits.get(about?.limit ?? '');
      if (!about || !limit) throw new Error(`no category or limit for ${key}`);
      const only = seed.words.tickets[key]?.towns;
      const at = only ? random.pick(only) : town(random);
      const village = random.pick(towns.get(at) ?? []);
      const words = random.pick(seed.words.tickets[key]?.texts ?? []);
      const place = `${townNames.get(at)}${village.name}`;
      const anonymous = random.chance(about.kind === 'report' ? 0.3 : 0.02);
      yield {
        plan: 'ticket',
        serial: ++serial,
        kind: about.kind,
        category: key,
        channel: channel(),
        town: at,
        village: village.code,
        title: words.title,
        text: words.text.replaceAll('{place}', place),
        caller: anonymous ? null : { name: seed.names.person(random), phone: phoneOf(random) },
        anonymous,
        confidential: !anonymous && random.chance(about.kind === 'report' ? 0.4 : 0.01),
        urgent: limit.key === 'urgent',
        limit: limit.key,
        ...course(about, limit.settle, `${date} ${time}`, days, random),
      };
    }
  }
}

type Course = Omit<
  TicketPlan,
  | 'plan'
  | 'serial'
  | 'kind'
  | 'category'
  | 'channel'
  | 'town'
  | 'village'
  | 'title'
  | 'text'
  | 'caller'
  | 'anonymous'
  | 'confidential'
  | 'urgent'
  | 'limit'
>;

/** What becomes of a ticket; a step beyond the period has not happened. */
function course(about: TicketCategory, settle: LimitSize, registeredAt: string, days: Days, random: Random): Course {
  const end = `${days.all.at(-1)} 23:59`;
  const happened = (at: string | null) => (at !== null && at <= end ? at : null);
  const nothing = {
    ...{ acceptedAt: null, returnedAt: null, dispatchedAt: null, signedAt: null, repliedAt: null, reviewedAt: null },
    ...{ closedAt: null, due: null, onTime: null, satisfaction: null },
  };
  const base = { ...nothing, unit: about.unit ?? '', registeredAt };
  const acceptedAt = happened(later(registeredAt, random.between(1, 20)));
  if (acceptedAt === null) return { ...base, outcome: 'open' };
  if (random.chance(0.012)) return { ...base, closedAt: acceptedAt, outcome: 'rejected' };
  const onSpot = about.kind === 'consultation' && random.chance(0.85);
  if (onSpot || about.kind === 'praise') {
    const closedAt = happened(later(acceptedAt, random.between(1, 8)));
    if (closedAt === null) return { ...base, acceptedAt, outcome: 'open' };
    const satisfaction = random.chance(0.4) ? stars(true, random) : null;
    return { ...base, acceptedAt, repliedAt: closedAt, closedAt, satisfaction, onTime: true, outcome: 'onSpot' };
  }
  const returnedAt = random.chance(0.02) ? happened(onDuty(later(acceptedAt, 240), settle, days)) : null;
  const dispatchedAt = happened(later(returnedAt ?? acceptedAt, random.between(2, 30)));
  if (dispatchedAt === null) return { ...base, acceptedAt, returnedAt, outcome: 'open' };
  const due = dueOf(dispatchedAt, settle, days);
  const patience = settle.unit === 'hours' ? Math.min(180, settle.amount * 12) : 180;
  const signedAt = happened(onDuty(later(dispatchedAt, random.between(5, patience)), settle, days));
  const running = { ...base, acceptedAt, returnedAt, dispatchedAt, signedAt, due };
  if (signedAt === null) return { ...running, outcome: 'open' };
  const late = random.chance(0.044);
  const reply = replyTime(signedAt, settle, late, days, random);
  // Working hours and days off round the reply up; a promise that was meant to be kept is kept.
  const repliedAt = happened(!late && reply !== null && due !== null && reply > due ? due : reply);
  if (repliedAt === null) return { ...running, outcome: 'open' };
  const onTime = due === null || repliedAt <= due;
  const reviewedAt = happened(later(repliedAt, random.between(20, 200)));
  const closedAt = reviewedAt && happened(later(reviewedAt, random.between(60, 2000)));
  if (reviewedAt === null || closedAt === null) return { ...running, repliedAt, reviewedAt, onTime, outcome: 'open' };
  const satisfaction = random.chance(0.7) ? stars(onTime, random) : null;
  return { ...running, repliedAt, reviewedAt, closedAt, onTime, satisfaction, outcome: 'closed' };
}

function stars(good: boolean, random: Random): number {
  if (random.chance(good ? 0.965 : 0.7)) return random.chance(0.7) ? 5 : 4;
  return random.pick([3, 3, 2, 2, 1]);
}

function replyTime(signedAt: string, settle: LimitSize, late: boolean, days: Days, random: Random): string | null {
  const share = late ? 1.05 + 0.6 * random.next() : 0.2 + 0.7 * random.next();
  if (settle.unit === 'hours') return later(signedAt, Math.max(20, Math.round(settle.amount * 60 * share)));
  const count = Math.max(1, late ? Math.ceil(settle.amount * share) : Math.floor(settle.amount * share));
  const date = days.after(signedAt.slice(0, 10), count);
  return (
    date &&
    `${date} ${String(random.between(9, 17)).padStart(2, '0')}:${String(random.between(0, 59)).padStart(2, '0')}`
  );
}

/** When the limit ends; days end at midnight. Null beyond the stretch of days. */
function dueOf(dispatchedAt: string, settle: LimitSize, days: Days): string | null {
  if (settle.unit === 'hours') return later(dispatchedAt, settle.amount * 60);
  const date = dispatchedAt.slice(0, 10);
  const end = settle.unit === 'workingDays' ? days.after(date, settle.amount) : addDays(date, settle.amount);
  return end && `${end} 23:59`;
}

/** Where days are counted, nobody signs in the night or on a day off. */
function onDuty(at: string, settle: LimitSize, days: Days): string | null {
  if (settle.unit === 'hours') return at;
  const date = at.slice(0, 10);
  if (date > (days.all.at(-1) as string)) return null;
  const time = at.slice(11);
  if (days.isWorking(date) && time >= '08:30' && time <= '17:30') return at;
  const next = days.isWorking(date) && time < '08:30' ? date : days.after(date, 1);
  return next && `${next} 08:${40 + (at.charCodeAt(15) % 10)}`;
}

function callTime(random: Random): string {
  const hour = random.chance(0.2)
    ? random.between(19, 22)
    : random.chance(0.05)
      ? random.between(0, 6)
      : random.between(7, 18);
  return `${String(hour).padStart(2, '0')}:${String(random.between(0, 59)).padStart(2, '0')}`;
}

/** So many minutes later. */
function later(at: string, minutes: number): string {
  const total = Number(at.slice(11, 13)) * 60 + Number(at.slice(14, 16)) + minutes;
  const date = total < 1440 ? at.slice(0, 10) : addDays(at.slice(0, 10), Math.floor(total / 1440));
  const rest = total % 1440;
  return `${date} ${String(Math.floor(rest / 60)).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`;
}
