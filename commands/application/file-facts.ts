import { mostRows, USUAL_FILES } from '../../lowcode/form/bounds.ts';
import type { Answers, FormDefinition, Item } from '../../lowcode/form/definition.ts';
import { isFileField } from '../../lowcode/form/kinds.ts';
import { itemsOf } from '../../lowcode/form/walk.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import { fileEntry } from './sealed-files.ts';

type Stores = Pick<Platform, 'state'>;

/**
 * Answers of a program, which may name its files by their id alone, with the name, type and size that the cloud knows of those
 * taken in for `of`. Anything else stays as it is: the form's rules say what is wrong with it.
 */
export async function withFileFacts(
  stores: Stores,
  form: FormDefinition,
  answers: Answers,
  of: string,
): Promise<Answers> {
  return filledIn(
    stores,
    itemsOf(form).map(({ item }) => item),
    answers,
    of,
  );
}

async function filledIn(stores: Stores, items: readonly Item[], answers: Answers, of: string): Promise<Answers> {
  const filled: Record<string, unknown> = { ...answers };
  for (const item of items) {
    const given: unknown = Object.hasOwn(answers, item.key) ? answers[item.key] : undefined;
    if (!Array.isArray(given) || given.length > mostOf(item)) continue;
    if (item.kind === 'group')
      filled[item.key] = await Promise.all(given.map((row) => rowOf(stores, item.fields, row, of)));
    else if (isFileField(item)) filled[item.key] = await Promise.all(given.map((file) => fileOf(stores, file, of)));
  }
  return filled as Answers;
}

function mostOf(item: Item): number {
  return item.kind === 'group' ? mostRows(item) : (item.maxFiles ?? USUAL_FILES);
}

async function rowOf(stores: Stores, items: readonly Item[], row: unknown, of: string) {
  return isObject(row) ? filledIn(stores, items, row as Answers, of) : row;
}

async function fileOf(stores: Stores, file: unknown, of: string) {
  const id = isObject(file) && typeof file.id === 'string' ? file.id : null;
  const entry = id === null ? null : await fileEntry(stores, id);
  if (entry?.of !== of) return file;
  return { id, name: entry.name, size: entry.size, type: entry.type };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
