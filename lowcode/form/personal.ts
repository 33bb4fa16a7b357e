import type { Answer, Answers, FormDefinition, Item, Row } from './definition.ts';
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
  const items = itemsOf(form).map(({ item }) => item);
  return { open: partOf(items, answers, false), personal: partOf(items, answers, true) };
}

type Values = { readonly [key: string]: Answer | readonly Row[] };

/** One of the two parts. In the personal one, only rows that hold something personal, and groups that have such rows. */
function partOf(items: readonly Item[], values: Values, personal: boolean): Answers {
  const part: { [key: string]: Answer | readonly Row[] } = {};
  for (const item of items) {
    if (!Object.hasOwn(values, item.key)) continue;
    const answer = values[item.key] as Answer | readonly Row[];
    if (item.kind !== 'group') {
      if (isPersonal(item) === personal) part[item.key] = answer;
      continue;
    }
    const rows = (answer as readonly Row[]).map((row): Row => ({ id: row.id, ...partOf(item.fields, row, personal) }));
    const told = personal ? rows.filter((row) => Object.keys(row).length > 1) : rows;
    if (!personal || told.length > 0) part[item.key] = told;
  }
  return part;
}

/** Puts the two parts together again; with an empty personal part (after erasure) the open one stays as it is. */
export function mergePersonal(open: Answers, personal: Answers): Answers {
  return merged(open, personal);
}

function merged<T extends Values>(open: T, personal: Values): T {
  const all: { [key: string]: Answer | readonly Row[] } = { ...open };
  for (const [key, answer] of Object.entries(personal)) {
    const rows = open[key];
    all[key] = areRows(rows) && areRows(answer) ? mergeRows(rows, answer) : answer;
  }
  return all as T;
}

function mergeRows(rows: readonly Row[], secret: readonly Row[]): readonly Row[] {
  const byId = new Map(secret.map((row) => [row.id, row]));
  const known = rows.map((row) => merged(row, byId.get(row.id) ?? {}));
  const ids = new Set(rows.map(({ id }) => id));
  return [...known, ...secret.filter(({ id }) => !ids.has(id))];
}

/** Files have ids too, but a name, so the first element tells rows from them. */
function areRows(answer: Answer | readonly Row[] | undefined): answer is readonly Row[] {
  if (!Array.isArray(answer) || answer.length === 0) return false;
  const [first] = answer;
  return typeof first === 'object' && first !== null && Object.hasOwn(first, 'id') && !Object.hasOwn(first, 'size');
}
