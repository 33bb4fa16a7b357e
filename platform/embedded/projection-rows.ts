import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Bounded } from '../contract/bounded.ts';
import type { JsonObject } from '../contract/json.ts';
import type { View } from '../contract/views.ts';
import { entriesOf } from '../projection/entries.ts';
import type { Slot } from '../projection/fold.ts';
import { checkRowText } from '../projection/keys.ts';
import type { Build } from './projection-builds.ts';
import { placeOf } from './views-file.ts';

/** Rows kept in memory between pages, for each build. */
const CACHED_ROWS = 50_000;

/** A row with what the file holds of it, so that only differences are written. */
export interface RowSlot extends Slot {
  /** The row's number in the file; 0 when it is not there. */
  id: number;
  storedRow: JsonObject | null;
  storedEntries: readonly string[];
}

/** Where a row stands in an index (see `placeOf`), and its number. */
export interface Place {
  readonly place: string;
  readonly id: number;
}

/** Rows whose entries are made together. */
const INDEX_ROWS = 20_000;
/** Entries that one statement adds, where there are many: a quarter quicker than one each. */
const TOGETHER = 20;

const NONE_DIRTY: ReadonlyMap<string, RowSlot> = new Map();

/** The rows of one build as its writer sees them. Used inside the caller's transaction only. */
export class BuildRows {
  readonly #view: View;
  readonly #share: { readonly share: number; readonly of: number };
  readonly #cache = new Bounded<RowSlot>(CACHED_ROWS);
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #delete: StatementSync;
  readonly #addEntry: StatementSync;
  readonly #addEntries: StatementSync;
  readonly #dropEntry: StatementSync;
  readonly #lastId: StatementSync;
  readonly #page: StatementSync;
  #nextId = 0;
  #revision: number | 'own' = -1;

  /** With a share, rows get every `of`-th number: other threads add rows to the build at the same time. */
  constructor(db: DatabaseSync, view: View, { id }: Build, share = { share: 0, of: 1 }) {
    this.#view = view;
    this.#share = share;
    this.#find = db.prepare(`SELECT id, json FROM rows_${id} WHERE key = ?`);
    this.#insert = db.prepare(`INSERT INTO rows_${id} (id, key, json) VALUES (?, ?, ?)`);
    this.#update = db.prepare(`UPDATE rows_${id} SET json = ? WHERE id = ?`);
    this.#delete = db.prepare(`DELETE FROM rows_${id} WHERE id = ?`);
    this.#addEntry = db.prepare(`INSERT INTO entries_${id} (place, id) VALUES (?, ?)`);
    const values = new Array(TOGETHER).fill('(?, ?)').join();
    this.#addEntries = db.prepare(`INSERT INTO entries_${id} (place, id) VALUES ${values}`);
    this.#dropEntry = db.prepare(`DELETE FROM entries_${id} WHERE place = ?`);
    const mine = `id % ${share.of} = ${(share.share + 1) % share.of}`;
    this.#page = db.prepare(`SELECT id, key, json FROM rows_${id} WHERE id > ? AND ${mine} ORDER BY id LIMIT ?`);
    this.#lastId = db.prepare(`SELECT coalesce(max(id), 0) AS id FROM rows_${id}`);
  }

  /** Forgets what is remembered, after a rollback. */
  forget(): void {
    this.#revision = -1;
  }

