import type { Json } from './json.ts';

/** A value sealed for one subject: `s1.<subject>.<base64url of iv, ciphertext, tag>` (AES-256-GCM, subject as additional data). */
export type Sealed = string;

/**
 * Personal data. Each subject (a person or company that facts speak of) has a key, wrapped by a key-encryption key
 * (a local key file, or KMS). Destroying the subject's key is what erasure means: sealed values stay where they
 * are, and nobody can open them again.
 */
export interface Vault {
  /** The subject known under an exact identifier (identity number, credit code), made when there is none. The identifier is kept only as a keyed hash, outside the log. */
  subjectFor(identifier: string): Promise<{ subject: string; made: boolean }>;
  /** As `subjectFor`, for many at once and at the price of one durable write; in the order asked. Some thousands at a time. */
  subjectsFor(identifiers: readonly string[]): Promise<readonly { subject: string; made: boolean }[]>;
  /** Like `subjectFor`, but never makes one. */
  findSubject(identifier: string): Promise<string | undefined>;
  /** Seals a JSON value for a subject, making its key at first use. Throws `ErasedError` when the subject was erased. */
  seal(subject: string, value: Json): Promise<Sealed>;
  /** As `seal`, for many at once: missing keys are made in bulk. Throws before any is sealed. */
  sealMany(values: readonly { readonly subject: string; readonly value: Json }[]): Promise<Sealed[]>;
  /** Opens a sealed value; null when its subject was erased. Throws `SealError` on a damaged value. */
  open(sealed: Sealed): Promise<Json>;
  /** As `open`, for many at once (one key look-up a subject). */
  openMany(sealed: readonly Sealed[]): Promise<Json[]>;
  /** Seals the bytes of a file for a subject, as `seal` does a value. */
  sealBytes(subject: string, bytes: Uint8Array): Promise<Uint8Array>;
  /** Opens the bytes of a sealed file; null when its subject was erased. Throws on damage. */
  openBytes(sealed: Uint8Array): Promise<Uint8Array | null>;
  /** Destroys the subject's key and look-ups, for ever. Harmless when repeated. */
  erase(subject: string): Promise<void>;
  isErased(subject: string): Promise<boolean>;
  /** Whether there is, or ever was, such a subject here: one that was erased is still known to have been. */
  knows(subject: string): Promise<boolean>;
  /** A keyed hash of a short secret (query code, session id) that may be stored in the open. */
  digest(purpose: string, secret: string): Promise<string>;
  close(): Promise<void>;
}

export class ErasedError extends Error {
  readonly code = 'ERASED';
  constructor(subject: string) {
    super(`subject erased: ${subject}`);
    this.name = 'ErasedError';
  }
}

/** A sealed value or file is damaged, or its key was never here: not the same as an erased subject. */
export class SealError extends Error {
  readonly code = 'SEAL_DAMAGED';
  constructor(detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'SealError';
  }
}
