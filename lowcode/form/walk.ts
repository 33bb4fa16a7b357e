import type { Answer, Answers, Field, FormDefinition, Group, Item, Page, Row, Section } from './definition.ts';
import { isObject } from './reader.ts';

/** A field with where it stands. `path` is the place in the definition (`pages.0.sections.1.items.2`). */
export interface PlacedField {
  readonly field: Field;
  readonly path: string;
  readonly page: Page;
  readonly section: Section;
  /** The group it is in, the innermost of `groups`. */
  readonly group: Group | null;
  /** The groups it is in, from the outside. */
  readonly groups: readonly Group[];
  /** Its key after those of its groups, e.g. `households.members.name`: one name for the field in all rows. */
  readonly name: string;
}

export interface PlacedItem {
  readonly item: Item;
  readonly path: string;
  readonly page: Page;
  readonly section: Section;
}

/** A group with the groups around it, from the outside, and its place in the definition. */
export interface PlacedGroup {
  readonly group: Group;
  readonly path: string;
  readonly around: readonly Group[];
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
  return itemsOf(form).flatMap(({ item, path, page, section }) => {
    const within = (one: Item, at: string, groups: readonly Group[]): readonly PlacedField[] => {
      if (one.kind === 'group')
        return one.fields.flatMap((inner, i) => within(inner, `${at}.fields.${i}`, [...groups, one]));
      const name = [...groups, one].map(({ key }) => key).join('.');
      return [{ field: one, path: at, page, section, group: groups.at(-1) ?? null, groups, name }];
    };
    return within(item, path, []);
  });
}

/** Every group in reading order, a group before those inside it. */
export function groupsOf(form: FormDefinition): readonly PlacedGroup[] {
  const within = (item: Item, path: string, around: readonly Group[]): readonly PlacedGroup[] =>
    item.kind !== 'group'
      ? []
      : [
          { group: item, path, around },
          ...item.fields.flatMap((inner, i) => within(inner, `${path}.fields.${i}`, [...around, item])),
        ];
  return itemsOf(form).flatMap(({ item, path }) => within(item, path, []));
}

/** The fields of a row itself, without those of groups inside it. */
export function rowFields(group: Group): readonly Field[] {
  return group.fields.filter((item): item is Field => item.kind !== 'group');
}

/** The groups inside of a row. */
export function rowGroups(group: Group): readonly Group[] {
  return group.fields.filter((item): item is Group => item.kind === 'group');
}

/** What an answer path (`sections.0.depth`, `households.1.members.0.name`) leads to, with its groups; null for nothing. */
export function itemAt(
  form: FormDefinition,
  path: string,
): { readonly item: Item; readonly groups: readonly Group[] } | null {
  const [first, ...rest] = path.split('.');
  let item = itemsOf(form).find((one) => one.item.key === first)?.item;
  const groups: Group[] = [];
  while (item !== undefined && rest.length > 0) {
    if (item.kind !== 'group' || !/^[0-9]{1,3}$/.test(rest.shift() ?? '')) return null;
    if (rest.length === 0) return { item, groups };
    groups.push(item);
    const key: string | undefined = rest.shift();
    item = item.fields.find((one) => one.key === key);
  }
  return item === undefined ? null : { item, groups };
}

/** Every answer that is there, with its field and its path, in reading order. */
export function* answersOf(
  form: FormDefinition,
  answers: Answers,
): Generator<{ readonly path: string; readonly field: Field; readonly answer: Answer }> {
  yield* within(
    itemsOf(form).map(({ item }) => item),
    answers,
    '',
  );
}

function* within(
  items: readonly Item[],
  values: { readonly [key: string]: Answer | readonly Row[] },
  prefix: string,
): Generator<{ readonly path: string; readonly field: Field; readonly answer: Answer }> {
  for (const item of items) {
    const value = Object.hasOwn(values, item.key) ? values[item.key] : undefined;
    if (value === undefined || value === null) continue;
    const path = prefix + item.key;
    if (item.kind !== 'group') yield { path, field: item, answer: value as Answer };
    else if (Array.isArray(value)) {
      for (const [i, row] of (value as readonly Row[]).entries())
        if (isObject(row)) yield* within(item.fields, row, `${path}.${i}.`);
    }
  }
}

/** The answers with each that is there replaced; what is not of the form stays as it is. */
export function mapAnswers(
  form: FormDefinition,
  answers: Answers,
  change: (field: Field, answer: Answer) => Answer,
): Answers {
  return mapped(
    itemsOf(form).map(({ item }) => item),
    answers,
    change,
  );
}

function mapped<T extends { readonly [key: string]: Answer | readonly Row[] }>(
  items: readonly Item[],
  values: T,
  change: (field: Field, answer: Answer) => Answer,
): T {
  const changed: { [key: string]: Answer | readonly Row[] } = { ...values };
  for (const item of items) {
    const value = Object.hasOwn(values, item.key) ? values[item.key] : undefined;
    if (value === undefined || value === null) continue;
    if (item.kind !== 'group') changed[item.key] = change(item, value as Answer);
    else if (Array.isArray(value))
      changed[item.key] = (value as readonly Row[]).map((row) =>
        isObject(row) ? mapped(item.fields, row, change) : row,
      );
  }
  return changed as T;
}
