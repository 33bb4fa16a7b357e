import { readJpeg, readPdf, readPng } from './sniff-image.ts';
import { isText } from './sniff-text.ts';
import { inspectZip } from './sniff-zip.ts';

/** What a file is by its own bytes, or why it is not taken. What the sender called it counts for nothing. */
export type Sniffed =
  | { readonly ok: true; readonly kind: FileKind; readonly type: string }
  | { readonly ok: false; readonly code: SniffCode };

export type FileKind = keyof typeof TYPES;

/**
 * FILE_EMPTY: no bytes. FILE_TYPE_REFUSED: none of our kinds, or one that carries a program. FILE_DAMAGED: cut off or
 * inconsistent. FILE_TOO_DENSE: unpacks to far more than it should (zip bomb, picture of too many pixels).
 * FILE_ENCRYPTED: needs a password. FILE_HAS_MACROS: an office file with macros.
 */
export type SniffCode =
  | 'FILE_EMPTY'
  | 'FILE_TYPE_REFUSED'
  | 'FILE_DAMAGED'
  | 'FILE_TOO_DENSE'
  | 'FILE_ENCRYPTED'
  | 'FILE_HAS_MACROS';

/** Media types by kind. */
export const TYPES = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ofd: 'application/ofd',
  zip: 'application/zip',
  txt: 'text/plain',
} as const;

/**
 * Tells the kind of a file: pdf, jpg, png, docx, xlsx, ofd (GB/T 33190), zip or txt. Archives are unpacked in memory
 * within fixed bounds (see `inspectZip`), never to disk. Pure, total: any bytes give an answer.
 */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) return { ok: false, code: 'FILE_EMPTY' };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const starts = (text: string): boolean => buffer.toString('latin1', 0, text.length) === text;
  const kind = starts('%PDF-')
    ? readPdf(buffer)
    : starts('\xff\xd8\xff')
      ? readJpeg(buffer)
      : starts('\x89PNG\r\n\x1a\n')
        ? readPng(buffer)
        : starts('PK\x03\x04') || starts('PK\x05\x06')
          ? inspectZip(buffer)
          : isText(buffer)
            ? 'txt'
            : 'FILE_TYPE_REFUSED';
  return isKind(kind) ? { ok: true, kind, type: TYPES[kind] } : { ok: false, code: kind };
}

function isKind(found: FileKind | SniffCode): found is FileKind {
  return Object.hasOwn(TYPES, found);
}
