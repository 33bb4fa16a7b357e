import { createHash } from 'node:crypto';
import { type Commit, DamagedError, type StoredEvent } from './log.ts';

/** What the chain covers: a commit without its lane position, in this key order. */
interface CommitBody {
  readonly stream: string;
  readonly ordinal: number;
  readonly commandId: string;
  readonly actor: string;
  readonly at: string;
  readonly events: readonly StoredEvent[];
}

/** The bytes of a commit: made once, when it is appended, and stored as they are. */
export function encodeCommit(body: CommitBody): Uint8Array {
  const { stream, ordinal, commandId, actor, at, events } = body;
  return Buffer.from(JSON.stringify({ stream, ordinal, commandId, actor, at, events }), 'utf8');
}

/** Reads stored bytes back. Throws `DamagedError` when they are no commit. */
export function decodeCommit(bytes: Uint8Array, lane: number, position: number): Commit {
  return decodeText(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'), lane, position);
}

/** The same for a store that gives the bytes as text. */
export function decodeText(text: string, lane: number, position: number): Commit {
  let body: CommitBody;
  try {
    body = JSON.parse(text) as CommitBody;
  } catch (cause) {
    throw new DamagedError(lane, position, { cause });
  }
  if (!Array.isArray(body?.events)) throw new DamagedError(lane, position);
  return Object.assign(body, { lane, position });
}

/** The hash before the first commit of a lane. */
export const GENESIS: Uint8Array = new Uint8Array(32);

/** hash(n) = SHA-256(hash(n-1) followed by the stored bytes of commit n). */
export function chainHash(previous: Uint8Array, bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(previous).update(bytes).digest();
}

/** The lane a new stream starts in: FNV-1a over its name, modulo the number of lanes. */
export function laneOf(stream: string, lanes: number): number {
  if (lanes === 1) return 0;
  let hash = 0x811c9dc5;
  for (let i = 0; i < stream.length; i++) {
    hash ^= stream.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % lanes;
}
