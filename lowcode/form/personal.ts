import type { Answer, Answers, Field, FormDefinition, Row } from './definition.ts';
import { isPersonal } from './definition.ts';
import { itemsOf } from './walk.ts';

/** Answers in two parts with the same shape; rows of groups are in both under their ids. */
export interface SplitAnswers {
  /** What may be kept in the open: nothing personal. Rows are all here, if only with their ids. */
  readonly open: Answers;
  /** What is to be sealed for the applicant. */
  readonly personal: Answers;
}

/** Parts kept answers into what is personal (`isPersonal` of the field) and what is not. Keys the form lacks are dropped. */
export function splitPersonal(form: FormDefinition, answers: Answers): SplitAnswers {
  const open: { [key: string]: Answer | readonly Row[] } = {};
  const personal: { [key: string]: Answer | readonly Row[] } = {};
  for (const { item } of itemsOf(form)) {
    if (!Object.hasOwn(answers, item.key)) continue;
    const answer = answers[item.key] as Answer | readonly Row[];
    if (item.kind !== 'group') {
      (isPersonal(item) ? personal : open)[item.key] = answer;
      continue;
    }
    const rows = answer as readonly Row[];
    open[item.key] = rows.map((row) => rowPart(row, item.fields, false));
    const secret = rows.map((row) => rowPart(row, item.fields, true)).filter((row) => Object.keys(row).length > 1);
    if (secret.length > 0) personal[item.key] = secret;
  }
  return { open, personal };
}

/** Puts the two parts together again; with an empty personal part (after erasure) the open one stays as it is. */
export function mergePersonal(open: Answers, personal: Answers): Answers {
  const merged: { [key: string]: Answer | readonly Row[] } = { ...open };
  for (const [key, answer] of Object.entries(personal)) {
    const rows = open[key];
    merged[key] = areRows(rows) && areRows(answer) ? mergeRows(rows, answer) : answer;
  }
  return merged;
}

function rowPart(row: Row, fields: readonly Field[], personal: boolean): Row {
  const part: { id: string; [key: string]: Answer } = { id: row.id };
  for (const field of fields) {
    if (isPersonal(field) === personal && Object.hasOwn(row, field.key)) part[field.key] = row[field.key] as Answer;
  }
  return part;
}

function mergeRows(rows: readonly Row[], secret: readonly Row[]): readonly Row[] {
  const byId = new Map(secret.map((row) => [row.id, row]));
  const known = rows.map((row) => ({ ...row, ...byId.get(row.id) }));
  const ids = new Set(rows.map(({ id }) => id));
  return [...known, ...secret.filter(({ id }) => !ids.has(id))];
}

/** Files have ids too, but a name, so the first element tells rows from them. */
function areRows(answer: Answer | readonly Row[] | undefined): answer is readonly Row[] {
  if (!Array.isArray(answer) || answer.length === 0) return false;
  const [first] = answer;
  return typeof first === 'object' && first !== null && Object.hasOwn(first, 'id') && !Object.hasOwn(first, 'size');
}
