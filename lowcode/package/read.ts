import type { Problem } from '../problem.ts';
import { PACKAGED_KINDS, type PackagedKindName, packagedKind } from './kinds.ts';
import {
  type Contained,
  type DefinitionPackage,
  MOST_DEFINITIONS,
  type PackagedDefinition,
  type PackageFile,
  type PackageInfo,
  type PackageProblem,
  packageInfo,
} from './package.ts';
import { readYaml } from './yaml.ts';

/** At most so many characters in all files together. */
export const MOST_PACKAGE_CHARACTERS = 1_000_000;
/** Definitions, `package.yaml`, scenarios and notes beside them. */
const MOST_FILES = MOST_DEFINITIONS + 40;

const INFO = 'package.yaml';
const KEY = /^[a-z][a-z0-9-]{1,62}$/;
/** Files that stand beside definitions and are none: stories told as data, notes. */
const BESIDE = /^(?:scenario[a-z0-9-]*\.yaml|README\.md)$/;
const ENDING = /\.(?:ya?ml|json)$/;

type ReadPackage =
  | { readonly ok: true; readonly value: DefinitionPackage }
  | { readonly ok: false; readonly problems: readonly PackageProblem[] };

/**
 * Reads the files of a package, whole or not at all: every problem with its file and place. Definitions have the right
 * shape then and stand in the order in which they name each other. Never throws, and its cost is bounded.
 */
export function readPackage(files: readonly PackageFile[]): ReadPackage {
  const size = files.reduce((sum, file) => sum + file.text.length, 0);
  if (files.length > MOST_FILES) return refused('TOO_MANY', `配置包最多${MOST_FILES}个文件`);
  if (size > MOST_PACKAGE_CHARACTERS) return refused('TOO_LARGE', '配置包过大：全部文件最多一百万个字符');
  const byPath = new Map<string, PackageFile>();
  const found: PackageProblem[] = [];
  for (const file of files) {
    if (byPath.has(file.path)) found.push(of(file.path, 'DUPLICATE_FILE', '同一个文件出现了两次'));
    byPath.set(file.path, file);
  }
  const info = readInfo(byPath.get(INFO), found);
  if (!info) return { ok: false, problems: found };
  const definitions = definitionsOf(info, byPath, found);
  if (found.length > 0) return { ok: false, problems: found };
  return { ok: true, value: { info, definitions } };
}

function readInfo(file: PackageFile | undefined, found: PackageProblem[]): PackageInfo | null {
  if (!file) {
    found.push(of(INFO, 'MISSING_FILE', '缺少 package.yaml'));
    return null;
  }
  const read = readYaml(file.text);
  const problems: Problem[] = [];
  if (!read.ok) problems.push(read.problem);
  else packageInfo(read.value, '', problems);
  found.push(...problems.map((one) => placed(INFO, one)));
  if (!read.ok || problems.length > 0) return null;
  const info = { units: [], ...(read.value as Partial<PackageInfo>) } as unknown as PackageInfo;
  if (!KEY.test(info.key)) found.push(badKey(INFO, 'key', info.key));
  const taken = new Set<string>();
  info.contains.forEach(({ kind, key }, i) => {
    if (!KEY.test(key)) found.push(badKey(INFO, `contains.${i}.key`, key));
    const name = `${kind}/${key}`;
    if (taken.has(name)) found.push(of(INFO, 'DUPLICATE_KEY', `“${key}”列了两次`, `contains.${i}`));
    taken.add(name);
  });
  return info;
}

function definitionsOf(
  info: PackageInfo,
  byPath: ReadonlyMap<string, PackageFile>,
  found: PackageProblem[],
): readonly PackagedDefinition[] {
  const used = new Set([INFO]);
  const inOrder = PACKAGED_KINDS.flatMap((kind) => info.contains.filter((one) => one.kind === kind));
  const definitions = inOrder.flatMap((one) => {
    const file = fileOf(one, byPath);
    if (!file) {
      found.push(of(pathOf(one), 'MISSING_FILE', '列在 package.yaml 中，却没有这个文件'));
      return [];
    }
    used.add(file.path);
    const read = readYaml(file.text);
    const parsed = read.ok
      ? packagedKind(one.kind).parse(read.value)
      : { ok: false as const, problems: [read.problem] };
    if (parsed.ok) return [{ ...one, definition: parsed.value }];
    found.push(...parsed.problems.map((problem) => placed(file.path, problem)));
    return [];
  });
  for (const path of byPath.keys()) {
    if (!used.has(path) && !BESIDE.test(path)) found.push(of(path, 'STRAY_FILE', '没有列在 package.yaml 中'));
  }
  return definitions;
}

function fileOf(one: Contained, byPath: ReadonlyMap<string, PackageFile>): PackageFile | undefined {
  const stem = pathOf(one).replace(ENDING, '');
  return [`${stem}.yaml`, `${stem}.yml`, `${stem}.json`].map((path) => byPath.get(path)).find((file) => file);
}

/** The file of a definition in its package. */
export function pathOf({ kind, key }: { readonly kind: PackagedKindName; readonly key: string }): string {
  return `${packagedKind(kind).folder}/${key}.yaml`;
}

function placed(file: string, { code, path, message }: Problem): PackageProblem {
  return { file, code, path, message: message.zh };
}

function of(file: string, code: string, message: string, path = ''): PackageProblem {
  return { file: file.slice(0, 200), code, path, message };
}

function badKey(file: string, path: string, key: string): PackageProblem {
  return of(file, 'BAD_KEY', `标识“${key.slice(0, 60)}”只能用小写字母、数字和连字符，以字母开头`, path);
}

function refused(code: string, message: string): ReadPackage {
  return { ok: false, problems: [of(INFO, code, message)] };
}
