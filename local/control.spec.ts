import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCloud } from './cloud.ts';
import { openControl } from './control.ts';
import { controlPath } from './control-path.ts';

const dir = mkdtempSync(join(tmpdir(), 'hengyun-control-'));
let control: { close(): void };
beforeAll(async () => {
  const identity = { mintToken: async (person: string) => `token of ${person}` };
  control = await openControl(dir, { identity } as unknown as LocalCloud);
});
afterAll(() => {
  control.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('the socket of the data folder', () => {
  it('is for its owner alone', () => {
    expect(statSync(controlPath(dir)).mode & 0o077).toBe(0);
  });

  it('has a name that fits, however long the folder is', () => {
    const long = join('/srv', 'x'.repeat(200));
    expect(controlPath(long).length).toBeLessThan(100);
    expect(controlPath(long)).not.toBe(controlPath(`${long}y`));
  });

  it.each<[path: string, body: string, answer: object]>([
    ['/token', '{"person":"clerk"}', { result: { token: 'token of clerk' } }],
    ['/nothing', '{}', { error: '没有这个命令' }],
    ['/__proto__', '{}', { error: '没有这个命令' }],
    ['/constructor', '{}', { error: '没有这个命令' }],
    ['/toString', '{}', { error: '没有这个命令' }],
    ['/token', '{"person":', { error: expect.any(String) }],
    ['/token', 'null', { error: expect.any(String) }],
    ['/token', '{"person":5}', { error: expect.any(String) }],
  ])('answers %s %s', async (path, body, answer) => {
    expect(await post(path, body)).toEqual(answer);
  });
});

function post(path: string, body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath: controlPath(dir), path, method: 'POST' }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve(JSON.parse(text)));
    });
    call.on('error', reject);
    call.end(body);
  });
}
