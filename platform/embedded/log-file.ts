import { accessSync, closeSync, constants, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { chainHash, GENESIS } from '../contract/encode.ts';
import { APPLICATION_ID, LANE, LogOpenError, placeOf } from './log-schema.ts';

const HEADER = 100;
/** Commits at the end of every lane whose chain is checked at each start. */
const TAIL = 50;
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
  for (let lane = 0; lane < lanes; lane++) {
    const rows = tail.all(placeOf(lane, 0), placeOf(lane + 1, 0), TAIL + 1) as unknown as TailRow[];
    rows.forEach((row, i) => {
      const previous = row.pos % LANE === 1 ? GENESIS : rows[i + 1]?.hash;
      if (previous !== undefined && Buffer.compare(chainHash(previous, row.bytes), row.hash) !== 0)
        throw new LogOpenError('DAMAGED', `${file}: the chain of lane ${lane} breaks at ${row.pos % LANE}`);
    });
  }
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
