import { MOST_ROWS } from './bounds.ts';
import type { Answer, Answers, Field, FormDefinition, Group, Row } from './definition.ts';
import { takesFiles } from './kinds.ts';
import { itemsOf } from './walk.ts';
import { rawFromText, textFromAnswer } from './web-values.ts';

/** The most entries of one posted form that are looked at. */
const MOST_ENTRIES = 5000;

/** Raw answers for `evaluate`, which judges them: anything a hostile post held may still be in them. */
export type RawAnswers = { readonly [key: string]: unknown };

/**
 * Turns the entries of a posted HTML form into raw answers. Controls are named `key`, `group.0.key` (with
 * `group.0.id` for the row), `key.from`/`key.to` for date ranges; several entries of one name are several choices.
 * Names that are no control of the form (buttons, tokens) are passed over, as are files, which come by their own step:
 * give those taken in as `files` by path. Rows without an id get one from `newRowId`.
 */
export function parseWebForm(
  form: FormDefinition,
  entries: Iterable<readonly [name: string, value: string]>,
  options: { readonly files?: { readonly [path: string]: Answer }; readonly newRowId: () => string },
): RawAnswers {
  const posted = collect(entries);
  const answers: { [key: string]: unknown } = {};
  for (const { item } of itemsOf(form)) {
    if (item.kind === 'group') {
      const rows = rowNumbers(posted, item.key);
      if (rows.length > 0) answers[item.key] = rows.map((n) => rowFrom(item, n, posted, options));
    } else {
      const raw = rawOf(item, item.key, posted, options.files);
      if (raw !== undefined) answers[item.key] = raw;
    }
  }
  return answers;
}

/** The answers as values of HTML controls by name; several choices are separated by commas. Reverse of `parseWebForm`. */
export function webValues(form: FormDefinition, answers: Answers): { readonly [name: string]: string } {
  const values: { [name: string]: string } = {};
  const put = (field: Field, name: string, answer: Answer | undefined) => {
    if (answer === undefined || answer === null || takesFiles(field.kind)) return;
    if (field.kind === 'dateRange' && typeof answer === 'object' && 'from' in answer) {
      values[`${name}.from`] = answer.from;
      values[`${name}.to`] = answer.to;
    } else {
      values[name] = textFromAnswer(field, answer);
    }
  };
  for (const { item } of itemsOf(form)) {
    if (!Object.hasOwn(answers, item.key)) continue;
    if (item.kind !== 'group') {
      put(item, item.key, answers[item.key] as Answer);
      continue;
    }
    (answers[item.key] as readonly Row[]).forEach((row, i) => {
      values[`${item.key}.${i}.id`] = row.id;
      for (const field of item.fields) put(field, `${item.key}.${i}.${field.key}`, row[field.key]);
    });
  }
  return values;
}

type Posted = ReadonlyMap<string, readonly string[]>;

function collect(entries: Iterable<readonly [string, string]>): Posted {
  const posted = new Map<string, string[]>();
  let count = 0;
  for (const [name, value] of entries) {
    if (++count > MOST_ENTRIES) break;
    const values = posted.get(name);
    if (values) values.push(value);
    else posted.set(name, [value]);
  }
  return posted;
}

/** The numbers of the rows that have any entry, in order; one more than allowed is enough to be refused. */
function rowNumbers(posted: Posted, group: string): readonly number[] {
  const numbers = new Set<number>();
  for (const name of posted.keys()) {
    if (!name.startsWith(`${group}.`)) continue;
    const match = /^([0-9]{1,3})\./.exec(name.slice(group.length + 1));
    if (match) numbers.add(Number(match[1]));
  }
  return [...numbers].sort((a, b) => a - b).slice(0, MOST_ROWS + 1);
}

function rowFrom(
  group: Group,
  n: number,
  posted: Posted,
  options: { readonly files?: { readonly [path: string]: Answer }; readonly newRowId: () => string },
): RawAnswers {
  const prefix = `${group.key}.${n}.`;
  const row: { [key: string]: unknown } = { id: posted.get(`${prefix}id`)?.[0] || options.newRowId() };
  for (const field of group.fields) {
    const raw = rawOf(field, prefix + field.key, posted, options.files);
    if (raw !== undefined) row[field.key] = raw;
  }
  return row;
}

function rawOf(
  field: Field,
  name: string,
  posted: Posted,
  files: { readonly [path: string]: Answer } | undefined,
): unknown {
  const values = posted.get(name);
  switch (field.kind) {
    case 'note':
      return undefined;
    case 'file':
    case 'image':
      return files && Object.hasOwn(files, name) ? files[name] : undefined;
    case 'choices':
    case 'units':
      return values?.filter((value) => value !== '');
    case 'dateRange': {
      const [from, to] = [posted.get(`${name}.from`)?.[0], posted.get(`${name}.to`)?.[0]];
      if (from === undefined && to === undefined) return undefined;
      return from || to ? { from: from || null, to: to || null } : null;
    }
    default:
      return values?.[0] === undefined ? undefined : rawFromText(field, values.at(-1) ?? '');
  }
}
