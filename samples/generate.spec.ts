import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaultCalendar } from '../lowcode/calendar/calendar.ts';
import { isCreditCode } from '../lowcode/identifier/credit-code.ts';
import { isIdentityNumber } from '../lowcode/identifier/identity-number.ts';
import { isMobilePhone } from '../lowcode/identifier/patterns.ts';
import type { LicenceTypeDefinition } from '../lowcode/licence/definition.ts';
import type { ServiceDefinition } from '../lowcode/service/definition.ts';
import { THEMES, themeProblem } from '../lowcode/service/themes.ts';
import { readCountySeed } from './generate/county-seed.ts';
import { daysOf } from './generate/days.ts';
import { creditCodeOf, identityNumberOf } from './generate/people.ts';
import type { CasePlan, LicencePlan, Plan, PlannedApplicant, ServicePlan, TicketPlan } from './generate/plans.ts';
import { deck, random, shares, weighted } from './generate/random.ts';
import { generate } from './generate.ts';

const seed = readCountySeed();
const days = daysOf(seed.calendar, '2025-03-01', '2026-11-20');
const services: ServicePlan[] = [];
const cases: CasePlan[] = [];
const tickets: TicketPlan[] = [];
const licences: LicencePlan[] = [];
let took = 0;

beforeAll(() => {
  const start = process.cpuUsage();
  for (const plan of generate(seed)) {
    if (plan.plan === 'service') services.push(plan);
    else if (plan.plan === 'case') cases.push(plan);
    else if (plan.plan === 'ticket') tickets.push(plan);
    else licences.push(plan);
  }
  const { user, system } = process.cpuUsage(start);
  took = (user + system) / 1000;
});

const share = <T>(list: readonly T[], holds: (one: T) => boolean) => list.filter(holds).length / list.length;
const digest = (plans: Iterable<Plan>) => {
  const hash = createHash('sha256');
  for (const plan of plans) hash.update(JSON.stringify(plan));
  return hash.digest('hex');
};
const few = { services: 500, cases: 300, tickets: 300, licences: 300 };

it('fills up to the numbers of the reports within three seconds', () => {
  expect([services.length, cases.length, tickets.length, licences.length]).toEqual([2883, 9505, 25_861, 103_598]);
  // Processor time: a machine that is busy with others takes longer and does no more.
  expect(took).toBeLessThan(3000);
});

it('gives the same county for the same seed, and another for another', () => {
  expect(digest(generate(seed, { counts: few }))).toBe(digest(generate(seed, { counts: few })));
  expect(digest(generate(seed, { counts: few, seed: 7 }))).not.toBe(digest(generate(seed, { counts: few })));
});

it('streams: the first plans come without the rest being made', () => {
  const plans = generate(seed);
  expect(plans.next().value).toMatchObject({ plan: 'service', region: '430423' });
  plans.return(undefined);
});

it('refuses a period whose holidays are not loaded', () => {
  const unloaded = { ...seed, calendar: defaultCalendar };
  expect(() => [...generate(unloaded, { counts: { ...few, services: 0 } })]).toThrow('2025');
});

describe('services', () => {
  it('counts 188 permits and 238 others for the county, 176 and 111 for the city, 1,410 and 1,186 for its counties', () => {
    const count = (list: readonly ServicePlan[]) => {
      const permits = list.filter((service) => service.kind === 'permit').length;
      return [permits, list.length - permits];
    };
    expect(count(services.filter((service) => service.region === '430423'))).toEqual([188, 238]);
    expect(count(services.filter((service) => service.region === '430400'))).toEqual([176, 111]);
    expect(count(services.filter((service) => service.region !== '430400'))).toEqual([1410, 1186]);
    expect(new Set(services.map((service) => service.region)).size).toBe(13);
  });

  it('has each item once a region, with a unit named after the region and a promise within the law', () => {
    expect(new Set(services.map((service) => `${service.region}/${service.key}`)).size).toBe(services.length);
    const names = new Map(seed.county.divisions.map((division) => [division.code, division.name]));
    for (const service of services) {
      expect(service.key).toMatch(/^[a-z][a-z0-9-]{1,47}$/);
      expect(service.unit.startsWith(service.region), service.unit).toBe(true);
      if (service.region !== '430423') expect(service.unitName).not.toContain('衡山');
      if (!['430423', '430400'].includes(service.region)) expect(service.unitName).toContain(names.get(service.region));
      expect(service.promisedDays).toBeLessThanOrEqual(service.legalDays);
      expect(service.mode === 'immediate').toBe(service.promisedDays === 0);
    }
  });

  it('agrees with the items that are typed in', () => {
    const typed = services.filter((service) => service.guide);
    expect(typed.map((service) => service.key).toSorted()).toEqual([...seed.county.services.keys()]);
    for (const { key, legalDays, promisedDays, mode, unit, kind } of typed) {
      expect(seed.county.services.get(key)).toMatchObject({ legalDays, promisedDays, mode, unit, kind });
    }
  });
});

