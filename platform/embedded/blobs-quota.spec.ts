import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testClock } from '../conformance/clock.ts';
import { keyring } from '../vault/keyring.ts';
import { type EmbeddedBlobs, handleUpload, openBlobs } from './blobs.ts';

const KB = 1024;
/** Three files of ten kilobytes each, seven in all. */
const quota = { person: 32 * KB, all: 72 * KB };
let dir: string;
let clock: ReturnType<typeof testClock>;
let blobs: EmbeddedBlobs;
const open = () => openBlobs({ dir, keys: keyring(Buffer.alloc(32, 5)), clock, quota });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'hengyun-quota-'));
  clock = testClock();
  blobs = open();
});
afterEach(async () => {
  await blobs.close();
  rmSync(dir, { recursive: true });
});

/** One file of ten kilobytes, posted as a browser does; what it is answered. */
async function post(owner: string, name: string): Promise<string> {
  const key = `draft/${owner}/${name}`;
  const { fields } = await blobs.presignUpload({ intakeKey: key, maxBytes: 20 * KB, redirectTo: '/files', owner });
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([Buffer.alloc(10 * KB, 7)]), 'a.txt');
  const answer = await handleUpload(blobs, new Request('http://localhost/uploads', { method: 'POST', body: form }));
  return answer.headers.get('x-error-code') ?? String(answer.status);
}
const inFolder = (name: string) => readdirSync(join(dir, name)).length;

describe('given how much one person may leave in intake', () => {
  it('then one file more is refused, leaves nothing, and takes nothing from others', async () => {
    expect([await post('a', '1'), await post('a', '2'), await post('a', '3')]).toEqual(['303', '303', '303']);
    expect(await post('a', '4')).toBe('UPLOAD_QUOTA');
    expect([inFolder('intake'), inFolder('tmp')]).toEqual([3, 0]);
    expect(await blobs.readIntake('draft/a/4')).toBeNull();
    expect(await post('b', '1')).toBe('303');
  });

  it('when a file was taken in, then there is room again', async () => {
    for (const name of ['1', '2', '3']) await post('a', name);
    await blobs.deleteIntake('draft/a/2');
    expect(await post('a', '4')).toBe('303');
    expect((await blobs.readIntake('draft/a/4'))?.length).toBe(10 * KB);
  });

  it('when a day has passed, then there is room again, also without a sweep', async () => {
    for (const name of ['1', '2', '3']) await post('a', name);
    clock.pass(24 * 3600 + 1);
    expect(await post('a', '4')).toBe('303');
    expect(await blobs.sweep()).toBeGreaterThanOrEqual(0);
  });

  it('when the machine was started again, then what waits still counts, for whom it was', async () => {
    for (const name of ['1', '2', '3']) await post('a', name);
    await blobs.close();
    blobs = open();
    expect(await post('a', '4')).toBe('UPLOAD_QUOTA');
    expect(await post('b', '1')).toBe('303');
    expect((await blobs.readIntake('draft/a/1'))?.length).toBe(10 * KB);
  });

  it('when many post at once, then no more than their share gets in', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => post('a', String(n))));
    expect(answers.filter((answer) => answer === '303').length).toBeLessThanOrEqual(3);
    expect(answers.filter((answer) => !['303', 'UPLOAD_QUOTA'].includes(answer))).toEqual([]);
    expect([inFolder('intake') <= 3, inFolder('tmp')]).toEqual([true, 0]);
  });
});

describe('given how much may wait in all', () => {
  it('then nobody gets in beyond it', async () => {
    for (const owner of ['a', 'b', 'c']) for (const name of ['1', '2']) expect(await post(owner, name)).toBe('303');
    expect(await post('d', '1')).toBe('303');
    expect(await post('e', '1')).toBe('UPLOAD_STORE_FULL');
    expect(inFolder('intake')).toBe(7);
  });
});
