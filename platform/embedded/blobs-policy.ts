import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { checkBlobKey, type UploadRequest } from '../contract/blobs.ts';
import type { Clock } from '../contract/platform.ts';
import { UploadError } from './blobs-error.ts';

/** How long a form may wait for its file. */
const VALID_MS = 3600_000;

/** What the signature covers, and nothing else decides about an upload. */
export interface Policy extends UploadRequest {
  /** Instant in ms after which the form is refused. */
  readonly expires: number;
}

/** The hidden fields of an upload form, in the order in which they must be posted. */
export function signPolicy(key: KeyObject, request: UploadRequest, clock: Clock): Record<string, string> {
  const { intakeKey, maxBytes, redirectTo, owner = intakeKey } = request;
  checkBlobKey(intakeKey);
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 1) throw new RangeError('maxBytes must be a whole number above 0');
  const policy: Policy = { intakeKey, maxBytes, redirectTo, owner, expires: Date.parse(clock.now()) + VALID_MS };
  const text = Buffer.from(JSON.stringify(policy), 'utf8').toString('base64url');
  return { key: intakeKey, policy: text, signature: sign(key, text).toString('base64url') };
}

/** The policy of a posted form. Throws `UploadError` UPLOAD_REFUSED (not ours, or changed) or UPLOAD_EXPIRED. */
export function readPolicy(key: KeyObject, fields: ReadonlyMap<string, string>, clock: Clock): Policy {
  const text = fields.get('policy') ?? '';
  const given = Buffer.from(fields.get('signature') ?? '', 'base64url');
  const right = sign(key, text);
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw new UploadError('UPLOAD_REFUSED');
  const policy = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Policy;
  if (fields.get('key') !== policy.intakeKey) throw new UploadError('UPLOAD_REFUSED');
  if (Date.parse(clock.now()) > policy.expires) throw new UploadError('UPLOAD_EXPIRED');
  return policy;
}

function sign(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
