import { type KeyObject, randomUUID } from 'node:crypto';
import { Bounded } from '../contract/bounded.ts';
import type { Json } from '../contract/json.ts';
import { type Keyring, normalIdentifier } from '../contract/keyring.ts';
import { checkSubject, openFile, openValue, sealFile, sealValue, subjectOf, subjectOfFile } from '../contract/seal.ts';
import { ErasedError, SealError, type Vault } from '../contract/vault.ts';
import { openDb } from './open-db.ts';
import { openKeys } from './vault-keys.ts';

/** Keys kept unwrapped in memory at most; 32 bytes and an id each. */
const CACHED = 20_000;

/** What the look-up shows in the cache for a subject whose key was destroyed. */
const ERASED = Symbol('erased');

/**
 * The vault on one SQLite file. One process only (the data folder is locked), so the cache never goes stale.
 * Throws `DataDirError` when the file is damaged or was made with another key-encryption key.
 */
export function openVault({ file, keys }: { file: string; keys: Keyring }): Vault {
  const db = openDb(file, SCHEMA_VERSION, SCHEMA);
  const store = openKeys(db, keys, file);
  const cache = new Bounded<KeyObject | typeof ERASED>(CACHED);

  const known = (subject: string): KeyObject | typeof ERASED | undefined => {
    const cached = cache.get(subject);
    if (cached) return cached;
    const row = store.find(subject);
    const found = row === undefined ? undefined : (row ?? ERASED);
    if (found) cache.set(subject, found);
    return found;
  };

  /** The keys of subjects, made where there is none; throws `ErasedError` before anything is made. */
  const keysFor = async (subjects: Iterable<string>): Promise<Map<string, KeyObject>> => {
    const found = new Map<string, KeyObject>();
    const missing: string[] = [];
    for (const subject of new Set(subjects)) {
      checkSubject(subject);
      const key = known(subject);
      if (key === ERASED) throw new ErasedError(subject);
      if (key) found.set(subject, key);
      else missing.push(subject);
    }
    if (missing.length === 0) return found;
    const made = await db.write(() =>
      missing.map((subject) => {
        const key = store.find(subject);
        if (key === null) throw new ErasedError(subject);
        return key ?? store.make(subject);
      }),
    );
    made.forEach((key, i) => {
      found.set(missing[i] as string, key);
      cache.set(missing[i] as string, key);
    });
    return found;
  };

  /** The key to open with; null when erased. */
  const keyToOpen = (subject: string): KeyObject | null => {
    const key = known(subject);
    if (key === undefined) throw new SealError(`no key for subject ${subject}`);
    return key === ERASED ? null : key;
  };

  const open = (sealed: string): Json => {
    const key = keyToOpen(subjectOf(sealed));
    return key ? openValue(key, sealed) : null;
  };

  const subjectsFor = async (identifiers: readonly string[]) => {
    const digests = identifiers.map((identifier) => keys.hash('lookup', normalIdentifier(identifier)));
    const found = digests.map((digest) => store.lookUp(digest));
    if (!found.includes(undefined)) return found.map((subject) => ({ subject: subject as string, made: false }));
    return db.write(() =>
      digests.map((digest) => {
        const there = store.lookUp(digest);
        if (there) return { subject: there, made: false };
        const subject = randomUUID();
        store.make(subject);
        store.link(digest, subject);
        return { subject, made: true };
      }),
    );
  };

  return {
    subjectsFor,
    async subjectFor(identifier) {
      const [one] = await subjectsFor([identifier]);
      return one as { subject: string; made: boolean };
    },
    async findSubject(identifier) {
      return store.lookUp(keys.hash('lookup', normalIdentifier(identifier)));
    },
    async seal(subject, value) {
      const key = (await keysFor([subject])).get(subject) as KeyObject;
      return sealValue(key, subject, value);
    },
    async sealMany(values) {
      const byId = await keysFor(values.map((v) => v.subject));
      return values.map(({ subject, value }) => sealValue(byId.get(subject) as KeyObject, subject, value));
    },
    open: async (sealed) => open(sealed),
    openMany: async (sealed) => sealed.map(open),
    async sealBytes(subject, bytes) {
      const key = (await keysFor([subject])).get(subject) as KeyObject;
      return sealFile(key, subject, bytes);
    },
    async openBytes(sealed) {
      const key = keyToOpen(subjectOfFile(sealed));
      return key ? openFile(key, sealed) : null;
    },
    async erase(subject) {
      checkSubject(subject);
      await db.write(() => store.destroy(subject));
      cache.set(subject, ERASED);
      db.truncateWal();
    },
    async isErased(subject) {
      return known(subject) === ERASED;
    },
    digest: (purpose, secret) => keys.hash('digest', `${purpose}\0${secret}`),
    async close() {
      cache.clear();
      db.close();
    },
  };
}

const SCHEMA_VERSION = 1;

/** A destroyed key stays as a row of zeros: the list of the erased, which holds nothing personal. */
const SCHEMA = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE subject (id INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, erased INTEGER NOT NULL, wrapped BLOB NOT NULL);
  CREATE TABLE lookup (digest TEXT PRIMARY KEY, subject TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX lookup_subject ON lookup (subject)`;
