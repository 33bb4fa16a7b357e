import type { KeyStore } from '../vault/key-store.ts';
import type { Keyring } from '../vault/keyring.ts';
import { type Db, openDb } from './open-db.ts';
import { DataDirError } from './open-error.ts';

/**
 * The vault's rows in one SQLite file (`keys.db`).
 * Throws `DataDirError` when the file is damaged (DATA_DAMAGED) or was made with another key-encryption key (KEY_WRONG).
 */
export function openKeys({ file, keys }: { file: string; keys: Keyring }): KeyStore {
  const db = openDb(file, VERSION, SCHEMA);
  checkKek(db, keys, file);
  const select = db.sql.prepare('SELECT erased, wrapped FROM subject WHERE subject = ?');
  const insert = db.sql.prepare('INSERT INTO subject (subject, erased, wrapped) VALUES (?, ?, ?)');
  // Same length as before, so SQLite overwrites the row where it stands.
  const blank = db.sql.prepare('UPDATE subject SET erased = 1, wrapped = zeroblob(length(wrapped)) WHERE subject = ?');
  const selectLookup = db.sql.prepare('SELECT subject FROM lookup WHERE digest = ?');
  const insertLookup = db.sql.prepare('INSERT INTO lookup (digest, subject) VALUES (?, ?)');
  const deleteLookups = db.sql.prepare('DELETE FROM lookup WHERE subject = ?');

  const find = (subject: string): Uint8Array | null | undefined => {
    const row = select.get(subject);
    return row && (row.erased === 1 ? null : (row.wrapped as Uint8Array));
  };
  const lookUp = (digest: string): string | undefined => selectLookup.get(digest)?.subject as string | undefined;

  return {
    async find(subjects) {
      const found = new Map<string, Uint8Array | null>();
      for (const subject of subjects) {
        const wrapped = find(subject);
        if (wrapped !== undefined) found.set(subject, wrapped);
      }
      return found;
    },
    keep(made) {
      return db.write(() => {
        const kept = new Map<string, Uint8Array | null>();
        for (const { subject, wrapped } of made) {
          const there = find(subject);
          if (there === undefined) insert.run(subject, 0, wrapped);
          kept.set(subject, there === undefined ? wrapped : there);
        }
        return kept;
      });
    },
    lookUp: async (digest) => lookUp(digest),
    async lookUpOrMake(digests, make) {
      const known = digests.map(lookUp);
      if (!known.includes(undefined)) return known.map((subject) => ({ subject: subject as string, made: false }));
      return db.write(() =>
        digests.map((digest) => {
          const there = lookUp(digest);
          if (there) return { subject: there, made: false };
          const { subject, wrapped } = make();
          insert.run(subject, 0, wrapped);
          insertLookup.run(digest, subject);
          return { subject, made: true };
        }),
      );
    },
    async destroy(subject) {
      await db.write(() => {
        deleteLookups.run(subject);
        // A subject that never had a key is erased all the same: none may be made for it later.
        if (blank.run(subject).changes === 0) insert.run(subject, 1, new Uint8Array(0));
      });
      db.truncateWal();
    },
    async close() {
      db.close();
    },
  };
}

function checkKek(db: Db, keys: Keyring, file: string): void {
  const row = db.sql.prepare("SELECT value FROM meta WHERE name = 'kek'").get();
  if (!row) db.sql.prepare("INSERT INTO meta (name, value) VALUES ('kek', ?)").run(keys.check);
  else if (row.value !== keys.check) {
    db.close();
    throw new DataDirError('KEY_WRONG', file, '数据由另一把密钥加密');
  }
}

const VERSION = 1;

/** A destroyed key stays as a row of zeros: the list of the erased, which holds nothing personal. */
const SCHEMA = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE subject (id INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, erased INTEGER NOT NULL, wrapped BLOB NOT NULL);
  CREATE TABLE lookup (digest TEXT PRIMARY KEY, subject TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX lookup_subject ON lookup (subject)`;
