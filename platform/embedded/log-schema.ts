import type { DatabaseSync } from 'node:sqlite';

/**
 * The tables of `log.db`. `pos` is lane * LANE + position, so that a lane is a range of the table and appending to it
 * writes at its end. A stream's head is the last entry of `commits_stream`; a command is remembered by
 * `commits_command`, ordered by command first since command ids mostly grow with time.
 */
const SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, lane INTEGER NOT NULL);
  CREATE TABLE commits (
    pos INTEGER PRIMARY KEY, stream INTEGER NOT NULL, ordinal INTEGER NOT NULL,
    command TEXT NOT NULL, bytes BLOB NOT NULL, hash BLOB NOT NULL
  );
  CREATE UNIQUE INDEX commits_stream ON commits (stream, ordinal);
  CREATE UNIQUE INDEX commits_command ON commits (command, stream);
  CREATE TABLE guards (guard TEXT PRIMARY KEY, owner TEXT NOT NULL) WITHOUT ROWID;
`;

/** 'HYLG': tells our file from any other SQLite database. */
export const APPLICATION_ID = 0x48594c47;
const FORMAT = 1;
/** Positions of one lane: 2^40, so that a lane number and a position fit a JavaScript integer. */
export const LANE = 2 ** 40;
export const MAX_LANES = 4096;

export const placeOf = (lane: number, position: number): number => lane * LANE + position;
export const laneAt = (pos: number): number => Math.floor(pos / LANE);
export const positionAt = (pos: number): number => pos % LANE;

export type LogOpenCode = 'DAMAGED' | 'UNWRITABLE' | 'FOREIGN' | 'LANES' | 'UNSAFE' | 'BUSY';

/** The log could not be opened; nothing was written. */
export class LogOpenError extends Error {
  readonly code: LogOpenCode;
  constructor(code: LogOpenCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'LogOpenError';
    this.code = code;
  }
}

/** Makes the tables when the file is new, in one transaction, before the file becomes a WAL one. */
export function createSchema(db: DatabaseSync, lanes: number): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    const { application_id } = db.prepare('PRAGMA application_id').get() as { application_id: number };
    if (application_id === 0) {
      db.exec(SCHEMA);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      db.exec(`PRAGMA user_version = ${FORMAT}`);
      db.prepare("INSERT INTO meta VALUES ('lanes', ?)").run(lanes);
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** Sets what durability and privacy rest on. */
export function setPragmas(db: DatabaseSync): void {
  db.exec('PRAGMA journal_mode = WAL');
  db.exec('PRAGMA synchronous = FULL');
  db.exec('PRAGMA secure_delete = ON');
  // A checkpoint pauses the writer: rather a longer one now and then, out of the 99th percentile.
  db.exec('PRAGMA wal_autocheckpoint = 8000');
  db.exec('PRAGMA cache_size = -65536');
}

/** Reads the settings back: SQLite ignores silently what it cannot do. Throws `LogOpenError` (UNSAFE). */
export function assertPragmas(db: DatabaseSync): void {
  for (const [pragma, wanted] of [
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['secure_delete', 1],
  ] as const) {
    const found = Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
    if (found !== wanted) throw new LogOpenError('UNSAFE', `${pragma} is ${String(found)}, not ${wanted}`);
  }
}

/** The number of lanes the file was made with; refuses another format, and another number when one is asked for. */
export function readLanes(db: DatabaseSync, wanted: number | undefined): number {
  const { user_version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (user_version !== FORMAT) throw new LogOpenError('FOREIGN', `log format ${user_version}, this is ${FORMAT}`);
  const row = db.prepare("SELECT value FROM meta WHERE key = 'lanes'").get() as { value: number } | undefined;
  if (row === undefined) throw new LogOpenError('DAMAGED', 'the number of lanes is missing');
  if (wanted !== undefined && wanted !== row.value)
    throw new LogOpenError('LANES', `the log has ${row.value} lanes, not ${wanted}`);
  return row.value;
}
