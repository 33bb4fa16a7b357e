import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Blobs, checkBlobKey } from '../contract/blobs.ts';
import type { Clock } from '../contract/platform.ts';
import type { Keyring } from '../vault/keyring.ts';
import { readIfThere, removeIfThere, sweepFolder, writeAtomic } from './blobs-disk.ts';
import { INTAKE_MS, openIntake } from './blobs-intake.ts';
import { signPolicy } from './blobs-policy.ts';
import { QUOTA, type Quota } from './blobs-quota.ts';
import { type Arriving, receiveUpload } from './blobs-upload.ts';

const SWEEP_MS = 3600_000;

export interface EmbeddedBlobs extends Blobs {
  /** Takes one posted form (`POST /uploads`); see `handleUpload`. */
  receive(arriving: Arriving): Promise<Response>;
  /** Deletes intake files older than a day and leftovers of broken uploads; how many. Runs by itself every hour. */
  sweep(): Promise<number>;
  /** The names on the disk of all that is kept, in order. */
  list(): Promise<readonly string[]>;
  /** The sealed bytes under such a name; null when it is gone. */
  bytesOf(name: string): Promise<Uint8Array | null>;
  /** Keeps bytes under a name of `list`; whether they are new. Throws a `RangeError` for any other name. */
  take(name: string, bytes: Uint8Array): Promise<boolean>;
  close(): Promise<void>;
}

interface Options {
  readonly dir: string;
  readonly keys: Keyring;
  readonly clock: Clock;
  /** How much may wait in intake (`QUOTA` when absent). */
  readonly quota?: Quota;
}

/**
 * Files in a folder. Names on disk are hashes of the keys, so nothing that a client says becomes a path. What browsers
 * post is encrypted on its way to the disk; what is kept comes sealed.
 */
export function openBlobs({ dir, keys, clock, quota = QUOTA }: Options): EmbeddedBlobs {
  const folders = { intake: join(dir, 'intake'), kept: join(dir, 'kept'), tmp: join(dir, 'tmp') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const intakeKeys = { nameKey: keys.key('intake-name'), fileKey: keys.key('intake-file') };
  const intake = openIntake({ ...folders, ...intakeKeys, clock, quota });
  const policyKey = keys.key('upload-policy');
  const named = (name: string): string => {
    if (!/^[0-9a-f]{64}$/.test(name)) throw new RangeError('no name of a kept file');
    return join(folders.kept, name.slice(0, 2), name);
  };
  const keptFile = (key: string): string => {
    checkBlobKey(key);
    return named(createHash('sha256').update(key).digest('hex'));
  };

  const sweep = async (): Promise<number> => {
    const before = Date.parse(clock.now()) - INTAKE_MS;
    return (await intake.sweep()) + (await sweepFolder(folders.tmp, before));
  };
  // A failed sweep is tried again at the next turn; nothing that expired is shown meanwhile.
  const timer = setInterval(() => void sweep().catch(() => undefined), SWEEP_MS).unref();

  return {
    async presignUpload(request) {
      return { url: '/uploads', fields: signPolicy(policyKey, request, clock) };
    },
    readIntake: intake.read,
    deleteIntake: intake.delete,
    async put(key, bytes) {
      await writeAtomic(keptFile(key), folders.tmp, bytes);
    },
    get: async (key) => readIfThere(keptFile(key)),
    delete: async (key) => removeIfThere(keptFile(key)),
    receive: (arriving) => receiveUpload(arriving, { policyKey, clock, write: intake.write }),
    sweep,
    async list() {
      const entries = await readdir(folders.kept, { recursive: true, withFileTypes: true });
      return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).sort();
    },
    bytesOf: (name) => readIfThere(named(name)),
    async take(name, bytes) {
      const there = await readIfThere(named(name));
      if (there && Buffer.compare(there, bytes) === 0) return false;
      await writeAtomic(named(name), folders.tmp, bytes);
      return true;
    },
    async close() {
      clearInterval(timer);
    },
  };
}

/** The route `POST /uploads` of the embedded server: a web `Request` in, the answer to the browser out. */
export async function handleUpload(blobs: EmbeddedBlobs, request: Request): Promise<Response> {
  return blobs.receive({ contentType: request.headers.get('content-type'), body: request.body });
}
