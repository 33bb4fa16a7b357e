import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ParkedStream, View } from '../contract/views.ts';
import type { Parked } from '../projection/fold.ts';
import { buildTables } from './views-file.ts';

/** One build of a view: all its rows as some version of the code made them. */
export interface Build {
  readonly id: number;
  readonly view: string;
  readonly version: number;
  readonly state: 'sharing' | 'filling' | 'indexing' | 'ready' | 'live' | 'dropped';
  /** Names of its indexes; an entry's `ix` counts in this list. */
  readonly indexes: readonly string[];
  /** Number of the last row whose index entries are there, while they are being made. */
  readonly indexed: number;
  readonly rows: number;
  readonly revision: number;
}

/** What the file knows about builds. Every method runs inside the caller's transaction, if there is one. */
export class Builds {
  readonly #db: DatabaseSync;
  readonly #live: StatementSync;
  readonly #next: StatementSync;
  readonly #byId: StatementSync;
  readonly #dropped: StatementSync;
  readonly #insert: StatementSync;
  readonly #setState: StatementSync;
  readonly #setIndexed: StatementSync;
  readonly #count: StatementSync;
  readonly #checkpoint: StatementSync;
  readonly #checkpoints: StatementSync;
  readonly #setCheckpoint: StatementSync;
  readonly #parked: StatementSync;
  readonly #park: StatementSync;
  readonly #unpark: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#live = db.prepare("SELECT * FROM builds WHERE view = ? AND state = 'live'");
    this.#next = db.prepare(
      "SELECT * FROM builds WHERE view = ? AND state IN ('sharing', 'filling', 'indexing', 'ready')",
    );
    this.#byId = db.prepare('SELECT * FROM builds WHERE id = ?');
    this.#dropped = db.prepare("SELECT * FROM builds WHERE state = 'dropped'");
    this.#insert = db.prepare('INSERT INTO builds (view, version, state, indexes) VALUES (?, ?, ?, ?)');
    this.#setState = db.prepare('UPDATE builds SET state = ? WHERE id = ?');
    this.#setIndexed = db.prepare('UPDATE builds SET indexed = ? WHERE id = ?');
    this.#count = db.prepare('UPDATE builds SET rows = rows + ?, revision = revision + 1 WHERE id = ?');
    this.#checkpoint = db.prepare('SELECT position FROM checkpoints WHERE build = ? AND lane = ?');
    this.#checkpoints = db.prepare('SELECT lane, position FROM checkpoints WHERE build = ?');
    this.#setCheckpoint = db.prepare('INSERT OR REPLACE INTO checkpoints (build, lane, position) VALUES (?, ?, ?)');
    this.#parked = db.prepare('SELECT stream, lane, position, error FROM parked WHERE build = ? ORDER BY stream');
    this.#park = db.prepare(
      'INSERT OR REPLACE INTO parked (build, stream, lane, position, error) VALUES (?, ?, ?, ?, ?)',
    );
    this.#unpark = db.prepare('DELETE FROM parked WHERE build = ? AND stream = ?');
  }

  live(view: string): Build | undefined {
    return asBuild(this.#live.get(view));
  }

  /** The one that is built beside the live one. */
  next(view: string): Build | undefined {
    return asBuild(this.#next.get(view));
  }

  get(id: number): Build | undefined {
    return asBuild(this.#byId.get(id));
  }

  dropped(): Build[] {
    return this.#dropped.all().flatMap((row) => asBuild(row) ?? []);
  }

  /** A new, empty build with its tables. */
  create(view: View, state: 'sharing' | 'filling' | 'live'): Build {
    const indexes = JSON.stringify(Object.keys(view.indexes ?? {}));
    const id = Number(this.#insert.run(view.name, view.version, state, indexes).lastInsertRowid);
    this.#db.exec(buildTables(id));
    return this.get(id) as Build;
  }

  /** Makes a build the one that is read; the one before it is to be dropped. */
  switchTo(build: Build): void {
    const before = this.live(build.view);
    if (before) this.#setState.run('dropped', before.id);
    this.#setState.run('live', build.id);
  }

  setState(id: number, state: Build['state']): void {
    this.#setState.run(state, id);
  }

  setIndexed(id: number, row: number): void {
    this.#setIndexed.run(row, id);
  }

  /** Removes everything that belongs to a build. */
  drop(id: number): void {
    this.#db.exec(`
      DROP TABLE IF EXISTS rows_${id};
      DROP TABLE IF EXISTS entries_${id};
      DELETE FROM checkpoints WHERE build = ${id};
      DELETE FROM parked WHERE build = ${id};
      DELETE FROM builds WHERE id = ${id};
    `);
  }

  /** Notes that rows changed, and by how many their number did. */
  changed(id: number, rows: number): void {
    this.#count.run(rows, id);
  }

  checkpoint(id: number, lane: number): number {
    return Number(this.#checkpoint.get(id, lane)?.position ?? 0);
  }

  /** The checkpoint of every lane. */
  checkpoints(id: number, lanes: number): number[] {
    const positions = new Array<number>(lanes).fill(0);
    for (const row of this.#checkpoints.all(id)) positions[Number(row.lane)] = Number(row.position);
    return positions;
  }

  setCheckpoint(id: number, lane: number, position: number): void {
    this.#setCheckpoint.run(id, lane, position);
  }

  parked(id: number): Parked {
    const parked: Parked = new Map();
    for (const row of this.#parked.all(id) as unknown as ParkedStream[]) parked.set(row.stream, { ...row });
    return parked;
  }

  park(id: number, { stream, lane, position, error }: ParkedStream): void {
    this.#park.run(id, stream, lane, position, error);
  }

  unpark(id: number, stream: string): void {
    this.#unpark.run(id, stream);
  }
}

function asBuild(row: Record<string, unknown> | undefined): Build | undefined {
  if (row === undefined) return undefined;
  return { ...row, indexes: JSON.parse(String(row.indexes)) } as unknown as Build;
}

/** Whether a build is what the view's present code makes. */
export function isCurrent(build: Build, view: View): boolean {
  const indexes = Object.keys(view.indexes ?? {});
  return build.version === view.version && indexes.join() === build.indexes.join();
}
