import type { PostFile } from '../scenario/road.ts';

/** Posts a file to where files are kept, as a page without scripts does. */
export function poster(origin: string): PostFile {
  return async (upload, bytes, name) => {
    const form = new FormData();
    for (const field of upload.fields) form.append(field.name, field.value);
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const answer = await fetch(new URL(upload.url, origin), {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { origin },
    });
    return new URL(answer.headers.get('location') ?? '', origin).searchParams.get('key') ?? '';
  };
}
