import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { event, expectSound, failure, fill, fresh, to, wish } from '../conformance/log.tools.ts';
import { openLog } from './log.ts';
import { assertPragmas, LogOpenError, setPragmas } from './log-schema.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-open-'));
  file = join(folder, 'log.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file that cannot be the log is refused and left as it is', () => {
  it.each([
    ['text', () => writeFileSync(file, 'not a database '.repeat(400))],
    ['a few bytes', () => writeFileSync(file, 'SQLite format 3\0')],
    ['a log cut short', () => writeLog(() => truncateSync(file, 8192))],
    ['a log with a torn page', () => writeLog(() => overwrite(4096, 8192))],
    [
      'a log whose last commit was changed',
      () => writeLog(() => sql('UPDATE commits SET bytes = zeroblob(40) WHERE pos = 40')),
    ],
    ['a log with one byte changed in the middle', () => writeLog(() => flip(17), 300)],
  ])('damaged: %s', async (_, damage) => {
    await damage();
    await expectRefused('DAMAGED');
  });

  it('foreign: another application, another format', async () => {
    sql('CREATE TABLE t (x); INSERT INTO t VALUES (1); PRAGMA application_id = 7');
    await expectRefused('FOREIGN');
    rmSync(file);
    await writeLog(() => sql('PRAGMA user_version = 2'));
    await expectRefused('FOREIGN');
  });

  it('made with another number of lanes', async () => {
    await (await openLog({ file, lanes: 3 })).close();
    const before = digest();
    expect(await failure(openLog({ file, lanes: 1 }))).toMatchObject({ name: 'LogOpenError', code: 'LANES' });
    expect(digest()).toBe(before);
    const log = await openLog({ file });
    expect(log.lanes).toBe(3);
    await log.close();
  });

  it('unwritable: a folder in its place, a file for a folder, no folder, no permission', async () => {
    mkdirSync(file);
    expect(await failure(openLog({ file }))).toMatchObject({ code: 'UNWRITABLE' });
    writeFileSync(join(folder, 'plain'), '');
    for (const path of ['plain/log.db', 'missing/log.db'])
      expect(await failure(openLog({ file: join(folder, path) }))).toMatchObject({ code: 'UNWRITABLE' });
    // The superuser may write anywhere.
    if (process.getuid?.() !== 0) {
      chmodSync(folder, 0o500);
      expect(await failure(openLog({ file: join(folder, 'new.db') }))).toMatchObject({ code: 'UNWRITABLE' });
      chmodSync(folder, 0o700);
    }
    expect(readdirSync(folder).sort()).toEqual(['log.db', 'plain']);
  });
});

describe('settings', () => {
  it('are read back, and anything less than durable is refused', () => {
    const db = new DatabaseSync(file);
    expect(() => assertPragmas(db)).toThrow(LogOpenError);
    setPragmas(db);
    assertPragmas(db);
    for (const [weaker, why] of [
      ['synchronous = NORMAL', /synchronous is 1/],
      ['synchronous = OFF', /synchronous is 0/],
      ['secure_delete = OFF', /secure_delete is 0/],
      ['journal_mode = DELETE', /journal_mode is delete/],
    ] as const) {
      setPragmas(db);
      db.exec(`PRAGMA ${weaker}`);
      expect(() => assertPragmas(db)).toThrow(why);
    }
    db.close();
  });

  it('that the file cannot have are refused: a database in memory has no write-ahead log', () => {
    const db = new DatabaseSync(':memory:');
    setPragmas(db);
    expect(() => assertPragmas(db)).toThrow(/journal_mode is memory/);
    db.close();
  });
});

