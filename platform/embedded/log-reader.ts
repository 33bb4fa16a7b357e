import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { chainHash, decodeCommit, GENESIS } from '../contract/encode.ts';
import type { ChainReport, Commit, HeldGuard, LanePage, StreamPage } from '../contract/log.ts';
import { LANE, laneAt, placeOf, positionAt } from './log-schema.ts';

interface CommitRow {
  readonly pos: number;
  readonly ordinal: number;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
}

/** A page of a lane ends after this many bytes, whatever its limit: 500 large commits would be 200 MB. */
const PAGE_BYTES = 8 * 1024 * 1024;

/** Commits that `verify` looks at before it lets others have their turn. */
const VERIFY_PAGE = 200;

/**
 * Reads the log on a connection of its own. Every statement runs to its end before the call returns, so no snapshot
 * outlives it: an iterator left open would pin the write-ahead log.
 */
export class LogReader {
  readonly lanes: number;
  readonly #db: DatabaseSync;
  readonly #stream: StatementSync;
  readonly #lane: StatementSync;
  readonly #head: StatementSync;
  readonly #heads: StatementSync;
  readonly #check: StatementSync;

  constructor(db: DatabaseSync, lanes: number) {
    this.#db = db;
    this.lanes = lanes;
    this.#stream = db.prepare(`SELECT pos, ordinal, bytes FROM commits
      WHERE stream = (SELECT id FROM streams WHERE name = ?) ORDER BY ordinal`);
    this.#lane = db.prepare('SELECT pos, bytes, hash FROM commits WHERE pos > ? AND pos < ? ORDER BY pos LIMIT ?');
    this.#head = db.prepare('SELECT max(pos) AS pos FROM commits WHERE pos > ? AND pos < ?');
    this.#heads = db.prepare(`WITH RECURSIVE lane (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM lane WHERE n + 1 < ?)
      SELECT (SELECT max(pos) FROM commits WHERE pos > n * ${LANE} AND pos < (n + 1) * ${LANE}) AS pos FROM lane`);
    this.#check = db.prepare(`SELECT pos, ordinal, bytes, hash, name, command FROM commits
      LEFT JOIN streams ON streams.id = commits.stream WHERE pos > ? AND pos < ? ORDER BY pos LIMIT ${VERIFY_PAGE}`);
  }

  read(stream: string): StreamPage {
    const rows = this.#stream.all(stream) as unknown as CommitRow[];
    const commits = rows.map((row) => decodeCommit(row.bytes, laneAt(row.pos), positionAt(row.pos)));
    const last = rows.at(-1);
    return { commits, token: last && { lane: laneAt(last.pos), ordinal: last.ordinal } };
  }

  readLane(lane: number, after: number, limit: number): LanePage {
    this.#assertLane(lane);
    const commits: LanePage['commits'][number][] = [];
    let size = 0;
    // Iterating stops early; leaving the loop closes the iterator, still within this turn.
    for (const row of this.#lane.iterate(placeOf(lane, after), placeOf(lane + 1, 0), limit)) {
      const { pos, bytes, hash } = row as unknown as CommitRow;
      const position = positionAt(pos);
      if (position !== after + commits.length + 1) break;
      commits.push(Object.assign(decodeCommit(bytes, lane, position), { bytes, hash }));
      size += bytes.length;
      if (size > PAGE_BYTES) break;
    }
    const { pos } = this.#head.get(placeOf(lane, 0), placeOf(lane + 1, 0)) as { pos: number | null };
    return { commits, head: pos === null ? 0 : positionAt(pos) };
  }

  /** The next guards after one, by name. */
  guards(after: string): HeldGuard[] {
    const rows = this.#db
      .prepare('SELECT guard, owner FROM guards WHERE guard > ? ORDER BY guard LIMIT 1000')
      .all(after);
    return rows.map((row) => ({ ...row })) as unknown as HeldGuard[];
  }

  /** The streams of a category: a range of the index of names ('0' follows '/'). */
  streams(category: string): string[] {
    const rows = this.#db
      .prepare('SELECT name FROM streams WHERE name > ? AND name < ?')
      .all(`${category}/`, `${category}0`);
    return rows.map(({ name }) => name as string);
  }

  heads(): number[] {
    const rows = this.#heads.all(this.lanes) as { pos: number | null }[];
    return rows.map(({ pos }) => (pos === null ? 0 : positionAt(pos)));
  }

  async verify(lane: number, rest: (commits: number) => Promise<void> = () => setImmediate()): Promise<ChainReport> {
    this.#assertLane(lane);
    let previous = GENESIS;
    for (let done = 0; ; ) {
      const rows = this.#check.all(placeOf(lane, done), placeOf(lane + 1, 0)) as unknown as CheckRow[];
      for (const row of rows) {
        const position = positionAt(row.pos);
        const why = position === done + 1 ? flaw(row, previous) : `position ${done + 1} is missing`;
        if (why !== undefined) return { lane, ok: false, position: done + 1, stream: row.name ?? '', why };
        previous = row.hash;
        done = position;
      }
      if (rows.length < VERIFY_PAGE)
        return { lane, ok: true, commits: done, head: Buffer.from(previous).toString('hex') };
      await rest(done);
    }
  }

  #assertLane(lane: number): void {
    if (!Number.isInteger(lane) || lane < 0 || lane >= this.lanes) throw new RangeError(`there is no lane ${lane}`);
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }
}

interface CheckRow extends CommitRow {
  readonly name: string | null;
  readonly command: string;
}

/** What is wrong with a commit, seen from the hash before it. */
function flaw({ ordinal, bytes, hash, name, command }: CheckRow, previous: Uint8Array): string | undefined {
  if (Buffer.compare(chainHash(previous, bytes), hash) !== 0) return 'the bytes or the hash before them were changed';
  let body: Commit;
  try {
    body = decodeCommit(bytes, 0, 0);
  } catch {
    return 'the bytes are no commit';
  }
  if (body.stream !== name || body.ordinal !== ordinal || body.commandId !== command)
    return 'the commit is filed under another stream, ordinal or command';
  return undefined;
}
