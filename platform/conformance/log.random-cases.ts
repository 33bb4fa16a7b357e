import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Append, GuardChange, Log, StreamAppend } from '../contract/log.ts';
import type { OpenedLog } from './log.hooks.ts';
import { LogModel } from './log.model.ts';
import { event, expectSound, fresh, type Suite, wish } from './log.tools.ts';

/** A step of a history in terms of the state it will meet, so that shrinking keeps its sense. */
type Step =
  | {
      readonly kind: 'append';
      readonly streams: readonly { readonly stream: number; readonly seen: 'now' | 'stale' | 'ahead' | 'new' }[];
      readonly guards: readonly { readonly guard: number; readonly take: boolean; readonly owner: number }[];
    }
  | { readonly kind: 'retry'; readonly back: number };

const seen = fc.oneof(
  { weight: 8, arbitrary: fc.constant('now' as const) },
  { weight: 1, arbitrary: fc.constantFrom('stale' as const, 'ahead' as const, 'new' as const) },
);
const append = fc.record({
  kind: fc.constant('append' as const),
  streams: fc.uniqueArray(fc.record({ stream: fc.nat(4), seen }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ stream }) => stream,
  }),
  guards: fc.uniqueArray(fc.record({ guard: fc.nat(2), take: fc.boolean(), owner: fc.nat(1) }), {
    maxLength: 2,
    selector: ({ guard }) => guard,
  }),
});
const retry = fc.record({ kind: fc.constant('retry' as const), back: fc.nat(6) });
const step: fc.Arbitrary<Step> = fc.oneof({ weight: 3, arbitrary: append }, { weight: 1, arbitrary: retry });

/** Random histories of appends, retries, conflicts, several streams and guards against the model. */
export function randomCases<Opened extends OpenedLog>({ on, options }: Suite<Opened>): void {
  const numRuns = options.runs ?? 50;

  describe('random histories', () => {
    it(
      'one after another end as in the model',
      on(async (log) => {
        await fc.assert(
          fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
            const model = new LogModel(await log.heads());
            const world = newWorld();
            for (const each of steps) {
              const wanted = toAppend(each, world, model);
              if (wanted === undefined) continue;
              expect(await outcome(() => log.append(wanted))).toEqual(await outcome(() => model.append(wanted)));
            }
            expect(await log.heads()).toEqual(model.heads);
            await expectSame(log, world, model);
          }),
          { numRuns },
        );
        await expectSound(log);
      }),
      120_000,
    );

    it(
      'all at once leave a log in which every answer is true',
      on(async (log, { another }) => {
        const other = await another();
        await fc.assert(
          fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
            const world = newWorld();
            const model = new LogModel(await log.heads());
            for (const each of steps) toAppend(each, world, model);
            const ends = await Promise.all(
              world.sent.map((each, i) => outcome(() => (i % 2 ? log : other).append(each))),
            );
            for (const [i, { commandId, streams }] of world.sent.entries()) {
              const end = ends[i] as Awaited<ReturnType<typeof outcome>>;
              for (const { stream } of streams) {
                const written = (await log.read(stream)).commits.filter((commit) => commit.commandId === commandId);
                const same = world.sent.some((each, n) => each.commandId === commandId && ends[n]?.kind === 'appended');
                expect(written).toHaveLength(same ? 1 : 0);
                if (end.kind === 'appended') expect(end.commits).toContainEqual(at(written[0]));
              }
            }
          }),
          { numRuns },
        );
        await other.close();
        await expectSound(log);
      }),
      120_000,
    );
  });
}

interface World {
  readonly streams: readonly string[];
  readonly guards: readonly string[];
  readonly sent: Append[];
}

function newWorld(): World {
  const names = (category: string, count: number) => Array.from({ length: count }, () => fresh(category));
  return { streams: names('random', 5), guards: names('guard', 3), sent: [] };
}

/** What a step asks for, given what the model holds now; undefined when there is nothing to retry. */
function toAppend(each: Step, world: World, model: LogModel): Append | undefined {
  if (each.kind === 'retry') {
    const again = world.sent.at(-1 - each.back);
    if (again !== undefined) world.sent.push(again);
    return again;
  }
  const streams = each.streams.map(({ stream, seen }): StreamAppend => {
    const name = world.streams[stream] as string;
    const history = model.streams.get(name) ?? [];
    const ordinal = history.length - 1 + { now: 0, stale: -1, ahead: 1, new: 0 }[seen];
    const after = seen === 'new' || ordinal < 0 ? 'new' : { lane: history[0]?.lane ?? 0, ordinal };
    return { stream: name, after, events: [event(world.sent.length)] };
  });
  const guards = each.guards.map(
    ({ guard, take, owner }): GuardChange => ({
      guard: world.guards[guard] as string,
      change: take ? 'take' : 'release',
      owner: `owner/${owner}`,
    }),
  );
  const wanted = wish(streams, { guards });
  world.sent.push(wanted);
  return wanted;
}

async function outcome(run: () => Promise<unknown> | unknown) {
  try {
    const { commits, repeated } = (await run()) as Awaited<ReturnType<Log['append']>>;
    return { kind: 'appended' as const, commits: commits.map(at), repeated };
  } catch (error) {
    const { name, stream, guard, owner } = error as Error & { stream?: string; guard?: string; owner?: string };
    expect(['ConflictError', 'GuardError']).toContain(name);
    return { kind: name, stream, guard, owner };
  }
}

function at(place: { stream: string; ordinal: number; lane: number; position: number } | undefined) {
  return { stream: place?.stream, ordinal: place?.ordinal, lane: place?.lane, position: place?.position };
}

async function expectSame(log: Log, world: World, model: LogModel): Promise<void> {
  for (const stream of world.streams) {
    const { commits } = await log.read(stream);
    const found = commits.map(({ commandId, events, ...rest }) => ({ ...at(rest), commandId, events }));
    expect(found).toEqual(model.streams.get(stream) ?? []);
  }
}
