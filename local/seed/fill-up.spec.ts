import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { application } from '../../events/application/fold.ts';
import { licence } from '../../events/licence/fold.ts';
import { personalKeysOf, upcast } from '../../events/registry.ts';
import { fold } from '../../events/stream.ts';
import { ticket } from '../../events/ticket/fold.ts';
import { isLicenceIdentifier } from '../../lowcode/identifier/licence-identifier.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { Commit, StoredEvent } from '../../platform/contract/log.ts';
import type { View } from '../../platform/contract/views.ts';
import type { CasePlan } from '../../samples/generate/plans.ts';
import { generate } from '../../samples/generate.ts';
import { casesView } from '../../views/cases/view.ts';
import { licencesView } from '../../views/licences/view.ts';
import { openCasesView } from '../../views/open-cases/view.ts';
import { performanceView } from '../../views/performance/view.ts';
import { servicesView } from '../../views/services/view.ts';
import { ticketsView } from '../../views/tickets/view.ts';
import { COUNTS, commitsOf, dyingAfter, newDir, type Opened, open, textOf } from './fill-up.tools.ts';
import { applicantOf } from './stock/applicants.ts';
import { caseStory } from './stock/case-story.ts';
import { openWorld, PERIOD, type World } from './stock/world.ts';

const dirs: string[] = [];
let whole: Opened;
let commits: Commit[];
let events: (StoredEvent & { readonly stream: string })[];
let world: World;
let plans: CasePlan[];

const folder = () => {
  const dir = newDir();
  dirs.push(dir);
  return dir;
};

async function rowsOf<Row extends JsonObject>(view: View<Row>): Promise<Row[]> {
  const { rows, next } = await whole.platform.views.scan(view, { limit: 1000 });
  expect(next).toBeUndefined();
  return rows.map(({ row }) => row);
}

/** Names the first line that differs: whole logs are nothing to read. */
function same(found: readonly string[], wanted: readonly string[]): void {
  const at = wanted.findIndex((line, i) => line !== found[i]);
  expect(at < 0 ? null : [found[at], wanted[at]]).toBeNull();
  expect(found.length).toBe(wanted.length);
}

const of = (type: string) => events.filter((event) => event.type === type);

beforeAll(async () => {
  whole = await open(folder());
  expect(await whole.fillUp()).toBe(true);
  await whole.platform.runner.catchUp();
  commits = await commitsOf(whole.platform);
  events = commits.flatMap((commit) => commit.events.map((event) => ({ ...event, stream: commit.stream })));
  world = await openWorld(whole.cloud, whole.county);
  const counts = { services: 0, cases: COUNTS.cases, tickets: 0, licences: 0 };
  plans = [...generate(world.seed, { period: PERIOD, counts })] as CasePlan[];
}, 120_000);

