import { type KeyObject, randomUUID } from 'node:crypto';
import { Bounded } from '../contract/bounded.ts';
import type { Json } from '../contract/json.ts';
import { ErasedError, SealError, type Vault } from '../contract/vault.ts';
import { type KeyStore, newKey, unwrap } from './key-store.ts';
import { type Keyring, normalIdentifier } from './keyring.ts';
import { checkSubject, openFile, openValue, sealFile, sealValue, subjectOf, subjectOfFile } from './seal.ts';

/** Keys kept unwrapped in memory at most. */
const CACHED = 20_000;

interface Cached {
  /** Null when the subject was erased. */
  readonly key: KeyObject | null;
  readonly until: number;
}

export interface VaultOptions {
  readonly store: KeyStore;
  readonly keys: Keyring;
  /**
   * How long a key is believed without looking, in milliseconds: as long may other processes still open what was erased
   * here. For ever when absent: for a store that only this process writes.
   */
  readonly cacheMs?: number;
}

export interface KeyedVault extends Vault {
  /** Forgets what it believed about keys: they were changed in the store. */
  forget(): void;
}

/** The vault over a store of wrapped keys; the same on every platform. */
export function keyedVault({ store, keys, cacheMs = Number.POSITIVE_INFINITY }: VaultOptions): KeyedVault {
  const cache = new Bounded<Cached>(CACHED);

  const remember = (subject: string, wrapped: Uint8Array | null): KeyObject | null => {
    // What is erased stays so, also for a look that was under way when it happened.
    if (cache.get(subject)?.key === null) return null;
    const key = wrapped && unwrap(keys, subject, wrapped);
    cache.set(subject, { key, until: key ? performance.now() + cacheMs : Number.POSITIVE_INFINITY });
    return key;
  };

  /** The keys of subjects: null when erased, absent when there never was one. */
  const find = async (subjects: Iterable<string>): Promise<Map<string, KeyObject | null>> => {
    const found = new Map<string, KeyObject | null>();
    const unknown = new Set<string>();
    const now = performance.now();
    for (const subject of subjects) {
      const cached = cache.get(subject);
      if (cached && cached.until > now) found.set(subject, cached.key);
      else unknown.add(subject);
    }
    if (unknown.size > 0)
      for (const [subject, wrapped] of await store.find([...unknown])) found.set(subject, remember(subject, wrapped));
    return found;
  };

  /** The keys of subjects, made where there is none; throws `ErasedError` before anything is made. */
  const findOrMake = async (subjects: readonly string[]): Promise<Map<string, KeyObject>> => {
    for (const subject of subjects) checkSubject(subject);
    const found = await find(subjects);
    const assertNone = (): void => {
      for (const [subject, key] of found) if (key === null) throw new ErasedError(subject);
    };
    assertNone();
    const missing = [...new Set(subjects)].filter((subject) => !found.has(subject));
    if (missing.length > 0) {
      const kept = await store.keep(missing.map((subject) => newKey(keys, subject)));
      for (const [subject, wrapped] of kept) found.set(subject, remember(subject, wrapped));
      assertNone();
    }
    return found as Map<string, KeyObject>;
  };

  /** The key to open with; null when erased. */
  const keyToOpen = (found: Map<string, KeyObject | null>, subject: string): KeyObject | null => {
    const key = found.get(subject);
    if (key === undefined) throw new SealError(`no key for subject ${subject}`);
    return key;
  };

  const sealMany = async (values: readonly { readonly subject: string; readonly value: Json }[]): Promise<string[]> => {
    const found = await findOrMake(values.map((each) => each.subject));
    return values.map(({ subject, value }) => sealValue(found.get(subject) as KeyObject, subject, value));
  };

  const openMany = async (sealed: readonly string[]): Promise<Json[]> => {
    const subjects = sealed.map(subjectOf);
    const found = await find(subjects);
    return sealed.map((text, i) => {
      const key = keyToOpen(found, subjects[i] as string);
      return key && openValue(key, text);
    });
  };

  const digestOf = (identifier: string): string => keys.hash('lookup', normalIdentifier(identifier));
  const subjectsFor = async (identifiers: readonly string[]): Promise<{ subject: string; made: boolean }[]> =>
    store.lookUpOrMake(identifiers.map(digestOf), () => newKey(keys, randomUUID()));

  return {
    subjectsFor,
    sealMany,
    openMany,
    subjectFor: async (identifier) => only(await subjectsFor([identifier])),
    findSubject: async (identifier) => store.lookUp(digestOf(identifier)),
    seal: async (subject, value) => only(await sealMany([{ subject, value }])),
    open: async (sealed) => only(await openMany([sealed])),
    async sealBytes(subject, bytes) {
      const found = await findOrMake([subject]);
      return sealFile(found.get(subject) as KeyObject, subject, bytes);
    },
    async openBytes(sealed) {
      const subject = subjectOfFile(sealed);
      const key = keyToOpen(await find([subject]), subject);
      return key && openFile(key, sealed);
    },
    async erase(subject) {
      checkSubject(subject);
      // When it fails half-way the store knows, and the next look asks it.
      cache.delete(subject);
      await store.destroy(subject);
      cache.set(subject, { key: null, until: Number.POSITIVE_INFINITY });
    },
    isErased: async (subject) => (await find([subject])).get(subject) === null,
    knows: async (subject) => (await find([subject])).has(subject),
    digest: async (purpose, secret) => keys.hash('digest', `${purpose}\0${secret}`),
    forget: () => cache.clear(),
    async close() {
      cache.clear();
      await store.close();
    },
  };
}

function only<T>(list: readonly T[]): T {
  return list[0] as T;
}
