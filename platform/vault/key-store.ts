import type { KeyObject } from 'node:crypto';
import { createSecretKey, randomBytes } from 'node:crypto';
import type { Keyring } from './keyring.ts';
import { decrypt, encrypt } from './seal.ts';

/** Where a vault keeps its rows: wrapped subject keys, and subjects by the hash of an identifier. Never a plain key. */
export interface KeyStore {
  /** The wrapped keys of subjects, null where it was destroyed; a subject that never had one is absent. */
  find(subjects: readonly string[]): Promise<ReadonlyMap<string, Uint8Array | null>>;
  /** Keeps keys where there is none yet, durably; what is there then, for each subject (another's, when that was first). */
  keep(keys: readonly NewKey[]): Promise<ReadonlyMap<string, Uint8Array | null>>;
  lookUp(digest: string): Promise<string | undefined>;
  /** The subjects of hashes, in order; where there is none, one with its key is made by `make`, exactly once also in a race. */
  lookUpOrMake(digests: readonly string[], make: () => NewKey): Promise<{ subject: string; made: boolean }[]>;
  /** Destroys a subject's key and its look-ups without a trace, and remembers that. */
  destroy(subject: string): Promise<void>;
  close(): Promise<void>;
}

export interface NewKey {
  readonly subject: string;
  readonly wrapped: Uint8Array;
}

/** Makes a subject's key, wrapped under the key-encryption key and bound to the subject. */
export function newKey(keys: Keyring, subject: string): NewKey {
  return { subject, wrapped: encrypt(keys.key('wrap'), randomBytes(32), Buffer.from(subject)) };
}

/** Throws `SealError` when the bytes are not the wrapped key of this subject. */
export function unwrap(keys: Keyring, subject: string, wrapped: Uint8Array): KeyObject {
  return createSecretKey(decrypt(keys.key('wrap'), wrapped, Buffer.from(subject)));
}
