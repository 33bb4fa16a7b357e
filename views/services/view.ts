import type { DefinitionEvent } from '../../events/definition/events.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import { view } from '../view.ts';

/** The portal's directory: service items in use, whole, since a guide page shows nearly all of one. */
export interface ServiceRow {
  readonly region: string;
  readonly key: string;
  readonly version: number;
  readonly on: string;
  readonly definition: ServiceDefinition;
  /** Where and when another version is on trial; `only` while there is no regular one: then the row holds the pilot's. */
  readonly pilot: {
    readonly units: readonly string[];
    readonly from: string;
    readonly to: string;
    readonly only: boolean;
  } | null;
}

type Listens = Extract<
  DefinitionEvent,
  { type: 'DefinitionPublished' | 'DefinitionWithdrawn' | 'PilotBegun' | 'PilotEnded' }
>;

export const servicesView = view<ServiceRow, Listens>({
  name: 'services',
  version: 2,
  events: ['DefinitionPublished', 'DefinitionWithdrawn', 'PilotBegun', 'PilotEnded'],
  route: (event) => (event.data.kind === 'service' ? [`${event.data.region}/${event.data.key}`] : []),
  evolve(row, event) {
    switch (event.type) {
      case 'DefinitionWithdrawn':
        return null;
      case 'DefinitionPublished': {
        const { region, key, version, today, definition } = event.data;
        const item = definition as unknown as ServiceDefinition;
        return { region, key, version, on: today, definition: item, pilot: row?.pilot ?? null };
      }
      case 'PilotBegun': {
        const { region, key, version, today, definition, units, from, to } = event.data;
        if (row) return { ...row, pilot: { units, from, to, only: false } };
        const item = definition as unknown as ServiceDefinition;
        return { region, key, version, on: today, definition: item, pilot: { units, from, to, only: true } };
      }
      case 'PilotEnded':
        return row && (row.pilot?.only && !event.data.confirmed ? null : { ...row, pilot: null });
    }
  },
});
