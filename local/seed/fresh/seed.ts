import type { TicketCategory } from '../../../commands/ticket/categories.ts';
import type { County } from '../../../samples/county.ts';
import type { LocalCloud } from '../../cloud.ts';
import { categoryRows } from '../code-lists.ts';
import { appendReady, prepareStories } from '../stock/append-stories.ts';
import { applicantOf } from '../stock/applicants.ts';
import { sampleCommand, sampleTicketStory } from '../stock/sample-tickets.ts';
import { callerIdentifier, type Hotline } from '../stock/ticket-story.ts';
import { openWorld } from '../stock/world.ts';
import { freshCaseStory, planOf } from './cases.ts';
import { timeOf } from './day.ts';
import { readFreshWork } from './read.ts';

/** After the told tickets' numbers. */
const FIRST_TICKET = 101;

/** How much of the stock is fresh: it is counted among the county's cases and tickets. */
export interface FreshCounts {
  readonly cases: number;
  readonly tickets: number;
}

/**
 * Cases and tickets under way on the day the cloud is first started, so that everybody finds work: just received, waiting
 * for papers, under review, standing still, nearly due, overdue. The same for the same day; again after an interruption it
 * writes what is missing. The typed-in items must have been published.
 */
export async function seedFresh(
  { platform, cloud }: Pick<LocalCloud, 'platform' | 'cloud'>,
  county: County,
  today: string,
): Promise<FreshCounts> {
  const world = await openWorld(cloud, county, true);
  const work = readFreshWork();
  const hotline: Hotline = {
    code: `${county.region}-12345`,
    categories: new Map(categoryRows().map((row) => [row.key, row as unknown as TicketCategory])),
  };
  const cases = work.cases.map((fresh, n) => ({ fresh, plan: planOf(world, fresh, n, today) }));
  const tickets = work.tickets.map((ticket, n) => ({
    ...ticket,
    no: FIRST_TICKET + n,
    story: ticket.story.map((act) => ({ ...act, at: timeOf(world.calendar, today, act.at) })),
  }));
  const subjects = await platform.vault.subjectsFor([
    ...cases.map(({ plan }) => applicantOf(plan).identifier),
    ...tickets.map((ticket) => callerIdentifier(sampleCommand(ticket), ticket.caller)),
  ]);
  const subjectOf = (n: number) => subjects[n]?.subject ?? '';
  const stories = await Promise.all([
    ...cases.map(({ fresh, plan }, n) => freshCaseStory(world, fresh, plan, today, subjectOf(n))),
    ...tickets.map((ticket, n) => sampleTicketStory(world, hotline, ticket, subjectOf(cases.length + n))),
  ]);
  await appendReady(platform, await prepareStories(platform, stories, true));
  return { cases: cases.length, tickets: tickets.length };
}
