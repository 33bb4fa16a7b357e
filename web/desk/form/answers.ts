import type {
  Answer,
  Answers,
  FileAnswer,
  FormDefinition,
  Group,
  Item,
  Row,
} from '../../../lowcode/form/definition.ts';
import { valueAt, withValueAt } from '../../../lowcode/form/path.ts';
import { type Known, startAnswers, startRow } from '../../../lowcode/form/start.ts';
import { itemsOf, rowGroups } from '../../../lowcode/form/walk.ts';

/** Answers while they are typed: as stored, but a text may not be a number or date yet. */
export type Typed = { readonly [key: string]: Answer | readonly Row[] };

/** Where an answer stands: a field's key, or one in a row of a group (by its path, `group` or `group.0.inner`). */
export interface Place {
  readonly key: string;
  readonly group?: string;
  readonly row?: number;
}

/** The path errors and visibility use: `key`, or `group.index.key`. */
export function pathOf({ key, group, row }: Place): string {
  return group === undefined ? key : `${group}.${row}.${key}`;
}

/** The rows of the group at a path. */
export function rowsOf(answers: Typed, group: string): readonly Row[] {
  const rows = valueAt(answers, group);
  return Array.isArray(rows) ? (rows as readonly Row[]) : [];
}

export function answerAt(answers: Typed, place: Place): Answer {
  return (valueAt(answers, pathOf(place)) as Answer | undefined) ?? null;
}

/** The answers with one changed; those not on the way to it are the same objects. */
export function withAnswer(answers: Typed, place: Place, value: Answer): Typed {
  return withValueAt(answers, pathOf(place), value);
}

/** The answers with one more row, which begins with the defaults of the group's fields and the least rows inside it. */
export function withRow(answers: Typed, group: Group, path: string, id: string): Typed {
  return withValueAt(answers, path, [...rowsOf(answers, path), newRow(group, id)]);
}

export function withoutRow(answers: Typed, path: string, index: number): Typed {
  return withValueAt(
    answers,
    path,
    rowsOf(answers, path).filter((_, at) => at !== index),
  );
}

function newRow(group: Group, id: string): Row {
  const inner = rowGroups(group).map((each) => [each.key, leastRows(each)] as const);
  return { ...startRow(group.fields), ...Object.fromEntries(inner), id };
}

function leastRows(group: Group): readonly Row[] {
  return Array.from({ length: Math.max(1, group.minRows ?? 0) }, (_, at) => newRow(group, `r${at + 1}`));
}

/** A row id that no other row has: r1, r2 ... */
export function freeRowId(rows: readonly Row[]): string {
  const taken = new Set(rows.map((row) => row.id));
  let number = rows.length + 1;
  while (taken.has(`r${number}`)) number += 1;
  return `r${number}`;
}

/** What stands in a form before anybody types: defaults, what is known of the applicant, the least rows of groups. */
export function beginning(form: FormDefinition, applicant: Known): Typed {
  const answers: Record<string, Answer | readonly Row[]> = { ...startAnswers(form, applicant) };
  for (const { item } of itemsOf(form)) if (item.kind === 'group') answers[item.key] = leastRows(item);
  return answers;
}

/** A row nobody has typed into yet is not sent: it would only be told to be incomplete. */
export function withoutEmptyRows(form: FormDefinition, answers: Typed): Answers {
  return filled(
    itemsOf(form).map(({ item }) => item),
    answers,
  );
}

function filled<T extends Typed>(items: readonly Item[], values: T): T {
  const kept: Record<string, Answer | readonly Row[]> = { ...values };
  for (const item of items) {
    if (item.kind !== 'group') continue;
    const rows = rowsOf(values, item.key).map((row) => filled(item.fields, row));
    const sent = rows.filter(
      (row, at) =>
        at < (item.minRows ?? 0) || Object.entries(row).some(([name, value]) => name !== 'id' && given(value)),
    );
    if (sent.length > 0) kept[item.key] = sent;
    else delete kept[item.key];
  }
  return kept as T;
}

function given(value: Answer | readonly Row[]): boolean {
  if (value !== null && typeof value === 'object' && !Array.isArray(value))
    return Object.values(value).some((part) => given(part as Answer));
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** Whether two answers are one, whatever order their parts are kept in. */
export function sameAnswer(one: Answer, other: Answer): boolean {
  const plain = (answer: Answer) =>
    typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? Object.entries(answer).sort() : answer;
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}

export function filesOf(answer: Answer): readonly FileAnswer[] {
  return Array.isArray(answer) ? answer.filter((each): each is FileAnswer => typeof each === 'object') : [];
}
