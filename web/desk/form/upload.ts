import type { FileAnswer } from '../../../lowcode/form/definition.ts';
import { nameOfPath, rowIdsAt } from '../../../lowcode/form/path.ts';
import { AskError, ask } from '../api/ask.ts';
import { ATTACH_UPLOAD, REQUEST_UPLOAD } from '../api/filing.ts';
import { sizeWords } from '../ui/words.ts';
import { type Place, pathOf, type Typed } from './answers.ts';

/**
 * Posts one file straight to where files are kept, then has it taken in (sniffed, scanned, sealed) for a draft or a
 * case. Throws `AskError` with words for people.
 */
export async function upload(
  owner: { draft: string } | { case: string } | { matter: string },
  place: Place,
  answers: Typed,
  file: File,
): Promise<FileAnswer> {
  const path = pathOf(place);
  const at = { ...owner, field: nameOfPath(path), row: rowIdsAt(answers, path) ?? undefined };
  const { requestUpload } = await ask(REQUEST_UPLOAD, { ...at, returnTo: window.location.pathname });
  if (file.size > requestUpload.maxBytes)
    throw new AskError('FILE_TOO_LARGE', `文件太大：最多 ${sizeWords(requestUpload.maxBytes)}`);
  const body = new FormData();
  for (const { name, value } of requestUpload.fields) body.append(name, value);
  // Stores that follow S3 read the fields up to the file, so it comes last.
  body.append('file', file, file.name);
  await post(requestUpload.url, body);
  const key = requestUpload.fields.find(({ name }) => name === 'key')?.value;
  if (key === undefined) throw new AskError('UPLOAD_FAILED', '文件没有传成，请重试');
  const { attachUpload } = await ask(ATTACH_UPLOAD, { ...at, key, name: file.name });
  const { id, name, size, type } = attachUpload;
  return { id, name, size, type };
}

/** The store answers with a redirect to a page, which is for browsers without scripts and is not followed here. */
async function post(url: string, body: FormData): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' }).catch(() => null);
  if (!answer || (!answer.ok && answer.type !== 'opaqueredirect'))
    throw new AskError('UPLOAD_FAILED', '文件没有传成，请重试');
}
