import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataDirError, systemReason } from './open-error.ts';

const LINE = /^hengyun-kek-1:([A-Za-z0-9_-]{43})\n?$/;

/**
 * The key-encryption key in a file of one line, readable by its owner only. Made when `mayMake` (a new data folder);
 * otherwise a missing or unreadable file throws `DataDirError` KEY_WRONG: without it nothing sealed can be opened.
 */
export function readKek(file: string, mayMake: boolean): Uint8Array {
  try {
    if (mayMake && !existsSync(file)) makeKek(file);
  } catch (cause) {
    throw new DataDirError('DATA_DIR_UNWRITABLE', file, systemReason(cause), { cause });
  }
  let text: string;
  try {
    text = readFileSync(file, 'latin1');
  } catch (cause) {
    throw new DataDirError('KEY_WRONG', file, systemReason(cause), { cause });
  }
  const match = LINE.exec(text);
  if (!match?.[1]) throw new DataDirError('KEY_WRONG', file, '不是密钥文件');
  return Buffer.from(match[1], 'base64url');
}

function makeKek(file: string): void {
  const fd = openSync(file, 'wx', 0o600);
  try {
    writeSync(fd, `hengyun-kek-1:${randomBytes(32).toString('base64url')}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  syncFolderOf(file);
}

/** Makes the name of a file durable. Windows cannot open folders and does this by itself. */
export function syncFolderOf(file: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(dirname(file), 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
