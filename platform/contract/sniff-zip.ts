import { crc32, inflateRawSync } from 'node:zlib';
import type { FileKind, SniffCode } from './sniff.ts';
import { readDirectory, type ZipEntry, ZipError } from './sniff-zip-directory.ts';

/** Bytes that an archive and all within it may unpack to. */
const UNPACKED = 64 * 1024 * 1024;
/** Times its own size that it may unpack to, once that is over a megabyte: office files stay under 50. */
const RATIO = 100;
const RATIO_FROM = 1024 * 1024;
/** Archives within each other: a zip of documents with embedded sheets has three. */
const LEVELS = 3;

/** What is left to unpack, shared by all levels. */
interface Budget {
  bytes: number;
}

/**
 * Tells docx, xlsx, ofd and plain zip from each other, having unpacked every entry in memory: sizes and checksums must be
 * what the directory says, the whole within 64 MB, 100 times its size and three levels. Refuses passwords, macros,
 * programs, names that leave the folder, doubled or overlapping entries.
 */
export function inspectZip(bytes: Buffer): FileKind | SniffCode {
  try {
    return inspect(bytes, 1, { bytes: Math.min(UNPACKED, Math.max(RATIO_FROM, bytes.length * RATIO)) });
  } catch (error) {
    if (error instanceof ZipError) return error.code;
    throw error;
  }
}

function inspect(bytes: Buffer, level: number, budget: Budget): FileKind {
  if (level > LEVELS) throw new ZipError('FILE_TOO_DENSE');
  const entries = readDirectory(bytes);
  // By what the directory claims first: an honest bomb costs nothing.
  let claimed = 0;
  for (const { size } of entries) claimed += size;
  if (claimed > budget.bytes) throw new ZipError('FILE_TOO_DENSE');
  for (const entry of entries) {
    const content = unpack(bytes, entry);
    budget.bytes -= content.length;
    if (budget.bytes < 0) throw new ZipError('FILE_TOO_DENSE');
    if (isProgram(content)) throw new ZipError('FILE_TYPE_REFUSED');
    if (content.length > 3 && content.readUInt32BE(0) === 0x504b0304) inspect(content, level + 1, budget);
  }
  return kindOf(bytes, entries);
}

function unpack(bytes: Buffer, { start, packed, size, method, crc }: ZipEntry): Buffer {
  const raw = bytes.subarray(start, start + packed);
  let content = raw;
  if (method === 8) {
    try {
      // At most one byte more than claimed comes out of an entry that lies.
      content = inflateRawSync(raw, { maxOutputLength: size + 1 });
    } catch (error) {
      throw new ZipError(
        (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? 'FILE_TOO_DENSE' : 'FILE_DAMAGED',
      );
    }
  }
  if (content.length !== size || crc32(content) !== crc) throw new ZipError('FILE_DAMAGED');
  return content;
}

function kindOf(bytes: Buffer, entries: readonly ZipEntry[]): FileKind {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  if (byName.has('OFD.xml')) return 'ofd';
  const types = byName.get('[Content_Types].xml');
  if (!types) return 'zip';
  const hasMacros = entries.some(({ name }) => /(^|\/)vba(Project|Data)\.(bin|xml)$/i.test(name));
  if (hasMacros || /macroEnabled/i.test(unpack(bytes, types).toString('utf8'))) throw new ZipError('FILE_HAS_MACROS');
  if (byName.has('word/document.xml')) return 'docx';
  if (byName.has('xl/workbook.xml')) return 'xlsx';
  throw new ZipError('FILE_TYPE_REFUSED');
}

/** Windows and Linux executables by their heads; scripts are text, which nothing here would run. */
function isProgram(content: Buffer): boolean {
  if (content.length < 64) return false;
  if (content.readUInt32BE(0) === 0x7f454c46) return true;
  if (content.readUInt16BE(0) !== 0x4d5a) return false;
  const at = content.readUInt32LE(60);
  return at + 4 <= content.length && content.readUInt32BE(at) === 0x50450000;
}
