import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { HeldGuard, StoredCommit } from '../../platform/contract/log.ts';
import type { Carried } from '../../platform/embedded/carry.ts';
import { fileError, ToolError } from '../file-error.ts';

/** An export is a file of JSON lines: a head, commits, guards, what stands beside the log, an end that counts the commits. */
export const FORMAT = 'hengyun-export/3';
/** Formats 1 and 2 carry the log alone (1 without guards). */
const FORMATS: readonly unknown[] = ['hengyun-log/1', 'hengyun-log/2', FORMAT];

export type ExportLine =
  | { readonly kind: 'head'; readonly lanes: number; readonly kek: string | null }
  | { readonly kind: 'commit'; readonly commit: StoredCommit }
  | { readonly kind: 'guard'; readonly guard: HeldGuard }
  | { readonly kind: 'carried'; readonly row: Carried }
  | { readonly kind: 'end'; readonly commits: number };

type Line = Readonly<Record<string, unknown>>;

export const notWhole = (detail = ''): ToolError =>
  new ToolError('EXPORT_INCOMPLETE', `文件不完整，或不是导出的数据${detail}，请重新导出`);

/** The lines of an export. Throws `ToolError` FILE_UNREADABLE, or EXPORT_INCOMPLETE for one that is none of ours. */
export async function* linesOf(file: string): AsyncGenerator<ExportLine> {
  let begun = false;
  try {
    const input = createReadStream(file);
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      const line = parsed(text);
      if (!begun && !FORMATS.includes(line.format)) throw notWhole('（格式不符）');
      yield begun ? lineOf(line) : headOf(line);
      begun = true;
    }
  } catch (error) {
    throw fileError('FILE_UNREADABLE', file, error);
  }
  if (!begun) throw notWhole();
}

function headOf({ lanes, kek }: Line): ExportLine {
  if (!Number.isInteger(lanes)) throw notWhole();
  return { kind: 'head', lanes: lanes as number, kek: typeof kek === 'string' ? kek : null };
}

function lineOf(line: Line): ExportLine {
  const { end, guard, owner } = line;
  if (typeof end === 'number') return { kind: 'end', commits: end };
  if (typeof guard === 'string' && typeof owner === 'string') return { kind: 'guard', guard: { guard, owner } };
  if (typeof line.hash === 'string') return { kind: 'commit', commit: commitOf(line) };
  return { kind: 'carried', row: carriedOf(line) };
}

function commitOf({ lane, position, stream, ordinal, bytes, hash }: Line): StoredCommit {
  if (typeof stream !== 'string' || typeof bytes !== 'string' || typeof hash !== 'string') throw notWhole();
  const [at, place, nth] = [lane, position, ordinal].map(Number) as [number, number, number];
  if (![at, place, nth].every(Number.isInteger)) throw notWhole();
  return {
    lane: at,
    position: place,
    stream,
    ordinal: nth,
    bytes: Buffer.from(bytes, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

function carriedOf(line: Line): Carried {
  const { subject, wrapped, lookup, of, series, next, draft, file, bytes } = line;
  if (typeof subject === 'string' && (typeof wrapped === 'string' || wrapped === null)) return { subject, wrapped };
  if (typeof lookup === 'string' && typeof of === 'string') return { lookup, of };
  if (typeof series === 'string' && Number.isSafeInteger(next)) return { series, next: next as number };
  if (typeof file === 'string' && typeof bytes === 'string') return { file, bytes };
  if (typeof draft === 'object' && draft !== null) return line as unknown as Carried;
  throw notWhole();
}

function parsed(text: string): Line {
  try {
    const line = JSON.parse(text) as unknown;
    if (typeof line === 'object' && line !== null) return line as Line;
  } catch {
    // Said below, as for any other line that is none of ours.
  }
  throw notWhole();
}
