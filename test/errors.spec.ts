import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const CODE = /'([A-Z]{2,}(?:_[A-Z]+)*)'/g;

/** Rooms where a word in capitals is a code that somebody gets to see. */
const ROOMS = ['events', 'commands', 'policies', 'graphql', 'lowcode', 'web/server', 'probes'];
/** Reasons inside them that reach people as part of a sentence only, never as a code. */
const INNER = /^lowcode\/(identifier|calendar)\/|^lowcode\/rule\/(compile|value|facts|values)/;
/** Of Node and its client of HTTP. */
const OF_NODE = /^(E(?:NOENT|ISDIR|NOTDIR|NOTFOUND|CONN[A-Z]+)|EAI_AGAIN|UND_ERR_[A-Z]+)$/;
/** Words in capitals that are no codes. */
const WORDS = new Set(['ID', 'NFC', 'NFKC', 'NFKD', 'GET', 'HEAD', 'POST', 'PAUSED', 'DENY', 'CHECK_CHARACTER']);
/** What elsewhere names a code. */
const NAMED = [
  /readonly code = '([A-Z_]+)'/g,
  /RangeError\(`([A-Z_]+): /g,
  /fileError\('([A-Z_]+)'/g,
  /new (?:Refusal|DataDirError|UploadError|ToolError)\(\s*'([A-Z_]+)'/g,
  /new BadRequest\(\s*\d+,\s*'([A-Z_]+)'/g,
  /problemJson\(\s*\d+,\s*'([A-Z_]+)'/g,
  /extensions: \{ code: '([A-Z_]+)'/g,
];

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => relative(ROOT, join(ROOT, folder, name)).replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.|fixtures|conformance/.test(file));
}

const textOf = (file: string): string =>
  readFileSync(join(ROOT, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

function codesInTree(): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of ROOMS.flatMap(sources)) {
    if (INNER.test(file)) continue;
    for (const [, code = ''] of textOf(file).matchAll(CODE))
      if (!WORDS.has(code) && !OF_NODE.test(code)) found.set(code, file);
  }
  for (const file of ['platform', 'functions', 'adapters', 'local', 'views'].flatMap(sources))
    for (const pattern of NAMED) for (const [, code = ''] of textOf(file).matchAll(pattern)) found.set(code, file);
  for (const [file, declaration] of DECLARED) {
    const [, body] = declaration.exec(textOf(file)) ?? [];
    if (!body) throw new Error(`${file} declares no codes as ${declaration}`);
    for (const [, code = ''] of body.matchAll(/'?\b([A-Z]{2,}(?:_[A-Z]+)*)\b'?/g)) found.set(code, file);
  }
  return found;
}

/** Codes that stand in a type or a table. */
const DECLARED: readonly (readonly [file: string, declaration: RegExp])[] = [
  ['platform/contract/sniff.ts', /type SniffCode =([^;]+);/],
  ['platform/embedded/blobs-error.ts', /const ANSWERS = \{([\s\S]+?)\} as const/],
  ['platform/embedded/open-error.ts', /const SENTENCES = \{([\s\S]+?)\} as const/],
  ['graphql/errors.ts', /const KNOWN[^=]*= \{([\s\S]+?)\n\}/],
];

/** Code -> the cells of its line. */
function listed(): Map<string, string[]> {
  const lines = readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8').split('\n');
  const rows = lines.flatMap((line) => {
    const [, code, rest] = /^\| `([A-Z_]+)` \|(.*)\|$/.exec(line) ?? [];
    return code && rest !== undefined ? [[code, rest.split('|').map((cell) => cell.trim())] as const] : [];
  });
  expect(rows.map(([code]) => code)).toEqual([...new Set(rows.map(([code]) => code))]);
  return new Map(rows);
}

describe('the list of codes', () => {
  it('has every code that anybody can get', () => {
    const known = listed();
    const missing = [...codesInTree()].filter(([code]) => !known.has(code)).map(([code, file]) => `${code} (${file})`);
    expect(missing).toEqual([]);
  });

  it('has no code that nothing uses', () => {
    const used = codesInTree();
    expect([...listed().keys()].filter((code) => !used.has(code))).toEqual([]);
  });

  it('says in Chinese and English what each means and what to do', () => {
    for (const [code, cells] of listed()) {
      const [chinese = '', english = '', where = ''] = cells;
      expect([code, chinese]).toEqual([code, expect.stringMatching(/\p{Script=Han}/u)]);
      expect([code, english]).toEqual([code, expect.stringMatching(/[a-z]{3}/)]);
      expect([code, where]).toEqual([
        code,
        expect.stringMatching(/^(GraphQL|HTTP|fields|definitions|log|start|cloud|SiteProbe)/),
      ]);
    }
  });
});
