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
}

type Listens = Extract<DefinitionEvent, { type: 'DefinitionPublished' | 'DefinitionWithdrawn' }>;

export const servicesView = view<ServiceRow, Listens>({
  name: 'services',
  version: 1,
  events: ['DefinitionPublished', 'DefinitionWithdrawn'],
  route: (event) => (event.data.kind === 'service' ? [`${event.data.region}/${event.data.key}`] : []),
  evolve(_row, event) {
    if (event.type === 'DefinitionWithdrawn') return null;
    const { region, key, version, today, definition } = event.data;
    return { region, key, version, on: today, definition: definition as unknown as ServiceDefinition };
  },
});
