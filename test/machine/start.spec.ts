import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentsOf, Folders, seedFolder } from './folder.ts';
import { type Ended, freePort, Machine, Program, run } from './process.ts';

const folders = new Folders();
const running: Program[] = [];
let seeded: string;

beforeAll(async () => {
  seeded = folders.fresh();
  await seedFolder(seeded);
}, 60_000);
afterAll(async () => {
  for (const machine of running) machine.kill('SIGKILL');
  await Promise.all(running.map((machine) => machine.ended()));
  folders.drop();
});

async function start(...args: Parameters<typeof Machine.start>): Promise<Machine> {
  const machine = await Machine.begin(...args);
  running.push(machine);
  await machine.ready();
  return machine;
}

/** Without what SQLite keeps in memory for readers, and who runs. */
const lasting = (dir: string) =>
  Object.fromEntries(Object.entries(contentsOf(dir)).filter(([name]) => !/-shm$|^pid$|^lock/.test(name)));

describe('a start', { timeout: 120_000 }, () => {
  let machine: Machine;

  it('says where everything is, serves it, and has nothing to complain about', async () => {
    machine = await start(folders.copyOf(seeded));
    for (const words of [
      `${machine.origin}/`,
      `${machine.origin}/desk`,
      `${machine.origin}/graphql`,
      'citizen',
      'npm run -s token',
    ])
      await expect.poll(() => machine.stdout, { timeout: 5000 }).toContain(words);
    expect(machine.stderr).toBe('');
    expect(await (await fetch(`${machine.origin}/healthz`)).text()).toBe('ok\n');
    expect((await fetch(machine.origin)).status).toBe(200);
    expect((await fetch(`${machine.origin}/desk`)).status).toBe(200);
    const { region } = await machine.ask(null, '{ region { code serviceCount } }');
    expect(region).toEqual({ code: '430423', serviceCount: expect.any(Number) });
    expect(region.serviceCount).toBeGreaterThanOrEqual(12);
  });

  it('is refused a second time on the same folder, which stays as it is', async () => {
    const before = lasting(machine.dir);
    const second = await (await Machine.begin(machine.dir)).ended();
    expectOneLine(second, /^DATA_DIR_IN_USE: .*进程 \d+$/);
    expect(second.stderr).toContain(`进程 ${machine.child.pid}`);
    expect(lasting(machine.dir)).toEqual(before);
    expect(await machine.health()).toBe(200);
  });

  it('is refused on a port in use, and makes no folder', async () => {
    const dir = join(folders.fresh(), 'data');
    const { port } = new URL(machine.origin);
    const ended = await run('local/main.ts', [], { PORT: port, DATA_DIR: dir });
    expectOneLine(ended, new RegExp(`^端口 ${port} 已被占用`));
    expect(readdirSync(join(dir, '..'))).toEqual([]);
  });

  it('gives tokens that are taken, and only for sample people', async () => {
    const token = await machine.token('clerk');
    expect(await machine.ask(token, '{ viewer { kind roles { role unit { code } } } }')).toEqual({
      viewer: { kind: 'staff', roles: [{ role: 'clerk', unit: { code: '430423-cgj' } }] },
    });
    expectOneLine(await machine.tool('token', 'nobody'), /nobody/);
    expectOneLine(await machine.tool('token'), /^用法：/);
  });

  it('stops on SIGTERM within five seconds, with connections open, and opens again', async () => {
    const kept = await fetch(`${machine.origin}/healthz`, { headers: { connection: 'keep-alive' } });
    await kept.text();
    const started = performance.now();
    expect(await machine.stop()).toMatchObject({ code: 0, stderr: '' });
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(readdirSync(machine.dir)).not.toContain('pid');
    expect(readdirSync(machine.dir)).not.toContain('cloud.sock');
    expectOneLine(await machine.tool('cloud', 'status'), /npm start/);
  });

  it('stops with the npm that started it, and the next start waits until it has', async () => {
    const env = { PORT: String(await freePort()), DATA_DIR: machine.dir };
    const health = () =>
      fetch(`http://localhost:${env.PORT}/healthz`).then(
        ({ status }) => status,
        () => 0,
      );
    for (const _ of ['first', 'at once again']) {
      const npm = new Program('start', [], env, 'npm');
      running.push(npm);
      await expect.poll(health, { timeout: 60_000 }).toBe(200);
      npm.kill('SIGTERM');
      await npm.ended();
    }
    await expect.poll(health, { timeout: 10_000 }).toBe(0);
    await expect.poll(() => readdirSync(machine.dir), { timeout: 10_000 }).not.toContain('pid');
  });

  it('goes on with views that are damaged', async () => {
    const { dir } = machine;
    for (const rest of ['-wal', '-shm']) rmSync(join(dir, `views.db${rest}`), { force: true });
    writeFileSync(join(dir, 'views.db'), Buffer.alloc(50_000, 'not a database '));
    const again = await start(dir);
    await expect
      .poll(async () => (await again.ask(null, '{ region { serviceCount } }')).region.serviceCount, { timeout: 20_000 })
      .toBeGreaterThanOrEqual(12);
    expect(await again.stop()).toMatchObject({ code: 0 });
  });

  it('that is stopped while it loads the county ends as cleanly', async () => {
    const dir = folders.fresh();
    const early = await Machine.begin(dir);
    running.push(early);
    await expect.poll(() => early.health(), { timeout: 30_000, interval: 20 }).not.toBe(0);
    expect(await early.stop()).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a start that cannot be', { timeout: 60_000 }, () => {
  const refused = async (dir: string, line: RegExp, env: Record<string, string> = {}, args: string[] = []) =>
    expectOneLine(await run('local/main.ts', args, { PORT: String(await freePort()), DATA_DIR: dir, ...env }), line);

  it('says what is damaged and touches nothing', async () => {
    const dir = folders.copyOf(seeded);
    const log = join(dir, 'log.db');
    const bytes = readFileSync(log);
    for (const damaged of [
      bytes.subarray(0, bytes.length - 4096),
      Buffer.concat([bytes.subarray(0, 8192), Buffer.alloc(bytes.length - 8192, 0xff)]),
    ]) {
      writeFileSync(log, damaged);
      const before = contentsOf(dir);
      await refused(dir, /^DATA_DAMAGED: .*log\.db/);
      expect(contentsOf(dir)).toEqual(before);
    }
  });

  it('says that the key is missing, wherever it is kept', async () => {
    const dir = folders.copyOf(seeded);
    await refused(dir, /^KEY_WRONG: /, { KEY_FILE: join(folders.fresh(), 'kek.key') });
    rmSync(join(dir, 'kek.key'));
    const before = contentsOf(dir);
    await refused(dir, /^KEY_WRONG: /);
    expect(contentsOf(dir)).toEqual(before);
  });

  it('says that the folder cannot be written', async () => {
    const file = join(folders.fresh(), 'file');
    writeFileSync(file, 'x');
    await refused(join(file, 'data'), /^DATA_DIR_UNWRITABLE: /);
    expect(readFileSync(file, 'utf8')).toBe('x');
  });

  it('says what is wrong with its settings', async () => {
    const dir = join(folders.fresh(), 'data');
    await refused(dir, /--nothing/, {}, ['--nothing']);
    expect(readdirSync(join(dir, '..'))).toEqual([]);
  });
});

describe('an empty start', { timeout: 120_000 }, () => {
  it('has no county, keeps its key where it is told, and takes in what another exported', async () => {
    const keys = folders.fresh();
    const empty = await start(folders.fresh(), ['--empty'], { KEY_FILE: join(keys, 'kek.key') });
    expect(readdirSync(keys)).toEqual(['kek.key']);
    expect(readdirSync(empty.dir)).not.toContain('kek.key');
    expect(await empty.cloud('status')).toMatchObject({ commits: 0 });
    expect(await empty.ask(null, '{ services { totalCount } units { code } }')).toEqual({
      services: { totalCount: 0 },
      units: [],
    });

    const full = await start(folders.copyOf(seeded));
    const file = join(folders.fresh(), 'log.jsonl');
    const { commits } = await full.cloud('export', file);
    const before = await full.cloud('status');
    expect(before.commits).toBe(commits);
    expect(await full.cloud('import', file)).toEqual({ commits, added: 0, carried: 0, unreadable: 0 });
    expect(await full.cloud('status')).toMatchObject({ commits, views: before.views });

    expect(await empty.cloud('import', file)).toMatchObject({ commits, added: commits, unreadable: 0 });
    const head = async (machine: Machine) => (await machine.cloud('verify')).map((lane: { head: string }) => lane.head);
    expect(await head(empty)).toEqual(await head(full));
    const query = '{ services(first: 100) { totalCount edges { node { key } } } units { code } }';
    expect(await empty.ask(null, query)).toEqual(await full.ask(null, query));

    const rebuilt = await full.cloud('rebuild');
    expect(rebuilt.length).toBe(before.views.length);
    expect(await full.cloud('rebuild', 'services')).toMatchObject([{ name: 'services' }]);
    expect(await full.cloud('redrive')).toEqual({ freed: 0 });
    expect(await full.cloud('verify')).toMatchObject([{ ok: true, commits }]);
    expect((await full.tool('cloud', 'status')).stdout).toContain(`${commits}`);

    const mkdirs = folders.fresh();
    mkdirSync(join(mkdirs, 'folder'));
    const wrong: [string[], RegExp][] = [
      [[], /^用法：/],
      [['nothing'], /^用法：/],
      [['erase'], /^用法：/],
      [['rebuild', 'nothing'], /nothing/],
      [['redrive', 'nothing'], /nothing/],
      [['erase', 'subject/nobody'], /没有/],
      [['erase', '430423199001010014'], /没有/],
      [['import', join(mkdirs, 'nothing')], /nothing/],
      [['import', join(mkdirs, 'folder')], /./],
      [['export', join(mkdirs, 'nothing', 'x')], /nothing/],
    ];
    await Promise.all(wrong.map(async ([args, line]) => expectOneLine(await full.tool('cloud', ...args), line)));
    for (const text of ['no json\n', readFileSync(file, 'utf8').slice(0, 5000)]) {
      const bad = join(mkdirs, 'bad');
      writeFileSync(bad, text);
      expectOneLine(await full.tool('cloud', 'import', bad), /不完整/);
    }
    expect(await full.cloud('status')).toMatchObject({ commits, views: before.views });
    expect(await Promise.all([empty.stop(), full.stop()])).toMatchObject([{ code: 0 }, { code: 0 }]);
  });
});

/** A tool or a start that failed as it should: one line that says why, and exit code 1. */
function expectOneLine({ code, stdout, stderr }: Ended, line: RegExp): void {
  expect(stderr.trimEnd().split('\n')).toEqual([expect.stringMatching(line)]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
}
