import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { GENESIS, laneOf } from '../contract/encode.ts';
import type { Outcome, Placed, Wish } from './log-message.ts';
import { HASH_BYTES } from './log-message.ts';
import { Recent } from './log-recent.ts';
import { laneAt, placeOf, positionAt } from './log-schema.ts';

/** A stream as the writer knows it; `ordinal` of its last commit. */
export interface StreamHead {
  readonly id: number;
  readonly lane: number;
  ordinal: number;
}

/** A lane's last position and hash. */
export interface LaneHead {
  position: number;
  hash: Uint8Array;
}

const UNIQUE_FAILED = 2067;

/**
 * Applies appends inside a transaction that the caller has begun. Everything is checked before anything is written,
 * so a refused append leaves no trace and needs no savepoint; an error thrown here is the store's and ends the transaction.
 */
export class LogStore {
  readonly lanes: number;
  readonly #heads = new Recent<StreamHead>(100_000);
  #laneHeads: LaneHead[] = [];
  readonly #findStream: StatementSync;
  readonly #findLane: StatementSync;
  readonly #findCommand: StatementSync;
  readonly #findGuard: StatementSync;
  readonly #addStream: StatementSync;
  readonly #addCommit: StatementSync;
  readonly #take: StatementSync;
  readonly #release: StatementSync;

  constructor(db: DatabaseSync, lanes: number) {
    this.lanes = lanes;
    this.#findStream = db.prepare(
      'SELECT id, lane, (SELECT max(ordinal) FROM commits WHERE stream = id) AS ordinal FROM streams WHERE name = ?',
    );
    this.#findLane = db.prepare('SELECT pos, hash FROM commits WHERE pos > ? AND pos < ? ORDER BY pos DESC LIMIT 1');
    this.#findCommand = db.prepare('SELECT pos, ordinal FROM commits WHERE command = ? AND stream = ?');
    this.#findGuard = db.prepare('SELECT owner FROM guards WHERE guard = ?');
    this.#addStream = db.prepare('INSERT INTO streams (name, lane) VALUES (?, ?)');
    this.#addCommit = db.prepare(
      'INSERT INTO commits (pos, stream, ordinal, command, bytes, hash) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#take = db.prepare('INSERT OR IGNORE INTO guards (guard, owner) VALUES (?, ?)');
    this.#release = db.prepare('DELETE FROM guards WHERE guard = ? AND owner = ?');
    this.forget();
  }

  /** Drops what is remembered of the file: after a rollback, and when another connection has written. */
  forget(): void {
    this.#heads.clear();
    this.#laneHeads = [];
  }

  apply(wish: Wish): Outcome {
    const { command, streams, guards } = wish;
    const heads = streams.map(({ name }) => this.stream(name));
    // The common case, one commit on a stream where the writer saw it: a repeated command fails the unique index.
    const plain = streams.length === 1 && guards.length === 0;
    if (!plain || !follows(heads[0], streams[0]?.ordinal)) {
      const repeated = this.#repeated(wish, heads);
      if (repeated !== undefined) return repeated;
    }
    for (const [i, { name, ordinal }] of streams.entries()) {
      const head = heads[i];
      if (!follows(head, ordinal)) return conflict(name, head === undefined ? 'no such stream' : 'the stream moved');
      if (i > 0 && head !== undefined && this.#findCommand.get(command, head.id) !== undefined)
        return conflict(name, 'the command was carried out here by another append');
    }
    for (const { guard, owner } of guards) {
      const held = this.#findGuard.get(guard) as { owner: string } | undefined;
      if (held !== undefined && held.owner !== owner) return { kind: 'guard', guard, owner: held.owner };
    }
    return this.#write(wish, heads);
  }

  #write(wish: Wish, heads: (StreamHead | undefined)[]): Outcome {
    const { command, streams, guards } = wish;
    const firstLane = heads[0]?.lane ?? laneOf(streams[0]?.name as string, this.lanes);
    const commits: Placed[] = [];
    for (const [index, { name, ordinal, bytes }] of streams.entries()) {
      const head = heads[index] ?? this.addStream(name, firstLane);
      const lane = this.lane(head.lane);
      const position = lane.position + 1;
      bytes.set(lane.hash, 0);
      const chained = hash('sha256', bytes, 'buffer');
      try {
        const pos = placeOf(head.lane, position);
        this.#addCommit.run(pos, head.id, ordinal, command, bytes.subarray(HASH_BYTES), chained);
      } catch (error) {
        const repeated = isUniqueFailure(error) && commits.length === 0 ? this.#repeated(wish, heads) : undefined;
        if (repeated === undefined) throw error;
        return repeated;
      }
      lane.position = position;
      lane.hash = chained;
      head.ordinal = ordinal;
      commits.push({ index, lane: head.lane, position, ordinal });
    }
    for (const { guard, take, owner } of guards) (take ? this.#take : this.#release).run(guard, owner);
    return { kind: 'appended', repeated: false, commits };
  }

  /** The first result of a command that the first stream has seen. */
  #repeated({ command, streams }: Wish, heads: readonly (StreamHead | undefined)[]): Outcome | undefined {
    const commits: Placed[] = [];
    for (const index of streams.keys()) {
      const head = heads[index];
      const row = head && (this.#findCommand.get(command, head.id) as { pos: number; ordinal: number } | undefined);
      if (row !== undefined)
        commits.push({ index, lane: laneAt(row.pos), position: positionAt(row.pos), ordinal: row.ordinal });
      else if (index === 0) return undefined;
    }
    return { kind: 'appended', repeated: true, commits };
  }

  /** A stream's head, or undefined when it does not exist. */
  stream(name: string): StreamHead | undefined {
    const known = this.#heads.get(name);
    if (known !== undefined) return known;
    const row = this.#findStream.get(name) as { id: number; lane: number; ordinal: number } | undefined;
    if (row === undefined) return undefined;
    const head: StreamHead = { id: row.id, lane: row.lane, ordinal: row.ordinal };
    this.#heads.set(name, head);
    return head;
  }

  addStream(name: string, lane: number): StreamHead {
    const head: StreamHead = { id: Number(this.#addStream.run(name, lane).lastInsertRowid), lane, ordinal: -1 };
    this.#heads.set(name, head);
    return head;
  }

  lane(lane: number): LaneHead {
    const known = this.#laneHeads[lane];
    if (known !== undefined) return known;
    const row = this.#findLane.get(placeOf(lane, 0), placeOf(lane + 1, 0)) as
      | { pos: number; hash: Uint8Array }
      | undefined;
    const head = row === undefined ? { position: 0, hash: GENESIS } : { position: positionAt(row.pos), hash: row.hash };
    this.#laneHeads[lane] = head;
    return head;
  }
}

/** Whether a commit with this ordinal comes next: 0 on a stream that is not there yet. */
function follows(head: StreamHead | undefined, ordinal: number | undefined): boolean {
  return head === undefined ? ordinal === 0 : ordinal === head.ordinal + 1;
}

function conflict(stream: string, detail: string): Outcome {
  return { kind: 'conflict', stream, detail };
}

function isUniqueFailure(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === UNIQUE_FAILED;
}
