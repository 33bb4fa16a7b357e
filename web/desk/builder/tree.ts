/**
 * Changing a definition without changing it: every function gives a new one that shares what stayed the same. Places are
 * paths such as `pages.0.sections.1.items.2`, the same that problems are told at. A path that leads nowhere is a
 * mistake of the caller and throws a `RangeError`.
 */
type Json = Readonly<Record<string, unknown>> | readonly unknown[];

export const partsOf = (path: string): readonly string[] => (path === '' ? [] : path.split('.'));
export const joinPath = (...parts: readonly (string | number)[]): string =>
  parts.filter((part) => part !== '').join('.');

/** The path of what holds a place. */
export function parentOf(path: string): string {
  return partsOf(path).slice(0, -1).join('.');
}

/** The last part of a path as an index; -1 when it is a name. */
export function indexOf(path: string): number {
  const last = partsOf(path).at(-1) ?? '';
  return /^\d+$/.test(last) ? Number(last) : -1;
}

/** What stands at a place; undefined when there is nothing. */
export function at(definition: unknown, path: string): unknown {
  let found = definition;
  for (const part of partsOf(path)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
  }
  return found;
}

/** Puts a value at a place; `undefined` takes a property away. */
export function put<Definition>(definition: Definition, path: string, value: unknown): Definition {
  const [first, ...rest] = partsOf(path);
  if (first === undefined) return value as Definition;
  const holder = definition as Json;
  if (typeof holder !== 'object' || holder === null) throw new RangeError(`nothing at ${path}`);
  const inner =
    rest.length === 0 ? value : put((holder as Record<string, unknown>)[first] ?? {}, rest.join('.'), value);
  if (Array.isArray(holder)) {
    const index = Number(first);
    if (!(index >= 0 && index < holder.length)) throw new RangeError(`no item ${first}`);
    return holder.map((each, position) => (position === index ? inner : each)) as Definition;
  }
  const { [first]: _old, ...others } = holder as Record<string, unknown>;
  if (inner === undefined) return others as Definition;
  // The order of properties is kept, so that a comparison of texts shows only what changed.
  return (first in holder ? { ...holder, [first]: inner } : { ...others, [first]: inner }) as Definition;
}

function listAt(definition: unknown, path: string): readonly unknown[] {
  const list = at(definition, path) ?? [];
  if (!Array.isArray(list)) throw new RangeError(`no list at ${path}`);
  return list;
}

/** Inserts into the list at a path; a list that is not there yet is begun. */
export function insert<Definition>(definition: Definition, list: string, index: number, value: unknown): Definition {
  return put(definition, list, listAt(definition, list).toSpliced(index, 0, value));
}

/** Takes an item out of its list. */
export function remove<Definition>(definition: Definition, path: string): Definition {
  const list = parentOf(path);
  return put(definition, list, listAt(definition, list).toSpliced(indexOf(path), 1));
}

/** Moves an item in its list by one up (-1) or down (1), and says where it is then; at the end it stays. */
export function move<Definition>(
  definition: Definition,
  path: string,
  by: -1 | 1,
): { definition: Definition; path: string } {
  const list = parentOf(path);
  const items = listAt(definition, list);
  const from = indexOf(path);
  const to = from + by;
  if (from < 0 || to < 0 || to >= items.length) return { definition, path };
  const without = items.toSpliced(from, 1);
  return { definition: put(definition, list, without.toSpliced(to, 0, items[from])), path: joinPath(list, to) };
}
