import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Domain } from '../contract/platform.ts';
import type { Bench } from './views.cases.ts';
import {
  append,
  commitsOf,
  dumpIndexes,
  dumpView,
  expectedIndexes,
  fixture,
  foldAll,
  PERSONS,
  UNITS,
} from './views.fixtures.ts';
import type { Opened, ViewsOptions } from './views.hooks.ts';

type Step =
  | {
      readonly kind: 'append';
      readonly stream: number;
      readonly events: readonly { type: string; unit: string; person?: string; title: string }[];
    }
  | {
      readonly kind: 'catchUp' | 'rebuild' | 'crash';
      readonly runner: number;
      readonly at: number;
      readonly wait: boolean;
    };

const event = fc.record(
  {
    type: fc.constantFrom('Opened', 'Titled', 'Moved', 'Closed', 'Other'),
    unit: fc.constantFrom(...UNITS),
    person: fc.constantFrom(...PERSONS),
    title: fc.string({ unit: fc.constantFrom('a', 'b', '县', '1', '\u{20000}'), maxLength: 3 }),
  },
  { requiredKeys: ['type', 'unit', 'title'] },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      stream: fc.nat(5),
      events: fc.array(event, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('catchUp' as const, 'catchUp' as const, 'rebuild' as const, 'crash' as const),
      runner: fc.nat(1),
      at: fc.integer({ min: 1, max: 25 }),
      wait: fc.boolean(),
    }),
  },
);

class Crash extends Error {}

export function randomCases(bench: Bench, { runs = 30 }: ViewsOptions): void {
  it('gives what a straight fold gives, whatever the runners did and when', async () => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.integer({ min: 1, max: 6 }), async (steps, pageSize) => {
        // Streams of their own and the whole log again: one store serves all runs.
        await play(bench, steps, pageSize, `run${run++}`);
      }),
      { numRuns: runs },
    );
  }, 300_000);
}

async function play(bench: Bench, steps: readonly Step[], pageSize: number, run: string): Promise<void> {
  const { log } = bench.store;
  const domain: Domain = fixture();
  const faults = [0, 0];
  const opened: Opened[] = [];
  for (const i of [0, 1]) {
    const fault = (name: string) => {
      if (faults[i] !== 0 && --(faults as [number, number])[i as 0 | 1] === 0) throw new Crash(name);
    };
    opened.push(await bench.store.open(domain, { pageSize: pageSize + i, fault }));
  }
  const running: Promise<unknown>[] = [];
  const survive = (error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  };
  try {
    for (const each of steps) {
      if (each.kind === 'append') {
        const events = each.events.map(({ type, ...data }): [string, typeof data] => [type, data]);
        await append(log, `case/${run}/${each.stream}`, ...events);
        continue;
      }
      const { runner } = opened[each.runner] as Opened;
      if (each.kind === 'crash') faults[each.runner] = each.at;
      const done = (each.kind === 'rebuild' ? runner.rebuild('people') : runner.catchUp()).catch(survive);
      if (each.wait) await done;
      else running.push(done);
    }
    await Promise.all(running);
    faults.fill(0);
    const [{ runner, views }] = opened as [Opened, Opened];
    await runner.catchUp();
    const commits = await commitsOf(log);
    for (const view of domain.views) {
      expect(await dumpView(views, view)).toBe(foldAll(view, commits));
      expect(await dumpIndexes(views, view)).toEqual(await expectedIndexes(views, view));
    }
  } finally {
    await Promise.allSettled(running);
    for (const each of opened) await each.close();
  }
}
