import type { Field, FormDefinition, Group, Item, Page, Section } from './definition.ts';

/** A field with where it stands. `path` is the place in the definition (`pages.0.sections.1.items.2`). */
export interface PlacedField {
  readonly field: Field;
  readonly path: string;
  readonly page: Page;
  readonly section: Section;
  readonly group: Group | null;
}

export interface PlacedItem {
  readonly item: Item;
  readonly path: string;
  readonly page: Page;
  readonly section: Section;
}

/** Fields and groups in reading order; the fields of a group are inside it. */
export function itemsOf(form: FormDefinition): readonly PlacedItem[] {
  return form.pages.flatMap((page, p) =>
    page.sections.flatMap((section, s) =>
      section.items.map((item, i) => ({ item, path: `pages.${p}.sections.${s}.items.${i}`, page, section })),
    ),
  );
}

/** Every field in reading order, also those of groups. */
export function fieldsOf(form: FormDefinition): readonly PlacedField[] {
  return itemsOf(form).flatMap(({ item, path, page, section }): PlacedField[] =>
    item.kind === 'group'
      ? item.fields.map((field, i) => ({ field, path: `${path}.fields.${i}`, page, section, group: item }))
      : [{ field: item, path, page, section, group: null }],
  );
}
