import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FauxqsEmulator, startFauxqs } from '../../test/emulators/fauxqs.ts';
import { blobsCases, type OpenedBlobs } from '../conformance/blobs.cases.ts';
import { testClock } from '../conformance/clock.ts';
import { openBlobs } from './blobs.ts';

let emulator: FauxqsEmulator;
let made = 0;
beforeAll(async () => {
  emulator = await startFauxqs();
});
afterAll(() => emulator.stop());

async function open(origin?: string): Promise<OpenedBlobs & { filesBucket: string; intakeBucket: string }> {
  const [filesBucket, intakeBucket] = [`files-${++made}`, `intake-${made}`];
  await Promise.all([emulator.createBucket(filesBucket), emulator.createBucket(intakeBucket)]);
  const clock = testClock();
  const blobs = openBlobs({ client: emulator.s3(), filesBucket, intakeBucket, clock, origin });
  return {
    blobs,
    clock,
    filesBucket,
    intakeBucket,
    age: async () => clock.pass(24 * 3600 + 1),
    close: async () => {},
  };
}

blobsCases('S3', open);

describe('files in S3', () => {
  it('lets S3 itself hold the browser to key, size, target and hour', async () => {
    const { blobs, intakeBucket } = await open('https://portal.test');
    const { url, fields } = await blobs.presignUpload({ intakeKey: 'i-1', maxBytes: 500, redirectTo: '/files?slot=1' });
    expect(url).toContain(intakeBucket);
    const policy = JSON.parse(Buffer.from(fields.Policy as string, 'base64').toString('utf8'));
    expect(policy.conditions).toContainEqual({ key: 'i-1' });
    expect(policy.conditions).toContainEqual({ bucket: intakeBucket });
    expect(policy.conditions).toContainEqual(['content-length-range', 1, 500]);
    const target = 'https://portal.test/files?slot=1';
    expect(policy.conditions).toContainEqual(['eq', '$success_action_redirect', target]);
    expect(fields.success_action_redirect).toBe(target);
    const valid = Date.parse(policy.expiration) - Date.now();
    expect(valid).toBeGreaterThan(3_500_000);
    expect(valid).toBeLessThanOrEqual(3_600_000);
    expect(fields['X-Amz-Signature']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('needs an address to come back to', async () => {
    const { blobs } = await open();
    const asked = { intakeKey: 'i-1', maxBytes: 5, redirectTo: '/files' };
    await expect(blobs.presignUpload(asked)).rejects.toThrow('Invalid URL');
  });

  it('keeps the kind of content with what is kept', async () => {
    const { blobs, filesBucket } = await open();
    await blobs.put('a/b', Buffer.from('x'), 'application/octet-stream');
    const head = await emulator.s3().send(new HeadObjectCommand({ Bucket: filesBucket, Key: 'a/b' }));
    expect(head.ContentType).toBe('application/octet-stream');
  });

  it('throws what is no mere absence', async () => {
    const { clock } = await open();
    const wrong = { filesBucket: 'no-such-bucket', intakeBucket: 'no-such-bucket', clock };
    await expect(openBlobs({ client: emulator.s3(), ...wrong }).get('a')).rejects.toThrow(
      expect.objectContaining({ name: 'NoSuchBucket' }),
    );
  });
});
