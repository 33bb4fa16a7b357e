import type { DefinitionEvent } from '../../events/definition/events.ts';
import { view } from '../view.ts';

/** Forms that have GraphQL types: one row a form, light, since every request compares them. */
export interface FormTypeRow {
  readonly region: string;
  readonly key: string;
  readonly typeName: string;
  readonly title: string;
  readonly version: number;
  readonly withdrawn: boolean;
}

type Listens = Extract<DefinitionEvent, { type: 'DefinitionPublished' | 'DefinitionWithdrawn' }>;

export const formTypesView = view<FormTypeRow, Listens>({
  name: 'form-types',
  version: 1,
  events: ['DefinitionPublished', 'DefinitionWithdrawn'],
  route: (event) => (event.data.kind === 'form' ? [`${event.data.region}/${event.data.key}`] : []),
  evolve(row, event) {
    if (event.type === 'DefinitionWithdrawn') return row && { ...row, withdrawn: true };
    const { region, key, typeName, title, version } = event.data;
    return typeName === null ? row : { region, key, typeName, title: title.zh, version, withdrawn: false };
  },
  indexes: {
    byRegion: (row) => [{ partition: row.region, sort: row.typeName }],
  },
});
