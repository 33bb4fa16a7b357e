import type { TicketCategory } from '../../../commands/ticket/categories.ts';
import type { County } from '../../../samples/county.ts';
import { readCountySeed } from '../../../samples/generate/county-seed.ts';
import type { CasePlan, LicencePlan, Plan, ServicePlan, TicketPlan } from '../../../samples/generate/plans.ts';
import { type Counts, generate } from '../../../samples/generate.ts';
import { categoryRows } from '../code-lists.ts';
import { applicantOf } from './applicants.ts';
import { caseStory, type NumberedCase } from './case-story.ts';
import { catalogueStory, directoryStory } from './catalogue.ts';
import { licenceStory } from './licence-story.ts';
import { readSampleTickets, type SampleTicket, sampleCommand, sampleTicketStory } from './sample-tickets.ts';
import type { Story } from './story.ts';
import { callerIdentifier, type Hotline, type NumberedTicket, ticketCommand, ticketStory } from './ticket-story.ts';
import { PERIOD, unitsOf, type World } from './world.ts';

/** A part of the stock: plans in their order, and how one of them becomes a story. */
export interface Section<P = never> {
  readonly name: string;
  /** Names of all sections, as they follow each other. */
  readonly order: readonly string[];
  /** Stories written together. */
  readonly batch: number;
  plans(): Iterable<P>;
  /** Whom the story speaks of, by an exact identifier; null for nobody. */
  identifierOf(plan: P): string | null;
  tell(plan: P, subject: string): Story | Promise<Story>;
}

const ORDER = ['catalogue', 'directories', 'told', 'cases', 'tickets', 'licences'] as const;
const NONE = { services: 0, cases: 0, tickets: 0, licences: 0 };

function section<P>(
  name: (typeof ORDER)[number],
  batch: number,
  rest: Pick<Section<P>, 'plans' | 'identifierOf' | 'tell'>,
): Section<never> {
  return { name, order: ORDER, batch, ...rest } as unknown as Section<never>;
}

/** What cases are bound to: the rest of the county's catalogue; and the catalogues around it, as far as the count goes. */
export function catalogueSections(county: County, counts: Counts): readonly Section[] {
  const units = unitsOf(county);
  const seed = readCountySeed();
  const services = [
    ...plansOf<ServicePlan>(generate(seed, { period: PERIOD, counts: { ...NONE, services: counts.services } })),
  ];
  const own = services.filter((plan) => plan.region === county.region && !plan.guide);
  const others = Map.groupBy(
    services.filter((plan) => plan.region !== county.region),
    (plan) => plan.region,
  );
  return [
    section<ServicePlan>('catalogue', 60, {
      plans: () => own,
      identifierOf: () => null,
      tell: (plan) => {
        const unit = units.get(plan.unit);
        if (!unit) throw new Error(`the catalogue names an unknown unit ${plan.unit}`);
        return catalogueStory(plan, unit);
      },
    }),
    section<[string, ServicePlan[]]>('directories', 4, {
      plans: () => others,
      identifierOf: () => null,
      tell: ([region, plans]) => directoryStory(county, region, plans),
    }),
  ];
}

/** The told tickets, cases, tickets and licences. */
export function stockSections(world: World, county: County, counts: Counts): readonly Section[] {
  const { seed } = world;
  const told = readSampleTickets().slice(0, counts.tickets);
  const tickets = counts.tickets - told.length;
  const hotline: Hotline = {
    code: `${county.region}-12345`,
    categories: new Map(categoryRows().map((row) => [row.key, row as unknown as TicketCategory])),
  };
  const casePlans = () =>
    plansOf<CasePlan>(generate(seed, { period: PERIOD, counts: { ...NONE, cases: counts.cases } }));
  const ticketPlans = () => plansOf<TicketPlan>(generate(seed, { period: PERIOD, counts: { ...NONE, tickets } }));
  /** Licences that the cases issue are part of the stock. */
  const licencePlans = function* () {
    let issued = 0;
    for (const plan of casePlans()) if (plan.outcome === 'granted' && world.item(plan.service).licenceType) issued += 1;
    const licences = Math.max(0, counts.licences - issued);
    yield* plansOf<LicencePlan>(generate(seed, { period: PERIOD, counts: { ...NONE, licences } }));
  };
  return [
    section<SampleTicket>('told', 14, {
      plans: () => told,
      identifierOf: (ticket) => callerIdentifier(sampleCommand(ticket), ticket.caller),
      tell: (ticket, subject) => sampleTicketStory(world, hotline, ticket, subject),
    }),
    section<NumberedCase>('cases', 100, {
      plans: () => numbered(casePlans(), (plan) => plan.submittedAt),
      identifierOf: ({ plan }) => applicantOf(plan).identifier,
      tell: (plan, subject) => caseStory(world, plan, subject),
    }),
    section<NumberedTicket>('tickets', 120, {
      plans: () => numbered(ticketPlans(), (plan) => plan.registeredAt),
      identifierOf: ({ plan }) => callerIdentifier(ticketCommand(plan), plan.caller),
      tell: (plan, subject) => ticketStory(world, hotline, plan, subject),
    }),
    section<LicencePlan>('licences', 500, {
      plans: licencePlans,
      identifierOf: (plan) => plan.holder.identifier,
      tell: (plan, subject) => licenceStory(world, plan, subject),
    }),
  ];
}

function plansOf<P extends Plan>(plans: Iterable<Plan>): Iterable<P> {
  return plans as Iterable<P>;
}

/** Serials of the stock's days begin here; live ones count from 1. */
const FIRST_SERIAL = 90_000;

/** Plans in order of time with the serial of their day. */
function* numbered<P>(plans: Iterable<P>, at: (plan: P) => string): Generator<{ plan: P; serialOfDay: number }> {
  let day = '';
  let serialOfDay = FIRST_SERIAL;
  for (const plan of plans) {
    const date = at(plan).slice(0, 10);
    if (date !== day) [day, serialOfDay] = [date, FIRST_SERIAL];
    yield { plan, serialOfDay: ++serialOfDay };
  }
}
