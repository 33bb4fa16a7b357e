import { isUtf8 } from 'node:buffer';
import { BadRequest } from './problem.ts';

const MAX_BYTES = 1024 * 1024;
const MAX_FIELDS = 2000;

/**
 * A posted form. Browsers send URL-encoded UTF-8; anything else is refused rather than guessed at, since a replaced
 * character in a name or number would become a fact. Throws `BadRequest`.
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded')
    throw new BadRequest(415, 'UNSUPPORTED_MEDIA_TYPE', '表单的格式不对，请从本站页面提交。');
  const text = decodeUtf8(await readBody(request, MAX_BYTES));
  const pairs = text === '' ? [] : text.split('&');
  if (pairs.length > MAX_FIELDS) throw new BadRequest(413, 'TOO_LARGE', '提交的内容太多。');
  const form = new URLSearchParams();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = decodePart(at < 0 ? pair : pair.slice(0, at));
    // Browsers send line ends as CR LF whatever the page's own are.
    form.append(name, at < 0 ? '' : decodePart(pair.slice(at + 1)).replaceAll('\r\n', '\n'));
  }
  return form;
}

/** The body, at most so many bytes, whatever the length header says. Throws `BadRequest`. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > maxBytes) {
      await reader.cancel();
      throw tooLarge();
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/** Whether an address is well-formed UTF-8 all through. Throws `BadRequest`. */
export function checkAddress(url: URL): void {
  decodePart(url.pathname);
  decodePart(url.search);
}

function decodePart(part: string): string {
  let text: string;
  try {
    text = decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    throw badText();
  }
  // A NUL would cut texts short in other programs; no field of any form needs one.
  if (text.includes('\0')) throw badText();
  return text;
}

/** Throws `BadRequest` when the bytes are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw badText();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function badText(): BadRequest {
  return new BadRequest(400, 'BAD_ENCODING', '提交的文字编码不对，请用 UTF-8。');
}

function tooLarge(): BadRequest {
  return new BadRequest(413, 'TOO_LARGE', '提交的内容太大。');
}
