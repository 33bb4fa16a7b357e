import { divisionWithin } from '../identifier/division.ts';
import { DEEPEST_GROUP, mostRows, OPEN_END } from './bounds.ts';
import type { Answer, Answers, Field, FormDefinition, Group, Item, Row } from './definition.ts';
import { takesFiles } from './kinds.ts';
import { partsOf } from './parts.ts';
import { itemsOf } from './walk.ts';
import { rawFromText, textFromAnswer } from './web-values.ts';

/** The most entries of one posted form that are looked at: the largest page with all its rows. */
const MOST_ENTRIES = 40_000;

/** Raw answers for `evaluate`, which judges them: anything a hostile post held may still be in them. */
export type RawAnswers = { readonly [key: string]: unknown };

/**
 * Turns the entries of a posted HTML form into raw answers. Controls are named `key`, `group.0.key` (with
 * `group.0.id` for the row), `key.from`/`key.to` for date ranges (`key.open`
 * for 长期), `key.part` for answers of parts; several entries of one name are several choices.
 * Names that are no control of the form (buttons, tokens) are passed over, as are files, which come by their own step:
 * give those taken in as `files` by path. Rows without an id get one from `newRowId`.
 */
export function parseWebForm(
  form: FormDefinition,
  entries: Iterable<readonly [name: string, value: string]>,
  options: Options,
): RawAnswers {
  return rawOfItems(
    itemsOf(form).map(({ item }) => item),
    '',
    collect(entries),
    options,
  );
}

interface Options {
  readonly files?: { readonly [path: string]: Answer };
  readonly newRowId: () => string;
}

function rawOfItems(items: readonly Item[], prefix: string, posted: Posted, options: Options): RawAnswers {
  const answers: { [key: string]: unknown } = {};
  for (const item of items) {
    const name = prefix + item.key;
    if (item.kind === 'group') {
      const rows = rowNumbers(posted.numbers.get(name), mostRows(item));
      if (rows.length > 0) answers[item.key] = rows.map((n) => rowFrom(item, `${name}.${n}.`, posted, options));
    } else {
      const raw = rawOf(item, name, posted.values, options.files);
      if (raw !== undefined) answers[item.key] = raw;
    }
  }
  return answers;
}

/** The answers as values of HTML controls by name; several choices are separated by commas. Reverse of `parseWebForm`. */
export function webValues(form: FormDefinition, answers: Answers): { readonly [name: string]: string } {
  const values: { [name: string]: string } = {};
  const putDate = (field: Field, name: string, open: string, date: string) => {
    if (field.openEnd && date === OPEN_END) values[open] = 'true';
    else values[name] = date;
  };
  const put = (field: Field, name: string, answer: Answer | undefined) => {
    if (answer === undefined || answer === null || takesFiles(field.kind)) return;
    const parts = partsOf(field);
    if (field.kind === 'dateRange' && typeof answer === 'object' && 'from' in answer) {
      values[`${name}.from`] = answer.from;
      putDate(field, `${name}.to`, `${name}.open`, answer.to);
    } else if (field.kind === 'date') {
      putDate(field, name, `${name}.open`, answer as string);
    } else if (parts) {
      const given = answer as unknown as { readonly [part: string]: Answer };
      for (const part of parts) put(part, `${name}.${part.key}`, given[part.key]);
    } else {
      values[name] = textFromAnswer(field, answer);
    }
  };
  const putAll = (
    items: readonly Item[],
    given: { readonly [key: string]: Answer | readonly Row[] },
    prefix: string,
  ) => {
    for (const item of items) {
      if (!Object.hasOwn(given, item.key)) continue;
      const name = prefix + item.key;
      if (item.kind !== 'group') {
        put(item, name, given[item.key] as Answer);
        continue;
      }
      (given[item.key] as readonly Row[]).forEach((row, i) => {
        values[`${name}.${i}.id`] = row.id;
        putAll(item.fields, row, `${name}.${i}.`);
      });
    }
  };
  putAll(
    itemsOf(form).map(({ item }) => item),
    answers,
    '',
  );
  return values;
}

/** The narrowest of the divisions chosen one below the other; what does not lie in the one above it was left over. */
function deepest(codes: readonly string[]): string {
  return codes.reduce(
    (above, code) => (code !== '' && (above === '' || divisionWithin(code, above)) ? code : above),
    '',
  );
}

interface Posted {
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The numbers of the rows that have any entry, by the name of their group. */
  readonly numbers: ReadonlyMap<string, ReadonlySet<number>>;
}

function collect(entries: Iterable<readonly [string, string]>): Posted {
  const posted = new Map<string, string[]>();
  const numbers = new Map<string, Set<number>>();
  let count = 0;
  for (const [name, value] of entries) {
    if (++count > MOST_ENTRIES) break;
    const values = posted.get(name);
    if (values) values.push(value);
    else posted.set(name, [value]);
    for (const [group, number] of rowsNamed(name)) {
      const rows = numbers.get(group);
      if (rows) rows.add(number);
      else numbers.set(group, new Set([number]));
    }
  }
  return { values: posted, numbers };
}

/** The rows that the name of a control stands in: `a.0.b.1.c` in row 0 of `a` and in row 1 of `a.0.b`. */
function rowsNamed(name: string): readonly (readonly [group: string, row: number])[] {
  const parts = name.split('.', 2 * DEEPEST_GROUP + 1);
  const rows: (readonly [string, number])[] = [];
  for (let i = 1; i < parts.length - 1; i += 2) {
    if (!/^[0-9]{1,3}$/.test(parts[i] as string)) break;
    rows.push([parts.slice(0, i).join('.'), Number(parts[i])]);
  }
  return rows;
}

/** Rows in order; one more than allowed is enough to be refused. */
function rowNumbers(numbers: ReadonlySet<number> | undefined, most: number): readonly number[] {
  return [...(numbers ?? [])].sort((a, b) => a - b).slice(0, most + 1);
}

function rowFrom(group: Group, prefix: string, posted: Posted, options: Options): RawAnswers {
  const id = posted.values.get(`${prefix}id`)?.[0] || options.newRowId();
  return { id, ...rawOfItems(group.fields, prefix, posted, options) };
}

function rawOf(
  field: Field,
  name: string,
  posted: ReadonlyMap<string, readonly string[]>,
  files: { readonly [path: string]: Answer } | undefined,
): unknown {
  const values = posted.get(name);
  const parts = partsOf(field);
  if (parts) {
    const raw = parts.map((part) => [part.key, rawOf(part, `${name}.${part.key}`, posted, files)] as const);
    const given = raw.filter(([, value]) => value !== undefined);
    return given.length === 0 ? undefined : Object.fromEntries(given);
  }
  switch (field.kind) {
    case 'note':
    case 'heading':
    case 'hidden':
      return undefined;
    case 'file':
    case 'image':
      return files && Object.hasOwn(files, name) ? files[name] : undefined;
    case 'choices':
    case 'units':
      return values?.filter((value) => value !== '');
    case 'date':
      if (field.openEnd && posted.has(`${name}.open`)) return OPEN_END;
      return values?.at(-1);
    case 'division':
      return values && deepest(values);
    case 'dateRange': {
      const [from, to] = [posted.get(`${name}.from`)?.[0], posted.get(`${name}.to`)?.[0]];
      if (from === undefined && to === undefined) return undefined;
      const end = field.openEnd && posted.has(`${name}.open`) ? OPEN_END : to;
      return from || end ? { from: from || null, to: end || null } : null;
    }
    default:
      return values?.[0] === undefined ? undefined : rawFromText(field, values.at(-1) ?? '');
  }
}
