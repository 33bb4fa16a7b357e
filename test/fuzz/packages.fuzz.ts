import fc from 'fast-check';
import { filesIn } from '../../local/cli/package.ts';
import type { PackageFile } from '../../lowcode/package/package.ts';
import { readPackage } from '../../lowcode/package/read.ts';
import { filesOf } from '../../lowcode/package/write.ts';
import { readYaml, writeYaml } from '../../lowcode/package/yaml.ts';
import { anyJson, type FuzzTarget } from './target.ts';

const folder = new URL('../../systems/dao-lu-zhan-yong', import.meta.url).pathname;
const files = filesIn(folder).filter(({ path }) => path === 'package.yaml' || /^(flows|licence-types)\//.test(path));
/** The small files of a package: a flow and a licence type without the form are a package too. */
const whole = files.map((file) =>
  file.path === 'package.yaml'
    ? { ...file, text: file.text.replaceAll(/^ {2}- \{ kind: (?:form|service).*\n/gm, '') }
    : file,
);
const json = new Map(
  whole.map(({ path, text }) => {
    const read = readYaml(text);
    return [path, read.ok ? read.value : null] as const;
  }),
);
const marks = ['&a ', '*a', '!!x ', '"', "'", '\n', '- ', '? ', ': ', '[', '{', ']', '}', '#', '---\n', '\t', '|', '>'];
const text = fc.oneof(
  fc.string({ maxLength: 80, unit: 'binary' }),
  fc.array(fc.constantFrom(...marks)).map((all) => all.join('')),
);

type Change = readonly [file: number, at: number, put: unknown];

/** Packages with a place of one file exchanged, as JSON or as text: read whole, or refused with file and code. */
export const target: FuzzTarget<Change> = {
  name: 'packages',
  input: fc.tuple(
    fc.nat({ max: whole.length - 1 }),
    fc.nat(),
    fc.oneof(
      anyJson,
      text.map((put) => ({ put })),
    ),
  ),
  judge([file, at, put]) {
    const given = whole.map((one, i): PackageFile => (i === file ? { ...one, text: changed(one, at, put) } : one));
    const read = readPackage(given);
    if (!read.ok) {
      if (read.problems.length === 0) throw new Error('refused without a reason');
      const bad = read.problems.find((one) => one.file === '' || !/^[A-Z_]+$/.test(one.code) || one.message === '');
      if (bad) throw new Error(`no file, code or sentence: ${JSON.stringify(bad)}`);
      return;
    }
    const again = readPackage(filesOf(read.value));
    if (!again.ok || JSON.stringify(again.value) !== JSON.stringify(read.value))
      throw new Error('written and read, it is another');
  },
};

function changed({ path, text: before }: PackageFile, at: number, put: unknown): string {
  if (typeof put === 'object' && put !== null && 'put' in put) {
    const start = at % before.length;
    return before.slice(0, start) + String(put.put) + before.slice(start + 3);
  }
  const copy = { root: structuredClone(json.get(path)) } as { [key: string]: unknown };
  const places: [holder: { [key: string]: unknown }, key: string][] = [];
  const walk = (holder: { [key: string]: unknown }, key: string) => {
    places.push([holder, key]);
    const value = holder[key];
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.keys(value)) walk(value as never, inner);
  };
  walk(copy, 'root');
  const [holder, key] = places[at % places.length] as (typeof places)[number];
  holder[key] = put;
  return writeYaml(copy.root ?? null, 'mutated');
}
