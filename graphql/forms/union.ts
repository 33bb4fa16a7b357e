import type { Field, FormDefinition, Group, Item } from '../../lowcode/form/definition.ts';

/** A field or group of any version of a form, as the last version that had it said; dropped ones say since when. */
export interface Kept<One extends Item = Item> {
  readonly item: One;
  /** The first version without it; null where the current one has it. */
  readonly droppedIn: number | null;
  /** Fields of a group, of all versions too. */
  readonly fields: ReadonlyMap<string, Kept<Field>>;
}

/** The union of a form's versions, oldest first: what API types and columns are made of. */
export function unionOf(versions: readonly FormDefinition[]): ReadonlyMap<string, Kept> {
  const kept = new Map<string, Kept & { readonly last: number }>();
  for (const [index, version] of versions.entries()) {
    for (const item of version.pages.flatMap((page) => page.sections.flatMap((section) => section.items))) {
      const before = kept.get(item.key);
      const fields = item.kind === 'group' ? fieldsOf(item, index, before?.fields) : new Map();
      kept.set(item.key, { item, last: index, droppedIn: null, fields });
    }
  }
  const newest = versions.length - 1;
  return new Map(
    [...kept].map(([key, { item, last, fields }]) => {
      return [key, { item, fields, droppedIn: last === newest ? null : last + 2 }];
    }),
  );
}

/** A row's fields: those that an earlier version had beside the ones of this. */
function fieldsOf(
  group: Group,
  index: number,
  before: ReadonlyMap<string, Kept<Field>> = new Map(),
): ReadonlyMap<string, Kept<Field>> {
  const none: ReadonlyMap<string, Kept<Field>> = new Map();
  const now = group.fields.map((item): [string, Kept<Field>] => [item.key, { item, droppedIn: null, fields: none }]);
  const dropped = [...before].map(([key, one]): [string, Kept<Field>] => [
    key,
    { ...one, droppedIn: one.droppedIn ?? index + 1 },
  ]);
  return new Map([...dropped, ...now]);
}

/** Why a dropped field is deprecated, as introspection says it; undefined for one that is asked now. */
export function reasonOf({ droppedIn }: Pick<Kept, 'droppedIn'>): string | undefined {
  return droppedIn === null ? undefined : `第${droppedIn}版起不再填写，以前的办件仍可读取`;
}
