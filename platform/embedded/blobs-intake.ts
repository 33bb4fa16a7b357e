import { createCipheriv, createHmac, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBlobKey } from '../contract/blobs.ts';
import type { Clock } from '../contract/platform.ts';
import { decrypt } from '../vault/seal.ts';
import { moveInPlace, readIfThere, removeIfThere, sweepFolder } from './blobs-disk.ts';
import { UploadError } from './blobs-error.ts';

/** An intake file lives a day. */
export const INTAKE_MS = 24 * 3600_000;

const MAGIC = Buffer.from('HYI1');
const HEAD = MAGIC.length + 8;

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
}

/**
 * The intake folder. A file is `HYI1`, the instant it came (8 bytes, ms), iv, ciphertext, tag (AES-256-GCM with the
 * head and the key's name as additional data), encrypted as it streams in: nothing personal touches the disk in the open.
 */
export function openIntake({ intake, tmp, nameKey, fileKey, clock }: Options) {
  const fileOf = (intakeKey: string): string => {
    checkBlobKey(intakeKey);
    return join(intake, createHmac('sha256', nameKey).update(intakeKey).digest('hex'));
  };
  const nowMs = (): number => Date.parse(clock.now());

  const write = async (intakeKey: string): Promise<IntakeWrite> => {
    const head = Buffer.alloc(HEAD);
    MAGIC.copy(head);
    head.writeBigUInt64BE(BigInt(nowMs()), MAGIC.length);
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', fileKey, iv, { authTagLength: 16 });
    cipher.setAAD(Buffer.concat([head, Buffer.from(intakeKey)]));
    const path = join(tmp, randomUUID());
    const handle = await open(path, 'wx', 0o600);
    const drop = async (): Promise<void> => {
      await handle.close();
      await rm(path, { force: true });
    };
    await handle.write(Buffer.concat([head, iv]));
    return {
      async add(chunk) {
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
        await moveInPlace(path, fileOf(intakeKey));
      },
      drop,
    };
  };

  return {
    write,
    async read(intakeKey: string): Promise<Uint8Array | null> {
      const bytes = await readIfThere(fileOf(intakeKey));
      if (!bytes) return null;
      const head = Buffer.from(bytes.subarray(0, HEAD));
      if (head.length < HEAD || !head.subarray(0, MAGIC.length).equals(MAGIC))
        throw new UploadError('UPLOAD_MALFORMED');
      if (Number(head.readBigUInt64BE(MAGIC.length)) + INTAKE_MS <= nowMs()) return null;
      return decrypt(fileKey, bytes.subarray(HEAD), Buffer.concat([head, Buffer.from(intakeKey)]));
    },
    delete: async (intakeKey: string): Promise<void> => removeIfThere(fileOf(intakeKey)),
    sweep: (): Promise<number> => sweepFolder(intake, nowMs() - INTAKE_MS),
  };
}
