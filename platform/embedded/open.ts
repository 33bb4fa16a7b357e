import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { type Clock, type Domain, type Platform, type Soundness, systemClock } from '../contract/platform.ts';
import { keyring } from '../vault/keyring.ts';
import { startAudit } from './audit.ts';
import { type EmbeddedBlobs, openBlobs } from './blobs.ts';
import { type Carry, carryOf } from './carry.ts';
import { openLog } from './log.ts';
import { LogOpenError } from './log-schema.ts';
import { DataDirError } from './open-error.ts';
import { type DataPaths, dataPaths, ensureDir, inspectDir } from './open-inspect.ts';
import { lockDir } from './open-lock.ts';
import { openState } from './state.ts';
import { openVault } from './vault.ts';
import { readKek } from './vault-key.ts';
import { openViews } from './views.ts';

/** The background look at the log begins when a start is over. */
const AUDIT_AFTER_MS = 3000;

export interface OpenOptions {
  /** The folder that holds everything; made when it is not there. */
  readonly dataDir: string;
  /** The key-encryption key, `kek.key` in the data folder when absent. Keep it elsewhere and back it up apart. */
  readonly keyFile?: string;
  readonly domain: Domain;
  /** A module that exports the same domain as `domain`: projections then run in a thread of their own. */
  readonly domainModule?: URL;
  /** Lanes of a new log (1 when absent). */
  readonly lanes?: number;
  readonly clock?: Clock;
}

export interface EmbeddedPlatform extends Platform {
  readonly blobs: EmbeddedBlobs;
  /** What goes along with an export of the log. */
  readonly carry: Carry;
  soundness(): Soundness;
}

/**
 * Opens the data folder of a single machine, for this process alone. Views can be read at once; `runner.start()` is the
 * caller's.
 * Throws `DataDirError` with one line for people, having changed nothing: DATA_DIR_IN_USE, DATA_DIR_UNWRITABLE,
 * DATA_DAMAGED, KEY_WRONG.
 */
export async function openEmbedded(options: OpenOptions): Promise<EmbeddedPlatform> {
  const { dataDir, keyFile, domain, domainModule, lanes, clock = systemClock } = options;
  const paths = dataPaths(dataDir, keyFile);
  const opened: (() => void | Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    // Last opened, first closed: the runner before the log, the lock at the very end.
    for (let close = opened.pop(); close; close = opened.pop()) await close();
  };
  try {
    ensureDir(paths.dir);
    const lock = lockDir(paths.dir);
    opened.push(() => lock.release());
    const { isNew } = inspectDir(paths);
    const keys = keyring(readKek(paths.key, isNew));
    const vault = await openVault({ file: paths.keys, erasedFile: paths.erased, keys });
    opened.push(() => vault.close());
    assertLogNotLost(paths);
    const state = openState({ file: paths.state, keys, clock });
    opened.push(() => state.close());
    const blobs = openBlobs({ dir: paths.blobs, keys, clock });
    opened.push(() => blobs.close());
    const log = await openLog({ file: paths.log, lanes });
    opened.push(() => log.close());
    const { views, runner, close } = await openViews({
      file: paths.views,
      log,
      domain: domainModule ? { domainModule, logFile: paths.log } : domain,
    });
    opened.push(close);
    const audit = startAudit(log, clock, AUDIT_AFTER_MS);
    opened.push(() => audit.close());
    const carried = { kek: keys.check, keyFile: paths.key, keys: vault.rows, state, blobs, keysMoved: vault.forget };
    return {
      ...{ log, views, runner, vault, state, blobs, clock },
      carry: carryOf(carried),
      soundness: audit.now,
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error instanceof LogOpenError ? dataDirError(paths, error) : error;
  }
}

/** A vault that knows people beside no log: the log was lost, and an empty one must not take its place. */
function assertLogNotLost({ keys, log }: DataPaths): void {
  const sql = new DatabaseSync(keys, { readOnly: true });
  try {
    const used = sql.prepare('SELECT 1 FROM subject LIMIT 1').get();
    if (used && !existsSync(log)) throw new DataDirError('DATA_DAMAGED', log, '缺失');
  } finally {
    sql.close();
  }
}

function dataDirError({ log }: DataPaths, error: LogOpenError): Error {
  const { code, message } = error;
  if (code === 'BUSY') return new DataDirError('DATA_DIR_IN_USE', log, message, { cause: error });
  if (code === 'UNWRITABLE') return new DataDirError('DATA_DIR_UNWRITABLE', log, message, { cause: error });
  if (code === 'DAMAGED' || code === 'FOREIGN') return new DataDirError('DATA_DAMAGED', log, message, { cause: error });
  return error;
}
