import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, contextFor, openCloud, systemActor } from '../../commands/context.ts';
import { type Commit, type Log, UnavailableError } from '../../platform/contract/log.ts';
import type { Clock } from '../../platform/contract/platform.ts';
import { type EmbeddedPlatform, openEmbedded } from '../../platform/embedded/open.ts';
import { type County, readCounty } from '../../samples/county.ts';
import { domain } from '../../views/registry.ts';
import { type FillUpOptions, fillUp } from './fill-up.ts';
import { seedBasics } from './seed.ts';

export const COUNTS = { services: 700, cases: 50, tickets: 80, licences: 200 };

const clock: Clock = { now: () => '2026-11-22T01:00:00.000Z', today: () => '2026-11-22' };

/** A county in a folder of its own, with the basics loaded. */
export interface Opened {
  readonly dir: string;
  readonly platform: EmbeddedPlatform;
  readonly cloud: Cloud;
  readonly county: County;
  fillUp(signal?: AbortSignal, options?: FillUpOptions): Promise<boolean>;
}

export function newDir(): string {
  return mkdtempSync(join(tmpdir(), 'hengyun-fill-up-'));
}

/** Opens a folder, with the key of another one when that is given, and seeds the basics. */
export async function open(dir: string, keyOf?: string): Promise<Opened> {
  if (keyOf) cpSync(join(keyOf, 'kek.key'), join(dir, 'kek.key'));
  const platform = await openEmbedded({ dataDir: dir, domain, clock });
  platform.runner.start();
  const county = readCounty();
  const cloud = openCloud(platform, county.region);
  await seedBasics(contextFor(cloud, systemActor('seed')), county);
  return {
    ...{ dir, platform, cloud, county },
    fillUp: (signal = new AbortController().signal, options = {}) =>
      fillUp({ platform, cloud }, county, signal, { counts: COUNTS, say: () => undefined, ...options }),
  };
}

/** The same platform whose log stops working after so many appends: what was handed over before is durable, no more. */
export function dyingAfter(opened: Opened, appends: number): Opened {
  let left = appends;
  const before: Promise<unknown>[] = [];
  const { log } = opened.platform;
  const dying: Log = Object.assign(Object.create(log) as Log, {
    append: async (append: Parameters<Log['append']>[0]) => {
      left -= 1;
      if (left < 0) {
        await Promise.all(before);
        throw new UnavailableError('the machine lost its power');
      }
      const appended = log.append(append);
      before.push(appended);
      return appended;
    },
    // Private members need their own object.
    read: (stream: string) => log.read(stream),
    heads: () => log.heads(),
    lanes: log.lanes,
  });
  const platform = { ...opened.platform, log: dying };
  return {
    ...opened,
    platform,
    fillUp: (signal = new AbortController().signal, options = {}) =>
      fillUp({ platform, cloud: { ...opened.cloud, platform } }, opened.county, signal, {
        counts: COUNTS,
        say: () => undefined,
        ...options,
      }),
  };
}

/** Every commit of the log in its order. */
export async function commitsOf({ log }: Pick<EmbeddedPlatform, 'log'>): Promise<Commit[]> {
  const commits: Commit[] = [];
  for (let lane = 0; lane < log.lanes; lane++) {
    for (let after = 0; ; ) {
      const page = await log.readLane(lane, after, 1000);
      const last = page.commits.at(-1);
      if (!last) break;
      for (const commit of page.commits) commits.push(commit);
      after = last.position;
    }
  }
  return commits;
}

/** The log as text, with what chance has made taken out: sealed boxes, and ids of subjects, which are numbered as they come. */
export function textOf(commits: readonly Commit[]): string[] {
  const subjects = new Map<string, string>();
  const named = (subject: string) => {
    const known = subjects.get(subject) ?? `subject-${subjects.size + 1}`;
    subjects.set(subject, known);
    return known;
  };
  return commits.map(({ lane, position, stream, ordinal, commandId, actor, at, events }) =>
    JSON.stringify({ lane, position, stream, ordinal, commandId, actor, at, events })
      .replaceAll(/"s1\.[^"]+"/g, '"sealed"')
      .replaceAll(/"subject":"([^"]+)"/g, (_text, subject: string) => `"subject":"${named(subject)}"`)
      .replaceAll(/subject\/([0-9a-f-]{36})/g, (_text, subject: string) => `subject/${named(subject)}`)
      .replaceAll(
        /(live-application\/[^/"]+\/)([0-9a-f-]{36})/g,
        (_text, item: string, subject: string) => item + named(subject),
      ),
  );
}
