import type { DefinitionEvent } from '../../events/definition/events.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import { view } from '../view.ts';

/** That some version of a service took applications by a form: its cases are found by the service, also when it is withdrawn. */
export interface FormServiceRow {
  readonly form: string;
  readonly service: string;
}

type Listens = Extract<DefinitionEvent, { type: 'DefinitionPublished' }>;

const formOf = (event: Listens): string | undefined =>
  event.data.kind === 'service' ? (event.data.definition as unknown as ServiceDefinition).form : undefined;

export const formServicesView = view<FormServiceRow, Listens>({
  name: 'form-services',
  version: 1,
  events: ['DefinitionPublished'],
  route: (event) => {
    const form = formOf(event);
    return form === undefined ? [] : [`${event.data.region}/${form}/${event.data.key}`];
  },
  evolve: (row, event) => row ?? { form: formOf(event) ?? '', service: event.data.key },
});
