import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCloud } from '../commands/context.ts';
import { load } from '../commands/transact.ts';
import { application } from '../events/application/fold.ts';
import { dueOfCase } from '../graphql/case/due.ts';
import expected from '../lowcode/calendar/2027-expected.json' with { type: 'json' };
import { defaultCalendar, withYear } from '../lowcode/calendar/calendar.ts';
import { recountUndated } from '../policies/recount.ts';
import { casesView } from '../views/cases/view.ts';
import { idOf } from '../views/view.ts';
import { newDir, type Opened, open } from './seed/fill-up.tools.ts';
import { seedFresh } from './seed/fresh/seed.ts';

let here: Opened;

beforeAll(async () => {
  here = await open(newDir());
  // Cases of the last days of a year: their limits run into the next one.
  await seedFresh(here, here.county, '2026-12-31');
  await here.platform.runner.catchUp();
}, 60_000);
afterAll(async () => {
  await here.platform.close();
  rmSync(here.dir, { recursive: true });
});

const undated = async () =>
  (await here.platform.views.list(casesView, { index: 'undated', partition: 'undated', limit: 100 })).entries;

describe('given open cases whose limits cross New Year, before the holidays are announced', () => {
  it('then nothing was recorded by guessing, and people see a provisional date that says so', async () => {
    const rows = await undated();
    expect(rows.length).toBeGreaterThan(5);
    expect(await recountUndated(here.cloud)).toBe(0);
    const accepted = rows.find(({ row }) => row.state === 'accepted' && row.promisedDue === null);
    const { state } = await load(here.platform, application, idOf(accepted?.key ?? ''));
    if (!state) throw new Error('no case');
    const due = dueOfCase(state, defaultCalendar, '2026-12-31');
    expect(due).toMatchObject({ level: 'unknown', daysLeft: null });
    expect(due.date?.slice(0, 4)).toBe('2027');
    expect(due.note).toContain('2027 年放假安排尚未发布');
  });

  it('when they are announced, then each gets its dates once, as facts', async () => {
    const before = await undated();
    const cloud = openCloud(here.platform, here.cloud.region, withYear(defaultCalendar, expected));
    expect(await recountUndated(cloud)).toBe(before.length);
    await here.platform.runner.catchUp();
    expect(await undated()).toEqual([]);
    expect(await recountUndated(cloud)).toBe(0);
    for (const { key, row } of before) {
      const { state } = await load(here.platform, application, idOf(key));
      expect(state?.state).toBe(row.state);
      expect(row.state === 'received' ? state?.acceptBy : state?.promisedDue).toMatch(/^202[67]-/);
      const page = await here.platform.log.read(key);
      expect(page.commits.at(-1)?.events.map(({ type }) => type)).toEqual(['LimitRecounted']);
    }
  });
});
