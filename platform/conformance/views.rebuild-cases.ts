import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Bench } from './views.cases.ts';
import { append, casesView, commitsOf, dumpIndexes, dumpView, fixture, foldAll } from './views.fixtures.ts';
import { expectExact, write } from './views.follow-cases.ts';
import { wrapLog } from './views.hooks.ts';

export function rebuildCases(bench: Bench): void {
  it('makes byte-identical rows and indexes', async () => {
    const one = await bench.open(fixture(), { pageSize: 7 });
    for (let round = 0; round < 5; round++) {
      await write(bench, 3, round * 3);
      await append(bench.store.log, 'case/001', ['Closed', { unit: 'river', person: 'wang' }]);
      await one.runner.catchUp();
    }
    for (const view of fixture().views) {
      const before = [await dumpView(one.views, view), ...(await dumpIndexes(one.views, view))];
      const [{ build } = { build: '' }] = (await one.runner.status()).filter(({ name }) => name === view.name);
      const report = await one.runner.rebuild(view.name);
      expect([await dumpView(one.views, view), ...(await dumpIndexes(one.views, view))]).toEqual(before);
      expect(report).toMatchObject({ name: view.name, rows: before[0]?.split('\n').length });
      expect(report.events).toBe((await commitsOf(bench.store.log)).flatMap(({ events }) => events).length);
      const after = (await one.runner.status()).find(({ name }) => name === view.name);
      expect(after?.build).not.toBe(build);
      expect(after?.rows).toBe(report.rows);
    }
    await expectExact(bench, one);
  });

  it('goes on beside the live build while commits arrive and readers read', async () => {
    const { log } = bench.store;
    const one = await bench.open(fixture(), { pageSize: 5 });
    const two = await bench.open(fixture(), { pageSize: 5 });
    await write(bench, 10);
    await one.runner.catchUp();
    let writing = true;
    let fewest = 10;
    const load = (async () => {
      for (let i = 0; i < 25; i++)
        await append(log, `case/x${i}`, ['Opened', { unit: 'hill', person: 'li', title: `${i}` }]);
      writing = false;
    })();
    const follow = (async () => {
      while (writing) {
        await two.runner.catchUp();
        await setImmediate();
      }
    })();
    const readers = (async () => {
      while (writing) {
        for (const { views } of [one, two]) {
          const { rows } = await views.scan(casesView());
          // Nothing that was seen is ever gone again.
          expect(rows.length).toBeGreaterThanOrEqual(fewest);
          fewest = rows.length;
          const page = await views.list(casesView(), { index: 'all', partition: 'all', limit: 100 });
          expect(page.entries.length).toBeGreaterThanOrEqual(fewest);
        }
        await setImmediate();
      }
    })();
    const builds = new Set<string | undefined>();
    const rebuilds = (async () => {
      while (writing || builds.size < 2) {
        await Promise.all([one.runner.rebuild('cases'), two.runner.rebuild('cases'), two.runner.rebuild('tally')]);
        builds.add((await one.runner.status())[0]?.build);
      }
    })();
    await Promise.all([load, follow, readers, rebuilds]);
    await one.runner.catchUp();
    await expectExact(bench, one);
    await expectExact(bench, two);
    expect(builds.size).toBeGreaterThan(1);
  });

  it('serves the old version until the new one has seen as much', async () => {
    const { log } = bench.store;
    const old = await bench.open(fixture());
    await write(bench, 6);
    await old.runner.catchUp();
    const before = await dumpView(old.views, casesView());
    await old.close();

    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const held = wrapLog(log, { readLane: (lane, after, limit) => gate.then(() => log.readLane(lane, after, limit)) });
    const second = casesView(new Set(), 2);
    const one = await bench.open({ ...fixture(), views: [second] }, { log: held });
    const caughtUp = one.runner.catchUp();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await dumpView(one.views, second)).toBe(before);
    expect(await one.runner.status()).toMatchObject([{ version: 1, behind: 0 }]);
    await append(log, 'case/late', ['Opened', { unit: 'hill', title: 'late' }]);
    open();
    await caughtUp;
    expect(await dumpView(one.views, second)).toBe(foldAll(second, await commitsOf(log)));
    expect(await one.views.get(second, 'case/late')).toMatchObject({ version: 2 });
    expect(await one.runner.status()).toMatchObject([{ version: 2, behind: 0, rows: 7 }]);
  });

  it('rebuilds by itself what another version of the code made', async () => {
    const old = await bench.open(fixture());
    await write(bench, 3);
    await old.runner.catchUp();
    await old.close();
    const second = casesView(new Set(), 2);
    const one = await bench.open({ ...fixture(), views: [second] });
    one.runner.start();
    const deadline = Date.now() + 10_000;
    while ((await one.runner.status())[0]?.version !== 2 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await one.runner.status()).toMatchObject([{ name: 'cases', version: 2, rows: 3 }]);
  });

  it('tries a parked stream anew in the new build', async () => {
    const poison = new Set(['p']);
    const one = await bench.open(fixture(poison));
    await append(bench.store.log, 'case/bad', ['Opened', { unit: 'hill', poison: 'p' }]);
    await one.runner.catchUp();
    expect((await one.runner.status())[0]?.parked).toHaveLength(1);
    await one.runner.rebuild('cases');
    expect((await one.runner.status())[0]?.parked).toHaveLength(1);
    poison.clear();
    await one.runner.rebuild('cases');
    expect((await one.runner.status())[0]?.parked).toHaveLength(0);
    expect(await one.views.get(casesView(), 'case/bad')).not.toBeNull();
  });

  it('refuses a view that nobody knows', async () => {
    const one = await bench.open(fixture());
    await expect(one.runner.rebuild('none')).rejects.toMatchObject({ code: 'VIEW' });
    await expect(one.runner.catchUp(['none'])).rejects.toMatchObject({ code: 'VIEW' });
  });
}