  /**
   * The rows of these keys; those of `dirty` as they are there. `revision` is the build's: when another runner moved it, nothing
   * remembered is true. It is `own` in an empty build where nobody else writes rows of these keys.
   */
  load(
    keys: Iterable<string>,
    revision: number | 'own',
    withEntries = true,
    dirty: ReadonlyMap<string, RowSlot> = NONE_DIRTY,
  ): Map<string, RowSlot> {
    if (revision !== this.#revision) {
      this.#cache.clear();
      this.#nextId = revision === 'own' ? this.#share.share + 1 : Number(this.#lastId.get()?.id) + 1;
      this.#revision = revision;
    }
    const slots = new Map<string, RowSlot>();
    for (const key of keys) slots.set(key, dirty.get(key) ?? this.#cache.get(key) ?? this.#read(key, withEntries));
    return slots;
  }

  #read(key: string, withEntries: boolean): RowSlot {
    const found = this.#find.get(key) as { id: number; json: string } | undefined;
    if (found === undefined) return { key, id: 0, row: null, entries: [], storedRow: null, storedEntries: [] };
    const { share, of } = this.#share;
    if ((found.id - 1 - share) % of !== 0) throw new Error(`view ${this.#view.name}: streams meet in row ${key}`);
    const row = JSON.parse(found.json) as JsonObject;
    const entries = withEntries ? entriesOf(this.#view, row, key) : [];
    return { key, id: found.id, row, entries, storedRow: row, storedEntries: entries };
  }

  /**
   * Writes what differs, returns how many rows came and went; undefined when no row changed. `withEntries` is false for a build whose
   * entries are made when all its rows are there. The build's revision must be
   * raised by one in the same transaction. Throws `RowTooLargeError` before anything is written.
   */
  flush(slots: ReadonlyMap<string, RowSlot>, withEntries: boolean): number | undefined {
    const changed: { slot: RowSlot; text: string | null }[] = [];
    for (const slot of slots.values()) {
      if (slot.row === slot.storedRow) continue;
      const text = slot.row === null ? null : JSON.stringify(slot.row);
      if (text !== null) checkRowText(this.#view.name, slot.key, text);
      changed.push({ slot, text });
    }
    if (changed.length === 0) return undefined;
    let difference = 0;
    for (const { slot, text } of changed) {
      if (text === null) {
        this.#delete.run(slot.id);
        difference--;
      } else if (slot.storedRow === null) {
        slot.id = this.#nextId;
        this.#nextId += this.#share.of;
        this.#insert.run(slot.id, slot.key, text);
        difference++;
      } else this.#update.run(text, slot.id);
      if (withEntries && slot.entries !== slot.storedEntries) this.#writeEntries(slot);
      slot.storedRow = slot.row;
      slot.storedEntries = slot.entries;
    }
    if (this.#revision !== 'own') this.#revision++;
    for (const slot of slots.values()) this.#cache.set(slot.key, slot);
    return difference;
  }

  /** The entries of the next rows after a number, and the number of the last; undefined when there was none. */
  entriesAfter(after: number): { places: Place[]; last: number } | undefined {
    const rows = this.#page.all(after, INDEX_ROWS) as unknown as { id: number; key: string; json: string }[];
    const last = rows.at(-1)?.id;
    if (last === undefined) return undefined;
    const places: Place[] = [];
    for (const { id, key, json } of rows)
      for (const entry of entriesOf(this.#view, JSON.parse(json) as JsonObject, key))
        places.push({ place: placeOf(entry, key), id });
    // In about the order of the index, so that each of its pages is written once.
    places.sort((a, b) => (a.place < b.place ? -1 : 1));
    return { places, last };
  }

  /** Writes entries of rows that had none. */
  addEntries(places: readonly Place[]): void {
    const alone = places.length % TOGETHER;
    for (const { place, id } of places.slice(0, alone)) this.#addEntry.run(place, id);
    for (let at = alone; at < places.length; at += TOGETHER) {
      const values: (string | number)[] = [];
      for (let i = at; i < at + TOGETHER; i++) {
        const { place, id } = places[i] as (typeof places)[number];
        values.push(place, id);
      }
      this.#addEntries.run(...values);
    }
  }

  #writeEntries({ key, id, entries, storedEntries }: Pick<RowSlot, 'key' | 'id' | 'entries' | 'storedEntries'>): void {
    for (const entry of storedEntries) if (!entries.includes(entry)) this.#dropEntry.run(placeOf(entry, key));
    for (const entry of entries) if (!storedEntries.includes(entry)) this.#addEntry.run(placeOf(entry, key), id);
  }
}
