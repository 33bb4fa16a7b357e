import { describe, expect, it } from 'vitest';
import {
  ConflictError,
  GuardError,
  type HeldGuard,
  type Log,
  type Position,
  type StoredCommit,
} from '../contract/log.ts';
import fixtures from './log.fixtures.json' with { type: 'json' };
import type { OpenedLog } from './log.hooks.ts';
import { event, expectSound, exportLog, failure, fill, fresh, freshIn, type Suite, to, wish } from './log.tools.ts';

/** Reading lanes, hints, the chain, old bytes, export and import. */
export function storeCases<Opened extends OpenedLog>({ on, options }: Suite<Opened>): void {
  const { lanes } = options;

  describe('reading a lane', () => {
    it(
      'gives pages in order, with the head, and nothing after the end',
      on(async (log) => {
        const places = await fill(log, freshIn(0, lanes), 9);
        const page = await log.readLane(0, 2, 4);
        expect(page.commits.map(({ position }) => position)).toEqual([3, 4, 5, 6]);
        expect(page.head).toBe(9);
        expect((await log.readLane(0, 0)).commits.map(place)).toEqual(places);
        expect(await log.readLane(0, 9)).toEqual({ commits: [], head: 9 });
        expect(await log.readLane(0, 40)).toEqual({ commits: [], head: 9 });
      }),
    );

    it(
      'is hinted at after a commit, until the listener leaves',
      on(async (log) => {
        let hints = 0;
        let seen = 0;
        const stream = freshIn(0, lanes);
        const hinted = new Promise<void>((resolve) => {
          const leave = log.subscribe(async () => {
            hints++;
            seen = (await log.read(stream)).commits.length;
            leave();
            resolve();
          });
        });
        await fill(log, stream, 1);
        await hinted;
        await fill(log, freshIn(0, lanes), 2);
        expect([hints, seen]).toEqual([1, 1]);
      }),
    );
  });

  describe('the chain', () => {
    it(
      'of an empty lane is whole',
      on(async (log) => {
        const head = '0'.repeat(64);
        for (let lane = 0; lane < lanes; lane++)
          expect(await log.verify(lane)).toEqual({ lane, ok: true, commits: 0, head });
      }),
    );

    const { flipByte } = options;
    // The end of a commit's bytes is `"note":N}}]}`: the fifth from there is a value inside an event.
    if (flipByte !== undefined)
      for (const [which, index, fromEnd] of [
        ['first', 0, 5],
        ['middle', 4, 5],
        ['middle, in its stream', 4, 130],
        ['last', 8, 5],
      ] as const)
        it(
          `names the commit of which one byte was flipped: the ${which}`,
          on(async (log, opened) => {
            const stream = freshIn(lanes - 1, lanes);
            const places = await fill(log, stream, 9);
            const at = places[index] as Position;
            await flipByte(opened, at, fromEnd);
            const { position } = at;
            expect(await log.verify(lanes - 1)).toMatchObject({ ok: false, lane: lanes - 1, position, stream });
            if (lanes > 1) expect(await log.verify(0)).toMatchObject({ ok: true });
          }),
        );
  });

  describe('old bytes', () => {
    it(
      'stay readable, byte for byte, whoever wrote them',
      on(async (log) => {
        const old = fixtures.map(({ bytes, hash, ...at }) => ({
          ...at,
          bytes: Uint8Array.from(Buffer.from(bytes)),
          hash: Uint8Array.from(Buffer.from(hash, 'hex')),
        }));
        await log.restore(old);
        expect(await exportLog(log)).toEqual(old);
        const { commits, token } = await log.read('application/0190aa00-0000-7000-8000-000000000001');
        expect(commits.map(({ events }) => events.map(({ type, v }) => `${type} v${v}`))).toEqual([
          ['ApplicationStarted v1', 'ApplicationSubmitted v1'],
          ['ApplicationReceived v2'],
        ]);
        expect(commits[0]?.events[0]?.data).toEqual({ item: '占用、挖掘城市道路', pages: 1.5, none: null });
        await log.append(wish(to(commits[0]?.stream as string, token ?? 'new')));
        expect(await log.verify(0)).toMatchObject({ ok: true, commits: old.length + 1 });
      }),
    );
  });

  describe('export and import', () => {
    it(
      'give a log with the same lanes, positions, bytes and hashes, which knows the old commands and goes on',
      on(async (log) => {
        const { wishes, exported } = await busyLog(log);
        await onFresh(async (copy) => {
          for (let i = 0; i < exported.length; i += 5) await copy.restore(exported.slice(i, i + 5));
          await copy.restore(exported.slice(0, 7));
          expect(await exportLog(copy)).toEqual(exported);
          expect(await copy.heads()).toEqual(await log.heads());
          for (const append of wishes) expect(await copy.append(append)).toEqual(await log.append(append));
          const { stream } = exported[0] as StoredCommit;
          const { token } = await copy.read(stream);
          expect((await copy.append(wish(to(stream, token ?? 'new')))).repeated).toBe(false);
          await expectSound(copy);
        });
      }),
    );

    it(
      'refuse a commit that differs, leaves a gap, breaks the chain or has no lane, and write nothing of that page',
      on(async (log) => {
        const { exported } = await busyLog(log);
        const last = exported.at(-1) as StoredCommit;
        const changed = (commit: StoredCommit) => ({ ...commit, bytes: flipped(commit.bytes) });
        expect(await failure(log.restore([changed(last)]))).toBeInstanceOf(ConflictError);
        await onFresh(async (copy) => {
          const [first, second, third] = exported as [StoredCommit, StoredCommit, StoredCommit];
          const bad = [[first, third], [first, changed(second)], [{ ...first, hash: flipped(first.hash) }]];
          for (const page of bad) expect(await failure(copy.restore(page))).toBeInstanceOf(ConflictError);
          expect(await failure(copy.restore([{ ...first, lane: lanes }]))).toBeInstanceOf(ConflictError);
        });
      }),
    );

    it(
      'carry the guards that are held, for their owners, and no others',
      on(async (log) => {
        const [kept, gone] = [fresh(), fresh()];
        const guard = (name: string, change: 'take' | 'release') => ({ guard: `${name}/guard`, change, owner: name });
        const taken = [guard(kept, 'take'), guard(gone, 'take')];
        await log.append({ ...wish(to(kept, 'new', event(1))), guards: taken });
        await log.append({ ...wish(to(gone, 'new', event(2))), guards: [guard(gone, 'release')] });
        const guards = await heldIn(log);
        expect(guards).toEqual([{ guard: `${kept}/guard`, owner: kept }]);
        const commits = await exportLog(log);
        await onFresh(async (copy) => {
          for (let time = 0; time < 2; time++) await copy.restore(commits, guards);
          expect(await heldIn(copy)).toEqual(guards);
          const late = { ...wish(to(fresh(), 'new', event(3))), guards: [{ ...guard(kept, 'take'), owner: 'late' }] };
          expect(await failure(copy.append(late))).toBeInstanceOf(GuardError);
          const foreign = [{ guard: `${kept}/guard`, owner: 'another' }];
          expect(await failure(copy.restore([], foreign))).toBeInstanceOf(GuardError);
          expect(await heldIn(copy)).toEqual(guards);
        });
      }),
    );

    it(
      'can be asked for the streams of one category',
      on(async (log) => {
        const names = ['subject/b', 'subject/a', 'subjects/c', 'subjec/d', 'subject-x/e'];
        for (const name of names) await log.append(wish(to(name, 'new', event(name))));
        const { token } = await log.read('subject/a');
        await log.append(wish(to('subject/a', token ?? 'new', event('again'))));
        expect([...(await log.streams('subject'))].sort()).toEqual(['subject/a', 'subject/b']);
        expect(await log.streams('nothing')).toEqual([]);
      }),
    );

    it(
      'leave nothing to repair',
      on(async (log) => {
        const { exported } = await busyLog(log);
        expect(await log.repair()).toEqual([]);
        expect(await exportLog(log)).toEqual(exported);
      }),
    );
  });

  async function onFresh(run: (copy: Log) => Promise<void>): Promise<void> {
    await on(run)();
  }
}

async function heldIn(log: Log): Promise<HeldGuard[]> {
  const held: HeldGuard[] = [];
  for await (const page of log.guards()) held.push(...page);
  return held;
}

/** A log with streams in several lanes, commits over two of them, and the wishes that made it. */
async function busyLog(log: Log) {
  const wishes = Array.from({ length: 12 }, (_, i) => wish(to(fresh(), 'new', event(i))));
  const places: Position[] = [];
  for (const append of wishes) places.push(...(await log.append(append)).commits);
  for (let i = 1; i < 6; i++) {
    const pair = [places[0], places[i]] as [Position, Position];
    const append = wish(pair.map((at) => to(at.stream, at, event('both'))));
    wishes.push(append);
    const { commits } = await log.append(append);
    places[0] = commits[0] as Position;
  }
  return { wishes, exported: await exportLog(log) };
}

function flipped(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const middle = copy.length >> 1;
  copy[middle] = (copy[middle] as number) ^ 1;
  return copy;
}

function place({ stream, ordinal, lane, position }: Position): Position {
  return { stream, ordinal, lane, position };
}
