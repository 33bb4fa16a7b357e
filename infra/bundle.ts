import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Folder of a function's bundle; built once a process. */
const built = new Map<string, string>();

/**
 * Bundles `functions/aws/<name>.ts` with everything it needs, the AWS clients included (so that what was tested is what
 * runs), into one minified ES module for Node 24, and returns its folder. Needs no Docker and no network.
 */
export function bundle(name: string): string {
  const ready = built.get(name);
  if (ready) return ready;
  const entry = join(root, 'functions', 'aws', `${name}.ts`);
  if (!existsSync(entry)) throw new Error(`no function ${name}: ${entry} is missing`);
  const folder = join(work(), name);
  mkdirSync(folder);
  build(entry, join(folder, 'index.mjs'));
  if (PAGES.has(name)) addPages(folder);
  built.set(name, folder);
  return folder;
}

/** A folder of this process, since several may synthesize at once; CDK copies the bundles out of it. */
function work(): string {
  if (folderOfProcess === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'hengyun-bundle-'));
    process.once('exit', () => rmSync(made, { recursive: true, force: true }));
    folderOfProcess = made;
  }
  return folderOfProcess;
}
let folderOfProcess: string | undefined;

/** Functions that serve the built pages. */
const PAGES = new Set(['web']);

/** Puts what `npm run build:web` made beside the code: the portal's module and the desk's files. */
function addPages(folder: string): void {
  const pages = join(root, 'build', 'web');
  const portal = join(pages, 'portal-server.js');
  if (!existsSync(portal)) throw new Error('the pages are not built yet: run npm run build:web first');
  build(portal, join(folder, 'portal-server.mjs'));
  cpSync(join(pages, 'desk'), join(folder, 'desk'), { recursive: true });
}

function build(entry: string, outfile: string): void {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    metafile: true,
    minify: true,
    // Error and class names are part of the logs and of error handling.
    keepNames: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Packages in the older format call `require`, which an ES module does not have.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
  for (const input of Object.keys(metafile.inputs))
    if (!input.includes('node_modules')) addFiles(input, dirname(outfile));
}

/** Copies the files that a module reads from beside itself (`new URL('./x', import.meta.url)`) to beside the bundle. */
function addFiles(module: string, folder: string): void {
  if (!/\.(ts|tsx|mjs|js)$/.test(module)) return;
  const text = readFileSync(join(root, module), 'utf8');
  for (const [, name = ''] of text.matchAll(/new URL\('\.\/([\w.-]+)', import\.meta\.url\)/g)) {
    const [from, to] = [join(root, dirname(module), name), join(folder, name)];
    if (!existsSync(from)) continue;
    if (existsSync(to) && !readFileSync(to).equals(readFileSync(from))) throw new Error(`two files are called ${name}`);
    cpSync(from, to);
  }
}
