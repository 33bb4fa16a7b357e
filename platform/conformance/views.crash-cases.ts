import { expect, it } from 'vitest';
import type { Bench } from './views.cases.ts';
import { append, casesView, fixture, type Poison } from './views.fixtures.ts';
import { expectExact, write } from './views.follow-cases.ts';
import type { Opened } from './views.hooks.ts';

class Crash extends Error {}

export function crashCases(bench: Bench): void {
  /**
   * Lets `work` run into a crash at its first step boundary, its second, and so on until it comes through; `again` is what
   * comes after each crash, in a new process. Returns the boundaries met.
   */
  async function everywhere(
    poison: Poison,
    before: (round: number) => Promise<void>,
    work: (opened: Opened) => Promise<unknown>,
    again: (opened: Opened) => Promise<unknown>,
  ): Promise<Set<string>> {
    const met = new Set<string>();
    for (let crashAt = 1; ; crashAt++) {
      await before(crashAt);
      let step = 0;
      let armed = false;
      const fault = (name: string) => {
        if (!armed) return;
        met.add(name);
        if (++step === crashAt) throw new Crash(name);
      };
      const doomed = await bench.store.open(fixture(poison), { pageSize: 3, fault });
      armed = true;
      const crashed = await work(doomed).then(
        () => false,
        (error: unknown) => {
          if (!(error instanceof Crash)) throw error;
          return true;
        },
      );
      armed = false;
      await doomed.close();
      const next = await bench.store.open(fixture(poison), { pageSize: 3 });
      await again(next);
      await expectExact(bench, next);
      await next.close();
      if (!crashed) return met;
      expect(crashAt).toBeLessThan(300);
    }
  }

  it('loses and doubles nothing between any two steps of following the log', async () => {
    const met = await everywhere(
      new Set(),
      async (round) => {
        await write(bench, 2, round * 3);
        await append(bench.store.log, `case/${String(round * 3).padStart(3, '0')}`, [
          'Closed',
          { unit: 'gate', person: 'li' },
        ]);
      },
      ({ runner }) => runner.catchUp(),
      ({ runner }) => runner.catchUp(),
    );
    expect(met.size).toBeGreaterThanOrEqual(4);
  }, 120_000);

  it('comes to the same end when a rebuild crashes between any two steps', async () => {
    await write(bench, 4);
    const first = await bench.open(fixture());
    await first.runner.catchUp();
    const met = await everywhere(
      new Set(),
      async () => {},
      ({ runner }) => runner.rebuild('cases'),
      async ({ runner, views }) => {
        // What is live can be read at once.
        expect(await views.get(casesView(), 'case/002')).not.toBeNull();
        await runner.catchUp();
        await runner.rebuild('cases');
      },
    );
    expect([...met]).toEqual(expect.arrayContaining(['build made', 'build filled', 'switched']));
  }, 120_000);

  it('redrives once, wherever it crashes', async () => {
    const poison: Poison = new Set();
    await everywhere(
      poison,
      async (round) => {
        const data = { unit: 'hill', person: 'li', title: 'x' };
        const stream = `case/bad${round}`;
        await append(bench.store.log, stream, ['Opened', data]);
        poison.add('bad');
        await append(bench.store.log, stream, ['Titled', { ...data, poison: 'bad' }]);
        await append(bench.store.log, stream, ['Titled', { ...data, title: 'y' }]);
        await write(bench, 1, round);
        const one = await bench.store.open(fixture(poison), { pageSize: 3 });
        await one.runner.catchUp();
        expect((await one.runner.status()).map(({ parked }) => parked.length)).toEqual([1, 1, 1]);
        await one.close();
        poison.clear();
      },
      ({ runner }) => runner.redrive(),
      async ({ runner }) => {
        await runner.redrive();
        await runner.catchUp();
        expect((await runner.status()).flatMap(({ parked }) => parked)).toEqual([]);
      },
    );
  }, 120_000);
}
