import { Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument, visit } from 'yaml';
import { type Problem, problem } from '../problem.ts';

/** Longest file of a package in characters: a definition of 64 KB, indented. */
export const MOST_CHARACTERS = 160_000;

/** Widest line on which a small group of values stands together. */
const LINE = 96;

type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Problem };

/**
 * Reads one document of YAML 1.2 (and so JSON) as JSON. Strict: no anchors, aliases or tags, no key twice, keys are texts; at most
 * `MOST_CHARACTERS`, so that no input costs more than a second. Never throws.
 */
export function readYaml(text: string): Read {
  if (text.length > MOST_CHARACTERS) {
    return refused('TOO_LARGE', `文件过大：最多${MOST_CHARACTERS.toLocaleString('en')}个字符`);
  }
  if (!text.isWellFormed() || text.includes('\0')) return refused('BAD_TEXT', '文件不是完整的 UTF-8 文字');
  // Keys are compared below: here every key would be compared with every other.
  const document = parseDocument(text, {
    ...{ version: '1.2', schema: 'core', strict: true, uniqueKeys: false, merge: false },
    ...{ prettyErrors: false, logLevel: 'error' },
  });
  const [error] = [...document.errors, ...document.warnings];
  if (error) return refused('BAD_YAML', `第${lineAt(text, error.pos[0])}行不是正确的 YAML`);
  const found: Problem[] = [];
  const value = jsonOf(document.contents, '', (code, path, node, zh) => {
    const line = lineAt(text, node?.range?.[0] ?? 0);
    found.push(problem(code, path, `第${line}行：${zh}`));
  });
  return found[0] ? { ok: false, problem: found[0] } : { ok: true, value };
}

type Say = (code: string, path: string, node: Node | null, zh: string) => void;

function jsonOf(node: unknown, path: string, say: Say): unknown {
  if (node === null || node === undefined) return null;
  const here = node as Node & { readonly anchor?: string; readonly tag?: string };
  if (isAlias(node) || here.anchor) return void say('YAML_FEATURE', path, here, '不支持锚点（&）和引用（*）');
  if (here.tag) return void say('YAML_FEATURE', path, here, '不支持标签（!）');
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map((one, i) => jsonOf(one, join(path, i), say));
  if (!isMap(node)) return void say('BAD_YAML', path, here, '不是正确的 YAML');
  const entries = new Map<string, unknown>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) && !key.anchor && !key.tag ? key.value : undefined;
    if (typeof name !== 'string') say('BAD_YAML', path, (key as Node | null) ?? here, '属性名应为文字');
    else if (entries.has(name)) say('DUPLICATE_KEY', join(path, name), key as Node, `“${name}”写了两次`);
    else entries.set(name, jsonOf(value, join(path, name), say));
  }
  return Object.fromEntries(entries);
}

/** A value as YAML text for people: small groups on one line, texts quoted only where they must be. The same value, the same text. */
export function writeYaml(value: unknown, comment: string): string {
  const document = new Document(value, { aliasDuplicateObjects: false, version: '1.2', schema: 'core' });
  visit(document, {
    Collection(_key, node) {
      const text = JSON.stringify(node.toJSON());
      node.flow = widthOf(text) <= LINE && !text.includes('\\n');
      // What is short stands together whole: nothing inside needs another look.
      return node.flow ? visit.SKIP : undefined;
    },
  });
  document.commentBefore = ` ${comment}`;
  return document.toString({ lineWidth: 0, flowCollectionPadding: true, indentSeq: true });
}

/** Columns that a text takes: wide characters count as two. */
function widthOf(text: string): number {
  let width = text.length;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x2000) width += 1;
  return width;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf('\n'); i >= 0 && i < offset; i = text.indexOf('\n', i + 1)) line += 1;
  return line;
}

function join(path: string, key: string | number): string {
  const name = String(key).slice(0, 60);
  return path === '' ? name : `${path}.${name}`;
}

function refused(code: string, zh: string): Read {
  return { ok: false, problem: problem(code, '', zh) };
}
