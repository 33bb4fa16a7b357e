// Builds the pages into `build/web`: the desk for browsers, the portal for the server. Prints sizes.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { desk, portal } from '../vite.config.ts';
import { root } from './node24.mjs';
import { markWebBuilt, webHash } from './web-hash.mjs';

const out = join(root, 'build', 'web');
const started = Date.now();
// Taken before the build: a file that changes meanwhile makes the next start build again.
const hash = webHash();
process.env.NODE_ENV = 'production';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await Promise.all([existsSync(desk.root) && build(desk), existsSync(portal.build.ssr) && build(portal)]);
markWebBuilt(hash);
console.log(`Built the pages in ${((Date.now() - started) / 1000).toFixed(1)} s: ${sizes()}`);

function sizes() {
  const first = firstLoad(join(out, 'desk'));
  const all = files(join(out, 'desk')).reduce((sum, file) => sum + statSync(file).size, 0);
  const server = join(out, 'portal-server.js');
  const portalSize = existsSync(server) ? `, portal ${kb(statSync(server).size)}` : '';
  return `desk ${kb(all)}, of which ${kb(first)} zipped to start${portalSize}`;
}

/** What a browser fetches before the first screen, zipped. */
function firstLoad(folder) {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const names = [...html.matchAll(/(?:src|href)="\/desk\/(assets\/[^"]+)"/g)].map((match) => match[1]);
  return names.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0);
}

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function kb(bytes) {
  return `${Math.round(bytes / 1024)} KB`;
}
