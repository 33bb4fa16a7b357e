import type { Platform } from '../../platform/contract/platform.ts';
import { formTypesView } from '../../views/form-types/view.ts';

export interface PublishedForm {
  readonly key: string;
  readonly typeName: string;
  readonly title: string;
  readonly version: number;
  readonly withdrawn: boolean;
}

/** What is published now, by type name. Small, compared on every request. */
export interface Pointer {
  readonly revision: string;
  readonly forms: ReadonlyMap<string, PublishedForm>;
}

/** How old the list of forms may be: what was published is typed within this time, at the price of a look at one row. */
const FRESH_MS = 50;

/** The published forms of a region, brought up to date when their view moved. */
export function pointerOf(platform: Pick<Platform, 'views'>, region: string): () => Promise<Pointer> {
  let pointer: Promise<Pointer> | null = null;
  let checkedAt = 0;

  const read = async (revision: string): Promise<Pointer> => {
    const forms = new Map<string, PublishedForm>();
    for (let after: string | undefined; ; ) {
      const query = { index: 'byRegion', partition: region, limit: 500, ...(after ? { after } : {}) };
      const page = await platform.views.list(formTypesView, query);
      for (const { row } of page.entries) {
        const { key, typeName, title, version, withdrawn } = row;
        forms.set(typeName, { key, typeName, title, version, withdrawn });
      }
      after = page.entries.at(-1)?.cursor;
      if (!page.more || !after) return { revision, forms };
    }
  };

  return async () => {
    if (pointer && Date.now() - checkedAt < FRESH_MS) return pointer;
    const revision = await platform.views.revision(formTypesView);
    checkedAt = Date.now();
    const known = pointer && (await pointer);
    if (known?.revision === revision) return known;
    pointer = read(revision);
    pointer.catch(() => {
      pointer = null;
    });
    return pointer;
  };
}
