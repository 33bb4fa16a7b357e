import type { Rule } from '../rule/tree.ts';
import { referencesOf } from '../rule/walk.ts';
import type { CompiledField, CompiledForm, CompiledGroup } from './compile.ts';
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
  const isPending = pendingIn(form, new Set(found.errors.map(({ path }) => path)));
  const pending = Object.keys(found.computed).filter(isPending);
  if (pending.length === 0) return found;
  const computed = { ...found.computed };
  for (const path of pending) computed[path] = null;
  return { ...found, computed, answers: without(found.answers, new Set(pending)) };
}

/** Whether the value at a path waits for an answer, itself or by what it is computed from. Forms have no circles. */
function pendingIn(form: CompiledForm, wrong: ReadonlySet<string>): (path: string) => boolean {
  const known = new Map<string, boolean>();
  const rows = new Map<string, Set<string>>();
  /** Groups whose rows are not all there. */
  const broken = new Set<string>();
  for (const path of wrong) {
    const [group = '', row, inside] = path.split('.');
    if (inside === undefined) broken.add(group);
    else if (row !== undefined) rows.set(group, (rows.get(group) ?? new Set()).add(row));
  }
  /** A key read by a rule that stands in a row (or in none). */
  const waits = (group: string | null, key: string, row: string | null): boolean => {
    const name = key.split('.')[0] as string;
    if (group === null) return pending(name);
    if (key === '') return broken.has(group);
    if (!groupOf(form, group)?.byKey.has(name)) return pending(name);
    if (row !== null) return pending(`${group}.${row}.${name}`);
    // Of all rows: those without any error have nothing to wait for inside.
    return broken.has(group) || [...(rows.get(group) ?? [])].some((each) => pending(`${group}.${each}.${name}`));
  };
  const reads = (rule: Rule, group: string | null, row: string | null): boolean =>
    referencesOf(rule, group).some((one) => waits(one.group, one.key, one.group === group ? row : null));
  const pending = (path: string): boolean => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const [key = '', row = null, inside] = path.split('.');
    const group = inside === undefined ? null : key;
    const rule = fieldAt(form, key, inside)?.field.computed;
    const answer = rule === undefined ? wrong.has(path) : reads(rule, group, row);
    known.set(path, answer);
    return answer;
  };
  return pending;
}

function groupOf(form: CompiledForm, key: string): CompiledGroup | undefined {
  const item = form.byKey.get(key);
  return item?.kind === 'group' ? item : undefined;
}

function fieldAt(form: CompiledForm, key: string, inside: string | undefined): CompiledField | undefined {
  const item = form.byKey.get(key);
  if (item?.kind === 'group') return inside === undefined ? undefined : item.byKey.get(inside);
  return item;
}

function without(answers: Answers, paths: ReadonlySet<string>): Answers {
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([key]) => !paths.has(key))
      .map(([key, value]) => [
        key,
        isRows(value) ? value.map((row, i) => rowWithout(row, `${key}.${i}.`, paths)) : value,
      ]),
  ) as Answers;
}

function isRows(value: Answers[string]): value is readonly Row[] {
  return Array.isArray(value) && value.some((each) => typeof each === 'object');
}

function rowWithout(row: Row, prefix: string, paths: ReadonlySet<string>): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !paths.has(prefix + key))) as Row;
}
