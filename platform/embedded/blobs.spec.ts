import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blobsCases, type OpenedBlobs, postForm } from '../conformance/blobs.cases.ts';
import { testClock } from '../conformance/clock.ts';
import type { PresignedPost } from '../contract/blobs.ts';
import { keyring } from '../vault/keyring.ts';
import { type EmbeddedBlobs, handleUpload, openBlobs } from './blobs.ts';

interface Opened extends OpenedBlobs {
  readonly blobs: EmbeddedBlobs;
  readonly dir: string;
  readonly origin: string;
}

/** A store with a server in front of it, as the single machine has one. */
async function openServed(): Promise<Opened> {
  const dir = mkdtempSync(join(tmpdir(), 'hengyun-blobs-'));
  const clock = testClock();
  const own = openBlobs({ dir, keys: keyring(Buffer.alloc(32, 5)), clock });
  const server = createAdaptorServer({ fetch: (asked) => handleUpload(own, asked), createServer });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const presignUpload: EmbeddedBlobs['presignUpload'] = async (asked) => {
    const post = await own.presignUpload(asked);
    return { ...post, url: origin + post.url };
  };
  return {
    blobs: { ...own, presignUpload },
    dir,
    origin,
    clock,
    age: async () => clock.pass(24 * 3600 + 1),
    async close() {
      await own.close();
      await new Promise((resolve) => server.close(resolve));
      rmSync(dir, { recursive: true });
    },
  };
}

blobsCases('disk', openServed);

