import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { chainHash, decodeCommit, GENESIS, laneOf } from '../contract/encode.ts';
import type {
  Append,
  Commit,
  GuardChange,
  LanePage,
  Log,
  Position,
  StoredCommit,
  StoredEvent,
  StreamAppend,
} from '../contract/log.ts';
import type { LogOptions, OpenedLog } from './log.hooks.ts';

/** What every case gets. */
export interface Suite<Opened extends OpenedLog> {
  /** Runs a case on a fresh log and closes it, whatever happens. */
  on(run: (log: Log, opened: Opened) => Promise<void>): () => Promise<void>;
  readonly options: LogOptions<Opened>;
  readonly writers: number;
}

const AT = '2026-03-02T01:02:03.456Z';

let serial = 0;

/** A name that no other case uses. */
export function fresh(category = 'case'): string {
  return `${category}/${(++serial).toString(36)}-${randomUUID()}`;
}

export function event(note: string | number = 'x'): StoredEvent {
  return { type: 'Noted', v: 1, data: { note } };
}

/** A fresh name whose stream starts in the lane. */
export function freshIn(lane: number, lanes: number): string {
  for (;;) {
    const name = fresh();
    if (laneOf(name, lanes) === lane) return name;
  }
}

export function to(
  stream: string,
  after: StreamAppend['after'],
  ...events: [StoredEvent, ...StoredEvent[]] | []
): StreamAppend {
  return { stream, after, events: events.length > 0 ? events : [event()] };
}

export function wish(streams: StreamAppend | readonly StreamAppend[], rest: Partial<Append> = {}): Append {
  const list = 'stream' in streams ? [streams] : streams;
  return { commandId: fresh('command'), actor: 'person/1', at: AT, streams: list, ...rest };
}

export function take(guard: string, owner: string): GuardChange {
  return { guard, change: 'take', owner };
}

export function release(guard: string, owner: string): GuardChange {
  return { guard, change: 'release', owner };
}

/** Appends one event to a stream after another; returns where the commits went. */
export async function fill(log: Log, stream: string, count: number): Promise<Position[]> {
  const commits: Position[] = [];
  for (let i = 0; i < count; i++) {
    const appended = await log.append(wish(to(stream, commits.at(-1) ?? 'new', event(i))));
    commits.push(...appended.commits);
  }
  return commits;
}

/** All of a lane in pages, each checked to follow the one before without a gap. */
async function readAll(log: Log, lane: number, limit = 7): Promise<LanePage['commits'][number][]> {
  const all: LanePage['commits'][number][] = [];
  for (;;) {
    const { commits, head } = await log.readLane(lane, all.length, limit);
    for (const commit of commits) {
      all.push(commit);
      expect([commit.lane, commit.position]).toEqual([lane, all.length]);
    }
    if (commits.length === 0) {
      expect(head).toBe(all.length);
      return all;
    }
    expect(commits.length).toBeLessThanOrEqual(limit);
  }
}

export async function exportLog(log: Log): Promise<StoredCommit[]> {
  const lanes = await Promise.all(Array.from({ length: log.lanes }, (_, lane) => readAll(log, lane, 100)));
  return lanes.flat().map(({ stream, ordinal, lane, position, bytes, hash }) => ({
    stream,
    ordinal,
    lane,
    position,
    bytes: Uint8Array.from(bytes),
    hash: Uint8Array.from(hash),
  }));
}

/** Holds a whole log to the contract: lanes contiguous and chained, streams contiguous and in one lane, heads and `verify` agreeing. */
export async function expectSound(log: Log): Promise<Map<string, Commit[]>> {
  const streams = new Map<string, Commit[]>();
  const heads = await log.heads();
  expect(heads).toHaveLength(log.lanes);
  for (let lane = 0; lane < log.lanes; lane++) {
    const commits = await readAll(log, lane, 100);
    expect(commits).toHaveLength(heads[lane] as number);
    let previous = GENESIS;
    for (const { bytes, hash, ...commit } of commits) {
      expect(decodeCommit(bytes, commit.lane, commit.position)).toEqual(commit);
      previous = chainHash(previous, bytes);
      expect(Buffer.from(hash).toString('hex')).toBe(Buffer.from(previous).toString('hex'));
      streams.set(commit.stream, [...(streams.get(commit.stream) ?? []), commit]);
    }
    const head = Buffer.from(previous).toString('hex');
    expect(await log.verify(lane)).toEqual({ lane, ok: true, commits: commits.length, head });
  }
  for (const [stream, commits] of streams) {
    const page = await log.read(stream);
    expect(page.commits).toEqual(commits);
    expect(commits.map((commit) => commit.ordinal)).toEqual(commits.map((_, i) => i));
    expect(new Set(commits.map((commit) => commit.lane)).size).toBe(1);
    expect(page.token).toEqual({ lane: commits[0]?.lane, ordinal: commits.length - 1 });
  }
  return streams;
}

/** The error a promise ends in; fails when it does not. */
export async function failure(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  return promise.then(
    () => expect.unreachable('this should have failed'),
    (error: Error) => error,
  );
}
