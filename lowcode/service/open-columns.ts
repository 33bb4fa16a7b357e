import { type Field, type FormDefinition, isPersonal } from '../form/definition.ts';
import { type ColumnType, columnType } from '../form/listing.ts';
import { itemsOf } from '../form/walk.ts';
import { applicationForm } from './application-form.ts';
import type { ServiceDefinition } from './definition.ts';

/** What is open of an answer: what it is, in which quarter it lies, or what it comes to on average. */
export type OpenAs = 'value' | 'quarter' | 'mean';

/** A field of an item's application that its open dataset tells cases apart by, or averages. */
export interface OpenColumn {
  readonly key: string;
  readonly as: OpenAs;
  readonly field: Field;
}

/** Each tells cases apart further, and fewer than five are not told apart. */
export const MOST_OPEN_COLUMNS = 4;

const AS: { readonly [type in ColumnType]?: OpenAs } = {
  choice: 'value',
  division: 'value',
  boolean: 'value',
  date: 'quarter',
  number: 'mean',
  money: 'mean',
};

/** How the answers of a field are opened; null for what is personal, free text, several values or a file. */
export function openAs(field: Field): OpenAs | null {
  const type = isPersonal(field) || field.kind === 'declaration' ? null : columnType(field);
  return type === null ? null : (AS[type] ?? null);
}

/** The fields of the application that can be opened, the item's own questions among them; none in rows. */
export function openableColumns(form: FormDefinition, service: ServiceDefinition): readonly OpenColumn[] {
  return itemsOf(applicationForm(form, service)).flatMap(({ item }) => {
    const as = item.kind === 'group' ? null : openAs(item);
    return as === null || item.kind === 'group' ? [] : [{ key: item.key, as, field: item }];
  });
}

/**
 * The columns of an item's own open dataset; null where it has none. What the form that is filled in now holds as personal is
 * left out, whatever was declared of an earlier one.
 */
export function openColumnsOf(form: FormDefinition, service: ServiceDefinition): readonly OpenColumn[] | null {
  const { published = false, columns = [] } = service.openData ?? {};
  if (!published) return null;
  const openable = new Map(openableColumns(form, service).map((column) => [column.key, column]));
  return columns.flatMap((key) => openable.get(key) ?? []);
}
