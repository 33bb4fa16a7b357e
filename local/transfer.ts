import { closeSync, createReadStream, openSync, renameSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { replayErasures } from '../commands/subject/replay-erasures.ts';
import type { HeldGuard, StoredCommit } from '../platform/contract/log.ts';
import type { Platform } from '../platform/contract/platform.ts';

const PAGE = 500;
const FORMAT = 'hengyun-log/2';
/** Exports of format 1 carry no guards. */
const FORMATS: readonly unknown[] = ['hengyun-log/1', FORMAT];

/** Writes every commit as one JSON line with its exact bytes and hash, then every guard that is held. A file appears under its name only when it is whole. */
export async function exportLog(platform: Pick<Platform, 'log'>, file: string): Promise<{ commits: number }> {
  if (!file) throw new RangeError('请给出文件名');
  const partial = `${file}.part`;
  const out = openSync(partial, 'w', 0o600);
  let commits = 0;
  try {
    writeSync(out, `${JSON.stringify({ format: FORMAT, lanes: platform.log.lanes })}\n`);
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
    for await (const page of platform.log.guards())
      for (const { guard, owner } of page) writeSync(out, `${JSON.stringify({ guard, owner })}\n`);
    writeSync(out, `${JSON.stringify({ end: commits })}\n`);
  } finally {
    closeSync(out);
  }
  renameSync(partial, file);
  return { commits };
}

/**
 * Takes an export back in, as it was: lanes, positions, bytes, hashes and guards. Whoever was erased in it is erased here too,
 * keys and drafts, before anything is shown. Repeating it is harmless. Throws a `RangeError`
 * for a file that is no export of a log with as many lanes, or not a whole one.
 */
export async function importLog(
  platform: Pick<Platform, 'log' | 'runner' | 'state' | 'vault'>,
  file: string,
): Promise<{ commits: number }> {
  if (!file) throw new RangeError('请给出文件名');
  let commits = 0;
  let page: StoredCommit[] = [];
  let guards: HeldGuard[] = [];
  const take = async (): Promise<void> => {
    if (page.length + guards.length > 0) await platform.log.restore(page, guards);
    commits += page.length;
    page = [];
    guards = [];
  };
  let begun = false;
  let ended = false;
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    const line = parsed(text);
    if (!begun) {
      if (!FORMATS.includes(line.format) || line.lanes !== platform.log.lanes)
        throw new RangeError('文件格式或分道数不符');
      begun = true;
    } else if (line.end !== undefined) {
      ended = line.end === commits + page.length;
    } else {
      if (line.guard !== undefined) guards.push(guardOf(line));
      else page.push(commitOf(line));
      if (page.length + guards.length === PAGE) await take();
    }
  }
  await take();
  if (!ended) throw new RangeError(`文件不完整（读到${commits}次提交），请重新导出`);
  await replayErasures(platform);
  await platform.runner.catchUp();
  return { commits };
}

type Line = Readonly<Record<string, unknown>>;

function parsed(text: string): Line {
  try {
    const line = JSON.parse(text) as unknown;
    if (typeof line === 'object' && line !== null) return line as Line;
  } catch {
    // Said below, as for any other line that is none of ours.
  }
  throw new RangeError('文件不完整，或不是导出的日志');
}

function guardOf({ guard, owner }: Line): HeldGuard {
  if (typeof guard !== 'string' || typeof owner !== 'string') throw new RangeError('文件不完整，或不是导出的日志');
  return { guard, owner };
}

function commitOf({ lane, position, stream, ordinal, bytes, hash }: Line): StoredCommit {
  if (typeof stream !== 'string' || typeof bytes !== 'string' || typeof hash !== 'string')
    throw new RangeError('文件不完整，或不是导出的日志');
  return {
    lane: Number(lane),
    position: Number(position),
    stream,
    ordinal: Number(ordinal),
    bytes: Buffer.from(bytes, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

function b64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