describe('an open log', () => {
  it('takes an empty file for a new one, and refuses a senseless number of lanes', async () => {
    writeFileSync(file, '');
    const log = await openLog({ file });
    await fill(log, fresh(), 2);
    await log.close();
    for (const lanes of [0, -1, 1.5, 5000]) expect(await failure(openLog({ file, lanes }))).toBeInstanceOf(RangeError);
  });

  it('answers what was sent before it is closed, and nothing after', async () => {
    const log = await openLog({ file });
    const sent = Array.from({ length: 20 }, () => log.append(wish(to(fresh(), 'new'))));
    await log.close();
    await log.close();
    expect((await Promise.all(sent)).length).toBe(20);
    expect(await failure(log.append(wish(to(fresh(), 'new'))))).toMatchObject({ code: 'UNAVAILABLE' });
    const again = await openLog({ file });
    expect(await again.heads()).toEqual([20]);
    await again.close();
  });

  it.runIf(existsSync('/proc/locks'))(
    'keeps its lock on the file while others of the process open and close it',
    async () => {
      const locks = () => {
        const { ino } = statSync(file);
        const lines = readFileSync('/proc/locks', 'utf8').split('\n');
        return lines.filter((line) => line.includes(` ${process.pid} `) && line.includes(`:${ino} `)).length;
      };
      const log = await openLog({ file });
      expect(locks()).toBe(1);
      const others = await Promise.all([openLog({ file }), openLog({ file })]);
      expect(locks()).toBe(1);
      for (const other of others) await other.close();
      expect(locks()).toBe(1);
      await log.close();
      expect(locks()).toBe(0);
    },
  );

  it('ends a page of a lane after some megabytes', async () => {
    const log = await openLog({ file });
    const note = 'x'.repeat(390_000);
    for (let i = 0; i < 25; i++) await log.append(wish(to(fresh(), 'new', event(note))));
    const first = await log.readLane(0, 0);
    expect(first).toMatchObject({ head: 25, commits: { length: 22 } });
    const second = await log.readLane(0, 22);
    expect(second.commits.map(({ position }) => position)).toEqual([23, 24, 25]);
    await log.close();
  });

  it('says so when the store refuses to write, writes nothing of that group, and goes on afterwards', async () => {
    const log = await openLog({ file });
    const stream = fresh();
    const [first] = await fill(log, stream, 1);
    // Stands for a full disk: the statement fails in the middle of the transaction.
    sql(
      "CREATE TRIGGER full BEFORE INSERT ON commits WHEN new.ordinal = 1 BEGIN SELECT RAISE(ABORT, 'disk full'); END",
    );
    const lost = wish(to(stream, first ?? 'new'));
    const ended = await Promise.allSettled([log.append(wish(to(fresh(), 'new'))), log.append(lost)]);
    for (const end of ended)
      expect(end).toMatchObject({ status: 'rejected', reason: { code: 'UNAVAILABLE', message: 'disk full' } });
    expect(await log.heads()).toEqual([1]);
    sql('DROP TRIGGER full');
    expect(await log.append(lost)).toMatchObject({ repeated: false, commits: [{ position: 2 }] });
    await expectSound(log);
    await log.close();
  });
});

async function writeLog(damage: () => void, commits = 40): Promise<void> {
  const log = await openLog({ file });
  await fill(log, fresh(), commits);
  await log.close();
  damage();
}

function overwrite(from: number, to: number): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xa5, from, to));
}

/** Changes one character of a stored text, so that it stays a commit that can be read. */
function flip(pos: number): void {
  const db = new DatabaseSync(file);
  const { bytes } = db.prepare('SELECT bytes FROM commits WHERE pos = ?').get(pos) as { bytes: Uint8Array };
  const text = Buffer.from(bytes).toString('utf8').replace('"Noted"', '"Notee"');
  expect(text).toContain('Notee');
  db.prepare('UPDATE commits SET bytes = ? WHERE pos = ?').run(Buffer.from(text), pos);
  db.close();
}

function sql(text: string): void {
  const db = new DatabaseSync(file, { timeout: 5000 });
  db.exec(text);
  db.close();
}

const digest = () => createHash('sha256').update(readFileSync(file)).digest('hex');

async function expectRefused(code: string): Promise<void> {
  const before = digest();
  const error = await failure(openLog({ file }));
  expect(error).toBeInstanceOf(LogOpenError);
  expect(error).toMatchObject({ code });
  expect(error.message).not.toContain('\n');
  expect(digest()).toBe(before);
  expect(readdirSync(folder)).toEqual(['log.db']);
}
