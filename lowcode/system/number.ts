import type { Numbering } from './definition.ts';

/** What can stand in braces in a pattern. */
const PLACES = new Set(['year', 'n', 'unit']);

/** Why no number can be made from a pattern, or null. */
export function patternProblem(pattern: string): string | null {
  const places = [...pattern.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  const stray = places.find((name) => !PLACES.has(name));
  if (stray !== undefined) return `文号格式中的“{${stray}}”不认识，只能用{year}、{n}、{unit}`;
  if (/[{}]/.test(pattern.replaceAll(/\{[^{}]*\}/g, ''))) return '文号格式中的花括号不成对';
  if (places.filter((name) => name === 'n').length !== 1) return '文号格式中应当有一个{n}，写出顺序号';
  if (!places.includes('year')) return '文号格式中应当有{year}：顺序号按年度从1编起';
  return null;
}

/** The official number (文号) with the serial `n` of a unit in a year. */
export function officialNumber(
  numbering: Numbering,
  issued: { readonly unit: string; readonly shortCode: string; readonly year: string; readonly n: number },
): string {
  const own = numbering.byUnit?.find(({ unit }) => unit === issued.unit);
  const n = String(issued.n).padStart(numbering.digits ?? 1, '0');
  const values: { readonly [name: string]: string } = { year: issued.year, n, unit: issued.shortCode };
  return (own?.pattern ?? numbering.pattern).replaceAll(/\{([a-z]+)\}/g, (whole, name) => values[name] ?? whole);
}
