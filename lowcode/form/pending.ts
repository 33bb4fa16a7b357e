import { type Reference, referencesOf } from '../rule/walk.ts';
import type { CompiledForm, CompiledGroup, CompiledItem } from './compile.ts';
import type { Answer, Answers, FieldError, Row } from './definition.ts';

/** What was found of a form's answers so far. */
interface Found {
  readonly computed: { [path: string]: Answer };
  readonly answers: Answers;
  readonly errors: readonly FieldError[];
}

/**
 * Takes away each computed value that was computed from an answer that is missing though required, or wrong: a sum of
 * the rows that happen to be complete looks like a result and is none. Only where there are errors; else the same.
 */
export function withoutPending(form: CompiledForm, found: Found): Found {
  if (found.errors.length === 0) return found;
  const isPending = pendingIn(form, new Set(found.errors.map(({ path }) => path)), Object.keys(found.computed));
  const pending = Object.keys(found.computed).filter(isPending);
  if (pending.length === 0) return found;
  const computed = { ...found.computed };
  for (const path of pending) computed[path] = null;
  return { ...found, computed, answers: without(found.answers, new Set(pending)) };
}

/** Whether the value at a path waits for an answer, itself or by what it is computed from. Forms have no circles. */
function pendingIn(
  form: CompiledForm,
  wrong: ReadonlySet<string>,
  computed: readonly string[],
): (path: string) => boolean {
  const wanting = wantingRows(wrong, computed);
  const known = new Map<string, boolean>();
  const remembered = (name: string, find: () => boolean): boolean => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const found = find();
    known.set(name, found);
    return found;
  };

  /** Where a group stands within one row (or the form): once, or once in each row between. */
  const placesOf = (group: CompiledGroup, within: CompiledGroup | null, prefix: string): readonly string[] => {
    if (group.parent === within || group.parent === null) return [prefix + group.group.key];
    return placesOf(group.parent, within, prefix).flatMap((place) =>
      [...(wanting.rows.get(place) ?? [])].map((row) => `${place}.${row}.${group.group.key}`),
    );
  };
  /** Whether rows gone through are not all there, or `name` waits in one. */
  const someRow = (group: CompiledGroup, within: CompiledGroup | null, prefix: string, name: string): boolean => {
    const around = group.parent !== within && group.parent !== null && someRow(group.parent, within, prefix, '');
    return (
      around ||
      placesOf(group, within, prefix).some(
        (place) =>
          wanting.groups.has(place) ||
          (name !== '' && [...(wanting.rows.get(place) ?? [])].some((row) => pending(`${place}.${row}.${name}`))),
      )
    );
  };

  const waits = ({ group, key, across }: Reference, place: RowPlace | null): boolean => {
    const name = key.split('.')[0] as string;
    const asked = group === null ? undefined : form.groups.get(group);
    const owner = name === '' ? asked : ownerOf(asked, name);
    if (!owner) return pending(name);
    const from = across ? (asked?.parent ?? null) : owner;
    const fixed = outTo(place, from);
    const within = fixed?.group ?? null;
    // Around the rows gone through: of the one row that the rule stands in.
    const own = across ? outTo(place, owner) : fixed;
    if (own?.group === owner && (!across || isAround(owner, within))) return pending(own.prefix + name);
    const prefix = fixed?.prefix ?? '';
    return remembered(`${prefix} ${owner.group.key} ${name}`, () => someRow(owner, within, prefix, name));
  };
  const pending = (path: string): boolean =>
    remembered(path, () => {
      const { item, place } = placeAt(form, path);
      const rule = item?.kind === 'field' ? item.field.computed : undefined;
      if (rule === undefined) return wrong.has(path);
      return referencesOf(rule, place?.group.group.key ?? null).some((one) => waits(one, place));
    });
  return pending;
}

/** A row a rule stands in: its group and the path up to its fields, within the row around it. */
interface RowPlace {
  readonly group: CompiledGroup;
  readonly prefix: string;
  readonly outer: RowPlace | null;
}

function placeAt(form: CompiledForm, path: string): { item: CompiledItem | undefined; place: RowPlace | null } {
  const parts = path.split('.');
  let item = form.byKey.get(parts[0] as string);
  let place: RowPlace | null = null;
  for (let i = 2; i < parts.length && item?.kind === 'group'; i += 2) {
    place = { group: item, prefix: `${parts.slice(0, i).join('.')}.`, outer: place };
    item = item.byKey.get(parts[i] as string);
  }
  return { item, place };
}

/** The group whose rows have a key, looking outwards; none when it is the form's. */
function ownerOf(group: CompiledGroup | undefined, key: string): CompiledGroup | null {
  let owner = group ?? null;
  while (owner !== null && !owner.byKey.has(key)) owner = owner.parent;
  return owner;
}

/** The row that a rule stands in of a group, or of the nearest one around that. */
function outTo(place: RowPlace | null, group: CompiledGroup | null): RowPlace | null {
  for (let wanted = group; wanted !== null; wanted = wanted.parent) {
    for (let at = place; at !== null; at = at.outer) if (at.group === wanted) return at;
  }
  return null;
}

function isAround(owner: CompiledGroup, within: CompiledGroup | null): boolean {
  for (let group = within; group !== null; group = group.parent) if (group === owner) return true;
  return false;
}

/**
 * Groups whose rows are not all there; and the numbers of rows that have an error or a computed value, by the path of
 * the group. Other rows have nothing to wait for.
 */
function wantingRows(wrong: ReadonlySet<string>, computed: readonly string[]) {
  const groups = new Set<string>();
  const rows = new Map<string, Set<string>>();
  const note = (path: string, isWrong: boolean) => {
    const parts = path.split('.');
    for (let i = 1; i <= parts.length; i += 2) {
      const place = parts.slice(0, i).join('.');
      if (parts.length > i + 1) rows.set(place, (rows.get(place) ?? new Set()).add(parts[i] as string));
      else if (isWrong) groups.add(place);
    }
  };
  for (const path of wrong) note(path, true);
  for (const path of computed) note(path, false);
  return { groups, rows };
}

function without(answers: Answers, paths: ReadonlySet<string>): Answers {
  return valuesWithout(answers, '', paths);
}

function valuesWithout<T extends { readonly [key: string]: Answer | readonly Row[] }>(
  values: T,
  prefix: string,
  paths: ReadonlySet<string>,
): T {
  const kept = Object.entries(values).filter(([key]) => !paths.has(prefix + key));
  const parts = kept.map(([key, value]) => [
    key,
    isRows(value) ? value.map((row, i) => valuesWithout(row, `${prefix}${key}.${i}.`, paths)) : value,
  ]);
  return Object.fromEntries(parts) as T;
}

function isRows(value: Answers[string]): value is readonly Row[] {
  return Array.isArray(value) && value.some((each) => typeof each === 'object');
}
