import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the command line talks to the running cloud: a socket that only this account can open. */
export function controlPath(dataDir: string): string {
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\hengyun-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  }
  const path = join(dataDir, 'cloud.sock');
  // Unix allows some 100 bytes for the name of a socket.
  return path.length < 100
    ? path
    : join(tmpdir(), `hengyun-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}.sock`);
}
