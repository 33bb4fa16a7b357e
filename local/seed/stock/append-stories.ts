import { setImmediate as turn } from 'node:timers/promises';
import { sealEvents } from '../../../commands/transact.ts';
import { laneOf } from '../../../platform/contract/encode.ts';
import type { Append, Position, StoredEvent } from '../../../platform/contract/log.ts';
import type { Platform } from '../../../platform/contract/platform.ts';
import type { Story } from './story.ts';

type Store = Pick<Platform, 'log' | 'vault' | 'blobs'>;

/** Files written at once. */
const FILES = 16;
/** Events sealed in one go: some milliseconds, so that requests are answered in between. */
const SEALED = 250;

/** Stories ready to be appended: checked, sealed, their files written. */
export interface Ready {
  readonly appends: readonly Append[];
  /** Stories of which nothing was there before. */
  readonly begun: number;
}

/**
 * Seals the personal boxes of stories together and writes their files. With `check` every stream is looked at first: steps
 * that an interrupted run has written are left out, and a story that somebody else has gone on with meanwhile is left
 * as it is.
 */
export async function prepareStories(store: Store, stories: readonly Story[], check: boolean): Promise<Ready> {
  const { log } = store;
  const found = check ? await Promise.all(stories.map((story) => log.read(story.stream))) : null;
  const files: Story['files'][number][] = [];
  const steps = stories.flatMap((story, i) => {
    const commits = found?.[i]?.commits ?? [];
    const own = commits.every((commit, at) => commit.commandId === story.steps[at]?.commandId);
    if (commits.length === 0) files.push(...story.files);
    return own ? story.steps.slice(commits.length) : [];
  });
  await writeFiles(store, files);
  const events = steps.flatMap((step) => step.streams.flatMap((part) => part.events));
  const sealed: StoredEvent[] = [];
  for (let from = 0; from < events.length; from += SEALED) {
    sealed.push(...(await sealEvents(store, events.slice(from, from + SEALED))));
    await turn();
  }
  let next = 0;
  const appends = steps.map(({ commandId, actor, at, streams, guards }): Append => {
    const lane = laneOf(streams[0]?.stream ?? '', log.lanes);
    const parts = streams.map(({ stream, ordinal, events }) => {
      const from = next;
      next += events.length;
      const after = ordinal === 0 ? ('new' as const) : { lane, ordinal: ordinal - 1 };
      return { stream, after, events: sealed.slice(from, next) };
    });
    return { commandId, actor, at, streams: parts, ...(guards.length > 0 ? { guards } : {}) };
  });
  return { appends, begun: found ? found.filter((page) => page.token === undefined).length : stories.length };
}

/**
 * Appends what is ready, all handed over in one turn of the event loop and in order, so that commits share few syncs of
 * the disk and nobody's wish comes between two steps of a story. Where the last one stands; null when there was none.
 */
export async function appendReady({ log }: Pick<Store, 'log'>, { appends }: Ready): Promise<Position | null> {
  const results = await Promise.all(appends.map((append) => log.append(append)));
  return results.at(-1)?.commits.at(-1) ?? null;
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