afterAll(async () => {
  await whole?.platform.close();
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

describe('the stock', () => {
  it('has as many streams as were asked for, the licences of cases among the licences', async () => {
    const streams = (category: string) =>
      new Set(commits.filter(({ stream }) => stream.startsWith(`${category}/`)).map(({ stream }) => stream)).size;
    expect([streams('application'), streams('ticket'), streams('licence')]).toEqual([50, 80, 200]);
    expect([
      (await rowsOf(casesView)).length,
      (await rowsOf(ticketsView)).length,
      (await rowsOf(licencesView)).length,
      (await rowsOf(servicesView)).length,
    ]).toEqual([50, 80, 200, 426]);
    expect(of('DatasetPublished').filter(({ stream }) => stream.includes('/catalogue-')).length).toBeGreaterThan(0);
    for (const view of await whole.platform.runner.status()) expect([view.name, view.parked]).toEqual([view.name, []]);
  });

  it('follows the plans: every case ends as it was planned, on its day', () => {
    const byCommand = Map.groupBy(commits, ({ commandId }) => commandId.split('/').slice(0, 3).join('/'));
    for (const plan of plans) {
      const own = (byCommand.get(`seed/case/${plan.serial}`) ?? []).filter(({ stream }) =>
        stream.startsWith('application/'),
      );
      const state = fold(application, own.map(upcast));
      expect(state?.submitted).toMatchObject({ item: plan.service, today: plan.submittedAt.slice(0, 10) });
      expect(state?.acceptedOn).toBe(plan.acceptedOn);
      if (plan.outcome !== 'open') expect(state?.state, `case ${plan.serial}`).toBe(plan.outcome);
      expect([state?.decided?.daysUsed ?? null, state?.decided?.onTime ?? null]).toEqual([plan.daysUsed, plan.onTime]);
      if (plan.outcome === 'granted' || plan.outcome === 'refused') expect(state?.decided?.today).toBe(plan.decidedOn);
      expect(state?.rated?.stars ?? null).toBe(plan.rating?.stars ?? null);
      expect(own.map(({ at }) => at)).toEqual(own.map(({ at }) => at).toSorted());
    }
  });

  it('gives every case, ticket and licence a number of its own, that no live number can meet', () => {
    const numbers = [...of('ApplicationSubmitted'), ...of('TicketRegistered')].map(({ data }) => String(data.number));
    expect(new Set(numbers).size).toBe(130);
    for (const number of numbers) expect(number).toMatch(/^[A-Z]{2,4}\d{8}9\d{4}$/);
    const identifiers = of('LicenceIssued').map(({ data }) => String(data.identifier));
    expect(new Set(identifiers).size).toBe(200);
    for (const identifier of identifiers) {
      expect(isLicenceIdentifier(identifier), identifier).toBe(true);
      expect(identifier.split('.')[7]).toMatch(/^\d{8}9\d{7}$/);
    }
    const folded = commits.filter(({ stream }) => stream.startsWith('licence/'));
    const states = [...Map.groupBy(folded, ({ stream }) => stream).values()].map((own) =>
      fold(licence, own.map(upcast)),
    );
    expect(states.some((one) => one?.state === 'cancelled')).toBe(true);
  });

  it('tells the fourteen tickets, sent back, done again, still open', () => {
    const told = Map.groupBy(
      commits.filter(({ commandId }) => commandId.startsWith('seed/sample-ticket/')),
      ({ commandId }) => Number(commandId.split('/')[2]),
    );
    const states = new Map([...told].map(([no, own]) => [no, fold(ticket, own.map(upcast))]));
    expect([...states].map(([no, one]) => [no, one?.state])).toEqual([
      [1, 'closed'],
      [2, 'closed'],
      [3, 'closed'],
      [4, 'closed'],
      [5, 'closed'],
      [6, 'closed'],
      [7, 'reviewed'],
      [8, 'replied'],
      [9, 'closed'],
      [10, 'closed'],
      [11, 'closed'],
      [12, 'closed'],
      [13, 'reviewed'],
      [14, 'rejected'],
    ]);
    expect(states.get(5)).toMatchObject({ rounds: 2, redone: 1, repliedOnTime: expect.any(Boolean) });
    expect(states.get(1)?.satisfaction).toBe(5);
  });
});

describe('the whole county', () => {
  it('can be told: every tenth case, and the first of every form, has answers that the form takes, and ends as planned', async () => {
    const all = generate(world.seed, {
      period: PERIOD,
      counts: { ...COUNTS, services: 0, cases: 9505, tickets: 0, licences: 0 },
    });
    const forms = new Map<string, number>();
    for (const plan of all as Iterable<CasePlan>) {
      const form = world.item(plan.service).form.key;
      const told = forms.get(form) ?? 0;
      if (plan.serial % 10 !== 0 && told >= 10) continue;
      forms.set(form, told + 1);
      const { steps } = await caseStory(world, { plan, serialOfDay: 90_001 }, 'somebody');
      const types = steps.flatMap(({ streams }) => streams.flatMap((part) => part.events.map(({ type }) => type)));
      expect(types[0]).toBe('ApplicationSubmitted');
      expect(types.includes('ApplicationDecided')).toBe(['granted', 'refused'].includes(plan.outcome));
    }
    // The twelve forms and the windows' general one.
    expect(forms.size).toBe(13);
  });
});

describe('personal data', () => {
  it('is sealed, under keys that its event type lists, and stands nowhere in the open', async () => {
    const boxed = events.filter(({ data }) => typeof data.personal === 'string');
    const opened = await whole.platform.vault.openMany(boxed.map(({ data }) => data.personal as string));
    boxed.forEach(({ type }, i) => {
      const listed = personalKeysOf(type);
      for (const key of Object.keys(opened[i] as object)) expect(listed?.has(key), `${type}.${key}`).toBe(true);
    });
    for (const event of events) {
      expect([event.type, personalKeysOf(event.type) !== undefined]).toEqual([
        event.type,
        event.data.personal !== undefined,
      ]);
    }
    // Definitions carry examples of their own.
    const facts = events.filter(({ type }) => !type.startsWith('Definition'));
    const log = JSON.stringify(facts);
    for (const plan of plans) {
      const { kind, identifier, phone } = applicantOf(plan);
      if (kind === 'person') expect([identifier, log.includes(identifier)]).toEqual([identifier, false]);
      expect([phone, log.includes(phone)]).toEqual([phone, false]);
    }
    // No identity number of anybody; credit codes stand on the faces of companies' licences.
    expect(log.match(/430499(19|20)\d{9}[\dX]/)).toBeNull();
  });

  it('of attachments is there to be opened', async () => {
    const attached = of('ApplicationSubmitted').flatMap(
      ({ data }) => data.attachments as { id: string; size: number }[],
    );
    expect(attached.length).toBeGreaterThan(0);
    for (const { id, size } of attached) {
      const sealed = await whole.platform.blobs.get(`files/${id}`);
      const bytes = sealed && (await whole.platform.vault.openBytes(sealed));
      expect(bytes?.length).toBe(size);
    }
  });
});

describe('figures', () => {
  it('agree with a recount from the log', async () => {
    const open = await rowsOf(openCasesView);
    const decided = of('ApplicationDecided');
    const outcomes = (outcome: string) => open.filter((row) => row.outcome === outcome).length;
    expect(outcomes('granted') + outcomes('refused')).toBe(decided.length);
    expect(outcomes('notAccepted')).toBe(of('ApplicationNotAccepted').length);
    expect(outcomes('withdrawn')).toBe(of('ApplicationWithdrawn').length);
    expect(open.filter((row) => row.onTime === true).length).toBe(decided.filter(({ data }) => data.onTime).length);
    const sums = (await rowsOf(performanceView)).reduce<Record<string, number>>((all, row) => {
      for (const [measure, value] of Object.entries(row.sums)) all[measure] = (all[measure] ?? 0) + Number(value);
      return all;
    }, {});
    const closed = of('TicketClosed');
    expect(sums).toMatchObject({
      submitted: 50,
      decided: decided.length,
      onTime: decided.filter(({ data }) => data.onTime === true).length,
      rated: of('ApplicationRated').reduce((sum, { data }) => sum + Number(data.stars), 0),
      ticketsClosed: closed.length,
      ticketsOnTime: closed.filter(({ data }) => data.onTime === true).length,
      ticketsSatisfied: closed.filter(({ data }) => data.satisfied === true).length,
    });
    const march = decided.filter(({ data }) => String(data.today).startsWith('2026-03')).length;
    const rows = (await rowsOf(performanceView)).filter((row) => row.month === '2026-03');
    expect(rows.reduce((sum, row) => sum + (row.sums.decided ?? 0), 0)).toBe(march);
  });
});

describe('interrupted', { timeout: 120_000 }, () => {
  it.each([40, 1200])('after %i appends and resumed, leaves the same log', async (appends) => {
    const dir = folder();
    const first = await open(dir, whole.dir);
    await expect(dyingAfter(first, appends).fillUp()).rejects.toThrow('power');
    await first.platform.close();
    const second = await open(dir);
    expect(await second.fillUp()).toBe(true);
    same(textOf(await commitsOf(second.platform)), textOf(commits));
    await second.platform.close();
  });

  it('by a stop ends at a batch, says so, and goes on where it was', async () => {
    const dir = folder();
    const opened = await open(dir, whole.dir);
    const stop = new AbortController();
    stop.abort();
    let runs = 1;
    while (!(await opened.fillUp(stop.signal))) {
      runs += 1;
      if (runs === 4) break;
    }
    const part = (await commitsOf(opened.platform)).length;
    expect(part).toBeLessThan(commits.length);
    expect(await opened.fillUp()).toBe(true);
    same(textOf(await commitsOf(opened.platform)), textOf(commits));
    const before = await opened.platform.log.heads();
    expect(await opened.fillUp()).toBe(true);
    expect(await opened.platform.log.heads()).toEqual(before);
    await opened.platform.close();
  });

  it('leaves a case alone that somebody has gone on with', async () => {
    const dir = folder();
    const opened = await open(dir, whole.dir);
    const firstCase = commits.findIndex(({ commandId }) => commandId === 'seed/case/1/submit');
    const before = (await commitsOf(opened.platform)).length;
    await expect(dyingAfter(opened, firstCase + 1 - before).fillUp()).rejects.toThrow('power');
    const stream = commits[firstCase]?.stream ?? '';
    const page = await opened.platform.log.read(stream);
    expect(page.commits).toHaveLength(1);
    const { region, unit, item, subject, guard } = page.commits[0]?.events[0]?.data ?? {};
    await opened.platform.log.append({
      commandId: 'by-hand',
      actor: 'staff/clerk',
      at: '2026-11-22T01:00:00.000Z',
      streams: [
        {
          stream,
          after: page.token ?? 'new',
          events: [
            {
              type: 'ApplicationWithdrawn',
              v: 1,
              data: { region, unit, item, subject, guard, today: '2026-11-22' } as JsonObject,
            },
          ],
        },
      ],
    });
    expect(await opened.fillUp()).toBe(true);
    expect((await opened.platform.log.read(stream)).commits.map(({ commandId }) => commandId)).toEqual([
      'seed/case/1/submit',
      'by-hand',
    ]);
    expect((await commitsOf(opened.platform)).length).toBeGreaterThan(1000);
    await opened.platform.close();
  });
});
