import type { SniffCode } from './sniff.ts';

/** An entry of an archive as its directory has it, checked against the file. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  /** Where the packed bytes start. */
  readonly start: number;
}

export class ZipError extends Error {
  readonly code: SniffCode;
  constructor(code: SniffCode) {
    super(code);
    this.code = code;
  }
}

const MOST_ENTRIES = 2_000;
const END = 22;
const LONGEST_COMMENT = 65_535;

/**
 * Reads the directory of an archive (APPNOTE 6.3.10, 4.3). Throws `ZipError` for what an ordinary archive of at most
 * 4 GB does not have: passwords, other packings than stored and deflated, names that leave the folder, names or bytes
 * used twice, a directory that does not fit the file.
 */
export function readDirectory(bytes: Buffer): ZipEntry[] {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const from = bytes.readUInt32LE(end + 16);
  if (count > MOST_ENTRIES) throw new ZipError('FILE_TOO_DENSE');
  if (from + bytes.readUInt32LE(end + 12) !== end || bytes.readUInt16LE(end + 8) !== count) throw damaged();
  const entries: ZipEntry[] = [];
  let at = from;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged();
    const next = at + 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > end) throw damaged();
    entries.push(readEntry(bytes, at, from));
    at = next;
  }
  if (at !== end) throw damaged();
  assertApart(entries);
  return entries;
}

function findEnd(bytes: Buffer): number {
  const last = bytes.length - END;
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--)
    if (bytes.readUInt32LE(at) === 0x06054b50 && at + END + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  throw damaged();
}

function readEntry(bytes: Buffer, at: number, directory: number): ZipEntry {
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  if (flags & 0x41) throw new ZipError('FILE_ENCRYPTED');
  if (method !== 0 && method !== 8) throw new ZipError('FILE_TYPE_REFUSED');
  const name = bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28));
  const local = bytes.readUInt32LE(at + 42);
  const packed = bytes.readUInt32LE(at + 20);
  const size = bytes.readUInt32LE(at + 24);
  if (local + 30 > directory || bytes.readUInt32LE(local) !== 0x04034b50) throw damaged();
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const localName = bytes.subarray(local + 30, local + 30 + bytes.readUInt16LE(local + 26));
  if (start + packed > directory || !localName.equals(name) || (method === 0 && packed !== size)) throw damaged();
  const text = name.toString('utf8');
  const leaves = text.split(/[/\\]/).includes('..') || /^[/\\]|^[A-Za-z]:|\0/.test(text);
  if (text === '' || leaves) throw damaged();
  return { name: text, method, crc: bytes.readUInt32LE(at + 16), packed, size, start };
}

/** No two entries of one name, and none that shares bytes with another: that is how small files unpack to huge ones. */
function assertApart(entries: readonly ZipEntry[]): void {
  if (new Set(entries.map((entry) => entry.name)).size !== entries.length) throw damaged();
  let free = 0;
  for (const { start, packed } of [...entries].sort((a, b) => a.start - b.start)) {
    if (start < free) throw damaged();
    free = start + packed;
  }
}

function damaged(): ZipError {
  return new ZipError('FILE_DAMAGED');
}
