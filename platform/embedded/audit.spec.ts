import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fill, fresh } from '../conformance/log.tools.ts';
import { DamagedError, type Log } from '../contract/log.ts';
import { systemClock } from '../contract/platform.ts';
import type { View } from '../contract/views.ts';
import { type Audit, startAudit } from './audit.ts';
import { openLog } from './log.ts';
import { openSource } from './projection-source.ts';
import { openViews } from './views.ts';

let folder: string;
let file: string;
let log: Log;
let audit: Audit | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
  file = join(folder, 'log.db');
  log = await openLog({ file });
});
afterEach(async () => {
  await audit?.close();
  audit = undefined;
  await log.close();
  rmSync(folder, { recursive: true });
});

it('goes on after a look that failed', async () => {
  await fill(log, fresh(), 3);
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const verify = vi.spyOn(log, 'verify').mockRejectedValueOnce(new Error('database is locked'));
  audit = startAudit(log, systemClock, 0, 20);
  await expect.poll(() => audit?.now(), { timeout: 5000 }).toMatchObject({ state: 'sound', commits: 3 });
  expect(said).toHaveBeenCalledWith(expect.stringContaining('database is locked'));
  await audit.close();
  said.mockRestore();
  verify.mockRestore();
});

describe('a log that was damaged while it is open', () => {
  it('is found sound, then damaged with its place, by the look in the background', async () => {
    await fill(log, fresh(), 450);
    audit = startAudit(log, systemClock);
    expect(audit.now().state).toBe('checking');
    await expect.poll(() => audit?.now(), { timeout: 5000 }).toMatchObject({ state: 'sound', commits: 450 });
    await audit.close();
    damage(123);
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    audit = startAudit(log, systemClock);
    await expect
      .poll(() => audit?.now(), { timeout: 5000 })
      .toMatchObject({ state: 'damaged', damage: { lane: 0, position: 123 } });
    expect(said.mock.calls.join()).toContain('"code":"DATA_DAMAGED","lane":0,"position":123');
    said.mockRestore();
  });

  it('names the place wherever the commit is read, and counts as damaged from then on', async () => {
    const stream = fresh();
    await fill(log, stream, 30);
    audit = startAudit(log, systemClock, 60_000);
    damage(20);
    const where = { code: 'DATA_DAMAGED', lane: 0, position: 20 };
    await expect(log.read(stream)).rejects.toMatchObject(where);
    await expect(log.read(stream)).rejects.toThrow(/^DATA_DAMAGED: 日志第0道位置20/);
    await expect(log.readLane(0, 0)).rejects.toBeInstanceOf(DamagedError);
    expect(audit.now()).toMatchObject({ state: 'damaged', damage: { lane: 0, position: 20 } });
    const source = openSource(file);
    expect((await source.readLane(0, 0, 100)).commits).toHaveLength(19);
    await expect(source.readLane(0, 19, 100)).rejects.toMatchObject(where);
    expect(() => source.readShare(0, 0, 30, { share: 0, of: 1 }, 100)).toThrow(DamagedError);
    source.close();
  });

  it('stops a rebuild with that place, and leaves the view as it was', async () => {
    await fill(log, fresh(), 30);
    const opened = await openViews({
      file: join(folder, 'views.db'),
      log,
      domain: { views: [COUNT], upcast: (c) => c },
    });
    await opened.runner.catchUp();
    damage(20);
    await expect(opened.runner.rebuild('count')).rejects.toMatchObject({ code: 'DATA_DAMAGED', position: 20 });
    expect(await opened.views.get(COUNT, 'all')).toEqual({ n: 30 });
    await opened.close();
  });
});

const COUNT: View = {
  name: 'count',
  version: 1,
  events: ['Noted'],
  route: () => ['all'],
  evolve: (row) => ({ n: Number(row?.n ?? 0) + 1 }),
};

function damage(pos: number): void {
  const db = new DatabaseSync(file);
  db.prepare("UPDATE commits SET bytes = CAST('{' || substr(CAST(bytes AS TEXT), 3) AS BLOB) WHERE pos = ?").run(pos);
  db.close();
}
