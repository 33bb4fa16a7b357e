import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Domain } from '../contract/platform.ts';
import { type EmbeddedPlatform, openEmbedded } from './open.ts';
import { DataDirError } from './open-error.ts';

const domain: Domain = { views: [], upcast: (commit) => commit };

describe('a data folder', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'hengyun-open-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const open = (options: { keyFile?: string } = {}): Promise<EmbeddedPlatform> =>
    openEmbedded({ dataDir: dir, domain, ...options });

  /** Opening fails with one line of this code, and no file has changed. */
  const refused = async (code: string, options: { keyFile?: string } = {}): Promise<void> => {
    const before = fingerprint(dir);
    const error: unknown = await open(options).then(
      (platform) => platform.close().then(() => undefined),
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(DataDirError);
    const { code: got, message } = error as DataDirError;
    expect(got).toBe(code);
    expect(message.startsWith(`${code}: `)).toBe(true);
    expect(message).not.toContain('\n');
    expect(fingerprint(dir)).toEqual(before);
  };
  const used = async (): Promise<void> => {
    const platform = await open();
    await platform.vault.subjectFor('someone');
    await append(platform, 'application/1');
    await platform.close();
  };

  it('is made at the first start, for its owner only, and found again', async () => {
    dir = join(dir, 'new', 'data');
    const platform = await open();
    expect(statSync(dir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dir, 'kek.key')).mode & 0o777).toBe(0o600);
    const { subject } = await platform.vault.subjectFor('someone');
    await platform.state.put('draft', 'd', { n: 1 }, { ttlSeconds: 60 });
    await platform.blobs.put('b', Buffer.from('x'), 'text/plain');
    await append(platform, 'application/1');
    await platform.close();
    await platform.close();

    const again = await open();
    expect(await again.vault.findSubject('someone')).toBe(subject);
    expect((await again.state.get('draft', 'd'))?.value).toEqual({ n: 1 });
    expect(await again.blobs.get('b')).not.toBeNull();
    expect((await again.log.read('application/1')).commits).toHaveLength(1);
    await again.close();
  });

  it('takes the key from elsewhere', async () => {
    const keyFile = join(dir, '..', `${Date.now()}.key`);
    const platform = await open({ keyFile });
    expect(existsSync(join(dir, 'kek.key'))).toBe(false);
    await platform.close();
    await refused('KEY_WRONG');
    await (await open({ keyFile })).close();
    rmSync(keyFile);
    await refused('KEY_WRONG', { keyFile });
    const nowhere = openEmbedded({ dataDir: join(dir, 'other'), keyFile: join(dir, 'no', 'kek.key'), domain });
    await expect(nowhere).rejects.toThrow(expect.objectContaining({ code: 'DATA_DIR_UNWRITABLE' }));
  });

  it('is opened once at a time', async () => {
    const platform = await open();
    await expect(open()).rejects.toThrow(`DATA_DIR_IN_USE: 数据目录正被另一个进程使用（${dir}）：进程 ${process.pid}`);
    await append(platform, 'application/1');
    await platform.close();
    await (await open()).close();
  });

  it('is refused while another process has it, and taken over when that was killed', async () => {
    const holder = await holdIn(dir);
    const error = await open().catch((reason) => reason);
    expect(error).toMatchObject({ code: 'DATA_DIR_IN_USE' });
    expect(error.message).toContain(String(holder.pid));
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const platform = await open();
    expect(await platform.vault.findSubject('someone')).toBeDefined();
    await platform.close();
  });

  it('goes on after a start that was cut short at any point', async () => {
    await (await open()).close();
    const parts = ['views.db', 'log.db', 'blobs', 'state.db', 'keys.db', 'kek.key'];
    for (const part of parts) {
      rmSync(join(dir, part), { recursive: true });
      await (await open()).close();
      for (const later of parts.slice(0, parts.indexOf(part) + 1)) rmSync(join(dir, later), { recursive: true });
    }
  });

  it('cannot be where nobody can write', async () => {
    writeFileSync(join(dir, 'file'), 'x');
    const aFile = openEmbedded({ dataDir: join(dir, 'file'), domain });
    await expect(aFile).rejects.toThrow(/^DATA_DIR_UNWRITABLE: .*：不是文件夹$/);
    const inFile = openEmbedded({ dataDir: join(dir, 'file', 'data'), domain });
    await expect(inFile).rejects.toThrow(expect.objectContaining({ code: 'DATA_DIR_UNWRITABLE' }));
    const inProc = openEmbedded({ dataDir: '/proc/hengyun', domain });
    await expect(inProc).rejects.toThrow(expect.objectContaining({ code: 'DATA_DIR_UNWRITABLE' }));
  });

  it.skipIf(process.getuid?.() === 0)('cannot be read-only', async () => {
    const { chmodSync } = await import('node:fs');
    await used();
    chmodSync(dir, 0o500);
    await expect(open()).rejects.toThrow(expect.objectContaining({ code: 'DATA_DIR_UNWRITABLE' }));
    chmodSync(dir, 0o700);
  });

  it.each(['keys.db', 'state.db', 'log.db', 'blobs'])('is not opened without its %s', async (part) => {
    await used();
    renameSync(join(dir, part), join(dir, '..', 'gone'));
    await refused('DATA_DAMAGED');
    rmSync(join(dir, '..', 'gone'), { recursive: true });
  });

  it('is not opened without its key, or with another', async () => {
    await used();
    const key = readFileSync(join(dir, 'kek.key'), 'latin1');
    writeFileSync(join(dir, 'kek.key'), `hengyun-kek-1:${'A'.repeat(43)}\n`);
    await refused('KEY_WRONG');
    writeFileSync(join(dir, 'kek.key'), key.slice(0, 20));
    await refused('KEY_WRONG');
    rmSync(join(dir, 'kek.key'));
    await refused('KEY_WRONG');
  });

  it.each(['keys.db', 'state.db', 'log.db'])(
    'is not opened with a %s that is no database or cut short',
    async (part) => {
      await used();
      const file = join(dir, part);
      const { size } = statSync(file);
      truncateSync(file, size - 4096);
      await refused('DATA_DAMAGED');
      writeFileSync(file, Buffer.alloc(size, 'not a database '));
      await refused('DATA_DAMAGED');
      truncateSync(file, 10);
      await refused('DATA_DAMAGED');
    },
  );

  it('is opened with views that are damaged or gone: they are made again', async () => {
    await used();
    const file = join(dir, 'views.db');
    const size = 50_000;
    const damages = [
      () => writeFileSync(file, Buffer.alloc(size, 'not a database ')),
      () => truncateSync(file, 10),
      () => truncateSync(file, statSync(file).size - 4096),
      () => writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, 4096), Buffer.alloc(size, 0xff)])),
      () => rmSync(file),
    ];
    for (const damage of damages) {
      for (const rest of ['-wal', '-shm']) rmSync(file + rest, { force: true });
      damage();
      const platform = await open();
      await platform.runner.catchUp();
      expect(await platform.runner.status()).toEqual([]);
      await platform.close();
    }
  });

  it.each(['keys.db', 'state.db'])('is not opened with a %s that is damaged inside', async (part) => {
    await used();
    const file = join(dir, part);
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4096, bytes.length);
    writeFileSync(file, bytes);
    await refused('DATA_DAMAGED');
  });
});

function append({ log }: EmbeddedPlatform, stream: string): Promise<unknown> {
  const events = [{ type: 'Filed', v: 1, data: {} }];
  return log.append({
    commandId: stream,
    actor: 'a',
    at: new Date().toISOString(),
    streams: [{ stream, after: 'new', events }],
  });
}

async function holdIn(dir: string): Promise<ChildProcess> {
  const child = fork(new URL('./open.holder.ts', import.meta.url), [dir], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return child;
}

/** Every file with its bytes; not the lock, nor SQLite's shared memory, which is nobody's data. */
function fingerprint(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .filter(({ name }) => !['lock', 'pid'].includes(name) && !name.endsWith('-shm'))
      .map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name)).toString('base64')]),
  );
}
