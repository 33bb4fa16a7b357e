import type { PackageEvent } from '../../events/package/stream.ts';
import type { Text } from '../../lowcode/text.ts';
import { view } from '../view.ts';

/** A line of the list of packages. */
export interface PackageRow {
  readonly key: string;
  readonly region: string;
  readonly name: Text;
  readonly version: string;
  readonly about: Text;
  readonly contains: readonly { readonly kind: string; readonly key: string }[];
  readonly importedOn: string;
}

export const packagesView = view<PackageRow, PackageEvent>({
  name: 'packages',
  version: 1,
  events: ['PackageImported'],
  route: (event) => [event.stream],
  evolve(_row, { data: { key, region, name, version, about, contains, today } }) {
    const held = contains.map((one) => ({ kind: one.kind, key: one.key }));
    return { key, region, name, version, about, contains: held, importedOn: today };
  },
  indexes: { byRegion: (row) => [{ partition: row.region, sort: row.key }] },
});
