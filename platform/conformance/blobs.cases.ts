import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Blobs, PresignedPost } from '../contract/blobs.ts';
import type { TestClock } from './clock.ts';

export interface OpenedBlobs {
  readonly blobs: Blobs;
  readonly clock: TestClock;
  /** Makes a posted intake object a day and a second older than it is. */
  age(intakeKey: string): Promise<void>;
  close(): Promise<void>;
}

/** What every blob store promises; `open` makes a fresh one that can be posted to over HTTP. */
export function blobsCases(name: string, open: () => Promise<OpenedBlobs>): void {
  describe(`blobs on ${name}`, () => {
    let opened: OpenedBlobs;
    let blobs: Blobs;
    beforeEach(async () => {
      opened = await open();
      blobs = opened.blobs;
    });
    afterEach(() => opened.close());

    it('keeps bytes under a key until they are deleted', async () => {
      expect(await blobs.get('file/1')).toBeNull();
      const bytes = randomBytes(100_000);
      await blobs.put('file/1', bytes, 'application/octet-stream');
      await blobs.put('file/1', bytes, 'application/octet-stream');
      expect(Buffer.from((await blobs.get('file/1')) as Uint8Array).equals(bytes)).toBe(true);
      expect(await blobs.get('file/2')).toBeNull();
      await blobs.delete('file/1');
      await blobs.delete('file/1');
      expect(await blobs.get('file/1')).toBeNull();
      await blobs.put('empty', new Uint8Array(0), 'text/plain');
      expect(await blobs.get('empty')).toHaveLength(0);
    });

    it('takes every key of ours, and refuses what could be more than a key', async () => {
      const keys = ['a', 'a/b', 'file/0198c3f2-7a10/1.pdf', '-_.~=@:+', 'A'.repeat(512)];
      for (const key of keys) await blobs.put(key, Buffer.from(key), 'text/plain');
      for (const key of keys) expect(Buffer.from((await blobs.get(key)) as Uint8Array).toString()).toBe(key);
      for (const key of [
        '',
        '/a',
        'a/',
        'a//b',
        '..',
        '../a',
        'a/../b',
        'a\\b',
        'a b',
        'a\0',
        '中文',
        'A'.repeat(513),
      ]) {
        await expect(blobs.put(key, Buffer.from('x'), 'text/plain'), key).rejects.toThrow(RangeError);
        await expect(blobs.get(key), key).rejects.toThrow(RangeError);
        await expect(blobs.delete(key), key).rejects.toThrow(RangeError);
        await expect(blobs.readIntake(key), key).rejects.toThrow(RangeError);
        await expect(blobs.deleteIntake(key), key).rejects.toThrow(RangeError);
        const asked = { intakeKey: key, maxBytes: 9, redirectTo: 'http://portal.test/' };
        await expect(blobs.presignUpload(asked), key).rejects.toThrow(RangeError);
      }
    });

    it('lets a browser post one file and sends it on with the key', async () => {
      const post = await presign('i-1');
      const bytes = randomBytes(300_000);
      const answer = await postForm(post, bytes);
      expect(answer.status).toBe(303);
      const to = new URL(answer.headers.get('location') as string);
      expect(`${to.origin}${to.pathname}`).toBe('http://portal.test/apply/1/files');
      expect(to.searchParams.get('key')).toBe('intake/i-1');
      expect(to.searchParams.get('slot')).toBe('2');
      expect(Buffer.from((await blobs.readIntake('intake/i-1')) as Uint8Array).equals(bytes)).toBe(true);
      expect(await blobs.get('intake/i-1')).toBeNull();
      await blobs.deleteIntake('intake/i-1');
      await blobs.deleteIntake('intake/i-1');
      expect(await blobs.readIntake('intake/i-1')).toBeNull();
    });

    it('takes the same form again: the last file counts', async () => {
      const post = await presign('i-1');
      await postForm(post, Buffer.from('first'));
      await postForm(post, Buffer.from('second'));
      expect(Buffer.from((await blobs.readIntake('intake/i-1')) as Uint8Array).toString()).toBe('second');
    });

    it('shows no intake that is older than a day', async () => {
      await postForm(await presign('i-1'), Buffer.from('scan'));
      await opened.age('intake/i-1');
      expect(await blobs.readIntake('intake/i-1')).toBeNull();
    });

    it('refuses a limit that is none', async () => {
      for (const maxBytes of [0, -1, 1.5, Number.NaN])
        await expect(blobs.presignUpload({ intakeKey: 'i', maxBytes, redirectTo: '/' })).rejects.toThrow(RangeError);
    });

    const presign = (id: string): Promise<PresignedPost> =>
      blobs.presignUpload({
        intakeKey: `intake/${id}`,
        maxBytes: 1_000_000,
        redirectTo: 'http://portal.test/apply/1/files?slot=2',
      });
  });
}

/** Posts a form as a browser does, without following the answer. */
export async function postForm(post: PresignedPost, ...files: Uint8Array[]): Promise<Response> {
  const form = new FormData();
  for (const [field, value] of Object.entries(post.fields)) form.append(field, value);
  for (const bytes of files) form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), '扫描件.pdf');
  return fetch(post.url, { method: 'POST', body: form, redirect: 'manual' });
}
