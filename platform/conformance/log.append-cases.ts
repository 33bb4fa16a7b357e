import { describe, expect, it } from 'vitest';
import { laneOf } from '../contract/encode.ts';
import { ConflictError, type Log } from '../contract/log.ts';
import type { OpenedLog } from './log.hooks.ts';
import { event, expectSound, failure, fill, fresh, freshIn, type Suite, to, wish } from './log.tools.ts';

/** One stream: creating, following, conflicts, repeated commands, races for a stream and for a lane. */
export function appendCases<Opened extends OpenedLog>({ on, options, writers }: Suite<Opened>): void {
  describe('appending', () => {
    it(
      'reads back what was appended, and nothing of a stream that is not there',
      on(async (log) => {
        const stream = fresh();
        expect(await log.read(stream)).toEqual({ commits: [], token: undefined });
        const first = await log.append(wish(to(stream, 'new', event('一'), event('二'))));
        const lane = laneOf(stream, options.lanes);
        expect(first).toEqual({ commits: [{ stream, ordinal: 0, lane, position: 1 }], repeated: false });
        const { token } = await log.read(stream);
        expect(token).toEqual({ lane, ordinal: 0 });
        const second = wish(to(stream, token ?? 'new', event('三')));
        await log.append(second);
        const { commits } = await log.read(stream);
        expect(commits.map(({ events }) => events.map(({ data }) => data.note))).toEqual([['一', '二'], ['三']]);
        const { commandId, actor, at } = second;
        const events = [event('三')];
        expect(commits[1]).toEqual({ stream, ordinal: 1, lane, position: 2, commandId, actor, at, events });
        await expectSound(log);
      }),
    );

    it(
      'keeps every text and number as it is',
      on(async (log) => {
        const data = {
          text: '衡阳市 "quoted" \\ \u0000 \u2028 👩‍🌾 é e\u0301',
          numbers: [0, -1, 1e21, 0.1, 9007199254740991],
          nested: { '': null, 键: [[], {}, true, false], constructor: 1 },
        };
        const names = [fresh("'; DROP TABLE commits; --"), fresh('类别/路'), fresh('#%:?*'), `case/${'x'.repeat(507)}`];
        for (const stream of names) {
          await log.append(wish(to(stream, 'new', { type: 'Odd', v: 3, data })));
          expect((await log.read(stream)).commits[0]?.events).toEqual([{ type: 'Odd', v: 3, data }]);
        }
        await expectSound(log);
      }),
    );

    it(
      'refuses an append to a stream that is elsewhere, and writes nothing',
      on(async (log) => {
        const stream = fresh();
        const lane = laneOf(stream, options.lanes);
        const absent = await failure(log.append(wish(to(fresh(), { lane, ordinal: 0 }))));
        await fill(log, stream, 3);
        const heads = await log.heads();
        const stale = await failure(log.append(wish(to(stream, { lane, ordinal: 1 }))));
        const ahead = await failure(log.append(wish(to(stream, { lane, ordinal: 3 }))));
        const created = await failure(log.append(wish(to(stream, 'new'))));
        for (const error of [absent, stale, ahead, created]) expect(error).toBeInstanceOf(ConflictError);
        expect(stale).toMatchObject({ code: 'CONFLICT', stream });
        expect(await log.heads()).toEqual(heads);
        await expectSound(log);
      }),
    );

    it(
      'lets exactly one of many create a stream',
      on(async (log, { another }) => {
        const other = await another();
        const stream = fresh();
        const racing = Array.from({ length: 16 }, (_, i) =>
          (i % 2 ? log : other).append(wish(to(stream, 'new', event(i)))),
        );
        const ended = await Promise.allSettled(racing);
        expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const end of ended) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(ConflictError);
        const winner = ended.findIndex(({ status }) => status === 'fulfilled');
        expect((await other.read(stream)).commits.map(({ events }) => events)).toEqual([[event(winner)]]);
        await other.close();
        await expectSound(log);
      }),
    );
  });

  describe('a command that was carried out', () => {
    it(
      'gives the first result again: with the old token, with a new one, later, and in another process',
      on(async (log, { another }) => {
        const stream = fresh();
        const created = wish(to(stream, 'new', event('created')));
        const first = await log.append(created);
        const followed = wish(to(stream, first.commits[0] ?? 'new', event('followed')));
        const second = await log.append(followed);
        await log.append(wish(to(stream, second.commits[0] ?? 'new')));
        const other = await another();
        const { token } = await log.read(stream);
        for (const where of [log, other]) {
          expect(await where.append(created)).toEqual({ ...first, repeated: true });
          expect(await where.append(followed)).toEqual({ ...second, repeated: true });
          const decidedAgain = { ...followed, streams: [to(stream, token ?? 'new', event('other words'))] };
          expect(await where.append(decidedAgain)).toEqual({ ...second, repeated: true });
        }
        await other.close();
        expect((await expectSound(log)).get(stream)).toHaveLength(3);
      }),
    );

    it(
      'gives one result to retries that race, for a create and for a later commit',
      on(async (log, { another }) => {
        const other = await another();
        const stream = fresh();
        for (const after of ['new', { lane: laneOf(stream, options.lanes), ordinal: 0 }] as const) {
          const append = wish(to(stream, after));
          const ended = await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? log : other).append(append)));
          expect(ended.filter(({ repeated }) => !repeated)).toHaveLength(1);
          for (const { commits } of ended) expect(commits).toEqual(ended[0]?.commits);
        }
        await other.close();
        expect((await expectSound(log)).get(stream)).toHaveLength(2);
      }),
    );

    it(
      'is known to its stream only',
      on(async (log) => {
        const [one, two] = [fresh(), fresh()];
        const commandId = fresh('command');
        const results = [
          await log.append(wish(to(one, 'new'), { commandId })),
          await log.append(wish(to(two, 'new'), { commandId })),
        ];
        expect(results.map(({ repeated }) => repeated)).toEqual([false, false]);
        await expectSound(log);
      }),
    );
  });

  describe('many writers', () => {
    it(
      'never make each other decide again when their streams differ, and leave no gap in a lane',
      on(async (log, { another }) => {
        const other = await another();
        const streams = Array.from({ length: writers }, (_, i) =>
          freshIn(i % 2 ? 0 : options.lanes - 1, options.lanes),
        );
        const write = async (stream: string, i: number) => {
          const places = await fill(i % 2 ? log : other, stream, 4);
          // Whatever was acknowledged is seen at once, by everyone.
          const last = places.at(-1) as (typeof places)[number];
          expect((await log.heads())[last.lane]).toBeGreaterThanOrEqual(last.position);
          expect((await other.read(stream)).token?.ordinal).toBe(3);
        };
        let writing = true;
        const reading = readWhile(log, () => writing);
        await Promise.all(streams.map(write));
        writing = false;
        expect(await reading).toBeGreaterThan(0);
        await other.close();
        const found = await expectSound(log);
        for (const stream of streams) expect(found.get(stream)).toHaveLength(4);
      }),
    );

    it(
      'all get through on one stream when they read it again after a conflict',
      on(async (log) => {
        const stream = fresh();
        await fill(log, stream, 1);
        const write = async (i: number): Promise<void> => {
          for (;;) {
            const { token } = await log.read(stream);
            const end = await log.append(wish(to(stream, token ?? 'new', event(i)))).catch((error: Error) => error);
            if (!(end instanceof Error)) return;
            expect(end).toBeInstanceOf(ConflictError);
          }
        };
        await Promise.all(Array.from({ length: 8 }, (_, i) => write(i)));
        const commits = (await expectSound(log)).get(stream) ?? [];
        const notes = commits.slice(1).map(({ events }) => Number(events[0]?.data.note));
        expect(notes.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      }),
    );
  });
}

/** Reads all lanes again and again: no page may have a hole or take back what an earlier one showed. Returns the rounds. */
async function readWhile(log: Log, going: () => boolean): Promise<number> {
  const seen = Array.from({ length: log.lanes }, () => [] as string[]);
  let rounds = 0;
  for (; going(); rounds++) {
    for (const [lane, ids] of seen.entries()) {
      const { commits } = await log.readLane(lane, Math.max(0, ids.length - 3), 50);
      for (const { position, commandId } of commits) {
        expect(position).toBeLessThanOrEqual(ids.length + 1);
        expect(ids[position - 1] ?? commandId).toBe(commandId);
        ids[position - 1] = commandId;
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return rounds;
}
