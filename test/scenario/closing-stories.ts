import { expect, it } from 'vitest';
import { upcast } from '../../events/registry.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import type { PlacedEvent, View } from '../../platform/contract/views.ts';
import { canonicalJson } from '../../platform/contract/views.ts';
import { type CountedEvent, countedEvents, measuresOf, placeOf } from '../../views/performance/measures.ts';
import { domain } from '../../views/registry.ts';
import type { Placed } from '../../views/view.ts';
import { ask, refusal, type World } from './world.ts';

/** What must hold when all stories have been told: figures agree with the log, views with their rebuild, erasure holds. */
export function closingStories(open: () => Promise<{ world: World }>): void {
  it('shows the same figures as a recount of the log', async () => {
    const { world } = await open();
    const recount = new Map<string, number>();
    for (const event of await allEvents(world.platform)) {
      if (!(countedEvents as readonly string[]).includes(event.type)) continue;
      const counted = event as Placed<CountedEvent>;
      const { unit, month } = placeOf(counted);
      for (const [measure] of measuresOf(counted)) {
        const key = `${month}/${unit}/${measure}`;
        recount.set(key, (recount.get(key) ?? 0) + 1);
      }
    }
    const { performance } = await ask(
      world,
      'evaluator',
      '{ performance { unit { code } month submitted decided onTime onTimeRate ratings ticketsClosed ticketsOnTime } }',
    );
    expect(performance.length).toBeGreaterThan(0);
    for (const row of performance) {
      for (const [field, measure] of FIELDS) {
        expect([row.month, row.unit.code, field, row[field]]).toEqual([
          row.month,
          row.unit.code,
          field,
          recount.get(`${row.month}/${row.unit.code}/${measure}`) ?? 0,
        ]);
      }
    }
    const row = performance.find((one: { decided: number }) => one.decided > 0);
    const { performanceEvidence } = await ask(
      world,
      'evaluator',
      'query($unit: ID!, $month: String!) { performanceEvidence(unit: $unit, month: $month, measure: decided) { edges { node { number event lane position } } } }',
      { unit: row.unit.code, month: row.month },
    );
    expect(performanceEvidence.edges).toHaveLength(row.decided);
    for (const { node } of performanceEvidence.edges) {
      const page = await world.platform.log.readLane(node.lane, node.position - 1, 1);
      expect(page.commits[0]?.events.map((event) => event.type)).toContain(node.event);
    }
    expect(await refusal(world, 'citizen', '{ performance { month } }')).toBe('FORBIDDEN');
  });

  it('opens data without a personal word', async () => {
    const { world } = await open();
    const { openTickets, openCases } = await ask(
      world,
      null,
      '{ openTickets { edges { node { kind categoryName townName quarter closed } } } openCases { edges { node { serviceName unitName outcome } } } }',
    );
    const text = JSON.stringify([openTickets, openCases]);
    for (const word of ['李样例', '13800000111', '油烟直排', '430423199001010014']) expect(text).not.toContain(word);
  });

  it('rebuilds every view to the same bytes, also after an erasure', async () => {
    const { world } = await open();
    const { platform } = world;
    const before = await dumpAll(platform);
    for (const view of domain.views) await platform.runner.rebuild(view.name);
    expect(await dumpAll(platform)).toEqual(before);

    const subject = await platform.vault.findSubject('430423199001010014');
    await ask(world, 'admin', 'mutation($subject: ID!) { eraseSubject(subject: $subject, reason: "request") }', {
      subject,
    });
    for (const view of domain.views) await platform.runner.rebuild(view.name);
    expect(await dumpAll(platform)).toEqual(before);
    for (let lane = 0; lane < platform.log.lanes; lane++) expect((await platform.log.verify(lane)).ok).toBe(true);
    const { cases } = await ask(
      world,
      'clerk',
      '{ cases(queue: all, first: 50) { edges { node { number applicantName } } } }',
    );
    const names = cases.edges.map((edge: { node: { applicantName: string | null } }) => edge.node.applicantName);
    expect(names).not.toContain('李样例');
    expect(names).toContain(null);
  });
}

const FIELDS = [
  ['submitted', 'submitted'],
  ['decided', 'decided'],
  ['onTime', 'onTime'],
  ['ratings', 'rated'],
  ['ticketsClosed', 'ticketsClosed'],
  ['ticketsOnTime', 'ticketsOnTime'],
] as const;

/** Every event of the log, lane by lane. */
export async function allEvents(platform: Pick<Platform, 'log'>): Promise<PlacedEvent[]> {
  const events: PlacedEvent[] = [];
  for (let lane = 0; lane < platform.log.lanes; lane++) {
    for (let after = 0; ; ) {
      const { commits } = await platform.log.readLane(lane, after, 500);
      for (const commit of commits.map(upcast)) {
        const { stream, ordinal, position, actor, at } = commit;
        for (const [index, event] of commit.events.entries()) {
          events.push({ ...event, stream, ordinal, index, lane, position, actor, at });
        }
      }
      const last = commits.at(-1);
      if (!last) break;
      after = last.position;
    }
  }
  return events;
}

/** Every row of every view as canonical JSON. */
/** Every row of every view, as lines of canonical JSON. */
export async function dumpAll(platform: Pick<Platform, 'views' | 'runner'>): Promise<string[]> {
  await platform.runner.catchUp();
  const lines: string[] = [];
  for (const view of domain.views as readonly View<JsonObject>[]) {
    for (let afterKey: string | undefined; ; ) {
      const page = await platform.views.scan(view, { limit: 500, ...(afterKey ? { afterKey } : {}) });
      for (const { key, row } of page.rows) lines.push(`${view.name} ${key} ${canonicalJson(row)}`);
      afterKey = page.next;
      if (afterKey === undefined) break;
    }
  }
  return lines;
}
