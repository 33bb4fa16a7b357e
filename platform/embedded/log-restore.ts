import type { DatabaseSync } from 'node:sqlite';
import { chainHash, decodeCommit } from '../contract/encode.ts';
import type { Commit, HeldGuard, StoredCommit } from '../contract/log.ts';
import { placeOf } from './log-schema.ts';
import type { LogStore } from './log-store.ts';

/** A commit that cannot be put back; thrown inside the transaction, so that the whole page is undone. */
export class Refusal extends Error {
  readonly stream: string;
  constructor(stream: string, detail: string) {
    super(detail);
    this.stream = stream;
  }
}

/**
 * Writes commits of another log as they are, inside the caller's transaction. Throws `Refusal` for a lane this log
 * does not have, a gap, another commit in the place, and bytes that are not those the hash covers.
 */
export function restoreCommits(db: DatabaseSync, store: LogStore, commits: readonly StoredCommit[]): void {
  const find = db.prepare('SELECT bytes, hash FROM commits WHERE pos = ?');
  const add = db.prepare('INSERT INTO commits (pos, stream, ordinal, command, bytes, hash) VALUES (?, ?, ?, ?, ?, ?)');
  for (const stored of commits) {
    const { stream, ordinal, lane, position, bytes, hash } = stored;
    if (!(lane >= 0 && lane < store.lanes)) throw new Refusal(stream, `there is no lane ${lane}`);
    const laneHead = store.lane(lane);
    if (position <= laneHead.position) {
      const row = find.get(placeOf(lane, position)) as { bytes: Uint8Array; hash: Uint8Array } | undefined;
      if (row === undefined || !same(row.bytes, bytes) || !same(row.hash, hash))
        throw new Refusal(stream, `another commit is stored at ${lane}:${position}`);
      continue;
    }
    if (position !== laneHead.position + 1) throw new Refusal(stream, `a gap before ${lane}:${position}`);
    const commit = decode(stored);
    if (commit.stream !== stream || commit.ordinal !== ordinal || !same(chainHash(laneHead.hash, bytes), hash))
      throw new Refusal(stream, `the chain does not fit at ${lane}:${position}`);
    const known = store.stream(stream);
    if ((known?.ordinal ?? -1) !== ordinal - 1 || (known !== undefined && known.lane !== lane))
      throw new Refusal(stream, `the stream does not go on at ${lane}:${position}`);
    const head = known ?? store.addStream(stream, lane);
    add.run(placeOf(lane, position), head.id, ordinal, commit.commandId, bytes, hash);
    head.ordinal = ordinal;
    laneHead.position = position;
    laneHead.hash = hash;
  }
}

/** A guard that somebody else holds; undoes the page. */
export class Held extends Error {
  readonly guard: string;
  readonly owner: string;
  constructor({ guard }: HeldGuard, owner: string) {
    super('guard held');
    this.guard = guard;
    this.owner = owner;
  }
}

/** Takes guards for those who held them, inside the caller's transaction. Throws `Held`. */
export function restoreGuards(db: DatabaseSync, guards: readonly HeldGuard[]): void {
  const take = db.prepare('INSERT OR IGNORE INTO guards (guard, owner) VALUES (?, ?)');
  const find = db.prepare('SELECT owner FROM guards WHERE guard = ?');
  for (const held of guards) {
    take.run(held.guard, held.owner);
    const { owner } = find.get(held.guard) as { owner: string };
    if (owner !== held.owner) throw new Held(held, owner);
  }
}

function decode({ stream, bytes, lane, position }: StoredCommit): Commit {
  try {
    return decodeCommit(bytes, lane, position);
  } catch {
    throw new Refusal(stream, `not a commit at ${lane}:${position}`);
  }
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
