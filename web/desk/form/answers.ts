import type { Answer, Answers, FileAnswer, FormDefinition, Group, Row } from '../../../lowcode/form/definition.ts';
import { type Known, startAnswers, startRow } from '../../../lowcode/form/start.ts';
import { itemsOf } from '../../../lowcode/form/walk.ts';

/** Answers while they are typed: as stored, but a text may not be a number or date yet. */
export type Typed = { readonly [key: string]: Answer | readonly Row[] };

/** Where an answer stands: a field's key, or one in a row of a group. */
export interface Place {
  readonly key: string;
  readonly group?: string;
  readonly row?: number;
}

/** The path errors and visibility use: `key`, or `group.index.key`. */
export function pathOf({ key, group, row }: Place): string {
  return group === undefined ? key : `${group}.${row}.${key}`;
}

export function rowsOf(answers: Typed, group: string): readonly Row[] {
  const rows = answers[group];
  return Array.isArray(rows) ? (rows as readonly Row[]) : [];
}

export function answerAt(answers: Typed, { key, group, row = 0 }: Place): Answer {
  if (group === undefined) return (answers[key] as Answer) ?? null;
  return rowsOf(answers, group)[row]?.[key] ?? null;
}

/** The answers with one changed; the others are the same objects. */
export function withAnswer(answers: Typed, { key, group, row = 0 }: Place, value: Answer): Typed {
  if (group === undefined) return { ...answers, [key]: value };
  const rows = rowsOf(answers, group);
  return { ...answers, [group]: rows.map((each, index) => (index === row ? { ...each, [key]: value } : each)) };
}

/** The answers with one more row, which begins with the defaults of the group's fields. */
export function withRow(answers: Typed, { key, fields }: Group, id: string): Typed {
  return { ...answers, [key]: [...rowsOf(answers, key), { ...startRow(fields), id }] };
}

export function withoutRow(answers: Typed, group: string, index: number): Typed {
  return { ...answers, [group]: rowsOf(answers, group).filter((_, at) => at !== index) };
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
  for (const { item } of itemsOf(form)) {
    if (item.kind !== 'group') continue;
    const least = Math.max(1, item.minRows ?? 0);
    answers[item.key] = Array.from({ length: least }, (_, at) => ({ ...startRow(item.fields), id: `r${at + 1}` }));
  }
  return answers;
}

/** A row nobody has typed into yet is not sent: it would only be told to be incomplete. */
export function withoutEmptyRows(form: FormDefinition, answers: Typed): Answers {
  const groups = form.pages
    .flatMap((page) => page.sections)
    .flatMap((section) => section.items)
    .filter((item): item is Group => item.kind === 'group');
  const kept: Record<string, Answer | readonly Row[]> = { ...answers };
  for (const { key, minRows = 0 } of groups) {
    const rows = rowsOf(answers, key);
    const filled = rows.filter(
      (row, at) => at < minRows || Object.entries(row).some(([name, value]) => name !== 'id' && given(value)),
    );
    if (filled.length > 0) kept[key] = filled;
    else delete kept[key];
  }
  return kept;
}

function given(value: Answer): boolean {
  return value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

export function filesOf(answer: Answer): readonly FileAnswer[] {
  return Array.isArray(answer) ? answer.filter((each): each is FileAnswer => typeof each === 'object') : [];
}
