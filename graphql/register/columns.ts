import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { type Column, columnsOfAll, FACTS, isFact } from '../../lowcode/register/columns.ts';
import { isCounted, partsOf } from '../../lowcode/register/question.ts';
import { words } from '../../lowcode/words.ts';
import { formTypesView } from '../../views/form-types/view.ts';
import type { ExploreRow } from '../../views/records/explore.ts';
import type { Context } from '../context.ts';
import { labelOf } from '../forms/labels.ts';

/** The columns of all versions of a published form, by id; null when there is no such form. */
export async function columnsOfForm(context: Context, form: string): Promise<ReadonlyMap<string, Column> | null> {
  const { region, platform } = context.cloud;
  const row = form === '' ? null : await platform.views.get(formTypesView, `${region}/${form}`);
  if (!row) return null;
  const versions: FormDefinition[] = [];
  for (let version = 1; version <= row.version; version++)
    versions.push((await context.command.definitions.need('form', form, version)).definition);
  return new Map(columnsOfAll(versions).map((column) => [column.id, column]));
}

/** More values than these are typed, not chosen. */
const MOST_OPTIONS = 100;

/** Columns for who assembles a register: how each can be used, and the values to choose from. */
export async function columnModels(
  context: Context,
  columns: ReadonlyMap<string, Column>,
  rows: readonly ExploreRow[],
) {
  return Promise.all(
    [...columns.values()].map(async (column) => ({
      id: column.id,
      label: column.label,
      type: column.type,
      personal: column.personal,
      parts: partsOf(column).map((part) => part ?? 'value'),
      counted: isCounted(column),
      options: await optionsOf(context, column, rows),
    })),
  );
}

async function optionsOf(context: Context, column: Column, rows: readonly ExploreRow[]) {
  const { id, field, type } = column;
  if (isFact(id)) {
    const fact = FACTS[id];
    if ('words' in fact) return Object.entries(words[fact.words]).map(([value, word]) => ({ value, label: word.zh }));
  }
  if (field?.options) return field.options.map(({ value, label }) => ({ value, label: label.zh }));
  if (type !== 'choice' && type !== 'choices') return [];
  // Units and services: those that there are.
  const values = new Set(rows.flatMap(({ values }) => [values[id]].flat().filter((one) => typeof one === 'string')));
  return Promise.all(
    [...values].slice(0, MOST_OPTIONS).map(async (value) => ({ value, label: await labelOf(context, column, value) })),
  );
}
