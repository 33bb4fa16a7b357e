import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { SEPARATOR } from '../projection/entries.ts';
import { DataDirError } from './open-error.ts';
import { inspectFile, sqliteError } from './open-inspect.ts';
import { isDamage, isMarked, removeViews } from './views-damage.ts';

/**
 * The tables of `views.db`. Each build of a view has two tables of its own, `rows_<id>` and `entries_<id>`: dropping
 * it is then one statement, however large it was. The live build of a view is the one whose state says so; another one is first filled
 * with rows (by several threads while it is `sharing`: worthless when that was cut short), then its index entries are made (`indexed`: up to which row), then it follows the log until it is switched to.
 */
const SCHEMA = `
  CREATE TABLE builds (
    id INTEGER PRIMARY KEY AUTOINCREMENT, view TEXT NOT NULL, version INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('sharing', 'filling', 'indexing', 'ready', 'live', 'dropped')),
    indexes TEXT NOT NULL, indexed INTEGER NOT NULL DEFAULT 0,
    rows INTEGER NOT NULL DEFAULT 0, revision INTEGER NOT NULL DEFAULT 0
  );
  CREATE UNIQUE INDEX builds_live ON builds (view) WHERE state = 'live';
  CREATE UNIQUE INDEX builds_next ON builds (view) WHERE state IN ('sharing', 'filling', 'indexing', 'ready');
  CREATE TABLE checkpoints (
    build INTEGER NOT NULL, lane INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (build, lane)
  ) WITHOUT ROWID;
  CREATE TABLE parked (
    build INTEGER NOT NULL, stream TEXT NOT NULL, lane INTEGER NOT NULL, position INTEGER NOT NULL, error TEXT NOT NULL,
    PRIMARY KEY (build, stream)
  ) WITHOUT ROWID;
`;

/** The tables of one build. A place in an index (see `placeOf`) leads to the row's number. */
export function buildTables(id: number): string {
  return `
    CREATE TABLE rows_${id} (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, json TEXT NOT NULL);
    CREATE TABLE entries_${id} (place TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
  `;
}

/**
 * An entry (index, partition, sort, as `entriesOf` gives them) with its row's key, as one text: comparing two places is comparing
 * bytes, and they order by sort and key within a partition.
 */
export function placeOf(entry: string, key: string): string {
  return entry + SEPARATOR + key;
}

/** 'HYVW': tells our file from any other SQLite database. */
const APPLICATION_ID = 0x48595657;
const FORMAT = 4;

/** Files up to this size are looked through wholly at each start (some 0.1 s). */
const QUICK_CHECK_BYTES = 32 * 1024 * 1024;

/**
 * Opens the file for writing, making it when it is new. A file of another format, or a damaged one, is made anew:
 * everything in it comes from the log. Throws `DataDirError` DATA_DAMAGED when it is a database of somebody else.
 */
export function openViewsFile(file: string): DatabaseSync {
  const db = !isMarked(file) && isWhole(file) ? tryOpen(file) : undefined;
  if (db !== undefined) return db;
  removeViews(file);
  const fresh = tryOpen(file);
  if (fresh === undefined) throw new DataDirError('DATA_DAMAGED', file, 'cannot be made anew');
  return fresh;
}

/**
 * Whether there is a file without visible damage, or none. Large ones are judged by their header alone: what is damaged
 * inside is noticed when it is read (`ViewsDamage`).
 */
function isWhole(file: string): boolean {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return true;
  let db: DatabaseSync | undefined;
  try {
    inspectFile(file);
    if (size > QUICK_CHECK_BYTES) return true;
    db = new DatabaseSync(file, { timeout: 10_000 });
    return Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0] === 'ok';
  } catch (error) {
    const { code } = sqliteError(file, error);
    if (code !== 'DATA_DAMAGED') throw error;
    return false;
  } finally {
    db?.close();
  }
}

/** Undefined when the file has another format, or is damaged where it says what is in it. */
function tryOpen(file: string): DatabaseSync | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = openViewsWriter(file);
    db.exec('BEGIN IMMEDIATE');
    const application = pragma(db, 'application_id');
    const format = pragma(db, 'user_version');
    const tables = Number(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n);
    if (tables === 0) db.exec(`${SCHEMA}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${FORMAT}`);
    else if (application !== APPLICATION_ID) throw new Error('not a file of views');
    db.exec('COMMIT');
    if (tables === 0 || format === FORMAT) return db;
    db.close();
    return undefined;
  } catch (cause) {
    db?.close();
    if (isDamage(cause)) return undefined;
    throw new DataDirError('DATA_DAMAGED', file, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Opens the file for writing, as it is. */
export function openViewsWriter(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 10_000 });
  // NORMAL: a power cut may take the last pages with their checkpoints, together; the log still has them.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY');
  db.exec('PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000');
  return db;
}

/** Opens an existing file for reading only. */
export function openViewsReader(file: string): DatabaseSync {
  if (!existsSync(file)) throw new DataDirError('DATA_DAMAGED', file, 'missing');
  const db = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  db.exec('PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456');
  return db;
}

function pragma(db: DatabaseSync, name: string): number {
  return Number(db.prepare(`PRAGMA ${name}`).get()?.[name]);
}
