import type { KeyStore } from '../vault/key-store.ts';
import type { Keyring } from '../vault/keyring.ts';
import { type Carried, fromBase64 } from './carry.ts';
import { type Db, openDb } from './open-db.ts';
import { DataDirError } from './open-error.ts';

export interface EmbeddedKeys extends KeyStore {
  /** Every key, wrapped, then every look-up; read by the page, so that nothing is held between them. */
  rows(): Iterable<Carried>;
  /** Takes rows of another folder; how many were new. Throws when a subject has another key here. */
  take(rows: readonly Carried[]): Promise<number>;
  /** Notes subjects that have no key here as lost: opened as null, until their key is taken. How many were noted. */
  giveUp(subjects: readonly string[]): Promise<number>;
}

/** What stands in `subject.erased`: lost is a key that never came here. */
const [ERASED, LOST] = [1, 2];
const PAGE = 500;

/**
 * The vault's rows in one SQLite file (`keys.db`).
 * Throws `DataDirError` when the file is damaged (DATA_DAMAGED) or was made with another key-encryption key (KEY_WRONG).
 */
export function openKeys({ file, keys }: { file: string; keys: Keyring }): EmbeddedKeys {
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
    return row && (row.erased !== 0 ? null : (row.wrapped as Uint8Array));
  };
  const page = db.sql.prepare('SELECT id, subject, erased, wrapped FROM subject WHERE id > ? ORDER BY id LIMIT ?');
  const lookupPage = db.sql.prepare('SELECT digest, subject FROM lookup WHERE digest > ? ORDER BY digest LIMIT ?');
  const replace = db.sql.prepare('UPDATE subject SET erased = ?, wrapped = ? WHERE subject = ?');
  const putLookup = db.sql.prepare('INSERT OR REPLACE INTO lookup (digest, subject) VALUES (?, ?)');

  const takeKey = (subject: string, wrapped: Uint8Array | null): boolean => {
    const there = select.get(subject);
    const [erased, bytes] = wrapped ? [0, wrapped] : [ERASED, new Uint8Array(0)];
    if (!there) insert.run(subject, erased, bytes);
    else if (there.erased === LOST) replace.run(erased, bytes, subject);
    else if (there.erased === ERASED) return false;
    else if (!wrapped) blank.run(subject);
    else if (Buffer.compare(there.wrapped as Uint8Array, wrapped) === 0) return false;
    else throw new RangeError(`KEY_WRONG: 同一主体在这里有另一把密钥（${subject}），请导入到新的空目录`);
    return true;
  };
  const takeLookup = (digest: string, subject: string): boolean => {
    // What the log speaks of goes before whom somebody met here before it came.
    if (lookUp(digest) === subject || select.get(subject)?.erased === ERASED) return false;
    putLookup.run(digest, subject);
    return true;
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
    *rows() {
      for (let id = 0; ; ) {
        const rows = page.all(id, PAGE) as unknown as {
          id: number;
          subject: string;
          erased: number;
          wrapped: Uint8Array;
        }[];
        for (const { subject, erased, wrapped } of rows)
          if (erased !== LOST)
            yield { subject, wrapped: erased === ERASED ? null : Buffer.from(wrapped).toString('base64') };
        const last = rows.at(-1);
        if (!last) break;
        id = last.id;
      }
      for (let after = ''; ; ) {
        const rows = lookupPage.all(after, PAGE) as unknown as { digest: string; subject: string }[];
        for (const { digest, subject } of rows) yield { lookup: digest, of: subject };
        const last = rows.at(-1);
        if (!last) return;
        after = last.digest;
      }
    },
    take: (rows) =>
      db.write(() => {
        let added = 0;
        for (const row of rows) {
          if ('subject' in row)
            added += Number(takeKey(row.subject, row.wrapped === null ? null : fromBase64(row.wrapped)));
          else if ('lookup' in row) added += Number(takeLookup(row.lookup, row.of));
        }
        return added;
      }),
    giveUp: (subjects) =>
      db.write(() => {
        const unknown = subjects.filter((subject) => find(subject) === undefined);
        for (const subject of unknown) insert.run(subject, LOST, new Uint8Array(0));
        return unknown.length;
      }),
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
