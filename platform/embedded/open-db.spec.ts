import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Db, openDb } from './open-db.ts';

const SCHEMA = 'CREATE TABLE t (n INTEGER PRIMARY KEY)';

describe('a small database', () => {
  let dir: string;
  let db: Db;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'hengyun-db-'));
    db = openDb(join(dir, 'a.db'), 1, SCHEMA);
  });
  afterEach(() => {
    db.close();
    rmSync(dir, { recursive: true });
  });
  const add = (n: number) => db.write(() => Number(db.sql.prepare('INSERT INTO t VALUES (?)').run(n).changes));
  const all = (): unknown[] =>
    db.sql
      .prepare('SELECT n FROM t ORDER BY n')
      .all()
      .map((row) => row.n);

  it('writes the jobs of a turn together, each standing alone', async () => {
    const twice = db.write(() => {
      db.sql.prepare('INSERT INTO t VALUES (7)').run();
      db.sql.prepare('INSERT INTO t VALUES (7)').run();
    });
    const ended = await Promise.allSettled([add(1), twice, add(2), add(1), add(3)]);
    expect(ended.map((each) => each.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
    expect(all()).toEqual([1, 2, 3]);
  });

  it('tells every job when the transaction failed, and goes on afterwards', async () => {
    const other = new DatabaseSync(join(dir, 'a.db'));
    other.exec('BEGIN IMMEDIATE');
    const ended = await Promise.allSettled([add(1), add(2)]);
    expect(ended.map((each) => each.status)).toEqual(['rejected', 'rejected']);
    other.exec('ROLLBACK');
    other.close();
    await add(3);
    expect(all()).toEqual([3]);
  });

  it('writes what is waiting before it closes', async () => {
    const waiting = add(1);
    db.close();
    expect(await waiting).toBe(1);
    db.close();
    db = openDb(join(dir, 'a.db'), 1, SCHEMA);
    expect(all()).toEqual([1]);
    db.close();
    await expect(add(2)).rejects.toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }));
  });

  it('says so when a reader keeps traces alive', async () => {
    await add(1);
    const reader = new DatabaseSync(join(dir, 'a.db'), { readOnly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT * FROM t').all();
    await add(2);
    expect(() => db.truncateWal()).toThrow(expect.objectContaining({ code: 'UNAVAILABLE' }));
    reader.exec('ROLLBACK');
    reader.close();
    db.truncateWal();
  });

  it('refuses a file of another version, or of none', () => {
    db.close();
    const open = (version: number) => () => openDb(join(dir, 'a.db'), version, SCHEMA);
    expect(open(2)).toThrow(expect.objectContaining({ code: 'DATA_DAMAGED' }));
    writeFileSync(join(dir, 'a.db'), 'not a database, but long enough to be looked at');
    expect(open(1)).toThrow(expect.objectContaining({ code: 'DATA_DAMAGED' }));
  });
});