describe('an upload to the single machine', () => {
  let opened: Opened;
  let post: PresignedPost;
  beforeEach(async () => {
    opened = await openServed();
    post = await opened.blobs.presignUpload({ intakeKey: 'i-1', maxBytes: 100_000, redirectTo: '/files' });
  });
  afterEach(() => opened.close());

  /** Refused with the code; nothing is readable and no file is left. */
  const refused = async (answer: Response, status: number, code: string): Promise<void> => {
    expect(answer.status).toBe(status);
    expect(answer.headers.get('x-error-code')).toBe(code);
    expect(await answer.text()).toContain(code);
    await nothingLeft();
  };
  const nothingLeft = async (): Promise<void> => {
    expect(await opened.blobs.readIntake('i-1')).toBeNull();
    expect(filesIn(opened.dir)).toEqual([]);
  };

  it('has a relative address and comes back to a relative one', async () => {
    const answer = await postForm(post, Buffer.from('scan'));
    expect(answer.headers.get('location')).toBe(`/files?key=i-1&name=${encodeURIComponent('扫描件.pdf')}`);
  });

  it('never touches the disk in the open', async () => {
    await postForm(post, Buffer.from('张三 430423198003122914'));
    const [file] = filesIn(opened.dir);
    expect(readFileSync(file as string).includes('430423198003122914')).toBe(false);
    expect(file).not.toContain('i-1');
    expect(statSync(file as string).mode & 0o777).toBe(0o600);
  });

  it('takes a file of exactly the limit and refuses one byte more', async () => {
    expect((await postForm(post, Buffer.alloc(100_000, 1))).status).toBe(303);
    await opened.blobs.deleteIntake('i-1');
    await refused(await postForm(post, Buffer.alloc(100_001, 1)), 413, 'UPLOAD_TOO_LARGE');
  });

  it('lets the browser see the refusal of a file far too large', async () => {
    await refused(await postForm(post, Buffer.alloc(8_000_000, 1)), 413, 'UPLOAD_TOO_LARGE');
  });

  it('refuses changed, foreign, reordered and expired forms', async () => {
    const { fields } = post;
    const bytes = Buffer.from('scan');
    const other = await opened.blobs.presignUpload({ intakeKey: 'i-2', maxBytes: 9, redirectTo: 'http://evil.test' });
    for (const changed of [
      { ...fields, key: 'i-2' },
      { ...fields, policy: other.fields.policy as string },
      { ...fields, signature: `${fields.signature}`.replace(/^./, (c) => (c === 'A' ? 'B' : 'A')) },
      { ...fields, signature: '' },
      { key: 'i-1' },
      {},
    ])
      await refused(
        await postForm({ url: post.url, fields: changed as Record<string, string> }, bytes),
        403,
        'UPLOAD_REFUSED',
      );

    const late = new FormData();
    late.append('file', new Blob([bytes]));
    for (const [name, value] of Object.entries(fields)) late.append(name, value);
    await refused(await fetch(post.url, { method: 'POST', body: late }), 403, 'UPLOAD_REFUSED');

    opened.clock.pass(3601);
    await refused(await postForm(post, bytes), 403, 'UPLOAD_EXPIRED');
  });

  it('refuses two files, none, and an empty one', async () => {
    await refused(await postForm(post, Buffer.from('one'), Buffer.from('two')), 400, 'UPLOAD_ONE_FILE');
    await refused(await postForm(post), 400, 'UPLOAD_EMPTY');
    await refused(await postForm(post, Buffer.alloc(0)), 400, 'UPLOAD_EMPTY');
  });

  it('refuses what is no such form', async () => {
    const send = (body: string, type: string): Promise<Response> =>
      fetch(post.url, { method: 'POST', body, headers: { 'content-type': type } });
    await refused(await send('{}', 'application/json'), 400, 'UPLOAD_MALFORMED');
    await refused(await send('--x\r\n', 'multipart/form-data'), 400, 'UPLOAD_MALFORMED');
    await refused(await send('nonsense', 'multipart/form-data; boundary=x'), 400, 'UPLOAD_MALFORMED');
    const many = new FormData();
    for (let i = 0; i < 50; i++) many.append(`f${i}`, 'x');
    await refused(await fetch(post.url, { method: 'POST', body: many }), 400, 'UPLOAD_MALFORMED');
    const long = { ...post.fields, policy: 'x'.repeat(20_000) };
    await refused(await postForm({ url: post.url, fields: long }, Buffer.from('x')), 400, 'UPLOAD_MALFORMED');
  });

  it('leaves nothing of a form that is cut off anywhere', async () => {
    const whole = await formBytes(post, Buffer.alloc(5_000, 7));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.bytes.length - 5 }), async (end) => {
        const body = new Blob([whole.bytes.subarray(0, end) as Uint8Array<ArrayBuffer>]);
        const answer = await handleUpload(
          opened.blobs,
          new Request(post.url, { method: 'POST', body, headers: { 'content-type': whole.type } }),
        );
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        await nothingLeft();
      }),
      { numRuns: 60 },
    );
  });

  it('leaves nothing when the browser goes away in the middle', async () => {
    const { bytes, type } = await formBytes(post, Buffer.alloc(50_000, 7));
    await new Promise<void>((resolve) => {
      const asked = request(post.url, {
        method: 'POST',
        headers: { 'content-type': type, 'content-length': bytes.length },
      });
      asked.on('error', () => undefined);
      asked.on('close', () => resolve());
      asked.write(bytes.subarray(0, 20_000), () => setTimeout(() => asked.destroy(), 30));
    });
    await expect.poll(() => filesIn(opened.dir).length).toBe(0);
    await nothingLeft();
  });

  it('sweeps files of yesterday and leftovers', async () => {
    await postForm(post, Buffer.from('scan'));
    expect(await opened.blobs.sweep()).toBe(0);
    const [file] = filesIn(opened.dir);
    const old = new Date(Date.parse(opened.clock.now()) - 25 * 3600_000);
    utimesSync(file as string, old, old);
    expect(await opened.blobs.sweep()).toBe(1);
    await nothingLeft();
  });

  it('notices a damaged file', async () => {
    await postForm(post, Buffer.from('scan'));
    const { writeFileSync } = await import('node:fs');
    const [file] = filesIn(opened.dir) as [string];
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
    writeFileSync(file, bytes);
    await expect(opened.blobs.readIntake('i-1')).rejects.toThrow(expect.objectContaining({ code: 'SEAL_DAMAGED' }));
  });
});

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function formBytes(post: PresignedPost, file: Uint8Array): Promise<{ bytes: Uint8Array; type: string }> {
  const form = new FormData();
  for (const [field, value] of Object.entries(post.fields)) form.append(field, value);
  form.append('file', new Blob([file as Uint8Array<ArrayBuffer>]), 'a.pdf');
  const asked = new Request(post.url, { method: 'POST', body: form });
  return { bytes: new Uint8Array(await asked.arrayBuffer()), type: asked.headers.get('content-type') as string };
}
