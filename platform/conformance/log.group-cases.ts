import { describe, expect, it } from 'vitest';
import { MAX_BYTES, MAX_ITEMS } from '../contract/limits.ts';
import { type Append, ConflictError, GuardError, TooLargeError } from '../contract/log.ts';
import type { OpenedLog } from './log.hooks.ts';
import { event, expectSound, failure, fill, fresh, freshIn, release, type Suite, take, to, wish } from './log.tools.ts';

/** Several streams and guards in one append, and how much fits into one. */
export function groupCases<Opened extends OpenedLog>({ on, options, writers }: Suite<Opened>): void {
  const { lanes } = options;

  describe('several streams', () => {
    it(
      'are created together in the lane of the first',
      on(async (log) => {
        const lane = lanes - 1;
        const streams = [freshIn(lane, lanes), freshIn(0, lanes), freshIn(0, lanes)];
        const append = wish(streams.map((stream) => to(stream, 'new')));
        const first = await log.append(append);
        expect(first.commits).toEqual(streams.map((stream, i) => ({ stream, ordinal: 0, lane, position: i + 1 })));
        expect(await log.append(append)).toEqual({ ...first, repeated: true });
        await expectSound(log);
      }),
    );

    it(
      'commit together across lanes, and a stream created with them joins the first',
      on(async (log) => {
        const [one, two, three] = [freshIn(0, lanes), freshIn(lanes - 1, lanes), freshIn(0, lanes)];
        const [a] = await fill(log, one, 1);
        const [b] = await fill(log, two, 1);
        const append = wish([to(two, b ?? 'new'), to(three, 'new'), to(one, a ?? 'new')]);
        const { commits } = await log.append(append);
        expect(commits.map(({ lane }) => lane)).toEqual([lanes - 1, lanes - 1, 0]);
        expect(await log.append(append)).toEqual({ commits, repeated: true });
        // Read and decided again after the outcome was lost.
        const moved = commits.map((at) => to(at.stream, at, event('again')));
        expect(await log.append({ ...append, streams: moved })).toEqual({ commits, repeated: true });
        await expectSound(log);
      }),
    );

    it(
      'are written not at all when one of them moved or a guard is held',
      on(async (log) => {
        const [one, two, guard] = [freshIn(0, lanes), freshIn(lanes - 1, lanes), fresh('guard')];
        const [a] = await fill(log, one, 1);
        await fill(log, two, 2);
        await log.append(wish(to(fresh(), 'new'), { guards: [take(guard, 'owner/1')] }));
        const heads = await log.heads();
        const stale = wish([to(one, a ?? 'new'), to(two, { lane: 0, ordinal: 0 }), to(fresh(), 'new')]);
        expect(await failure(log.append(stale))).toMatchObject({ code: 'CONFLICT', stream: two });
        const held = wish([to(one, a ?? 'new'), to(fresh(), 'new')], { guards: [take(guard, 'owner/2')] });
        expect(await failure(log.append(held))).toMatchObject({ code: 'GUARD_HELD', guard, owner: 'owner/1' });
        expect(await log.heads()).toEqual(heads);
        // A command that was refused is not one that was carried out.
        const { repeated } = await log.append({ ...held, guards: [] });
        expect(repeated).toBe(false);
        await expectSound(log);
      }),
    );

    it(
      'stay together under a race, and retries of one command too',
      on(async (log, { another }) => {
        const other = await another();
        const [one, two] = [freshIn(0, lanes), freshIn(lanes - 1, lanes)];
        const write = async (i: number): Promise<void> => {
          const where = i % 2 ? log : other;
          for (;;) {
            const [a, b] = await Promise.all([where.read(one), where.read(two)]);
            // The two reads are not one: a pair that differs only costs a conflict.
            const pair = wish([to(one, a.token ?? 'new', event(i)), to(two, b.token ?? 'new', event(i))]);
            const ends = await Promise.allSettled([where.append(pair), log.append(pair)]);
            for (const end of ends) if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(ConflictError);
            if (ends.some(({ status }) => status === 'fulfilled')) return;
          }
        };
        await Promise.all(Array.from({ length: 8 }, (_, i) => write(i)));
        await other.close();
        const found = await expectSound(log);
        expect(found.get(one)).toHaveLength(8);
        const commands = (stream: string) => found.get(stream)?.map(({ commandId }) => commandId);
        expect(commands(two)).toEqual(commands(one));
      }),
    );
  });

  describe('guards', () => {
    it(
      'are taken by exactly one of many, and the others leave nothing',
      on(async (log, { another }) => {
        const other = await another();
        const guard = fresh('guard');
        const streams = Array.from({ length: Math.min(writers, 24) }, () => fresh());
        const ended = await Promise.allSettled(
          streams.map((stream, i) =>
            (i % 2 ? log : other).append(wish(to(stream, 'new'), { guards: [take(guard, stream)] })),
          ),
        );
        const winner = streams[ended.findIndex(({ status }) => status === 'fulfilled')];
        expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        for (const end of ended)
          if (end.status === 'rejected') {
            expect(end.reason).toBeInstanceOf(GuardError);
            expect(end.reason).toMatchObject({ guard, owner: winner });
          }
        await other.close();
        expect([...(await expectSound(log)).keys()]).toEqual([winner]);
      }),
    );

    it(
      'belong to their owner until it releases them',
      on(async (log) => {
        const guard = fresh('guard');
        const change = (...guards: NonNullable<Append['guards']>) => log.append(wish(to(fresh(), 'new'), { guards }));
        await change(release(guard, 'a'));
        await change(take(guard, 'a'), take(fresh('guard'), 'b'));
        await change(take(guard, 'a'));
        expect(await failure(change(release(guard, 'b')))).toMatchObject({ code: 'GUARD_HELD', guard, owner: 'a' });
        expect(await failure(change(take(guard, 'b')))).toMatchObject({ code: 'GUARD_HELD', guard, owner: 'a' });
        await change(release(guard, 'a'));
        await change(take(guard, 'b'));
        expect(await failure(change(take(guard, 'a')))).toMatchObject({ code: 'GUARD_HELD', guard, owner: 'b' });
      }),
    );

    it(
      'are not touched by a command that is repeated',
      on(async (log) => {
        const [guard, stream] = [fresh('guard'), fresh()];
        const taking = wish(to(stream, 'new'), { guards: [take(guard, 'a')] });
        const { commits } = await log.append(taking);
        await log.append(wish(to(stream, commits[0] ?? 'new'), { guards: [release(guard, 'a')] }));
        expect((await log.append(taking)).repeated).toBe(true);
        await log.append(wish(to(fresh(), 'new'), { guards: [take(guard, 'b')] }));
        expect((await log.append(taking)).repeated).toBe(true);
        const { token } = await log.read(stream);
        expect((await log.append({ ...taking, streams: [to(stream, token ?? 'new')] })).repeated).toBe(true);
      }),
    );
  });

  describe('the size of an append', () => {
    it(
      `is ${MAX_BYTES} bytes of commits at most`,
      on(async (log) => {
        const [one, two, commandId] = [fresh(), fresh(), fresh('command')];
        const padded = (length: number) =>
          wish([to(one, 'new', event('x'.repeat(length))), to(two, 'new')], { commandId });
        await log.append({ ...padded(0), streams: [to(fresh(), 'new')] });
        const spare = MAX_BYTES - encodedSize(padded(0));
        const heads = await log.heads();
        expect(await failure(log.append(padded(spare + 1)))).toBeInstanceOf(TooLargeError);
        expect(await log.heads()).toEqual(heads);
        await log.append(padded(spare));
        expect((await log.read(one)).commits[0]?.events).toEqual([event('x'.repeat(spare))]);
        await expectSound(log);
      }),
    );

    it(
      `is ${MAX_ITEMS} store items at most, three for a stream and one for a guard`,
      on(async (log) => {
        const guards = (count: number) => Array.from({ length: count }, () => take(fresh('guard'), 'a'));
        const streams = (count: number) => Array.from({ length: count }, (_, i) => to(fresh(), 'new', event(i)));
        expect(await failure(log.append(wish(streams(34))))).toMatchObject({ code: 'TOO_LARGE' });
        expect(await failure(log.append(wish(streams(33), { guards: guards(2) })))).toBeInstanceOf(TooLargeError);
        expect(await failure(log.append(wish(streams(1), { guards: guards(98) })))).toBeInstanceOf(TooLargeError);
        expect(await log.heads()).toEqual(Array.from({ length: lanes }, () => 0));
        expect((await log.append(wish(streams(33), { guards: guards(1) }))).commits).toHaveLength(33);
        expect((await log.append(wish(streams(1), { guards: guards(97) }))).commits).toHaveLength(1);
        expect((await expectSound(log)).size).toBe(34);
      }),
    );

    it(
      'and its names are checked before anything is written',
      on(async (log) => {
        const stream = fresh();
        const twice = fresh('guard');
        const bad: Append[] = [
          wish([]),
          wish({ stream, after: 'new', events: [] }),
          wish([to(stream, 'new'), to(stream, 'new')]),
          wish(to('', 'new')),
          wish(to('界'.repeat(171), 'new')),
          wish(to(stream, 'new'), { commandId: '' }),
          wish(to(stream, { lane: 0, ordinal: -2 })),
          wish(to(stream, { lane: 0, ordinal: 0.5 })),
          wish(to(stream, 'new'), { guards: [take(twice, 'a'), release(twice, 'a')] }),
        ];
        for (const append of bad) expect(await failure(log.append(append))).toBeInstanceOf(TypeError);
        expect(await log.heads()).toEqual(Array.from({ length: lanes }, () => 0));
      }),
    );
  });
}

function encodedSize({ streams, commandId, actor, at }: Append): number {
  const bodies = streams.map(({ stream, events }) => ({ stream, ordinal: 0, commandId, actor, at, events }));
  return bodies.reduce((sum, body) => sum + Buffer.byteLength(JSON.stringify(body)), 0);
}
