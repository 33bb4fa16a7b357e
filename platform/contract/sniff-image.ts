import { crc32 } from 'node:zlib';

/** Pixels of a picture at most: an A4 page at 600 dpi has 35 million. */
const PIXELS = 100_000_000;

/** A PDF ends with `%%EOF` (ISO 32000-1, 7.5.5; readers look for it in the last kilobyte). */
export function readPdf(bytes: Buffer): 'pdf' | 'FILE_DAMAGED' {
  if (!/^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8))) return 'FILE_DAMAGED';
  return bytes.subarray(-2048).includes('%%EOF') ? 'pdf' : 'FILE_DAMAGED';
}

/** Chunks of a PNG to its end: length, name, data, checksum (ISO/IEC 15948). */
export function readPng(bytes: Buffer): 'png' | 'FILE_DAMAGED' | 'FILE_TOO_DENSE' {
  let pixels = 0;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return 'FILE_DAMAGED';
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return 'FILE_DAMAGED';
    if (at === 8) {
      if (name !== 'IHDR' || length !== 13) return 'FILE_DAMAGED';
      pixels = bytes.readUInt32BE(16) * bytes.readUInt32BE(20);
      if (pixels > PIXELS) return 'FILE_TOO_DENSE';
    }
    if (name === 'IEND') return pixels > 0 ? 'png' : 'FILE_DAMAGED';
    at = end;
  }
  return 'FILE_DAMAGED';
}

/** Segments of a JPEG to the start of its scan (ISO/IEC 10918-1, B.1): the frame tells the size, an end mark must follow. */
export function readJpeg(bytes: Buffer): 'jpg' | 'FILE_DAMAGED' | 'FILE_TOO_DENSE' {
  let pixels = 0;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return 'FILE_DAMAGED';
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Marks without a length: restarts and TEM.
    if ((marker >= 0xd0 && marker <= 0xd7) || marker === 0x01) {
      at += 2;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return 'FILE_DAMAGED';
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      if (length < 8) return 'FILE_DAMAGED';
      pixels = bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7);
      if (pixels > PIXELS) return 'FILE_TOO_DENSE';
    }
    if (marker === 0xda)
      return pixels > 0 && bytes.includes('\xff\xd9', at + length, 'latin1') ? 'jpg' : 'FILE_DAMAGED';
    if (marker === 0xd9) return 'FILE_DAMAGED';
    at += 2 + length;
  }
  return 'FILE_DAMAGED';
}
