import { describe, expect, it } from 'vitest';
import { type Append, type Appended, type Log, UnavailableError } from '../contract/log.ts';
import type { OpenedLog } from './log.hooks.ts';
import { event, expectSound, fill, fresh, freshIn, type Suite, take, to, wish } from './log.tools.ts';

/** What a store does to a log behind its back; each case exists only where the platform can bring it about. */
export function faultCases<Opened extends OpenedLog>({ on, options }: Suite<Opened>): void {
  const { lanes, gaps = [], halves = [], faults = [] } = options;

  for (const { name, hide } of gaps)
    it(
      `a reader stops before ${name} and goes on when it is there`,
      on(async (log, opened) => {
        const places = await fill(log, freshIn(0, lanes), 6);
        const positions = async (after: number) =>
          (await log.readLane(0, after)).commits.map(({ position }) => position);
        const reveal = await hide(opened, places[3] as (typeof places)[number]);
        expect(await positions(0)).toEqual([1, 2, 3]);
        expect(await positions(3)).toEqual([]);
        await reveal();
        expect(await positions(0)).toEqual([1, 2, 3, 4, 5, 6]);
        expect(await positions(3)).toEqual([4, 5, 6]);
      }),
    );

  for (const { name, damage } of halves)
    it(
      `repair leaves all or nothing of an append whose backup is half: ${name}`,
      on(async (log, opened) => {
        const [one, two, guard] = [freshIn(0, lanes), freshIn(lanes - 1, lanes), fresh('guard')];
        const [a] = await fill(log, one, 1);
        const [b] = await fill(log, two, 1);
        const last = wish([to(one, a ?? 'new', event('half')), to(two, b ?? 'new', event('half'))], {
          guards: [take(guard, 'owner/1')],
        });
        const { commits } = await log.append(last);
        await damage(opened, commits, guard);
        const repaired = await opened.another();
        expect((await repaired.repair()).length).toBeGreaterThan(0);
        const found = await expectSound(repaired);
        const lengths = [found.get(one)?.length, found.get(two)?.length];
        expect([
          [1, 1],
          [2, 2],
        ]).toContainEqual(lengths);
        const again = await repaired.append(last);
        expect(again.repeated).toBe(lengths[0] === 2);
        expect(again.commits.map(({ stream, ordinal }) => [stream, ordinal])).toEqual([
          [one, 1],
          [two, 1],
        ]);
        expect(await repaired.repair()).toEqual([]);
        expect((await expectSound(repaired)).size).toBe(2);
        await repaired.close();
      }),
    );

  for (const { name, inject } of faults)
    describe(`when the store answers ${name}`, () => {
      it(
        'a retry of the same command gives the one result',
        on(async (log, opened) => {
          const [one, two] = [freshIn(0, lanes), freshIn(lanes - 1, lanes)];
          await inject(opened);
          const created = wish([to(one, 'new'), to(two, 'new')], { guards: [take(fresh('guard'), one)] });
          const first = await insist(log, created);
          await inject(opened);
          const followed = wish(to(one, first.commits[0] ?? 'new'));
          const second = await insist(log, followed);
          expect(second.commits).toEqual([{ ...second.commits[0], stream: one, ordinal: 1 }]);
          expect(await log.append(created)).toEqual({ ...first, repeated: true });
          expect(await log.append(followed)).toEqual({ ...second, repeated: true });
          const found = await expectSound(log);
          expect([found.get(one)?.length, found.get(two)?.length]).toEqual([2, 1]);
        }),
      );

      it(
        'writers on other streams all get through',
        on(async (log, opened) => {
          const wishes = Array.from({ length: 8 }, (_, i) => wish(to(freshIn(0, lanes), 'new', event(i))));
          await inject(opened);
          await Promise.all(wishes.map((append) => insist(log, append)));
          expect((await expectSound(log)).size).toBe(8);
        }),
      );
    });
}

/** Sends an append until its outcome is known, as a command does. */
async function insist(log: Log, append: Append): Promise<Appended> {
  for (let tries = 1; ; tries++) {
    try {
      return await log.append(append);
    } catch (error) {
      expect(error).toBeInstanceOf(UnavailableError);
      if (tries === 10) throw error;
    }
  }
}
