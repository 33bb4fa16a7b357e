import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataDirError } from './open-error.ts';

const LINE = /^hengyun-kek-1:([A-Za-z0-9_-]{43})\n?$/;

/**
 * The key-encryption key in a file of one line, readable by its owner only. Made when `mayMake` (a new data folder);
 * otherwise a missing or unreadable file throws `DataDirError` KEY_WRONG: without it nothing sealed can be opened.
 */
export function readKek(file: string, mayMake: boolean): Uint8Array {
  if (!existsSync(file)) {
    if (!mayMake) throw new DataDirError('KEY_WRONG', file, '找不到密钥文件');
    makeKek(file);
  }
  const match = LINE.exec(readFileSync(file, 'latin1'));
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
  syncFolder(dirname(file));
}

/** Makes the names in a folder durable. Windows cannot open folders and does this by itself. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
