import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { UnavailableError } from '../contract/log.ts';
import { sqliteError } from './open-inspect.ts';

/** A small SQLite file of ours: opened with the settings that durability and erasure rest on, and read back. */
export interface Db {
  readonly sql: DatabaseSync;
  /**
   * Runs a job in the next write transaction. Jobs that are asked for in the same turn share one transaction and one
   * fsync; each stands alone (one that throws is undone by itself). Resolves when the job is durable.
   */
  write<T>(job: () => T): Promise<T>;
  /**
   * Moves everything from the write-ahead log into the file and empties it: what was deleted is then gone from both.
   * Throws `UnavailableError` when a reader of another process is in the way.
   */
  truncateWal(): void;
  /** Writes what is still waiting, then closes. */
  close(): void;
}

interface Job {
  run(): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/**
 * Opens or makes the file. `schema` makes a new file at `version`; a file of another version is refused.
 * Throws `DataDirError` DATA_DAMAGED when the file is not ours or not whole.
 */
export function openDb(file: string, version: number, schema: string): Db {
  const sql = openChecked(file, version, schema);
  const begin = sql.prepare('BEGIN IMMEDIATE');
  const commit = sql.prepare('COMMIT');
  const save = sql.prepare('SAVEPOINT job');
  const release = sql.prepare('RELEASE job');
  const undo = sql.prepare('ROLLBACK TO job');
  let queue: Job[] = [];

  const drain = (): void => {
    const jobs = queue;
    queue = [];
    if (jobs.length === 0 || !sql.isOpen) return;
    const settle: (() => void)[] = [];
    try {
      begin.run();
      for (const job of jobs) {
        save.run();
        try {
          const value = job.run();
          settle.push(() => job.resolve(value));
        } catch (error) {
          undo.run();
          settle.push(() => job.reject(error));
        }
        release.run();
      }
      commit.run();
    } catch (error) {
      if (sql.isTransaction) sql.exec('ROLLBACK');
      for (const job of jobs) job.reject(error);
      return;
    }
    for (const tell of settle) tell();
  };

  return {
    sql,
    write<T>(run: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        if (!sql.isOpen) return reject(new UnavailableError(`${file} is closed`));
        if (queue.push({ run, resolve: resolve as (value: unknown) => void, reject }) === 1) setImmediate(drain);
      });
    },
    truncateWal() {
      const done = sql.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
      if (done?.busy !== 0) throw new UnavailableError(`another reader holds ${file}: traces may remain, repeat this`);
    },
    close() {
      if (!sql.isOpen) return;
      drain();
      sql.close();
    },
  };
}

/** Files up to this size are looked through wholly at each start (some 0.1 s). */
const QUICK_CHECK_BYTES = 32 * 1024 * 1024;

function openChecked(file: string, version: number, schema: string): DatabaseSync {
  let sql: DatabaseSync | undefined;
  try {
    sql = new DatabaseSync(file, { timeout: 2000 });
    if (statSync(file).size <= QUICK_CHECK_BYTES) assertSound(sql);
    // secure_delete: what is deleted is overwritten with zeros. FULL: a commit is on the disk when it returns.
    sql.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;');
    // Hashes and random ids land on random pages: a larger cache and rarer checkpoints write each page less often.
    sql.exec('PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 8000;');
    const found = Number(pragma(sql, 'user_version'));
    if (found === 0) sql.exec(`BEGIN IMMEDIATE; ${schema}; PRAGMA user_version = ${version}; COMMIT`);
    else if (found !== version) throw new Error(`version ${found}, this program knows ${version}`);
    const settings = { journal_mode: 'wal', synchronous: 2, secure_delete: 1 };
    for (const [name, wanted] of Object.entries(settings))
      if (pragma(sql, name) !== wanted) throw new Error(`${name} is ${pragma(sql, name)}, not ${wanted}`);
    return sql;
  } catch (error) {
    sql?.close();
    throw sqliteError(file, error);
  }
}

function assertSound(sql: DatabaseSync): void {
  const found = Object.values(sql.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
  if (found !== 'ok') throw new Error(String(found));
}

function pragma(sql: DatabaseSync, name: string): unknown {
  return sql.prepare(`PRAGMA ${name}`).get()?.[name];
}
