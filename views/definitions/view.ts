import type { DefinitionEvent, DefinitionKind } from '../../events/definition/events.ts';
import type { Text } from '../../lowcode/text.ts';
import { view } from '../view.ts';

/** A line of the designer's lists; the definition itself is read from its stream. */
export interface DefinitionRow {
  readonly region: string;
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly unit: string;
  readonly title: Text;
  readonly version: number | null;
  readonly state: 'draft' | 'published' | 'changed' | 'withdrawn';
  readonly changedAt: string;
}

export const definitionsView = view<DefinitionRow, DefinitionEvent>({
  name: 'definitions',
  version: 1,
  events: ['DefinitionDrafted', 'DefinitionRevised', 'DefinitionPublished', 'DefinitionWithdrawn'],
  route: (event) => [event.stream],
  evolve(row, event) {
    const changedAt = event.at;
    switch (event.type) {
      case 'DefinitionDrafted': {
        const { region, kind, key, unit, title } = event.data;
        return { region, kind, key, unit, title, version: null, state: 'draft', changedAt };
      }
      case 'DefinitionRevised':
        return row && { ...row, title: event.data.title, state: row.version === null ? 'draft' : 'changed', changedAt };
      case 'DefinitionPublished':
        return row && { ...row, title: event.data.title, version: event.data.version, state: 'published', changedAt };
      case 'DefinitionWithdrawn':
        return row && { ...row, state: 'withdrawn', changedAt };
    }
  },
  indexes: {
    byKind: (row) => [{ partition: `${row.region}/${row.kind}`, sort: `${row.changedAt}/${row.key}` }],
  },
});
