import { expect, it } from 'vitest';
import type { Position } from '../contract/log.ts';
import type { Bench } from './views.cases.ts';
import {
  append,
  casesView,
  commitsOf,
  dumpIndexes,
  dumpView,
  expectedIndexes,
  fixture,
  foldAll,
  UNITS,
} from './views.fixtures.ts';
import { type Opened, wrapLog } from './views.hooks.ts';

/** Every view of the fixture is what a straight fold gives, and so are its indexes. */
export async function expectExact(bench: Bench, { views }: Opened): Promise<void> {
  const commits = await commitsOf(bench.store.log);
  for (const view of fixture().views) {
    expect(await dumpView(views, view)).toBe(foldAll(view, commits));
    expect(await dumpIndexes(views, view)).toEqual(await expectedIndexes(views, view));
  }
}

/** Some streams with some commits each. */
export async function write(bench: Bench, streams: number, from = 0): Promise<Position[]> {
  const { log } = bench.store;
  const last: Position[] = [];
  for (let i = from; i < from + streams; i++) {
    const unit = UNITS[i % 3] as string;
    const person = i % 4 === 0 ? 'li' : 'wang';
    const stream = `case/${String(i).padStart(3, '0')}`;
    await append(log, stream, ['Opened', { unit, person, title: `t${i % 7}` }]);
    const { commits } = await append(
      log,
      stream,
      ['Titled', { unit, person, title: `u${i % 5}` }],
      ['Moved', { unit }],
    );
    last.push(commits[0] as Position);
  }
  return last;
}

