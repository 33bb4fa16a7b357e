import { expect, it } from 'vitest';
import type { Bench } from './views.cases.ts';
import { append, casesView, dumpView, fixture, type Poison, peopleView, tallyView } from './views.fixtures.ts';
import { expectExact, write } from './views.follow-cases.ts';

export function parkCases(bench: Bench): void {
  const data = { unit: 'hill', person: 'li', title: 'x' };

  async function poisoned(poison: Poison) {
    const { log } = bench.store;
    const one = await bench.open(fixture(poison), { pageSize: 3 });
    await append(log, 'case/bad', ['Opened', data]);
    const { commits } = await append(
      log,
      'case/bad',
      ['Titled', { ...data, title: 'half' }],
      ['Moved', { ...data, poison: 'p' }],
    );
    await append(log, 'case/bad', ['Titled', { ...data, title: 'later' }]);
    await write(bench, 3);
    await one.runner.catchUp();
    return { one, at: commits[0] };
  }

  it('sets a stream aside at the commit that cannot be applied; all others go on', async () => {
    const { log } = bench.store;
    const { one, at } = await poisoned(new Set(['p']));
    for (const status of await one.runner.status()) {
      expect(status.behind).toBe(0);
      expect(status.parked).toEqual([
        { stream: 'case/bad', lane: at?.lane, position: at?.position, error: 'Error: cannot apply p' },
      ]);
    }
    // Nothing of the commit is there, not even of its first event.
    expect(await one.views.get(casesView(), 'case/bad')).toEqual({ unit: 'hill', title: 'x', steps: 1, version: 1 });
    expect(await one.views.get(casesView(), 'case/002')).not.toBeNull();
    expect(Object.keys((await one.views.get(peopleView(), 'everyone')) ?? {}).sort()).toEqual([
      'case/000',
      'case/001',
      'case/002',
      'case/bad',
    ]);
    await append(log, 'case/bad', ['Closed', data]);
    await one.runner.catchUp();
    expect(await one.views.get(casesView(), 'case/bad')).not.toBeNull();
    expect((await one.runner.status())[0]?.parked).toHaveLength(1);
  });

  it('applies the waiting commits in order once they can be', async () => {
    const poison: Poison = new Set(['p']);
    const { one } = await poisoned(poison);
    expect(await one.runner.redrive()).toBe(0);
    expect((await one.runner.status()).map(({ parked }) => parked.length)).toEqual([1, 1, 1]);
    poison.clear();
    expect(await one.runner.redrive('cases')).toBe(1);
    expect((await one.runner.status()).map(({ parked }) => parked.length)).toEqual([0, 1, 1]);
    expect(await one.runner.redrive()).toBe(2);
    await expectExact(bench, one);
    await append(bench.store.log, 'case/bad', ['Closed', data]);
    await append(bench.store.log, 'case/bad', ['Opened', data]);
    await one.runner.catchUp();
    await expectExact(bench, one);
    expect(await one.runner.redrive()).toBe(0);
  });

  it('parks again at the next commit that cannot be applied', async () => {
    const { log } = bench.store;
    const poison: Poison = new Set(['p', 'q']);
    const { one } = await poisoned(poison);
    const { commits } = await append(log, 'case/bad', ['Titled', { ...data, poison: 'q' }]);
    await append(log, 'case/bad', ['Titled', { ...data, title: 'last' }]);
    await one.runner.catchUp();
    poison.delete('p');
    expect(await one.runner.redrive('cases')).toBe(0);
    expect((await one.runner.status())[0]?.parked).toMatchObject([{ position: commits[0]?.position }]);
    expect(await one.views.get(casesView(), 'case/bad')).toMatchObject({ title: 'later', steps: 4 });
    poison.clear();
    expect(await one.runner.redrive()).toBe(3);
    await expectExact(bench, one);
  });

  it('redrives under load and by several runners, and misses nothing', async () => {
    const { log } = bench.store;
    const poison: Poison = new Set(['p']);
    const { one } = await poisoned(poison);
    const two = await bench.open(fixture(poison), { pageSize: 2 });
    poison.clear();
    const load = async () => {
      for (let i = 0; i < 12; i++) await append(log, 'case/bad', ['Titled', { ...data, title: `t${i}` }]);
    };
    const follow = async () => {
      for (let i = 0; i < 6; i++) await Promise.all([one.runner.catchUp(), two.runner.catchUp()]);
    };
    const free = async () => {
      for (let i = 0; i < 4; i++) await Promise.all([one.runner.redrive(), two.runner.redrive()]);
    };
    await Promise.all([load(), follow(), free()]);
    await one.runner.redrive();
    await Promise.all([one.runner.catchUp(), two.runner.catchUp()]);
    expect((await one.runner.status()).flatMap(({ parked }) => parked)).toEqual([]);
    await expectExact(bench, one);
  });

  it('sets aside what cannot be lifted, routed, indexed or stored', async () => {
    const { log } = bench.store;
    const [cases] = fixture().views;
    const keyed = {
      ...cases,
      evolve: (row: typeof data | null, event: { data: object }) => ({ ...row, ...event.data }) as typeof data,
      route: (event: { stream: string; data: object }) => {
        const { key } = event.data as { key?: string };
        if (key === 'throw') throw new Error('no way');
        return [key ?? event.stream];
      },
      indexes: {
        one: (row: object) => {
          const { sort } = row as { sort?: string };
          if (sort === 'throw') throw new Error('no index');
          return [{ partition: 'p', sort: sort ?? '' }];
        },
      },
    };
    const view = { ...keyed, name: 'keyed' } as unknown as typeof cases;
    const one = await bench.open({ views: [view], upcast: fixture().upcast });
    const bad = [{ key: 'throw' }, { key: '' }, { key: 'a\u0000' }, { key: 'k'.repeat(2000) }, { sort: 'throw' }];
    for (const [i, each] of [...bad, { sort: 's'.repeat(2000) }, { sort: '\ud800' }].entries())
      await append(log, `bad/${i}`, ['Opened', { unit: '', ...each }]);
    await append(log, 'bad/lift', ['Unliftable', { unit: '' }]);
    await append(log, 'bad/large', ['Opened', { unit: 'x'.repeat(300_000), title: 'ok' }]);
    await append(log, 'bad/large', ['Titled', { unit: 'x', more: 'y'.repeat(390_000) }]);
    await append(log, 'bad/large', ['Titled', { unit: 'x', title: 'waits' }]);
    await append(log, 'good', ['Opened', { unit: 'x', title: 'ok' }]);
    await one.runner.catchUp();
    const [status] = await one.runner.status();
    const streams = status?.parked.map(({ stream }) => stream).sort();
    expect(streams).toEqual([...Array.from({ length: 7 }, (_, i) => `bad/${i}`), 'bad/large', 'bad/lift'].sort());
    expect(await one.views.get(view, 'good')).toEqual({ unit: 'x', title: 'ok' });
    expect((await one.views.get(view, 'bad/large'))?.title).toBe('ok');
    expect((await one.views.list(view, { index: 'one', partition: 'p', limit: 10 })).entries).toHaveLength(2);
    expect(await one.runner.redrive()).toBe(0);
    expect((await one.runner.status())[0]?.parked).toEqual(status?.parked);
    // A rebuild folds many commits at once, and still finds the one.
    const before = await dumpView(one.views, view);
    await one.runner.rebuild('keyed');
    expect((await one.runner.status())[0]?.parked).toEqual(status?.parked);
    expect(await dumpView(one.views, view)).toBe(before);
  });

  it('keeps rows exact that parked and free streams share', async () => {
    const { log } = bench.store;
    const poison: Poison = new Set(['p']);
    const { one } = await poisoned(poison);
    const everyone = async () => (await one.views.get(peopleView(), 'everyone'))?.['case/bad'];
    expect(await everyone()).toBe(1);
    for (let i = 0; i < 3; i++) {
      await append(log, 'case/000', ['Titled', { ...data, title: `${i}` }]);
      await append(log, 'case/bad', ['Titled', { ...data, title: `${i}` }]);
      await one.runner.catchUp();
    }
    const before = (await one.views.scan(tallyView(), { prefix: 'hill/' })).rows;
    poison.clear();
    await one.runner.redrive();
    expect(await everyone()).toBe(7);
    const after = (await one.views.scan(tallyView(), { prefix: 'hill/' })).rows;
    const total = (rows: typeof after) => rows.reduce((sum, { row }) => sum + Number(row.events), 0);
    expect(total(after) - total(before)).toBe(6);
    await expectExact(bench, one);
  });
}
