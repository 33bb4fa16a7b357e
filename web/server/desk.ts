import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { StaticFile, WebConfig } from './contract.ts';
import { problemPage } from './problem.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
};

/** The desk: its built files, and its one page for every other address below `/desk` (the browser routes there). */
export async function deskFile(path: string, desk: WebConfig['desk']): Promise<Response> {
  if (!desk) return problemPage(404, '工作台没有安装。');
  const name = path.replace(/^\/desk\/?/, '');
  const found = name && extname(name) ? await desk(name) : null;
  if (found) return serve(found, /[-.][A-Za-z0-9_-]{8,}\.(js|css|woff2|svg|png)$/.test(name));
  if (extname(name) && extname(name) !== '.html') return problemPage(404, '没有这个文件。');
  const page = await desk('index.html');
  return page ? serve(page, false) : problemPage(404, '工作台没有安装。');
}

function serve(file: StaticFile, hashed: boolean): Response {
  const caching = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
  return new Response(file.body, { headers: { 'content-type': file.type, 'cache-control': caching } });
}

/** Serves a folder's files, and nothing outside it. Only types that a built page is made of. */
export function folderFiles(folder: string): (path: string) => Promise<StaticFile | null> {
  return async (path) => {
    const relative = normalize(decodeURIComponent(path));
    const type = TYPES[extname(relative)];
    if (!type || relative.startsWith('..') || relative.startsWith(sep)) return null;
    try {
      return { type, body: new Uint8Array(await readFile(join(folder, relative))) };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
      throw error;
    }
  };
}
