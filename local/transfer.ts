import { closeSync, createReadStream, openSync, renameSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { StoredCommit } from '../platform/contract/log.ts';
import type { Platform } from '../platform/contract/platform.ts';

const PAGE = 500;

/** Writes every commit as one JSON line with its exact bytes and hash. A file appears under its name only when it is whole. */
export async function exportLog(platform: Pick<Platform, 'log'>, file: string): Promise<{ commits: number }> {
  if (!file) throw new RangeError('请给出文件名');
  const partial = `${file}.part`;
  const out = openSync(partial, 'w', 0o600);
  let commits = 0;
  try {
    writeSync(out, `${JSON.stringify({ format: 'hengyun-log/1', lanes: platform.log.lanes })}\n`);
    for (let lane = 0; lane < platform.log.lanes; lane++) {
      for (let after = 0; ; ) {
        const page = await platform.log.readLane(lane, after, PAGE);
        for (const { stream, ordinal, position, bytes, hash } of page.commits) {
          const line = { lane, position, stream, ordinal, bytes: b64(bytes), hash: b64(hash) };
          writeSync(out, `${JSON.stringify(line)}\n`);
          commits += 1;
        }
        const last = page.commits.at(-1);
        if (!last) break;
        after = last.position;
      }
    }
  } finally {
    closeSync(out);
  }
  renameSync(partial, file);
  return { commits };
}

/** Takes an export back in, as it was: lanes, positions, bytes and hashes. Repeating it is harmless. */
export async function importLog(
  platform: Pick<Platform, 'log' | 'runner'>,
  file: string,
): Promise<{ commits: number }> {
  if (!file) throw new RangeError('请给出文件名');
  let commits = 0;
  let header = false;
  let page: StoredCommit[] = [];
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = JSON.parse(text) as Record<string, string & number>;
    if (!header) {
      if ((line.format as unknown as string) !== 'hengyun-log/1' || line.lanes !== platform.log.lanes)
        throw new RangeError('文件格式或分道数不符');
      header = true;
      continue;
    }
    const { lane = 0, position = 0, stream = '', ordinal = 0, bytes = '', hash = '' } = line as unknown as Wire;
    page.push({
      lane,
      position,
      stream,
      ordinal,
      bytes: Buffer.from(bytes, 'base64'),
      hash: Buffer.from(hash, 'base64'),
    });
    if (page.length === PAGE) {
      await platform.log.restore(page);
      commits += page.length;
      page = [];
    }
  }
  if (page.length > 0) await platform.log.restore(page);
  await platform.runner.catchUp();
  return { commits: commits + page.length };
}

interface Wire {
  readonly lane?: number;
  readonly position?: number;
  readonly stream?: string;
  readonly ordinal?: number;
  readonly bytes?: string;
  readonly hash?: string;
}

function b64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
