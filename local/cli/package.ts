import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import type { planModel } from '../../graphql/package/model.ts';
import { packagedKind } from '../../lowcode/package/kinds.ts';
import type { PackageFile } from '../../lowcode/package/package.ts';
import { ask } from './ask.ts';

type Plan = ReturnType<typeof planModel>;

const USAGE = `用法：
  npm run -s cloud -- package export 配置标识… --to 目录 [--key 包标识] [--version 版本]
  npm run -s cloud -- package diff 目录 [--unit 包里的单位=本地区单位]… [--json]
  npm run -s cloud -- package import 目录 [--unit …] [--yes] [--json]
不带 --yes 的 import 只列出会有什么变化；带 --yes 即导入并发布。`;

const OPTIONS = {
  to: { type: 'string' },
  key: { type: 'string' },
  version: { type: 'string' },
  unit: { type: 'string', multiple: true },
  yes: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

/** `npm run -s cloud -- package …`: packages of the running cloud. */
export async function packageCommand(args: readonly string[]): Promise<void> {
  const { positionals, values } = read(args);
  const [what = '', ...names] = positionals;
  const pairs = values.unit ?? [];
  for (const pair of pairs) if (!/^[^=,]+=[^=,]+$/.test(pair)) throw new Error(`“--unit ${pair}”写得不对\n${USAGE}`);
  const units = pairs.join(',');
  if (what === 'export' && names.length > 0 && values.to) {
    const wish = { do: what, keys: names.join(','), ...given({ key: values.key, version: values.version }) };
    const { files } = await ask<{ files: readonly PackageFile[] }>('package', wish);
    const folder = resolve(values.to);
    for (const file of files) {
      const path = join(folder, file.path);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, file.text);
    }
    return console.log(
      values.json ? JSON.stringify(files.map(({ path }) => path)) : `已导出 ${files.length} 个文件到 ${folder}`,
    );
  }
  const [folder] = names;
  if (!['diff', 'import'].includes(what) || !folder || names.length > 1) throw new Error(USAGE);
  const apply = what === 'import' && values.yes === true;
  const body = { do: apply ? 'import' : 'diff', files: JSON.stringify(filesIn(resolve(folder))), units };
  const plan = await ask<Plan>('package', body);
  console.log(values.json ? JSON.stringify(plan) : readable(plan, what === 'import' && !apply, apply));
  if (plan.problems.length > 0) process.exitCode = 1;
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch {
    throw new Error(USAGE);
  }
}

function given(values: { readonly [key: string]: string | undefined }): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([key, value]) => (value ? [[key, value]] : [])));
}

/** The files of a package's folder; hidden ones are none of it. */
export function filesIn(folder: string): readonly PackageFile[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`没有这个目录：${folder}`);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return names
    .filter((one) => one.isFile() && !one.name.startsWith('.'))
    .map((one) => join(one.parentPath, one.name))
    .sort()
    .map((path) => ({
      path: relative(folder, path).replaceAll(sep, '/'),
      text: readFileSync(path, 'utf8'),
    }));
}

const WHAT = { new: '新增', changed: '修改', drafted: '已是草稿', same: '没有变化' } as const;

function readable(
  { name, version, definitions, units, problems }: Plan,
  onlyLooked: boolean,
  applied: boolean,
): string {
  const moved = units.filter(
    ({ code, to }) => to !== null && code !== 'region' && !to.endsWith(code.replace(/^region/, '')),
  );
  const unplaced = units.find(({ to }) => to === null);
  const changed = definitions.filter(({ what }) => what !== 'same').length;
  return [
    ...(name ? [`${name.zh} ${version}`] : []),
    ...definitions.flatMap(({ kind, key, title, what, changes }) => [
      `  ${WHAT[what]}  ${packagedKind(kind).title}“${title}”（${key}）`,
      ...changes.map((change) => `      ${change}`),
    ]),
    ...moved.map((unit) => `  单位  ${unit.name}（${unit.code}）→ ${unit.toName}（${unit.to}）`),
    ...problems.map(
      ({ file, path, code, message }) => `  ${code}  ${file}${path ? `: ${path}` : ''}\n      ${message}`,
    ),
    ...(problems.length > 0 ? [`有 ${problems.length} 个问题，不能导入`] : []),
    ...(unplaced ? [`例如加上 --unit ${unplaced.code}=本地区单位的代码`] : []),
    ...(onlyLooked && problems.length === 0 && changed > 0 ? ['以上还没有导入；确认后加 --yes'] : []),
    ...(problems.length === 0 && changed === 0 ? ['已经全部一致，无须改动'] : []),
    ...(applied && changed > 0 ? [`已导入并发布 ${changed} 份配置`] : []),
  ].join('\n');
}