describe('themes', () => {
  it('are those of the national list, one name for one field, and fit whom an item is for', () => {
    for (const { title, theme, audience } of services) {
      expect(themeProblem(theme), title).toBeNull();
      const only = THEMES[theme]?.only;
      if (only) expect(audience, `${title} ${theme}`).toContain(only);
    }
    for (const { themes } of [...seed.county.services.values()] as ServiceDefinition[])
      expect(themes.map(themeProblem)).toEqual(themes.map(() => null));
  });
});

describe('cases', () => {
  it('are numbered in order of submission, within the period', () => {
    cases.forEach((one, i) => {
      expect(one.serial).toBe(i + 1);
      if (i > 0) expect(one.submittedAt >= (cases[i - 1] as CasePlan).submittedAt).toBe(true);
    });
    expect((cases[0] as CasePlan).submittedAt >= '2025-03-01').toBe(true);
    expect((cases.at(-1) as CasePlan).submittedAt < '2026-11-21').toBe(true);
  });

  it('count working days as the calendar does', () => {
    for (const { acceptedOn, decidedOn, due, daysUsed, onTime, promisedDays, outcome } of cases) {
      if (acceptedOn !== null) expect(days.isWorking(acceptedOn)).toBe(true);
      if (daysUsed === null) {
        expect(onTime).toBeNull();
        continue;
      }
      expect(['granted', 'refused']).toContain(outcome);
      expect(days.between(acceptedOn as string, decidedOn as string)).toBe(daysUsed);
      expect(onTime).toBe(daysUsed <= promisedDays);
      if (due !== null) expect(onTime).toBe((decidedOn as string) <= due);
    }
  });

  it('only have what goes with their outcome', () => {
    for (const one of cases) {
      const submittedOn = one.submittedAt.slice(0, 10);
      if (one.outcome === 'open') expect(one.decidedOn).toBeNull();
      else expect((one.decidedOn as string) >= submittedOn).toBe(true);
      if (one.outcome === 'notAccepted') expect(one.acceptedOn).toBeNull();
      expect(one.reasons !== null).toBe(['refused', 'notAccepted'].includes(one.outcome));
      if (one.rating) expect(one.rating.on >= (one.decidedOn as string)).toBe(true);
      if (one.supplement?.suppliedOn) expect(one.supplement.suppliedOn).toBe(one.acceptedOn);
      if (one.channel !== 'web') expect(days.isWorking(submittedOn)).toBe(true);
    }
  });

  it('are on time in about 97 of 100 and satisfy about 96 of 100', () => {
    const decided = cases.filter((one) => one.onTime !== null);
    expect(share(decided, (one) => one.onTime === true)).toBeCloseTo(0.97, 2);
    const rated = cases.filter((one) => one.rating !== null);
    expect(share(rated, (one) => (one.rating?.stars ?? 0) >= 4)).toBeCloseTo(0.96, 1);
    expect(share(cases, (one) => one.town === '430423100')).toBeCloseTo(0.38, 1);
  });

  it('go to items of the catalogue by people who differ and do not exist', () => {
    const catalogue = new Map(seed.catalogue.map((entry) => [entry.key, entry]));
    for (const one of cases) {
      const entry = catalogue.get(one.service);
      expect(entry?.unit).toBe(one.unit);
      expect(entry?.audience).toContain(one.applicant.kind);
    }
    holdsFictitious(cases.map((one) => one.applicant));
  });
});

