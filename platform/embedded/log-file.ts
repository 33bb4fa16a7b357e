import { randomInt } from 'node:crypto';
import { accessSync, closeSync, constants, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { chainHash, GENESIS } from '../contract/encode.ts';
import { APPLICATION_ID, LANE, LogOpenError, laneAt, placeOf, positionAt } from './log-schema.ts';

const HEADER = 100;
/** Commits at the end of every lane whose chain is checked at each start. */
const TAIL = 50;
/** How long a start looks at the rest of the chains, in milliseconds. */
const SAMPLE_MS = 200;
/** Files up to this size are looked through wholly at each start (some 0.2 s). */
const QUICK_CHECK_BYTES = 64 * 1024 * 1024;

/** Looks at a file without touching it: throws `LogOpenError` when it cannot be written or is no log of ours. */
export function inspectFile(file: string): void {
  if (!existsSync(file)) assertWritableFolder(dirname(file));
  else inspectExisting(file);
}

function inspectExisting(file: string): void {
  let fd: number;
  try {
    fd = openSync(file, 'r+');
  } catch (cause) {
    throw new LogOpenError('UNWRITABLE', `cannot write ${file}`, { cause });
  }
  try {
    const { size } = fstatSync(fd);
    // A crash before the first transaction leaves an empty file: nothing is lost in it.
    if (size > 0) inspectHeader(file, fd, size);
  } finally {
    closeSync(fd);
  }
}

function assertWritableFolder(folder: string): void {
  try {
    if (!statSync(folder).isDirectory()) throw new Error('not a folder');
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new LogOpenError('UNWRITABLE', `cannot write in ${folder}`, { cause });
  }
}

/** https://www.sqlite.org/fileformat.html, section 1.3. */
function inspectHeader(file: string, fd: number, size: number): void {
  const header = Buffer.alloc(HEADER);
  const read = readSync(fd, header, 0, HEADER, 0);
  if (read < HEADER || header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
    throw new LogOpenError('DAMAGED', `not a database: ${file}`);
  const application = header.readUInt32BE(68);
  if (application !== APPLICATION_ID && application !== 0) throw new LogOpenError('FOREIGN', `not a log: ${file}`);
  const pageSize = header.readUInt16BE(16) === 1 ? 65536 : header.readUInt16BE(16);
  // Pages that are still in the write-ahead log need not be in the file yet.
  if (header.readUInt32BE(28) * pageSize > size && !existsSync(`${file}-wal`))
    throw new LogOpenError('DAMAGED', `cut short: ${file}`);
}

/** What a start can afford to check of an opened log: its structure while it is small, and the end of every chain. */
export function assertSound(db: DatabaseSync, file: string, lanes: number): void {
  if (statSync(file).size <= QUICK_CHECK_BYTES) {
    const found = Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0];
    if (found !== 'ok') throw new LogOpenError('DAMAGED', `${file}: ${String(found)}`);
  }
  const tail = db.prepare('SELECT pos, bytes, hash FROM commits WHERE pos > ? AND pos < ? ORDER BY pos DESC LIMIT ?');
  const until = performance.now() + SAMPLE_MS;
  for (let lane = 0; lane < lanes; lane++) {
    const rows = tail.all(placeOf(lane, 0), placeOf(lane + 1, 0), TAIL + 1) as unknown as TailRow[];
    rows.forEach((row, i) => {
      assertFits(file, row, row.pos % LANE === 1 ? GENESIS : rows[i + 1]?.hash);
    });
  }
  for (let lane = 0; lane < lanes; lane++) assertSample(db, file, lane, until);
}

/**
 * As much of a lane's chain as there is time for, from a place drawn by lot to the end and then from the start: all of a
 * small log at every start, another part of a large one each time.
 */
function assertSample(db: DatabaseSync, file: string, lane: number, until: number): void {
  const [bottom, top] = [placeOf(lane, 0), placeOf(lane + 1, 0)];
  const { last } = db.prepare('SELECT max(pos) AS last FROM commits WHERE pos > ? AND pos < ?').get(bottom, top) as {
    last: number | null;
  };
  if (last === null) return;
  const lot = randomInt(bottom, last);
  const next = db.prepare('SELECT pos, bytes, hash FROM commits WHERE pos > ? AND pos <= ? ORDER BY pos LIMIT ?');
  for (const [from, to] of [
    [lot, last],
    [bottom, lot],
  ] as const) {
    let before: TailRow | undefined;
    // The commit at the lot gives the hash that the one behind it follows.
    for (let at = from === bottom ? bottom : from - 1; at < to && performance.now() < until; ) {
      const rows = next.all(at, to, 200) as unknown as TailRow[];
      for (const row of rows) {
        if (before && row.pos !== before.pos + 1) throw damaged(file, before.pos + 1);
        assertFits(file, row, row.pos % LANE === 1 ? GENESIS : before?.hash);
        before = row;
      }
      if (rows.length === 0) break;
      at = (rows.at(-1) as TailRow).pos;
    }
  }
}

function assertFits(file: string, { pos, bytes, hash }: TailRow, previous: Uint8Array | undefined): void {
  if (previous !== undefined && Buffer.compare(chainHash(previous, bytes), hash) !== 0) throw damaged(file, pos);
}

function damaged(file: string, pos: number): LogOpenError {
  const place = `第${laneAt(pos)}道位置${positionAt(pos)}`;
  return new LogOpenError('DAMAGED', `${file}: 日志${place}的提交与校验链不符`);
}

interface TailRow {
  readonly pos: number;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
}

/** Says in our terms why SQLite did not open a file. */
export function openError(file: string, error: unknown): LogOpenError {
  if (error instanceof LogOpenError) return error;
  const primary = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
  const detail = `${file}: ${(error as Error).message}`;
  if (primary === 5 || primary === 6) return new LogOpenError('BUSY', detail, { cause: error });
  if (primary === 3 || primary === 8 || primary === 10 || primary === 13 || primary === 14)
    return new LogOpenError('UNWRITABLE', detail, { cause: error });
  return new LogOpenError('DAMAGED', detail, { cause: error });
}
