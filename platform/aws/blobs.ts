import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { type Blobs, checkBlobKey, type UploadRequest } from '../contract/blobs.ts';
import type { Clock } from '../contract/platform.ts';
import { PATIENT, type Patience, patiently } from './retry.ts';

/** A form is valid for an hour, what it posted for a day (the bucket deletes it later by its own rule). */
const FORM_SECONDS = 3600;
const INTAKE_MS = 24 * 3600_000;

export interface BlobSettings {
  readonly client: S3Client;
  readonly filesBucket: string;
  readonly intakeBucket: string;
  readonly clock: Clock;
  /** What a relative `redirectTo` is relative to: S3 redirects to absolute addresses only. */
  readonly origin?: string;
  readonly patience?: Patience;
}

/** S3 as the environment names it. */
export const makeS3 = (): S3Client => new S3Client({});

/**
 * Files in two S3 buckets, which encrypt at rest under the account's key by default. Whoever reads must also be allowed to list the bucket: without that S3 answers 403 for what is
 * not there, which is thrown.
 */
export function openBlobs(settings: BlobSettings): Blobs {
  const { client, filesBucket, intakeBucket, clock, origin, patience = PATIENT } = settings;

  const read = async (Bucket: string, Key: string): Promise<{ bytes: Uint8Array; modified: number } | null> => {
    checkBlobKey(Key);
    try {
      return await patiently(patience, async () => {
        const { Body, LastModified } = await client.send(new GetObjectCommand({ Bucket, Key }));
        const bytes = Body ? await Body.transformToByteArray() : new Uint8Array(0);
        return { bytes, modified: LastModified?.getTime() ?? 0 };
      });
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey' || (error as Error).name === 'NotFound') return null;
      throw error;
    }
  };
  const remove = async (Bucket: string, Key: string): Promise<void> => {
    checkBlobKey(Key);
    await patiently(patience, () => client.send(new DeleteObjectCommand({ Bucket, Key })));
  };

  return {
    async presignUpload({ intakeKey, maxBytes, redirectTo }: UploadRequest) {
      checkBlobKey(intakeKey);
      if (!Number.isSafeInteger(maxBytes) || maxBytes < 1)
        throw new RangeError('maxBytes must be a whole number above 0');
      const success_action_redirect = new URL(redirectTo, origin).href;
      return createPresignedPost(client, {
        Bucket: intakeBucket,
        Key: intakeKey,
        Expires: FORM_SECONDS,
        Fields: { success_action_redirect },
        Conditions: [
          ['content-length-range', 1, maxBytes],
          ['eq', '$success_action_redirect', success_action_redirect],
        ],
      });
    },
    async readIntake(intakeKey) {
      const found = await read(intakeBucket, intakeKey);
      return found && found.modified + INTAKE_MS > Date.parse(clock.now()) ? found.bytes : null;
    },
    deleteIntake: (intakeKey) => remove(intakeBucket, intakeKey),
    async put(key, bytes, contentType) {
      checkBlobKey(key);
      const command = new PutObjectCommand({ Bucket: filesBucket, Key: key, Body: bytes, ContentType: contentType });
      await patiently(patience, () => client.send(command));
    },
    get: async (key) => (await read(filesBucket, key))?.bytes ?? null,
    delete: (key) => remove(filesBucket, key),
  };
}