describe('tickets', () => {
  it('come by the channels of the reports', () => {
    const by = (...channels: string[]) => tickets.filter((ticket) => channels.includes(ticket.channel)).length;
    expect([by('phone'), by('mailbox', 'web'), by('miniProgram', 'officialAccount', 'app')]).toEqual([25_445, 327, 89]);
  });

  it('go through their steps in order, within the period', () => {
    const wrong = tickets.filter((ticket) => {
      const { registeredAt, acceptedAt, returnedAt, dispatchedAt, signedAt, repliedAt, reviewedAt, closedAt } = ticket;
      const steps = [registeredAt, acceptedAt, returnedAt, dispatchedAt, signedAt, repliedAt, reviewedAt, closedAt];
      const taken = steps.filter((at): at is string => at !== null);
      return (
        taken.some((at, i) => at < (taken[i - 1] ?? '2025-03-01') || at > '2026-11-20 23:59') ||
        (closedAt === null) !== (ticket.outcome === 'open') ||
        (ticket.satisfaction !== null && closedAt === null) ||
        (ticket.due !== null && repliedAt !== null && ticket.onTime !== repliedAt <= ticket.due) ||
        (ticket.caller === null) !== ticket.anonymous ||
        ticket.text.includes('{')
      );
    });
    expect(wrong).toEqual([]);
  });

  it('are on time in about 97 of 100 and satisfy about 96 of 100', () => {
    const answered = tickets.filter((ticket) => ticket.onTime !== null);
    expect(share(answered, (ticket) => ticket.onTime === true)).toBeCloseTo(0.97, 2);
    const rated = tickets.filter((ticket) => ticket.satisfaction !== null);
    expect(share(rated, (ticket) => (ticket.satisfaction ?? 0) >= 4)).toBeCloseTo(0.96, 2);
  });

  it('use categories, units, limits and villages that exist; sand is dug by the river', () => {
    const categories = new Map(seed.categories.map((category) => [category.key, category]));
    const parents = new Map(seed.county.divisions.map((division) => [division.code, division.parent]));
    const wrong = tickets.filter((ticket) => {
      const about = categories.get(ticket.category);
      return (
        [ticket.kind, ticket.unit, ticket.limit].join() !== [about?.kind, about?.unit, about?.limit].join() ||
        parents.get(ticket.village) !== ticket.town ||
        (ticket.category === 'report.sand' && !['430423103', '430423104', '430423201'].includes(ticket.town))
      );
    });
    expect(wrong).toEqual([]);
    expect(new Set(tickets.map((ticket) => ticket.category)).size).toBe(48);
  });
});

describe('licences', () => {
  it('are of six types that exist, with a value for every field of their face', () => {
    expect(new Set(licences.map((licence) => licence.type)).size).toBe(6);
    const fields = new Map(
      [...seed.county.licenceTypes].map(([key, type]) => [
        key,
        (type as LicenceTypeDefinition).fields.map((field) => field.key).sort(),
      ]),
    );
    const incomplete = licences.filter(
      (licence) =>
        Object.keys(licence.fields).sort().join() !== fields.get(licence.type)?.join() ||
        Object.values(licence.fields).includes(''),
    );
    expect(incomplete).toEqual([]);
  });

  it('expire when their validity ends', () => {
    const wrong = licences.filter(
      ({ state, validFrom, validTo }) =>
        validFrom > '2026-11-20' || (state === 'expired') !== (validTo !== null && validTo < '2026-11-20'),
    );
    expect(wrong).toEqual([]);
    expect(new Set(licences.map((licence) => licence.state))).toEqual(new Set(['valid', 'expired', 'cancelled']));
  });

  it('belong to holders who differ, also from the applicants, and do not exist', () => {
    holdsFictitious([...licences.map((licence) => licence.holder), ...cases.map((one) => one.applicant)]);
    expect(new Set(licences.map((licence) => licence.number)).size).toBe(licences.length);
  });
});

describe('parts', () => {
  it('deal out totals exactly, whatever the weights', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), weights, (total, list) => {
        const dealt = shares(total, list);
        expect(dealt.reduce((a, b) => a + b, 0)).toBe(total);
        expect(Math.min(...dealt)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('deal each card of a deck exactly as often as said', () => {
    const next = deck(random(1, 'deck'), [
      ['a', 2],
      ['b', 0],
      ['c', 3],
    ] as const);
    expect(Array.from({ length: 5 }, next).sort()).toEqual(['a', 'a', 'c', 'c', 'c']);
    expect(next).toThrow('empty');
  });

  it('pick by weight, and never what has none', () => {
    const pick = weighted([
      ['often', 9],
      ['never', 0],
      ['seldom', 1],
    ] as const);
    const source = random(42, 'pick');
    const picked = Array.from({ length: 10_000 }, () => pick(source));
    expect(share(picked, (one) => one === 'often')).toBeCloseTo(0.9, 1);
    expect(picked).not.toContain('never');
    expect(() => weighted([['never', 0]])).toThrow('positive');
  });

  it('make valid identifiers for any number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 25_000_000 }), (n) => {
        expect(isIdentityNumber(identityNumberOf(n))).toBe(true);
        expect(isCreditCode(creditCodeOf(n))).toBe(true);
      }),
    );
  });
});

/** Valid check characters, an unassigned division, nobody twice. */
function holdsFictitious(people: readonly PlannedApplicant[]): void {
  expect(new Set(people.map((person) => person.identifier)).size).toBe(people.length);
  for (const { kind, identifier, phone } of people) {
    const valid = kind === 'person' ? isIdentityNumber(identifier) : isCreditCode(identifier);
    const nowhere = kind === 'person' ? identifier.startsWith('430499') : identifier.startsWith('91430499DEM');
    if (!valid || !nowhere || !isMobilePhone(phone) || !phone.startsWith('1380000')) throw new Error(identifier);
  }
}
