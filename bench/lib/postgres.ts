import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const DEBIAN = '/usr/lib/postgresql';

/**
 * Runs `work` against a PostgreSQL cluster made for it and thrown away after it: Debian's package with its own durable settings
 * (fsync, synchronous_commit), on the loopback only, with a password nobody keeps.
 */
export async function withPostgres<T>(work: (url: string) => Promise<T>): Promise<T> {
  const bin = binaries();
  const home = mkdtempSync(join(tmpdir(), 'bench-pg-'));
  // PostgreSQL refuses to run as the superuser.
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : undefined;
  if (owner !== undefined) chownSync(home, owner.uid, owner.gid);
  const password = randomBytes(16).toString('hex');
  const [data, secret] = [join(home, 'data'), join(home, 'password')];
  try {
    writeFileSync(secret, password, { mode: 0o600 });
    if (owner !== undefined) chownSync(secret, owner.uid, owner.gid);
    const init = ['-D', data, '-U', 'bench', '-A', 'scram-sha-256', '--pwfile', secret, '-E', 'UTF8', '--locale=C'];
    const made = spawnSync(join(bin, 'initdb'), init, { ...owner, cwd: home, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
    const port = await freePort();
    const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', shared_buffers: '256MB' };
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = spawn(join(bin, 'postgres'), ['-D', data, ...args], { ...owner, cwd: home, stdio: 'ignore' });
    const ended = once(server, 'exit');
    try {
      const url = `postgresql://bench:${password}@127.0.0.1:${port}/postgres`;
      await ready(url);
      return await work(url);
    } finally {
      server.kill('SIGINT');
      await ended;
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function binaries(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(DEBIAN, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  if (found === undefined) throw new Error('PostgreSQL is needed to measure against: apt-get install postgresql');
  return found;
}

function idOf(flag: '-u' | '-g'): number {
  return Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function ready(url: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    const client = new pg.Client(url);
    try {
      await client.connect();
      const { rows } = await client.query(
        "SELECT current_setting('fsync') AS a, current_setting('synchronous_commit') AS b",
      );
      if (rows[0].a !== 'on' || rows[0].b !== 'on') throw new Error('PostgreSQL is not durable');
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
