import type { KeyObject } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import busboy from 'busboy';
import type { Clock } from '../contract/platform.ts';
import { UploadError, uploadAnswer } from './blobs-error.ts';
import type { IntakeWrite } from './blobs-intake.ts';
import { type Policy, readPolicy } from './blobs-policy.ts';

/** A posted form as it comes in. */
export interface Arriving {
  readonly contentType: string | null;
  readonly body: ReadableStream<Uint8Array> | IncomingMessage | null;
}

interface Receiver {
  readonly policyKey: KeyObject;
  readonly clock: Clock;
  write(intakeKey: string, owner: string): Promise<IntakeWrite>;
}

interface Stored {
  readonly policy: Policy;
  /** As the browser said it. */
  readonly fileName: string;
}

/** After a refusal so much more is read and thrown away, so that the browser gets to see the answer. */
const DRAIN_BYTES = 32 * 1024 * 1024;

/** So much of a file's name is handed on; its ending is at the end. */
const MOST_NAME = 255;

const LIMITS = { fieldNameSize: 100, fieldSize: 16_384, fields: 10, parts: 12, headerPairs: 50 };

/**
 * One upload form: the signed fields first, one file last. Answers 303 to where the policy says, with `key` added, or
 * a plain coded refusal; a refused, cut off or doubled file leaves nothing.
 */
export async function receiveUpload({ contentType, body }: Arriving, receiver: Receiver): Promise<Response> {
  const source =
    body === null ? Readable.from([]) : body instanceof Readable ? body : Readable.fromWeb(body as WebStream);
  try {
    const stored = await store(source, contentType, receiver);
    return new Response(null, { status: 303, headers: { location: returnTo(stored), 'cache-control': 'no-store' } });
  } catch (error) {
    drain(source);
    if (error instanceof UploadError) return uploadAnswer(error);
    throw error;
  }
}

async function store(source: Readable, contentType: string | null, receiver: Receiver): Promise<Stored> {
  const fields = new Map<string, string>();
  let taken: { policy: Policy; write: IntakeWrite } | undefined;
  let fileName = '';
  let parser: busboy.Busboy;
  try {
    parser = busboy({ headers: { 'content-type': contentType ?? '' }, limits: LIMITS, defParamCharset: 'utf8' });
  } catch {
    throw new UploadError('UPLOAD_MALFORMED');
  }
  try {
    await new Promise<void>((resolve, reject) => {
      let work = Promise.resolve();
      const fail = (error: unknown): void => {
        // What is being written must come to rest before it is dropped: destroying the parser ends its file.
        void work.then(
          () => reject(error),
          () => reject(error),
        );
        source.unpipe(parser);
        parser.destroy();
      };
      const malformed = (): void => fail(new UploadError('UPLOAD_MALFORMED'));
      let files = 0;
      parser.on('field', (name, value, info) => {
        if (info.nameTruncated || info.valueTruncated) malformed();
        else if (files === 0) fields.set(name, value);
      });
      parser.on('file', (name, file, info) => {
        // Destroyed with the parser; why is said elsewhere.
        file.on('error', () => undefined);
        if (++files > 1) {
          file.resume();
          fail(new UploadError('UPLOAD_ONE_FILE'));
        } else if (name !== 'file') {
          file.resume();
          malformed();
        } else {
          fileName = info.filename ?? '';
          work = take(file, fields, receiver, (now) => {
            taken = now;
          });
          work.catch(fail);
        }
      });
      for (const limit of ['fieldsLimit', 'partsLimit', 'filesLimit'] as const) parser.on(limit, malformed);
      parser.on('error', malformed);
      parser.on('close', () => void work.then(resolve, reject));
      source.on('error', malformed);
      source.on('aborted', malformed);
      source.pipe(parser);
    });
    if (!taken) throw new UploadError('UPLOAD_EMPTY');
    const { policy, write } = taken;
    taken = undefined;
    await write.keep();
    return { policy, fileName };
  } catch (error) {
    await taken?.write.drop();
    throw error;
  }
}

/** Writes the file as it comes; stops at the first byte too many. */
async function take(
  file: Readable,
  fields: ReadonlyMap<string, string>,
  { policyKey, clock, write }: Receiver,
  started: (taken: { policy: Policy; write: IntakeWrite }) => void,
): Promise<void> {
  const policy = readPolicy(policyKey, fields, clock);
  const target = await write(policy.intakeKey, policy.owner ?? policy.intakeKey);
  started({ policy, write: target });
  let size = 0;
  for await (const chunk of file as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > policy.maxBytes) throw new UploadError('UPLOAD_TOO_LARGE');
    await target.add(chunk);
  }
  if (size === 0) throw new UploadError('UPLOAD_EMPTY');
}

function returnTo({ policy: { redirectTo, intakeKey }, fileName }: Stored): string {
  const [path, fragment] = redirectTo.split('#', 2) as [string, string?];
  const name = fileName && `&name=${encodeURIComponent(fileName.slice(-MOST_NAME).toWellFormed())}`;
  const url = `${path}${path.includes('?') ? '&' : '?'}key=${encodeURIComponent(intakeKey)}${name}`;
  return fragment === undefined ? url : `${url}#${fragment}`;
}

function drain(source: Readable): void {
  let left = DRAIN_BYTES;
  source.on('error', () => undefined);
  source.on('data', (chunk: Uint8Array) => {
    left -= chunk.length;
    if (left < 0) source.destroy();
  });
  source.resume();
}
