import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ListQuery, View } from '../../../platform/contract/views.ts';
import { type CaseRow, casesView, STATES } from '../../../views/cases/view.ts';
import { ticketsView } from '../../../views/tickets/view.ts';
import { commitsOf, dyingAfter, newDir, type Opened, open, textOf } from '../fill-up.tools.ts';
import { timeOf } from './day.ts';
import { seedFresh } from './seed.ts';

/** A Sunday. */
const TODAY = '2026-11-22';
const dirs: string[] = [];
let here: Opened;

const folder = () => {
  const dir = newDir();
  dirs.push(dir);
  return dir;
};
const queue = async <Row extends object>(view: View<Row & Record<never, never>>, query: Omit<ListQuery, 'limit'>) => {
  const page = await here.platform.views.list(view as unknown as View, { ...query, limit: 100 });
  return page.entries.map(({ row }) => row as unknown as Row);
};
const openAt = async (unit: string): Promise<CaseRow[]> =>
  (
    await Promise.all(
      STATES.open.map((state) =>
        queue<CaseRow>(casesView as never, { index: 'byState', partition: `${unit}/${state}` }),
      ),
    )
  ).flat();
const todo = (partition: string) => queue(casesView, { index: 'todo', partition });
const tickets = (partition: string) => queue(ticketsView, { index: 'todo', partition });

beforeAll(async () => {
  here = await open(folder());
  expect(await seedFresh(here, here.county, TODAY)).toEqual({ cases: 15, tickets: 8 });
  await here.platform.runner.catchUp();
}, 60_000);

afterAll(async () => {
  await here?.platform.close();
  for (const dir of dirs) rmSync(dir, { recursive: true, force: true });
});

describe('given the first start on some day, when nobody has done anything yet', () => {
  it('then everybody who handles cases has some to see', async () => {
    const states = async (partition: string) => (await todo(partition)).map(({ state }) => state).sort();
    expect(await states('430423-cgj/clerk')).toEqual(['accepted', 'accepted', 'received', 'received', 'suspended']);
    expect(await states('430423-cgj/approver')).toEqual(['accepted', 'accepted']);
    expect(await states('430423-jjdd/approver')).toEqual(['accepted', 'accepted']);
    expect(await states('430423-cgj/head')).toEqual(['accepted', 'accepted']);
    expect(await states('430423-kaiyun-jinxi/village')).toEqual(['accepted', 'accepted', 'accepted']);
    expect((await states('430423-zwzx/window')).length).toBeGreaterThanOrEqual(3);
    const all = await openAt('430423');
    expect(all.filter(({ state }) => state === 'supplementRequested')).toHaveLength(1);
  });

  it('then some are overdue, some nearly, and parallel branches are open side by side', async () => {
    const open = await openAt('430423-cgj');
    const due = open.flatMap(({ promisedDue }) => promisedDue ?? []);
    expect(due.filter((date) => date < TODAY).length).toBeGreaterThanOrEqual(2);
    // The first working day that comes.
    expect(due.filter((date) => date === '2026-11-23').length).toBeGreaterThanOrEqual(1);
    expect(open.some(({ stages }) => stages.length === 2)).toBe(true);
    // Silence accepts nothing on the first day: what is received is still within its five days.
    for (const { state, acceptBy } of open) if (state === 'received') expect(acceptBy && acceptBy >= TODAY).toBe(true);
  });

  it('then the handler and the operator have tickets in every state that is theirs', async () => {
    const handler = await tickets('430423-cgj/handler');
    expect(handler.map(({ state }) => state).sort()).toEqual([
      'dispatched',
      'dispatched',
      'redoing',
      'signed',
      'signed',
    ]);
    expect(handler[0]?.urgent).toBe(true);
    expect(handler.filter(({ due }) => due !== null && due < TODAY).length).toBeGreaterThanOrEqual(1);
    expect((await tickets('430423-12345/operator')).map(({ state }) => state).sort()).toEqual([
      'registered',
      'replied',
      'returned',
    ]);
  });

  it('then nothing of it lies in the future', async () => {
    for (const { at, commandId } of await commitsOf(here.platform)) {
      if (!/^seed\/(case\/20|sample-ticket\/1)/.test(commandId)) continue;
      expect([commandId, at < `${TODAY}T00:00`]).toEqual([commandId, true]);
    }
  });
});

describe('given the same day', () => {
  it('then it is the same work, also when the start was interrupted', async () => {
    const dir = folder();
    const first = await open(dir, here.dir);
    const dying = dyingAfter(first, 12);
    await expect(seedFresh(dying, here.county, TODAY)).rejects.toThrow('power');
    await first.platform.close();
    const second = await open(dir);
    await seedFresh(second, here.county, TODAY);
    const fresh = (lines: readonly string[]) =>
      lines.filter((line) => /seed\/(case|sample-ticket)\//.test(line)).sort();
    const without = (text: string) =>
      text.replaceAll(/"position":\d+|subject-\d+|(?<=live-application\/[a-z-]+\/)[0-9a-f-]{36}/g, '');
    const told = async ({ platform }: Opened) =>
      fresh(textOf(await commitsOf(platform)))
        .map(without)
        .sort();
    const [found, wanted] = [await told(second), await told(here)];
    expect(found.length).toBe(wanted.length);
    // Whole logs are nothing to read: the first line that differs.
    expect(wanted.find((line, i) => line !== found[i])).toBeUndefined();
    await second.platform.close();
  }, 60_000);
});

describe('days of the work', () => {
  it.each([
    ['a Monday', '2026-11-23', '0 09:30', '2026-11-20 09:30'],
    ['a Wednesday', '2026-11-25', '-1 09:30', '2026-11-23 09:30'],
    ['after the October holidays', '2026-10-08', '0 10:00', '2026-09-30 10:00'],
    ['a year whose holidays are not known', '2028-01-04', '-1 10:00', '2027-12-31 10:00'],
  ])('%s', (_, today, told, expected) => {
    expect(timeOf(here.cloud.calendar, today, told)).toBe(expected);
  });
});
