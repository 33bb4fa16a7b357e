import type { UnitEvent, UnitFacts } from '../../events/unit/stream.ts';
import { view } from '../view.ts';

type Listens = Extract<UnitEvent, { type: 'UnitRegistered' }>;

/** Units as the portal and the desk list them. */
export const unitsView = view<UnitFacts, Listens>({
  name: 'units',
  version: 1,
  events: ['UnitRegistered'],
  route: (event) => [event.data.code],
  evolve: (_row, event) => event.data,
  indexes: {
    all: (row) => [{ partition: 'all', sort: row.code }],
    byParent: (row) => (row.parent ? [{ partition: row.parent, sort: row.code }] : []),
    byLevel: (row) => [{ partition: row.level, sort: row.code }],
  },
});
