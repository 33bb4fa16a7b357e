/** Markup and scripts that a browser or a shell would take for more than text. */
const ACTIVE = /^(<[!?a-z]|#!|%!PS)/i;

/** Plain text in UTF-8 or GB 18030, without control characters, that begins with no markup and no script. */
export function isText(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) return false;
  const text = decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030');
  return text !== undefined && !ACTIVE.test(text.slice(0, 1000).trimStart()) && !/[\x7f-\x9f\ufffe\uffff]/.test(text);
}

function decode(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
