import type { DefinitionEvent, DefinitionKind, DefinitionName } from '../../events/definition/events.ts';
import { packagedKind } from '../../lowcode/package/kinds.ts';
import { view } from '../view.ts';

/** That some published version of an item or an inner system is made of a definition; whether it still is, the definition says. */
export interface DefinitionUserRow {
  readonly used: DefinitionName;
  readonly user: DefinitionName;
}

type Listens = Extract<DefinitionEvent, { type: 'DefinitionPublished' }>;

/** Key of all that used a definition: `<region>/<kind>/<key>/`, then kind and key of the user. */
export function usersPrefix(region: string, { kind, key }: DefinitionName): string {
  return `${region}/${kind}/${key}/`;
}

export const definitionUsersView = view<DefinitionUserRow, Listens>({
  name: 'definition-users',
  version: 1,
  events: ['DefinitionPublished'],
  route: (event) => {
    const { region, kind, key } = event.data;
    return usedBy(event).map((used) => `${usersPrefix(region, used)}${kind}/${key}`);
  },
  evolve(row, event, at) {
    const { region, kind, key } = event.data;
    const used = usedBy(event).find((one) => at === `${usersPrefix(region, one)}${kind}/${key}`);
    return row ?? (used ? { used, user: { kind, key } } : null);
  },
});

function usedBy({ data: { kind, definition } }: Listens): readonly DefinitionName[] {
  if (kind !== 'service' && kind !== 'system') return [];
  const needs = packagedKind(kind).needs(definition as never);
  return needs.flatMap(([used, key]) => (key === undefined ? [] : [{ kind: used as DefinitionKind, key }]));
}
