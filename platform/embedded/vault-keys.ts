import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { Keyring } from '../contract/keyring.ts';
import { decrypt, encrypt } from '../contract/seal.ts';
import type { Db } from './open-db.ts';
import { DataDirError } from './open-error.ts';

/** The rows of the vault: wrapped keys by subject, subjects by look-up hash. Writes belong inside `db.write`. */
export interface Keys {
  /** The unwrapped key; null when it was destroyed, undefined when there never was one. */
  find(subject: string): KeyObject | null | undefined;
  make(subject: string): KeyObject;
  lookUp(digest: string): string | undefined;
  link(digest: string, subject: string): void;
  destroy(subject: string): void;
}

/** Throws `DataDirError` KEY_WRONG when the file was made with another key-encryption key. */
export function openKeys(db: Db, keys: Keyring, file: string): Keys {
  checkKek(db, keys, file);
  const wrapKey = keys.key('wrap');
  const select = db.sql.prepare('SELECT erased, wrapped FROM subject WHERE subject = ?');
  const insert = db.sql.prepare('INSERT INTO subject (subject, erased, wrapped) VALUES (?, ?, ?)');
  // Same length as before, so SQLite overwrites the row where it stands.
  const blank = db.sql.prepare('UPDATE subject SET erased = 1, wrapped = zeroblob(length(wrapped)) WHERE subject = ?');
  const selectLookup = db.sql.prepare('SELECT subject FROM lookup WHERE digest = ?');
  const insertLookup = db.sql.prepare('INSERT INTO lookup (digest, subject) VALUES (?, ?)');
  const deleteLookups = db.sql.prepare('DELETE FROM lookup WHERE subject = ?');

  return {
    find(subject) {
      const row = select.get(subject);
      if (!row) return undefined;
      if (row.erased === 1) return null;
      return createSecretKey(decrypt(wrapKey, row.wrapped as Uint8Array, Buffer.from(subject)));
    },
    make(subject) {
      const key = randomBytes(32);
      insert.run(subject, 0, encrypt(wrapKey, key, Buffer.from(subject)));
      return createSecretKey(key);
    },
    lookUp: (digest) => selectLookup.get(digest)?.subject as string | undefined,
    link(digest, subject) {
      insertLookup.run(digest, subject);
    },
    destroy(subject) {
      deleteLookups.run(subject);
      // A subject that never had a key is erased all the same: none may be made for it later.
      if (blank.run(subject).changes === 0) insert.run(subject, 1, new Uint8Array(0));
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
