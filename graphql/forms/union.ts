import type { FormDefinition, Item } from '../../lowcode/form/definition.ts';

/** A field or group of any version of a form, as the last version that had it said; dropped ones say since when. */
export interface Kept {
  readonly item: Item;
  /** The first version without it; null where the current one has it. */
  readonly droppedIn: number | null;
  /** What stands in the rows of a group, of all versions too. */
  readonly fields: ReadonlyMap<string, Kept>;
}

/** The union of a form's versions, oldest first: what API types and columns are made of. */
export function unionOf(versions: readonly FormDefinition[]): ReadonlyMap<string, Kept> {
  return union(versions.map(({ pages }) => pages.flatMap(({ sections }) => sections.flatMap(({ items }) => items))));
}

/** `lists`: the items of each version; none where the version lacks the group that they stood in. */
function union(lists: readonly (readonly Item[])[]): ReadonlyMap<string, Kept> {
  const last = new Map<string, { readonly item: Item; readonly version: number }>();
  for (const [i, items] of lists.entries()) for (const item of items) last.set(item.key, { item, version: i + 1 });
  return new Map(
    [...last].map(([key, { item, version }]): [string, Kept] => {
      const droppedIn = version === lists.length ? null : version + 1;
      return [
        key,
        {
          item,
          droppedIn,
          fields: item.kind === 'group' ? union(lists.map((items) => inside(items, key))) : new Map(),
        },
      ];
    }),
  );
}

function inside(items: readonly Item[], key: string): readonly Item[] {
  const group = items.find((item) => item.key === key);
  return group?.kind === 'group' ? group.fields : [];
}

/** Why a dropped field is deprecated, as introspection says it; undefined for one that is asked now. */
export function reasonOf({ droppedIn }: Pick<Kept, 'droppedIn'>): string | undefined {
  return droppedIn === null ? undefined : `第${droppedIn}版起不再填写，以前的办件仍可读取`;
}
