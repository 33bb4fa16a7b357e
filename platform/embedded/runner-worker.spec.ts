import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { append, commitsOf, dumpView, fixture, foldAll } from '../conformance/views.fixtures.ts';
import type { Log, Position } from '../contract/log.ts';
import { openLog } from './log.ts';
import { type OpenedViews, openViews } from './views.ts';

const domainModule = new URL('./runner-worker.fixture.ts', import.meta.url);
const [cases] = fixture().views;
let folder: string;
let log: Log;
let opened: OpenedViews;

async function open(exportName?: string): Promise<OpenedViews> {
  const logFile = join(folder, 'log.db');
  const domain = { domainModule, logFile, ...(exportName ? { exportName } : {}) };
  return openViews({ file: join(folder, 'views.db'), log, domain, sweepMs: 60_000 });
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengyun-worker-'));
  log = await openLog({ file: join(folder, 'log.db'), lanes: 2 });
  process.env.HENGYUN_STOP_MARKER = join(folder, 'stopped');
  opened = await open();
});

afterEach(async () => {
  delete process.env.HENGYUN_STOP_MARKER;
  await opened.close();
  await log.close();
  await rm(folder, { recursive: true });
});

async function expectExact(): Promise<void> {
  const commits = await commitsOf(log);
  for (const view of fixture().views) expect(await dumpView(opened.views, view)).toBe(foldAll(view, commits));
}

it('follows the log from a thread of its own, and tells who waits', async () => {
  opened.runner.start();
  for (let i = 0; i < 20; i++) {
    const { commits } = await append(log, `case/${i}`, ['Opened', { unit: 'hill', person: 'li', title: `${i}` }]);
    expect(await opened.views.waitFor(cases, commits[0] as Position)).toBe(true);
    expect(await opened.views.get(cases, `case/${i}`)).toMatchObject({ title: `${i}` });
  }
  await opened.runner.catchUp();
  await expectExact();
  expect(await opened.runner.rebuild('cases')).toMatchObject({ rows: 20, events: 20 });
  expect((await opened.runner.status()).map(({ behind }) => behind)).toEqual([0, 0, 0]);
  expect(await opened.runner.redrive()).toBe(0);
  await expectExact();
});

it('passes errors on with their codes, and refuses a module that has no domain', async () => {
  await expect(opened.runner.rebuild('none')).rejects.toMatchObject({ code: 'VIEW' });
  await expect(open('nothing')).rejects.toThrow('does not export nothing');
});

it('goes on in a new thread when one dies', async () => {
  opened.runner.start();
  await append(log, 'case/1', ['Opened', { unit: 'hill', person: 'li' }]);
  await append(log, 'case/2', ['Stop', { unit: 'hill' }]);
  const { commits } = await append(log, 'case/1', ['Titled', { unit: 'hill', person: 'li', title: 'after' }]);
  expect(await opened.views.waitFor(cases, commits[0] as Position, 15_000)).toBe(true);
  await expect
    .poll(() => opened.runner.catchUp().then(() => 'caught up', String), { timeout: 10_000 })
    .toBe('caught up');
  await expectExact();
});

it('takes up where it was when it is opened again', async () => {
  await append(log, 'case/1', ['Opened', { unit: 'hill', person: 'li' }]);
  await opened.runner.catchUp();
  await opened.close();
  opened = await open();
  expect(await opened.views.get(cases, 'case/1')).toMatchObject({ unit: 'hill' });
  await append(log, 'case/1', ['Closed', { unit: 'hill', person: 'li' }]);
  await opened.runner.catchUp();
  await expectExact();
});
