import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { JsonObject } from '../contract/json.ts';
import { UnavailableError } from '../contract/log.ts';
import type { ListPage, ListQuery, ScanPage, View, ViewReader } from '../contract/views.ts';
import { encodeCursor, type Place } from '../projection/cursor.ts';
import { SEPARATOR } from '../projection/entries.ts';
import { prefixEnd, ViewError } from '../projection/keys.ts';
import { checkLimit, rangeOf } from '../projection/range.ts';
import type { Waiters } from '../projection/waiters.ts';
import { isDamage, type ViewsDamage, ViewsDamagedError } from './views-damage.ts';
import { placeOf } from './views-file.ts';

/** The statements of one build. */
interface Tables {
  readonly id: number;
  readonly indexes: readonly string[];
  readonly get: StatementSync;
  readonly scan: StatementSync;
  readonly scanBelow: StatementSync;
  readonly list: { readonly up: StatementSync; readonly down: StatementSync };
  readonly row: StatementSync;
  /** Entries of lists by their place, parsed: right as long as the build has this revision. */
  readonly kept: Map<string, Entry>;
  revision: number;
}

type Entry = ListPage<JsonObject>['entries'][number];

/** Entries of a view kept parsed at most: about ten megabytes. */
const KEPT = 5000;

interface Live {
  readonly id: number;
  readonly revision: number;
}

/** Reads the live builds of `views.db`, on a connection of its own. No statement stays open after a call. */
export class EmbeddedViews implements ViewReader {
  readonly #db: DatabaseSync;
  readonly #waiters: Waiters;
  readonly #nudge: () => void;
  readonly #damage: ViewsDamage;
  readonly #live: StatementSync;
  readonly #indexes: StatementSync;
  readonly #checkpoint: StatementSync;
  readonly #begin: StatementSync;
  readonly #end: StatementSync;
  readonly #tables = new Map<string, Tables>();

