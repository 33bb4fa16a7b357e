import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/**
 * The keys that stand behind personal data, all derived from one key-encryption key (32 bytes: a local key file, or
 * made by KMS) by HKDF-SHA256 with a purpose, so that no two uses share a key.
 */
export interface Keyring {
  /** A 32-byte key for one purpose; the same for the same purpose. (Key objects: Node takes plain bytes four times slower.) */
  key(purpose: string): KeyObject;
  /** HMAC-SHA256 of a text under the key of a purpose, as base64url (43 characters). */
  hash(purpose: string, text: string): string;
  /** A hash that tells whether this is the key-encryption key a store was made with, without telling the key. */
  readonly check: string;
}

const SALT = 'hengyun key-encryption key 1';

/** Throws a `RangeError` when the key is not 32 bytes. */
export function keyring(kek: Uint8Array): Keyring {
  if (kek.length !== 32) throw new RangeError(`a key-encryption key has 32 bytes, not ${kek.length}`);
  const secret = createSecretKey(kek);
  const keys = new Map<string, KeyObject>();
  const key = (purpose: string): KeyObject => {
    let found = keys.get(purpose);
    if (!found) {
      found = createSecretKey(Buffer.from(hkdfSync('sha256', secret, SALT, purpose, 32)));
      keys.set(purpose, found);
    }
    return found;
  };
  const hash = (purpose: string, text: string): string =>
    createHmac('sha256', key(purpose)).update(text, 'utf8').digest('base64url');
  return { key, hash, check: hash('check', 'key-encryption key') };
}

/**
 * An identifier as it is hashed: compatibility forms folded (full-width digits are digits), trimmed, upper case (the
 * check character X of an identity number is often typed small). Throws a `RangeError` when nothing is left of it.
 */
export function normalIdentifier(identifier: string): string {
  const normal = identifier.normalize('NFKC').trim().toUpperCase();
  if (normal === '') throw new RangeError('an identifier must not be empty');
  return normal;
}
