import { sealEvents } from '../../../commands/transact.ts';
import { laneOf } from '../../../platform/contract/encode.ts';
import type { Appended, Position } from '../../../platform/contract/log.ts';
import type { Platform } from '../../../platform/contract/platform.ts';
import type { Story } from './story.ts';

type Store = Pick<Platform, 'log' | 'vault' | 'blobs'>;

export interface Written {
  readonly commits: number;
  /** Where the last commit stands; null when everything was there before. */
  readonly last: Position | null;
  /** Stories of which nothing was there before. */
  readonly begun: number;
}

/** Files written at once. */
const FILES = 8;

/**
 * Appends whole stories: personal boxes are sealed together, and all commits are handed over in one turn of the event
 * loop, in order, so that they share few syncs of the disk and nobody's wish comes between two of them. With `check`
 * every stream is looked at first: steps that an interrupted run has written are left out, and a story that
 * somebody else has gone on with meanwhile is left as it is.
 */
export async function appendStories(store: Store, stories: readonly Story[], check: boolean): Promise<Written> {
  const { log } = store;
  await writeFiles(
    store,
    stories.flatMap((story) => story.files),
  );
  const found = check ? await Promise.all(stories.map((story) => log.read(story.stream))) : null;
  const steps = stories.flatMap((story, i) => {
    const commits = found?.[i]?.commits ?? [];
    const own = commits.every((commit, at) => commit.commandId === story.steps[at]?.commandId);
    return own ? story.steps.slice(commits.length) : [];
  });
  const begun = found ? found.filter((page) => page.token === undefined).length : stories.length;
  const sealed = await sealEvents(
    store,
    steps.flatMap((step) => step.streams.flatMap((part) => part.events)),
  );
  let next = 0;
  const appended: Promise<Appended>[] = [];
  for (const { commandId, actor, at, streams, guards } of steps) {
    const lane = laneOf(streams[0]?.stream ?? '', log.lanes);
    const parts = streams.map(({ stream, ordinal, events }) => {
      const from = next;
      next += events.length;
      const after = ordinal === 0 ? ('new' as const) : { lane, ordinal: ordinal - 1 };
      return { stream, after, events: sealed.slice(from, next) };
    });
    appended.push(log.append({ commandId, actor, at, streams: parts, ...(guards.length > 0 ? { guards } : {}) }));
  }
  const results = await Promise.all(appended);
  return { commits: steps.length, last: results.at(-1)?.commits.at(-1) ?? null, begun };
}

async function writeFiles(store: Store, files: Story['files']): Promise<void> {
  for (let from = 0; from < files.length; from += FILES) {
    await Promise.all(
      files.slice(from, from + FILES).map(async ({ key, subject, bytes, type }) => {
        await store.blobs.put(key, await store.vault.sealBytes(subject, bytes), type);
      }),
    );
  }
}
