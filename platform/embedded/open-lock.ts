import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DataDirError } from './open-error.ts';
import { sqliteError } from './open-inspect.ts';

export interface Lock {
  release(): void;
}

/**
 * Takes the data folder for this process alone. The lock is one of the operating system's on the file `lock` (through
 * SQLite), so it ends with the process however that dies, and nothing stale can be left. Nobody may open that file
 * otherwise: closing it anywhere in this process would end the lock.
 * Throws `DataDirError` DATA_DIR_IN_USE, or DATA_DIR_UNWRITABLE.
 */
export function lockDir(dir: string): Lock {
  const pidFile = join(dir, 'pid');
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(join(dir, 'lock'), { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    writeFileSync(pidFile, `${process.pid}\n`);
  } catch (error) {
    db?.close();
    const told = sqliteError(dir, error);
    if (told.code !== 'DATA_DIR_IN_USE') throw told;
    throw new DataDirError('DATA_DIR_IN_USE', dir, holderOf(pidFile), { cause: error });
  }
  const held = db;
  return {
    release() {
      if (!held.isOpen) return;
      rmSync(pidFile, { force: true });
      held.close();
    },
  };
}

/** Who holds it, for people only: the file may be older than the lock. */
function holderOf(pidFile: string): string {
  try {
    return `进程 ${readFileSync(pidFile, 'utf8').trim()}`;
  } catch {
    return '请先停止它，或换一个 DATA_DIR';
  }
}
