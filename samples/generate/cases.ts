import { type CatalogueEntry, type CountySeed, villagesByTown } from './county-seed.ts';
import { type Days, daysOf } from './days.ts';
import { creditCodeOf, identityNumberOf, phoneOf } from './people.ts';
import type { CaseOutcome, CasePlan, PlannedApplicant } from './plans.ts';
import { type Random, shares, weighted } from './random.ts';

export interface Period {
  readonly from: string;
  readonly to: string;
}

/**
 * Cases in order of submission over a period. Windows and agents work on working days; the web never closes, and what
 * comes on a day off is accepted on the next working day. What would be decided after the period is still open.
 */
export function* planCases(seed: CountySeed, count: number, period: Period, random: Random): Generator<CasePlan> {
  const days = daysOf(seed.calendar, period.from, period.to);
  const towns = villagesByTown(seed);
  const town = weighted(Object.entries(seed.words.towns));
  const channel = weighted(Object.entries(seed.words.channels) as [CasePlan['channel'], number][]);
  const service = demandFor(seed);
  const weights = days.all.map((date, i) => (days.isWorking(date) ? 10 + (4 * i) / days.all.length : 0.8));
  const volumes = shares(count, weights);
  let serial = 0;
  for (const [i, date] of days.all.entries()) {
    const times = Array.from({ length: volumes[i] as number }, () => timeOf(random, days.isWorking(date))).sort();
    for (const time of times) {
      serial++;
      const entry = service(random);
      const home = town(random);
      const village = random.pick(towns.get(home) ?? []);
      const applicant = applicantFor(seed, entry, serial, home, village.name, random);
      yield {
        plan: 'case',
        serial,
        service: entry.key,
        unit: entry.unit,
        town: home,
        village: village.code,
        channel: days.isWorking(date) ? channel(random) : 'web',
        applicant,
        submittedAt: `${date} ${time}`,
        promisedDays: entry.promisedDays,
        ...course(seed, entry, date, days, random),
      };
    }
  }
}

type Course = Pick<
  CasePlan,
  'supplement' | 'acceptedOn' | 'daysUsed' | 'due' | 'decidedOn' | 'onTime' | 'outcome' | 'reasons' | 'rating'
>;

const NOT_DECIDED = { daysUsed: null, decidedOn: null, onTime: null, reasons: null, rating: null };

/** What becomes of a case after it was submitted; a step beyond the period has not happened. */
function course(seed: CountySeed, entry: CatalogueEntry, date: string, days: Days, random: Random): Course {
  const { reasons } = seed.words;
  const fate = outcomeOf(random);
  const immediate = entry.promisedDays === 0;
  const open = { ...NOT_DECIDED, supplement: null, acceptedOn: null, due: null, outcome: 'open' as const };
  const looked = days.isWorking(date) ? days.after(date, immediate ? 0 : random.between(0, 1)) : days.after(date, 1);
  if (looked === null) return open;
  if (fate === 'notAccepted') {
    return { ...open, decidedOn: looked, outcome: fate, reasons: random.pick(reasons.notAccepted) };
  }
  let acceptedOn: string | null = looked;
  let supplement: CasePlan['supplement'] = null;
  if (!immediate && random.chance(0.12)) {
    const suppliedOn = days.after(looked, random.between(1, 8));
    supplement = { on: looked, defect: random.pick(reasons.supplement), suppliedOn };
    acceptedOn = suppliedOn;
  }
  if (acceptedOn === null) return { ...open, supplement };
  const due = days.after(acceptedOn, entry.promisedDays);
  const used = usedDays(entry.promisedDays, random);
  const decidedOn = days.after(acceptedOn, used);
  if (decidedOn === null) return { ...open, supplement, acceptedOn, due };
  const outcome = fate;
  const decided = { ...NOT_DECIDED, supplement, acceptedOn, due, decidedOn, outcome };
  if (outcome === 'withdrawn') return decided;
  const onTime = used <= entry.promisedDays;
  return {
    ...decided,
    daysUsed: used,
    onTime,
    reasons: outcome === 'refused' ? random.pick(reasons.refused) : null,
    rating: ratingFor(seed, decidedOn, outcome === 'granted' && onTime, days, random),
  };
}

function outcomeOf(random: Random): CaseOutcome {
  const at = random.next();
  return at < 0.945 ? 'granted' : at < 0.968 ? 'refused' : at < 0.983 ? 'notAccepted' : 'withdrawn';
}

/** Mostly well within the promise; three in a hundred late. */
function usedDays(promised: number, random: Random): number {
  if (random.chance(0.03)) return promised + random.between(1, 3);
  return promised === 0 ? 0 : Math.max(1, Math.round(promised * (0.25 + 0.75 * random.next())));
}

function ratingFor(seed: CountySeed, decidedOn: string, good: boolean, days: Days, random: Random): CasePlan['rating'] {
  if (!random.chance(0.62)) return null;
  const on = days.after(decidedOn, random.between(0, 5));
  if (on === null) return null;
  const happy = random.chance(good ? 0.975 : 0.72);
  const stars = happy ? (random.chance(0.8) ? 5 : 4) : random.pick([3, 3, 3, 2, 1]);
  const list = happy ? seed.words.ratingTags.good : seed.words.ratingTags.bad;
  return { stars, tags: random.chance(0.5) ? [random.pick(list)] : [], on };
}

/** Named items by their share, all others alike within what is left. */
function demandFor(seed: CountySeed): (random: Random) => CatalogueEntry {
  const { demand, otherDemand } = seed.words;
  const others = seed.catalogue.filter((entry) => demand[entry.key] === undefined);
  return weighted(seed.catalogue.map((entry) => [entry, demand[entry.key] ?? otherDemand / others.length]));
}

function applicantFor(
  seed: CountySeed,
  entry: CatalogueEntry,
  serial: number,
  town: string,
  village: string,
  random: Random,
): PlannedApplicant {
  const person = entry.audience.includes('person') && (!entry.audience.includes('company') || random.chance(0.5));
  const townName = seed.county.divisions.find((division) => division.code === town)?.name ?? '';
  return {
    kind: person ? 'person' : 'company',
    name: person ? seed.names.person(random) : seed.names.company(random),
    identifier: person ? identityNumberOf(serial) : creditCodeOf(serial),
    phone: phoneOf(random),
    address: `衡山县${townName}${village}示例组${random.between(1, 20)}号`,
  };
}

/** Office hours on working days, any time of the day and evening on others. */
export function timeOf(random: Random, working: boolean): string {
  const [from, to] = !working ? [8, 22] : random.chance(0.55) ? [8, 11] : [14, 17];
  return `${String(random.between(from as number, to as number)).padStart(2, '0')}:${String(random.between(0, 59)).padStart(2, '0')}`;
}
