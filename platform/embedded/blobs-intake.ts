import { createCipheriv, createHmac, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { open, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkBlobKey } from '../contract/blobs.ts';
import type { Clock } from '../contract/platform.ts';
import { decrypt } from '../vault/seal.ts';
import { moveInPlace, readIfThere, removeIfThere, sweepFolder } from './blobs-disk.ts';
import { UploadError } from './blobs-error.ts';
import { IntakeLedger, type Quota } from './blobs-quota.ts';

/** An intake file lives a day. */
export const INTAKE_MS = 24 * 3600_000;

/** `HYI1` had no owner; such files live a day after the last program that wrote them. */
const [OLD_MAGIC, MAGIC] = [Buffer.from('HYI1'), Buffer.from('HYI2')];
const OWNER = 16;
const OLD_HEAD = MAGIC.length + 8;
const HEAD = OLD_HEAD + OWNER;

/** A file on its way in. Exactly one of `keep` and `drop` ends it. */
export interface IntakeWrite {
  add(chunk: Uint8Array): Promise<void>;
  /** Makes it readable under its key, durably. */
  keep(): Promise<void>;
  /** Leaves nothing. */
  drop(): Promise<void>;
}

interface Options {
  readonly intake: string;
  readonly tmp: string;
  readonly nameKey: KeyObject;
  readonly fileKey: KeyObject;
  readonly clock: Clock;
  readonly quota: Quota;
}

/**
 * The intake folder. A file is `HYI2`, the instant it came (8 bytes, ms), a keyed hash of whose it is (16 bytes), iv, ciphertext, tag (AES-256-GCM with the
 * head and the key's name as additional data), encrypted as it streams in: nothing personal touches the disk in the open.
 */
export function openIntake({ intake, tmp, nameKey, fileKey, clock, quota }: Options) {
  const ledger = new IntakeLedger(quota);
  const fileOf = (intakeKey: string): string => {
    checkBlobKey(intakeKey);
    return join(intake, createHmac('sha256', nameKey).update(intakeKey).digest('hex'));
  };
  const nowMs = (): number => Date.parse(clock.now());

  /** What a former run has left counts as well. */
  const counted = (async () => {
    for (const name of await readdir(intake)) {
      const head = await headOf(join(intake, name));
      if (head) ledger.found(name, head.owner, head.at, head.bytes);
    }
  })();
  // Whoever writes first is told of its failure.
  counted.catch(() => undefined);

  const write = async (intakeKey: string, owner: string): Promise<IntakeWrite> => {
    await counted;
    const at = nowMs();
    ledger.age(at - INTAKE_MS);
    const whose = createHmac('sha256', nameKey).update(`owner/${owner}`).digest().subarray(0, OWNER);
    const head = Buffer.alloc(HEAD);
    MAGIC.copy(head);
    head.writeBigUInt64BE(BigInt(at), MAGIC.length);
    whose.copy(head, OLD_HEAD);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', fileKey, iv, { authTagLength: 16 });
    cipher.setAAD(Buffer.concat([head, Buffer.from(intakeKey)]));
    const path = join(tmp, randomUUID());
    const handle = await open(path, 'wx', 0o600);
    const drop = async (): Promise<void> => {
      ledger.remove(path);
      await handle.close();
      await rm(path, { force: true });
    };
    await handle.write(Buffer.concat([head, iv]));
    return {
      async add(chunk) {
        ledger.add(path, whose.toString('hex'), at, chunk.length);
        await handle.writeFile(cipher.update(chunk));
      },
      async keep() {
        try {
          await handle.writeFile(Buffer.concat([cipher.final(), cipher.getAuthTag()]));
          await handle.sync();
        } catch (error) {
          await drop();
          throw error;
        }
        await handle.close();
        const file = fileOf(intakeKey);
        await moveInPlace(path, file);
        ledger.rename(path, basename(file));
      },
      drop,
    };
  };

  return {
    write,
    async read(intakeKey: string): Promise<Uint8Array | null> {
      const bytes = await readIfThere(fileOf(intakeKey));
      if (!bytes) return null;
      const length = headLength(bytes);
      const head = Buffer.from(bytes.subarray(0, length));
      if (length === 0 || head.length < length) throw new UploadError('UPLOAD_MALFORMED');
      if (Number(head.readBigUInt64BE(MAGIC.length)) + INTAKE_MS <= nowMs()) return null;
      return decrypt(fileKey, bytes.subarray(length), Buffer.concat([head, Buffer.from(intakeKey)]));
    },
    async delete(intakeKey: string): Promise<void> {
      const file = fileOf(intakeKey);
      await removeIfThere(file);
      ledger.remove(basename(file));
    },
    async sweep(): Promise<number> {
      const before = nowMs() - INTAKE_MS;
      const removed = await sweepFolder(intake, before);
      ledger.age(before);
      return removed;
    },
  };
}

/** Bytes of the head that a file begins with; 0 for none of ours. */
function headLength(bytes: Uint8Array): number {
  const magic = Buffer.from(bytes.subarray(0, MAGIC.length));
  return magic.equals(MAGIC) ? HEAD : magic.equals(OLD_MAGIC) ? OLD_HEAD : 0;
}

/** When a file came, whose it is and how large; null when it went meanwhile or is none of ours. */
async function headOf(file: string): Promise<{ at: number; owner: string; bytes: number } | null> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!handle) return null;
  try {
    const head = Buffer.alloc(HEAD);
    const { bytesRead } = await handle.read(head, 0, HEAD, 0);
    const length = headLength(head);
    if (length === 0 || bytesRead < length) return null;
    const { size } = await handle.stat();
    const owner = length === HEAD ? head.toString('hex', OLD_HEAD, HEAD) : '';
    return { at: Number(head.readBigUInt64BE(MAGIC.length)), owner, bytes: size - length };
  } finally {
    await handle.close();
  }
}
