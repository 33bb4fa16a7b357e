import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
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
  const folder = join(root, 'build', 'functions', name);
  mkdirSync(folder, { recursive: true });
  buildSync({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
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
  built.set(name, folder);
  return folder;
}