export function followCases(bench: Bench): void {
  it('folds every commit into rows and index entries', async () => {
    const one = await bench.open(fixture(), { pageSize: 4 });
    await write(bench, 9);
    await one.runner.catchUp();
    await expectExact(bench, one);
    expect(await one.views.get(casesView(), 'case/003')).toEqual({ unit: 'gate', title: 'u3', steps: 3, version: 1 });
    await write(bench, 5, 20);
    await one.runner.catchUp();
    await expectExact(bench, one);
    const status = await one.runner.status();
    expect(status.map(({ name, behind, rows, parked }) => [name, behind, rows, parked.length])).toEqual([
      ['cases', 0, 14, 0],
      ['people', 0, 3, 0],
      ['tally', 0, (await dumpView(one.views, fixture().views[2])).split('\n').length, 0],
    ]);
  });

  it('deletes rows with their entries, and makes them again', async () => {
    const { log } = bench.store;
    const one = await bench.open(fixture(), { pageSize: 2 });
    const unit = 'gate';
    await append(log, 'case/1', ['Opened', { unit, person: 'li', title: 'a' }]);
    await one.runner.catchUp();
    await append(log, 'case/1', ['Closed', { unit, person: 'li' }]);
    await one.runner.catchUp();
    expect(await one.views.get(casesView(), 'case/1')).toBeNull();
    await expectExact(bench, one);
    await append(log, 'case/1', ['Moved', { unit: 'hill' }]);
    await append(log, 'case/1', ['Opened', { unit: 'river', title: 'b' }]);
    await append(log, 'case/1', ['Closed', { unit }], ['Opened', { unit: 'hill', title: 'c' }]);
    await append(log, 'case/2', ['Opened', { unit, title: 'd' }], ['Closed', { unit }]);
    await one.runner.catchUp();
    expect(await one.views.get(casesView(), 'case/1')).toEqual({ unit: 'hill', title: 'c', steps: 1, version: 1 });
    await expectExact(bench, one);
    expect((await one.runner.status())[0]?.rows).toBe(1);
  });

  it('lifts old events before it routes and evolves', async () => {
    const { log } = bench.store;
    const one = await bench.open(fixture());
    const at = '2020-01-01T00:00:00.000Z';
    const begun = { type: 'Begun', v: 1, data: { unit: 'hill', title: 'old' } };
    const titled = { type: 'Titled', v: 1, data: { unit: 'hill', name: 'lifted' } };
    const streams = [{ stream: 'case/old', after: 'new' as const, events: [begun, titled] }];
    await log.append({ commandId: 'old', actor: 'tester', at, streams });
    await one.runner.catchUp();
    expect(await one.views.get(casesView(), 'case/old')).toEqual({
      unit: 'hill',
      title: 'lifted',
      steps: 2,
      version: 1,
    });
    await expectExact(bench, one);
  });

  it('sums rows that several streams and lanes feed', async () => {
    const one = await bench.open(fixture(), { pageSize: 3 });
    await write(bench, 12);
    await one.runner.catchUp();
    const [, people, tally] = fixture().views;
    expect(Object.keys((await one.views.get(people, 'everyone')) ?? {})).toHaveLength(12);
    const { rows } = await one.views.scan(tally, { prefix: 'gate/' });
    expect(rows.reduce((sum, { row }) => sum + Number(row.events), 0)).toBe(12);
    for (const { key } of rows) expect(Number(key.slice(5))).toBeLessThan(bench.store.log.lanes);
  });

  it('takes streams that commit together, each in its place', async () => {
    const { log } = bench.store;
    const one = await bench.open(fixture());
    await write(bench, 3);
    const streams = [];
    for (const stream of ['case/000', 'case/001', 'case/new']) {
      const { token } = await log.read(stream);
      const data = { unit: 'river', person: 'li', title: stream };
      streams.push({ stream, after: token ?? ('new' as const), events: [{ type: 'Opened', v: 2, data }] });
    }
    await log.append({ commandId: 'both', actor: 'tester', at: '2026-01-05T01:02:03.000Z', streams });
    await one.runner.catchUp();
    await expectExact(bench, one);
  });

  it('follows some lanes and some views when asked to', async () => {
    const { log } = bench.store;
    const one = await bench.open(fixture());
    await write(bench, 9);
    const heads = await log.heads();
    await one.runner.catchUp(['cases'], [0]);
    const behind = (await one.runner.status()).map((status) => status.behind);
    const all = heads.reduce((sum, head) => sum + head, 0);
    expect(behind).toEqual([all - (heads[0] ?? 0), all, all]);
    await one.runner.catchUp();
    await expectExact(bench, one);
  });

  it('stays exact with several runners at once', async () => {
    const all = [];
    for (const pageSize of [1, 3, 50]) all.push(await bench.open(fixture(), { pageSize }));
    for (let round = 0; round < 4; round++) {
      const written = write(bench, 4, round * 10);
      await Promise.all(all.flatMap(({ runner }) => [runner.catchUp(), runner.catchUp(['people'])]));
      await written;
      await Promise.all(all.map(({ runner }) => runner.catchUp()));
    }
    for (const one of all) await expectExact(bench, one);
  });

  it('is not led astray by a runner that comes late with an old page', async () => {
    const { log } = bench.store;
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let held = 0;
    const slow = wrapLog(log, {
      async readLane(lane, after, limit) {
        const page = await log.readLane(lane, after, limit);
        if (page.commits.length > 0) {
          held++;
          await gate;
        }
        return page;
      },
    });
    await append(log, 'case/1', ['Opened', { unit: 'gate', person: 'li' }]);
    const late = await bench.open(fixture(), { log: slow });
    const fast = await bench.open(fixture());
    const lateDone = late.runner.catchUp();
    while (held === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await append(log, 'case/1', ['Closed', { unit: 'gate', person: 'li' }]);
    await fast.runner.catchUp();
    expect(await fast.views.get(casesView(), 'case/1')).toBeNull();
    release();
    await lateDone;
    await expectExact(bench, fast);
    await fast.runner.catchUp();
    await expectExact(bench, fast);
  });

  it('needs hints only to be quick: doubled ones do no harm, lost ones are made up for', async () => {
    const { log } = bench.store;
    const doubled = wrapLog(log, {
      subscribe: (hint) =>
        log.subscribe(() => {
          for (let i = 0; i < 20; i++) hint();
          setTimeout(hint, 30);
        }),
    });
    const deaf = wrapLog(log, { subscribe: () => () => {} });
    const loud = await bench.open(fixture(), { log: doubled, sweepMs: 60_000 });
    const quiet = await bench.open({ ...fixture(), views: [casesView()] }, { log: deaf, sweepMs: 40 });
    loud.runner.start();
    quiet.runner.start();
    const last = (await write(bench, 6)).at(-1) as Position;
    for (const view of fixture().views) expect(await loud.views.waitFor(view, last)).toBe(true);
    expect(await quiet.views.waitFor(casesView(), last)).toBe(true);
    await Promise.all([loud.runner.catchUp(), quiet.runner.catchUp()]);
    await expectExact(bench, loud);
  });

  it('waits for a position as long as it is told', async () => {
    const one = await bench.open(fixture(), { sweepMs: 60_000 });
    const [last] = (await write(bench, 1)) as [Position];
    expect(await one.views.waitFor(casesView(), last, 60)).toBe(false);
    const waiting = one.views.waitFor(casesView(), last, 5000);
    await one.runner.catchUp();
    expect(await waiting).toBe(true);
    expect(await one.views.waitFor(casesView(), last, 0)).toBe(true);
    expect(await one.views.waitFor(casesView(), { ...last, position: last.position + 1 }, 20)).toBe(false);
  });

  it('changes the revision with the view', async () => {
    const one = await bench.open(fixture());
    const seen = [await one.views.revision(casesView())];
    for (let i = 0; i < 3; i++) {
      await write(bench, 1, i);
      await one.runner.catchUp();
      seen.push(await one.views.revision(casesView()));
    }
    await one.runner.rebuild('cases');
    seen.push(await one.views.revision(casesView()));
    expect(new Set(seen).size).toBe(5);
    expect(await one.views.revision(casesView())).toBe(seen[4]);
  });
}
