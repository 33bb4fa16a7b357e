import { isDeepStrictEqual } from 'node:util';

/** What steps remember by name. */
export type Known = { readonly [name: string]: unknown };

/**
 * A value with its references replaced: `$road.number` alone becomes that value whatever it is, `$units.*.code`
 * the list of them, `${road.number}` inside a text becomes text, `$$unit` is the word `$unit`. Throws for a name that no step gave.
 */
export function filled(value: unknown, known: Known): unknown {
  if (typeof value === 'string') {
    if (value.startsWith('$$')) return value.slice(1);
    const whole = /^\$([A-Za-z][\w.*-]*)$/.exec(value)?.[1];
    if (whole) return lookUp(whole, known);
    return value.replaceAll(/\$\{([\w.-]+)\}/g, (_, path: string) => String(lookUp(path, known)));
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, known)]));
}

function lookUp(path: string, known: Known): unknown {
  return at(known, path.split('.'), path);
}

/** What stands at a path; `*` stands for every row of a list. */
function at(value: unknown, path: readonly string[], whole: string): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (key === '*' && Array.isArray(value)) return value.map((row) => at(row, rest, whole));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key))
    throw new Error(`nothing is known as $${whole}`);
  return at((value as Known)[key], rest, whole);
}

/**
 * Where an answer is not as expected: objects must have what is named, lists the same length. Beside plain values:
 * `{ has: [...] }` some rows each; `{ count: n }` how many; `{ matches: pattern }` a text by regular expression;
 * `{ distinct: true }` no two alike; `{ not: value }` — each under the key `$`.
 */
export function differences(expected: unknown, found: unknown, path = ''): string[] {
  const wrong = (what: string) => [`${path || 'the answer'} ${what}, found ${JSON.stringify(found)?.slice(0, 600)}`];
  if (typeof expected !== 'object' || expected === null) {
    return isDeepStrictEqual(expected, found ?? null) ? [] : wrong(`should be ${JSON.stringify(expected)}`);
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(found) || found.length !== expected.length) return wrong(`should have ${expected.length} rows`);
    return expected.flatMap((one, i) => differences(one, found[i], `${path}[${i}]`));
  }
  if ('$' in expected) return special(expected.$ as { [test: string]: unknown }, found, path, wrong);
  if (typeof found !== 'object' || found === null) return wrong('should be an object');
  return Object.entries(expected).flatMap(([key, one]) =>
    differences(one, (found as Known)[key], path ? `${path}.${key}` : key),
  );
}

function special(
  test: { [name: string]: unknown },
  found: unknown,
  path: string,
  wrong: (what: string) => string[],
): string[] {
  const rows = Array.isArray(found) ? found : [];
  return Object.entries(test).flatMap(([name, value]) => {
    switch (name) {
      case 'has':
        return (value as unknown[]).flatMap((one) =>
          rows.some((row) => differences(one, row).length === 0) ? [] : wrong(`should have ${JSON.stringify(one)}`),
        );
      case 'count':
        return Array.isArray(found) && found.length === value ? [] : wrong(`should have ${value} rows`);
      case 'matches':
        return typeof found === 'string' && new RegExp(String(value), 'u').test(found)
          ? []
          : wrong(`should match ${value}`);
      case 'distinct':
        return new Set(rows.map((row) => JSON.stringify(row))).size === rows.length ? [] : wrong('should be distinct');
      case 'not':
        return differences(value, found, path).length > 0 ? [] : wrong(`should not be ${JSON.stringify(value)}`);
      default:
        throw new Error(`no such expectation: ${name}`);
    }
  });
}
