import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './node24.mjs';

/** What the built pages are made of. */
const SOURCES = ['web', 'lowcode', 'vite.config.ts', 'bin/build-web.mjs', 'package-lock.json'];
const stamp = join(root, 'build', 'web', 'source.txt');

/** SHA-256 over names and contents of everything the pages are built from. */
export function webHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES) add(hash, join(root, source));
  return hash.digest('hex');
}

/** Whether `build/web` was built from these very sources. */
export function webIsBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === webHash();
}

/** Notes that `build/web` is built from sources with this hash. */
export function markWebBuilt(hash) {
  writeFileSync(stamp, hash);
}

function add(hash, path) {
  if (!existsSync(path)) return;
  const entries = tryList(path);
  if (entries) {
    for (const entry of entries.sort()) add(hash, join(path, entry));
  } else if (!/\.spec\.tsx?$/.test(path)) {
    const bytes = readFileSync(path);
    hash.update(`${relative(root, path)}\n${bytes.length}\n`).update(bytes);
  }
}

function tryList(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error.code === 'ENOTDIR') return null;
    throw error;
  }
}
