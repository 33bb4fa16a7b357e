import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { replayErasures } from '../commands/subject/replay-erasures.ts';
import type { Platform } from '../platform/contract/platform.ts';
import type { Carried, Carry } from '../platform/embedded/carry.ts';
import { fileError, ToolError } from './file-error.ts';
import { inspectExport } from './transfer/inspect.ts';
import { type ExportLine, FORMAT, linesOf } from './transfer/lines.ts';

const PAGE = 500;

export interface Exported {
  readonly commits: number;
  /** Subject keys, still wrapped. */
  readonly keys: number;
  readonly files: number;
  /** Number and place of the key-encryption key that opens it, which is not in the export; null where none is kept here. */
  readonly key: { readonly number: string; readonly file: string } | null;
}

/**
 * Writes everything that is no secret by itself as JSON lines: every commit with its exact bytes and hash, every guard, and
 * what stands beside the log (wrapped keys, look-ups, number series, drafts, sealed files). The key-encryption key is not in
 * it. A file appears under its name only when it is whole.
 */
export async function exportLog(
  platform: Pick<Platform, 'log'> & { readonly carry?: Carry },
  file: string,
): Promise<Exported> {
  if (!file) throw new RangeError('请给出文件名');
  const { log, carry } = platform;
  const partial = `${file}.part`;
  const out = opened(partial, file);
  let open = true;
  let [commits, keys, files] = [0, 0, 0];
  const write = (line: object): void => {
    writeSync(out, `${JSON.stringify(line)}\n`);
  };
  try {
    write({ format: FORMAT, lanes: log.lanes, ...(carry ? { kek: carry.kek } : {}) });
    for (let lane = 0; lane < log.lanes; lane++) {
      for (let after = 0; ; ) {
        const page = await log.readLane(lane, after, PAGE);
        for (const { stream, ordinal, position, bytes, hash } of page.commits) {
          write({ lane, position, stream, ordinal, bytes: b64(bytes), hash: b64(hash) });
          commits += 1;
        }
        const last = page.commits.at(-1);
        if (!last) break;
        after = last.position;
      }
    }
    for await (const page of log.guards()) for (const { guard, owner } of page) write({ guard, owner });
    // After the commits, so that every key and file that they speak of is there already.
    for await (const page of carry?.rows() ?? []) {
      for (const row of page) {
        write(row);
        if ('subject' in row && row.wrapped !== null) keys += 1;
        if ('file' in row) files += 1;
      }
    }
    write({ end: commits });
    fsyncSync(out);
    closeSync(out);
    open = false;
    renameSync(partial, file);
  } catch (error) {
    if (open) closeSync(out);
    rmSync(partial, { force: true });
    throw fileError('FILE_UNWRITABLE', file, error);
  }
  return { commits, keys, files, key: carry ? { number: keyNumber(carry.kek), file: carry.keyFile } : null };
}

export interface Imported {
  readonly commits: number;
  /** How many of the commits were new here. */
  readonly added: number;
  /** Keys, look-ups, series, drafts and files that were new here. */
  readonly carried: number;
  /** People whose data nobody can read here, since their keys did not come. */
  readonly unreadable: number;
}

/**
 * Takes an export in, as it was: lanes, positions, bytes, hashes, guards, and what stands beside the log. Whoever was erased
 * in it is erased here too, keys and drafts, before anything is shown. Repeating it is harmless.
 * Throws a `ToolError` before anything is written: EXPORT_INCOMPLETE, IMPORT_ELSEWHERE, or KEY_WRONG when this folder's key cannot open
 * what it holds; `withoutKeys` takes it in all the same, and what was sealed reads as null for good.
 */
export async function importLog(
  platform: Pick<Platform, 'log' | 'runner' | 'state' | 'vault'> & { readonly carry?: Carry },
  file: string,
  { withoutKeys = false }: { readonly withoutKeys?: boolean } = {},
): Promise<Imported> {
  if (!file) throw new RangeError('请给出文件名');
  const { log, vault, carry } = platform;
  const found = await inspectExport(log, file);
  const fits = carry !== undefined && found.kek === carry.kek;
  const missing: string[] = [];
  for (const subject of found.named)
    if (!(fits && found.supplied.has(subject)) && !(await vault.knows(subject))) missing.push(subject);
  if (missing.length > 0 && !(withoutKeys && carry)) throw keyMissing(found.kek, carry, missing.length);
  let carried = 0;
  if (fits) carried = await takeCarried(carry, file, found.newCommits > 0);
  const unreadable = (await carry?.giveUp(missing)) ?? 0;
  if (found.newCommits > 0) await takeCommits(platform, file);
  await replayErasures(platform);
  await platform.runner.catchUp();
  return { commits: found.commits, added: found.newCommits, carried, unreadable };
}

/** Drafts only with the log's first coming: whoever was erased since has none any more. */
async function takeCarried(carry: Carry, file: string, drafts: boolean): Promise<number> {
  let rows: Carried[] = [];
  let added = 0;
  const take = async (): Promise<void> => {
    added += await carry.take(rows);
    rows = [];
  };
  for await (const line of linesOf(file)) {
    if (line.kind !== 'carried' || ('draft' in line.row && !drafts)) continue;
    rows.push(line.row);
    if (rows.length === PAGE || 'file' in line.row) await take();
  }
  await take();
  return added;
}

/** Guards first: what is cut short then lacks commits, by which the next import sees that it has to go on. */
async function takeCommits({ log }: Pick<Platform, 'log'>, file: string): Promise<void> {
  for await (const guards of pagesOf(file, 'guard', ({ guard }) => guard)) await log.restore([], guards);
  for await (const commits of pagesOf(file, 'commit', ({ commit }) => commit)) await log.restore(commits);
}

async function* pagesOf<Kind extends ExportLine['kind'], Item>(
  file: string,
  kind: Kind,
  itemOf: (line: Extract<ExportLine, { kind: Kind }>) => Item,
): AsyncGenerator<readonly Item[]> {
  let page: Item[] = [];
  for await (const line of linesOf(file)) {
    if (line.kind !== kind) continue;
    page.push(itemOf(line as Extract<ExportLine, { kind: Kind }>));
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function keyMissing(kek: string | null, carry: Carry | undefined, subjects: number): ToolError {
  const theirs = kek ? `密钥编号 ${keyNumber(kek)}` : '文件中没有带密钥';
  const ours = carry ? `，此目录的密钥是 ${carry.keyFile}（编号 ${keyNumber(carry.kek)}）` : '';
  const help = '请把原目录的密钥文件（kek.key）放进一个新的空目录（或用 KEY_FILE 指明），用 --empty 启动后再导入';
  const flag = carry ? '；确实没有密钥时加 --without-keys，这些个人信息将显示为“已无法读取”' : '';
  const detail = `导出的数据中有${subjects}个主体的个人信息用这里没有的密钥加密（${theirs}${ours}），未作任何改动。${help}${flag}`;
  return new ToolError('KEY_WRONG', detail);
}

/** What people compare: the beginning of the hash that tells which key it is. */
function keyNumber(kek: string): string {
  return kek.slice(0, 8);
}

function opened(partial: string, file: string): number {
  try {
    return openSync(partial, 'w', 0o600);
  } catch (error) {
    throw fileError('FILE_UNWRITABLE', file, error);
  }
}

function b64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
