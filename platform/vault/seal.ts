import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from 'node:crypto';
import type { Json } from '../contract/json.ts';
import { SealError, type Sealed } from '../contract/vault.ts';

/*
 * The sealed formats, version 1. They are stored for ever: a change is a new version beside this one.
 *   value  `s1.<subject>.<base64url of iv, ciphertext, tag>`, additional data = subject
 *   file   `HYS1`, one byte length of the subject, subject, iv, ciphertext, tag; additional data = all before the iv
 */
const IV = 12;
const TAG = 16;
const FILE_MAGIC = Buffer.from('HYS1');
const SUBJECT = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether a text can be a subject id: letters, digits, `-`, `_`; at most 64. */
export const isSubject = (text: string): boolean => SUBJECT.test(text);

/** Throws a `RangeError` unless the text can be a subject id. */
export function checkSubject(subject: string): void {
  if (!isSubject(subject)) throw new RangeError('not a subject id');
}

const pool = Buffer.alloc(IV * 512);
let used = pool.length;

/** Twelve random bytes, never given before; drawn by the block, since one draw costs as much as a sealing. */
export function randomIv(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += IV;
  return Buffer.from(pool.subarray(used - IV, used));
}

/** AES-256-GCM: iv, ciphertext, tag. The iv is random; only the format tests give one. */
export function encrypt(key: KeyObject, plain: Uint8Array, aad: Uint8Array, iv: Uint8Array = randomIv()): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG });
  cipher.setAAD(aad);
  const head = cipher.update(plain);
  return Buffer.concat([iv, head, cipher.final(), cipher.getAuthTag()]);
}

/** Throws `SealError` when the bytes, the key or the additional data are not those of `encrypt`. */
export function decrypt(key: KeyObject, bytes: Uint8Array, aad: Uint8Array): Buffer {
  if (bytes.length < IV + TAG) throw new SealError('sealed bytes cut off');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV), { authTagLength: TAG });
  decipher.setAAD(aad);
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  try {
    const head = decipher.update(bytes.subarray(IV, bytes.length - TAG));
    return Buffer.concat([head, decipher.final()]);
  } catch (cause) {
    throw new SealError('sealed bytes damaged', { cause });
  }
}

export function sealValue(key: KeyObject, subject: string, value: Json, iv?: Uint8Array): Sealed {
  const text = JSON.stringify(value);
  if (text === undefined) throw new TypeError('only JSON values can be sealed');
  return `s1.${subject}.${encrypt(key, Buffer.from(text, 'utf8'), Buffer.from(subject), iv).toString('base64url')}`;
}

/** The subject of a sealed value. Throws `SealError` when the text is not one. */
export function subjectOf(sealed: Sealed): string {
  const dot = sealed.indexOf('.', 3);
  const subject = sealed.slice(3, dot);
  if (!sealed.startsWith('s1.') || dot < 0 || !SUBJECT.test(subject)) throw new SealError('not a sealed value');
  return subject;
}

export function openValue(key: KeyObject, sealed: Sealed): Json {
  const subject = subjectOf(sealed);
  const text = sealed.slice(4 + subject.length);
  const bytes = Buffer.from(text, 'base64url');
  // Buffer skips what is not base64: a value that was tampered with there must not pass for the same value.
  if (bytes.toString('base64url') !== text) throw new SealError('not a sealed value');
  return JSON.parse(decrypt(key, bytes, Buffer.from(subject)).toString('utf8')) as Json;
}

export function sealFile(key: KeyObject, subject: string, bytes: Uint8Array, iv?: Uint8Array): Buffer {
  const head = Buffer.concat([FILE_MAGIC, Buffer.from([subject.length]), Buffer.from(subject)]);
  return Buffer.concat([head, encrypt(key, bytes, head, iv)]);
}

/** The subject of a sealed file. Throws `SealError` when the bytes are not one. */
export function subjectOfFile(sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const subject = bytes.subarray(5, 5 + (bytes[4] ?? 0)).toString('latin1');
  if (!bytes.subarray(0, 4).equals(FILE_MAGIC) || !SUBJECT.test(subject)) throw new SealError('not a sealed file');
  return subject;
}

export function openFile(key: KeyObject, sealed: Uint8Array): Buffer {
  const end = 5 + subjectOfFile(sealed).length;
  return decrypt(key, sealed.subarray(end), sealed.subarray(0, end));
}
