import { type Period, planCases } from './generate/cases.ts';
import type { CountySeed } from './generate/county-seed.ts';
import { planLicences } from './generate/licences.ts';
import type { Plan } from './generate/plans.ts';
import { random } from './generate/random.ts';
import { planServices } from './generate/services.ts';
import { planTickets } from './generate/tickets.ts';

export interface Counts {
  readonly services: number;
  readonly cases: number;
  readonly tickets: number;
  readonly licences: number;
}

/** What the reports count: items of the city and its counties, a county's cases, tickets of twenty months, licences. */
export const FULL: Counts = { services: 2883, cases: 9505, tickets: 25_861, licences: 103_598 };

export interface GenerateOptions {
  readonly seed?: number;
  readonly period?: Period;
  /** What is not said is full. */
  readonly counts?: Partial<Counts>;
}

const SEED = 20_260_316;
const PERIOD: Period = { from: '2025-03-01', to: '2026-11-20' };

/**
 * Fills a county: services, cases, tickets, licences, in this order and each in order of time, as plans that the stream
 * deciders turn into events. Pure and streaming: the same county and options give the same plans everywhere, and
 * nothing is kept. Throws when the calendar does not hold the period's years.
 */
export function* generate(county: CountySeed, options: GenerateOptions = {}): Generator<Plan> {
  const { seed = SEED, period = PERIOD } = options;
  const counts = { ...FULL, ...options.counts };
  yield* planServices(county, counts.services, random(seed, 'services'));
  yield* planCases(county, counts.cases, period, random(seed, 'cases'));
  yield* planTickets(county, counts.tickets, period, random(seed, 'tickets'));
  yield* planLicences(county, counts.licences, period.to, random(seed, 'licences'));
}
