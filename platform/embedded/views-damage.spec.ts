import { closeSync, existsSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log } from '../contract/log.ts';
import type { View } from '../contract/views.ts';
import { openLog } from './log.ts';
import { openViews } from './views.ts';

/** Rows large enough that a few hundred make a file that is not looked through at a start. */
const letters: View = {
  name: 'letters',
  version: 1,
  events: ['LetterCame'],
  route: (event) => [event.stream],
  evolve: (_row, { data }) => data,
  indexes: { all: (row, key) => [{ partition: 'all', sort: `${row.n}/${key}` }] },
};
const LETTERS = 130;
let folder: string;
let file: string;
let log: Log;

const open = () => openViews({ file, log, domain: { views: [letters], upcast: (commit) => commit } });
const list = (views: Awaited<ReturnType<typeof open>>['views']) =>
  views.list(letters, { index: 'all', partition: 'all', limit: 1000 });

/** Turns around a page of the file; where a table begins when it is named. */
function damage(name: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const size = Number(db.prepare('PRAGMA page_size').get()?.page_size);
  const page = Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name LIKE ? || '%'").get(name)?.rootpage);
  db.close();
  const fd = openSync(file, 'r+');
  const bytes = Buffer.alloc(size);
  readSync(fd, bytes, 0, size, (page - 1) * size);
  // The schema lies on the first page, behind the header of the file.
  const from = page === 1 ? 100 : 0;
  for (let i = from; i < size; i++) bytes[i] = (bytes[i] as number) ^ 0xff;
  writeSync(fd, bytes, 0, size, (page - 1) * size);
  closeSync(fd);
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hengyun-damage-'));
  file = join(folder, 'views.db');
  log = await openLog({ file: join(folder, 'log.db') });
  const text = '长信'.repeat(90_000);
  for (let n = 0; n < LETTERS; n++) {
    const events = [{ type: 'LetterCame', v: 1, data: { n: 1000 + n, text: text.slice(0, 110_000) } }];
    const at = '2026-03-09T01:00:00.000Z';
    await log.append({
      commandId: `c${n}`,
      actor: 'a',
      at,
      streams: [{ stream: `letter/${n}`, after: 'new', events }],
    });
  }
}, 60_000);
afterAll(async () => {
  await log.close();
  rmSync(folder, { recursive: true });
});

describe('given a large file of views, which no start looks through', { timeout: 60_000 }, () => {
  it.each(['rows_', 'entries_'])(
    'when a page of %s is turned around, then reading refuses, and the next start mends it',
    async (table) => {
      const first = await open();
      await first.runner.catchUp();
      const whole = await list(first.views);
      expect(whole.entries).toHaveLength(LETTERS);
      await first.close();
      damage(table);
      expect(statSync(file).size).toBeGreaterThan(32 * 1024 * 1024);

      const second = await open();
      await expect(list(second.views)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      expect(existsSync(`${file}.damaged`)).toBe(true);
      await second.close();

      const third = await open();
      expect(existsSync(`${file}.damaged`)).toBe(false);
      await third.runner.catchUp();
      expect((await list(third.views)).entries.map(({ row }) => row.n)).toEqual(whole.entries.map(({ row }) => row.n));
      await third.close();
    },
  );

  it.each(['builds', 'checkpoints'])('when %s itself is turned around, then it is made anew at once', async (table) => {
    const first = await open();
    await first.runner.catchUp();
    await first.close();
    damage(table);
    const second = await open();
    await second.runner.catchUp();
    expect((await list(second.views)).entries).toHaveLength(LETTERS);
    await second.close();
  });

  it('when the page that names the tables is destroyed, then it is made anew at once', async () => {
    const fd = openSync(file, 'r+');
    writeSync(fd, Buffer.alloc(3900, 0xa5), 0, 3900, 100);
    closeSync(fd);
    const second = await open();
    await second.runner.catchUp();
    expect((await list(second.views)).entries).toHaveLength(LETTERS);
    await second.close();
  });
});
