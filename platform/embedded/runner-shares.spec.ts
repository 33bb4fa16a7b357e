import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { append, commitsOf, dumpView, fixture, foldAll } from '../conformance/views.fixtures.ts';
import type { Log } from '../contract/log.ts';
import { openLog } from './log.ts';
import { Builds } from './projection-builds.ts';
import { sharesOf } from './runner-shares.ts';
import { type OpenedViews, openViews } from './views.ts';
import { openViewsWriter } from './views-file.ts';

const domainModule = new URL('./runner-worker.fixture.ts', import.meta.url);
const [cases, people, tally] = fixture().views;
let folder: string;
let log: Log;
let opened: OpenedViews | undefined;

/** Views whose builds are always filled by several threads. */
async function open(): Promise<OpenedViews> {
  const domain = { domainModule, logFile: join(folder, 'log.db'), exportName: 'shared' };
  opened = await openViews({ file: join(folder, 'views.db'), log, domain, sweepMs: 60_000, sharedFrom: 1 });
  return opened;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengyun-shares-'));
  log = await openLog({ file: join(folder, 'log.db'), lanes: 2 });
});

afterEach(async () => {
  await opened?.close();
  await log.close();
  await rm(folder, { recursive: true });
});

async function writeCases(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await append(log, `case/${i}`, ['Opened', { unit: 'hill', person: `p${i % 7}`, title: `${i}` }]);
    if (i % 3 === 0) await append(log, `case/${i}`, ['Closed', { unit: 'hill', person: `p${i % 7}` }]);
  }
}

it('makes the rows and indexes that one thread makes, and follows the log afterwards', async () => {
  await writeCases(60);
  const { views, runner } = await open();
  await runner.catchUp();
  expect(await runner.rebuild('cases')).toMatchObject({ rows: 40, events: 80 });
  await append(log, 'case/2', ['Closed', { unit: 'hill', person: 'p2' }]);
  await append(log, 'case/60', ['Opened', { unit: 'dale', person: 'p1', title: 'last' }]);
  await runner.catchUp();
  expect(await dumpView(views, cases)).toBe(foldAll(cases, await commitsOf(log)));
});

it('has one thread do it where streams meet in a row after all', async () => {
  await writeCases(60);
  const { views, runner } = await open();
  await runner.rebuild('people');
  expect(await dumpView(views, people)).toBe(foldAll(people, await commitsOf(log)));
});

it('fails when streams meet in a row, or its build is taken away', async () => {
  await writeCases(60);
  await (await open()).runner.catchUp();
  const file = join(folder, 'views.db');
  const db = openViewsWriter(file);
  const { id } = new Builds(db).create({ ...people, rowsPerStream: true }, 'sharing');
  db.close();
  const setup = { file, logFile: join(folder, 'log.db'), domainModule: String(domainModule), exportName: 'shared' };
  const fill = sharesOf({ ...setup, options: {} }, 2);
  const heads = await log.heads();
  await expect(fill?.([id], heads, new AbortController().signal)).rejects.toThrow(/UNIQUE|streams meet/);
  await expect(fill?.([id + 1], heads, new AbortController().signal)).rejects.toThrow('taken away');
  await expect(fill?.([id], heads, AbortSignal.abort())).rejects.toThrow('stopped');
});

it('throws away what a crash left half shared', async () => {
  await writeCases(6);
  await (await open()).runner.catchUp();
  await opened?.close();
  const db = openViewsWriter(join(folder, 'views.db'));
  const { id } = new Builds(db).create({ ...cases, rowsPerStream: true }, 'sharing');
  db.exec(`INSERT INTO rows_${id} (key, json) VALUES ('case/1', '{"unit":"nowhere"}')`);
  db.close();
  const { views, runner } = await open();
  await runner.rebuild('cases');
  await runner.catchUp();
  const commits = await commitsOf(log);
  for (const view of [cases, people, tally]) expect(await dumpView(views, view)).toBe(foldAll(view, commits));
});