  constructor(db: DatabaseSync, waiters: Waiters, nudge: () => void, damage: ViewsDamage) {
    this.#damage = damage;
    this.#db = db;
    this.#waiters = waiters;
    this.#nudge = nudge;
    this.#live = db.prepare("SELECT id, revision FROM builds WHERE view = ? AND state = 'live'");
    this.#indexes = db.prepare('SELECT indexes FROM builds WHERE id = ?');
    this.#begin = db.prepare('BEGIN');
    this.#end = db.prepare('COMMIT');
    this.#checkpoint = db.prepare(`SELECT position FROM checkpoints
      WHERE build = (SELECT id FROM builds WHERE view = ? AND state = 'live') AND lane = ?`);
  }

  async get<Row extends JsonObject>(view: View<Row>, key: string): Promise<Row | null> {
    return this.#read(view.name, ({ get }) => rowOf<Row>(get.get(key)));
  }

  async getMany<Row extends JsonObject>(view: View<Row>, keys: readonly string[]): Promise<(Row | null)[]> {
    return this.#read(view.name, ({ get }) => keys.map((key) => rowOf<Row>(get.get(key))));
  }

  async list<Row extends JsonObject>(view: View<Row>, query: ListQuery): Promise<ListPage<Row>> {
    if (view.indexes?.[query.index] === undefined) throw new ViewError(`view ${view.name} has no index ${query.index}`);
    const range = rangeOf(query);
    if (range === undefined) return { entries: [], more: false };
    const { above, below, descending, limit } = range;
    return this.#snapshot(view.name, (tables) => {
      const { indexes, list } = tables;
      if (!indexes.includes(query.index))
        throw new UnavailableError(`index ${query.index} of view ${view.name} is being built`);
      const partition = [query.index, query.partition, ''].join(SEPARATOR);
      const placeAt = ({ sort, key }: Place) => partition + placeOf(sort, key);
      const from = placeAt(above);
      // Past every sort of this partition, and before the next one.
      const to = below ? placeAt(below) : [query.index, `${query.partition}\u0002`].join(SEPARATOR);
      const rows = list[descending ? 'down' : 'up'].all(from, to, limit + 1) as unknown as [string, number][];
      const entries = rows.slice(0, limit).map(([place, id]) => entryAt(tables, partition, place, id));
      return { entries: entries as unknown as ListPage<Row>['entries'], more: rows.length > limit };
    });
  }

  async scan<Row extends JsonObject>(
    view: View<Row>,
    options: { prefix?: string; afterKey?: string; limit?: number } = {},
  ): Promise<ScanPage<Row>> {
    const { prefix = '', afterKey = '', limit = 500 } = options;
    checkLimit(limit);
    const end = prefixEnd(prefix);
    return this.#read(view.name, ({ scan, scanBelow }) => {
      const found = (end === undefined
        ? scan.all(prefix, afterKey, limit + 1)
        : scanBelow.all(prefix, afterKey, end, limit + 1)) as unknown as ListRow[];
      const rows = found.slice(0, limit).map(({ key, json }) => ({ key, row: JSON.parse(json) as Row }));
      return { rows, next: found.length > limit ? rows.at(-1)?.key : undefined };
    });
  }

  waitFor(view: View, { lane, position }: { lane: number; position: number }, timeoutMs = 5000): Promise<boolean> {
    let nudged = false;
    const reached = () => {
      const at = this.#checkpoint.get(view.name, lane)?.position;
      if (at !== undefined && Number(at) >= position) return true;
      // The hint of that position may have been lost.
      if (!nudged) this.#nudge();
      nudged = true;
      return false;
    };
    return this.#waiters.until(reached, timeoutMs);
  }

  async revision(view: View): Promise<string> {
    const live = this.#live.get(view.name) as Live | undefined;
    return live ? `${live.id}.${live.revision}` : '';
  }

  /** Reads the live build, all of it as it was at one moment. */
  #snapshot<T>(view: string, read: (tables: Tables) => T): T {
    this.#begin.run();
    try {
      return this.#read(view, read);
    } finally {
      this.#leave();
    }
  }

  /** Ends the transaction of a snapshot, also when the file is too damaged for that. */
  #leave(): void {
    try {
      this.#end.run();
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      if (!isDamage(error)) throw error;
    }
  }

  /** Reads the live build; once more when it was dropped between finding and reading it. */
  #read<T>(view: string, read: (tables: Tables) => T): T {
    for (let tries = 1; ; tries++) {
      try {
        const live = this.#live.get(view) as Live | undefined;
        if (live === undefined) throw new UnavailableError(`view ${view} has no build yet`);
        return read(this.#tablesOf(view, live));
      } catch (error) {
        if (tries > 2 || !/no such table/.test((error as Error).message)) throw this.#damage.seen(error);
        this.#tables.delete(view);
      }
    }
  }

  #tablesOf(view: string, { id, revision }: Live): Tables {
    const known = this.#tables.get(view);
    if (known?.id === id) {
      if (known.revision !== revision) known.kept.clear();
      known.revision = revision;
      return known;
    }
    const db = this.#db;
    const list = (order: string) => {
      const statement = db.prepare(`SELECT place, id FROM entries_${id}
        WHERE place > ? AND place < ? ORDER BY place ${order} LIMIT ?`);
      statement.setReturnArrays(true);
      return statement;
    };
    const scan = (where: string) =>
      db.prepare(`SELECT key, json FROM rows_${id} WHERE key >= ? AND key > ? ${where} ORDER BY key LIMIT ?`);
    const tables: Tables = {
      id,
      indexes: JSON.parse(String(this.#indexes.get(id)?.indexes)),
      get: db.prepare(`SELECT json FROM rows_${id} WHERE key = ?`),
      scan: scan(''),
      scanBelow: scan('AND key < ?'),
      list: { up: list('ASC'), down: list('DESC') },
      row: db.prepare(`SELECT key, json FROM rows_${id} WHERE id = ?`),
      kept: new Map(),
      revision,
    };
    this.#tables.set(view, tables);
    return tables;
  }
}

interface ListRow {
  readonly key: string;
  readonly json: string;
}

function rowOf<Row>(found: Record<string, unknown> | undefined): Row | null {
  return found === undefined ? null : (JSON.parse(found.json as string) as Row);
}

/** What stands at a place of the partition; read and parsed only when it was not since the view last changed. */
function entryAt({ kept, row }: Tables, partition: string, place: string, id: number): Entry {
  const known = kept.get(place);
  if (known) return known;
  const found = row.get(id) as { key: string; json: string } | undefined;
  // Read at one moment: a place without a row is damage, not a row that went meanwhile.
  if (found === undefined) throw new ViewsDamagedError(`no row for ${JSON.stringify(place)}`);
  const { key, json } = found;
  const sort = place.slice(partition.length, -(key.length + SEPARATOR.length));
  const fresh = { key, row: JSON.parse(json) as JsonObject, cursor: encodeCursor({ sort, key }) };
  if (kept.size >= KEPT) kept.clear();
  kept.set(place, fresh);
  return fresh;
}
