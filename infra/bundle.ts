import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { type BuildOptions, buildSync } from 'esbuild';
import { GRAPHIQL, GRAPHIQL_FILE } from '../functions/graphiql-page.ts';
import { schemaDocument } from '../graphql/schema-document.ts';
import { takeBuiltins } from './builtins.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The fixed schema, parsed once for all starts, and packed: a tenth of its size. */
const PARSED_SCHEMA = './schema.json.gz';

/** Folder of a function's bundle; built once a process. */
const built = new Map<string, string>();

/**
 * Bundles `functions/aws/<name>.ts` with everything it needs, the AWS clients included (so that what was tested is what
 * runs), into minified ES modules for Node 24, and returns their folder. Needs no Docker and no network.
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

/** The files of a bundle that every start reads: the first, and what is imported from there before anything is done. */
export function readAtStart(folder: string): readonly string[] {
  const files = new Set(['index.mjs']);
  for (const name of files)
    for (const [, part = ''] of readFileSync(join(folder, name), 'utf8').matchAll(/(?:from|import)\s*"\.\/([^"]+)"/g))
      files.add(part);
  return [...files];
}

/** Bundles one module as functions are bundled, to try what they would run. */
export function bundleModule(entry: string, outfile: string): void {
  build(entry, outfile);
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
  const graphiql = renderGraphiQL({ ...GRAPHIQL, endpoint: '/graphql' });
  writeFileSync(join(folder, GRAPHIQL_FILE), gzipSync(graphiql));
}

/**
 * Packages that one command in a thousand needs, and how much of a start: they stay in files of their own that are read when first
 * called. Only functions may be exported by them, and only those named here.
 */
const LATER: Readonly<Record<string, readonly string[]>> = { 'pinyin-pro': ['pinyin'] };

function build(entry: string, outfile: string): void {
  const folder = dirname(outfile);
  const { metafile, outputFiles } = buildSync({
    ...COMMON,
    entryPoints: [{ in: entry, out: basename(outfile, '.mjs') }],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    // What is imported dynamically (files' client, the ways to credentials that Lambda does not use) is read when it is needed.
    splitting: true,
    chunkNames: '[name]-[hash]',
    metafile: true,
    write: false,
    external: ['./*.cjs', ...NEVER],
    alias: Object.fromEntries(Object.entries(LATER).map(([name, exported]) => [name, later(name, exported)])),
    // Packages in the older format call `require`, which an ES module does not have.
    banner: { js: 'const require=process.getBuiltinModule("node:module").createRequire(import.meta.url);' },
  });
  for (const { path, text } of outputFiles) writeFileSync(path, takeBuiltins(text));
  for (const input of Object.keys(metafile.inputs)) {
    if (!input.includes('node_modules')) addFiles(input, folder);
    if (input === 'graphql/schema-document.ts') writeFileSync(join(folder, PARSED_SCHEMA), gzipSync(schemaJson()));
    for (const name of Object.keys(LATER)) if (input.endsWith(`${name}.later.mjs`)) addLater(name, folder);
  }
}

/** A function's credentials are in its environment: it has no profile, no single sign-on and no process to ask; nor is it a browser. */
const NEVER = [
  ...['ini', 'login', 'process', 'sso', 'web-identity'].map((way) => `@aws-sdk/credential-provider-${way}`),
  '@smithy/credential-provider-imds',
  'bowser',
];

const COMMON = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  // Escapes for Chinese make the file longer, and a module of bytes instead of 16-bit units is compiled sooner.
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
  define: {
    'process.env.NODE_ENV': '"production"',
    'process.env.HENGYUN_PARSED_SCHEMA': JSON.stringify(PARSED_SCHEMA),
  },
} satisfies BuildOptions;

/** The schema's document, without what is empty or says itself. */
function schemaJson(): string {
  const spare = new Set(['directives', 'interfaces', 'arguments']);
  const shorter = (key: string, value: unknown) =>
    key === 'block' || value === 'Name' || (spare.has(key) && (value as unknown[]).length === 0) ? undefined : value;
  return JSON.stringify(schemaDocument(), shorter);
}

/** A module in the place of a package: its functions load the package. */
function later(name: string, exported: readonly string[]): string {
  const file = join(work(), `${name}.later.mjs`);
  const lines = exported.map(
    (each) => `export const ${each} = (...args) => require('./${name}.cjs').${each}(...args);`,
  );
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

function addLater(name: string, folder: string): void {
  buildSync({
    ...COMMON,
    charset: 'utf8',
    stdin: { contents: `export * from '${name}'`, resolveDir: root },
    format: 'cjs',
    outfile: join(folder, `${name}.cjs`),
  });
}

/** Copies the files that a module reads from beside itself (`new URL('./x', import.meta.url)`) to beside the bundle. */
function addFiles(module: string, folder: string): void {
  if (!/\.(ts|tsx|mjs|js)$/.test(module)) return;
  const text = readFileSync(join(root, module), 'utf8');
  for (const [, name = ''] of text.matchAll(/new URL\('\.\/([\w.-]+)', import\.meta\.url\)/g)) {
    const [from, to] = [join(root, dirname(module), name), join(folder, name)];
    // The schema is there parsed.
    if (!existsSync(from) || name === 'schema.graphql') continue;
    if (existsSync(to) && !readFileSync(to).equals(readFileSync(from))) throw new Error(`two files are called ${name}`);
    cpSync(from, to);
  }
}
