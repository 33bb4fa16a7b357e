import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DataDirError, systemReason } from './open-error.ts';

const HEADER = 100;

/** The parts of a data folder. */
export interface DataPaths {
  readonly dir: string;
  readonly key: string;
  readonly keys: string;
  /** Subjects erased; absent while there are none. */
  readonly erased: string;
  readonly state: string;
  readonly blobs: string;
  readonly log: string;
  /** Disposable: made again from the log. */
  readonly views: string;
}

export function dataPaths(dir: string, keyFile = join(dir, 'kek.key')): DataPaths {
  const at = (name: string): string => join(dir, name);
  return {
    dir,
    key: keyFile,
    keys: at('keys.db'),
    erased: at('erased.txt'),
    state: at('state.db'),
    blobs: at('blobs'),
    log: at('log.db'),
    views: at('views.db'),
  };
}

/** Makes the folder when it is not there. Throws `DataDirError` DATA_DIR_UNWRITABLE. */
export function ensureDir(dir: string): void {
  try {
    makeFolders(resolve(dir));
    if (!statSync(dir).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new DataDirError('DATA_DIR_UNWRITABLE', dir, systemReason(cause), { cause });
  }
}

/** Not `recursive`: Node then never comes back where the system takes no folder at all (`/proc`). */
function makeFolders(dir: string): void {
  if (existsSync(dir)) return;
  makeFolders(dirname(dir));
  mkdirSync(dir, { mode: 0o700 });
}

/**
 * Looks at a data folder without touching it; whether it is new. The parts are made in the order key, keys, state, blobs,
 * log: so a start that was cut short goes on, and whatever is missing beside a log (numbers given, keys) was lost.
 * Throws `DataDirError` DATA_DAMAGED, KEY_WRONG or DATA_DIR_UNWRITABLE.
 */
export function inspectDir(paths: DataPaths): { isNew: boolean } {
  const sealed = existsSync(paths.keys) || existsSync(paths.state);
  const logged = existsSync(paths.log);
  if (logged)
    for (const part of [paths.keys, paths.state, paths.blobs])
      if (!existsSync(part)) throw new DataDirError('DATA_DAMAGED', part, '缺失');
  if ((sealed || logged) && !existsSync(paths.key)) throw new DataDirError('KEY_WRONG', paths.key, '缺失');
  // Not the views: a damaged file of views is made again from the log.
  for (const file of [paths.keys, paths.state, paths.log]) if (existsSync(file)) inspectFile(file);
  return { isNew: !sealed && !logged };
}

/** The header of an SQLite file: https://www.sqlite.org/fileformat.html, section 1.3. */
/** Throws `DataDirError` DATA_DAMAGED for a file that is no database or cut short, DATA_DIR_UNWRITABLE. */
export function inspectFile(file: string): void {
  let fd: number;
  try {
    fd = openSync(file, 'r+');
  } catch (cause) {
    throw new DataDirError('DATA_DIR_UNWRITABLE', file, systemReason(cause), { cause });
  }
  try {
    const { size } = fstatSync(fd);
    // A crash before the first transaction leaves an empty file: nothing is lost in it.
    if (size === 0) return;
    const header = Buffer.alloc(HEADER);
    const read = readSync(fd, header, 0, HEADER, 0);
    if (read < HEADER || header.toString('latin1', 0, 16) !== 'SQLite format 3\0')
      throw new DataDirError('DATA_DAMAGED', file, '不是数据库文件');
    const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
    // Pages that are still in the write-ahead log need not be in the file yet.
    if (header.readUInt32BE(28) * pageSize > size && !hasBytes(`${file}-wal`))
      throw new DataDirError('DATA_DAMAGED', file, '文件被截断');
  } finally {
    closeSync(fd);
  }
}

function hasBytes(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Says in our terms why SQLite did not open or read a file (https://www.sqlite.org/rescode.html). */
export function sqliteError(path: string, error: unknown): DataDirError {
  if (error instanceof DataDirError) return error;
  const primary = ((error as { errcode?: number }).errcode ?? 0) & 0xff;
  const detail = error instanceof Error ? error.message : String(error);
  const [BUSY, LOCKED] = [5, 6];
  const [PERM, READONLY, IOERR, FULL, CANTOPEN] = [3, 8, 10, 13, 14];
  const code = [BUSY, LOCKED].includes(primary)
    ? 'DATA_DIR_IN_USE'
    : [PERM, READONLY, IOERR, FULL, CANTOPEN].includes(primary) || (error as NodeJS.ErrnoException).syscall
      ? 'DATA_DIR_UNWRITABLE'
      : 'DATA_DAMAGED';
  return new DataDirError(code, path, detail, { cause: error });
}
