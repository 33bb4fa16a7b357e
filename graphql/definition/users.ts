import type { DefinitionName } from '../../events/definition/events.ts';
import { packagedKind } from '../../lowcode/package/kinds.ts';
import { definitionUsersView, usersPrefix } from '../../views/definition-users/view.ts';
import type { Context } from '../context.ts';

/** Items and inner systems of which some published version was made of a definition, also those that are withdrawn. */
export async function usersOf(
  { cloud }: Pick<Context, 'cloud'>,
  used: DefinitionName,
): Promise<readonly DefinitionName[]> {
  const users: DefinitionName[] = [];
  const prefix = usersPrefix(cloud.region, used);
  for (let afterKey: string | undefined; ; ) {
    const page = await cloud.platform.views.scan(definitionUsersView, {
      prefix,
      limit: 500,
      ...(afterKey ? { afterKey } : {}),
    });
    users.push(...page.rows.map(({ row }) => row.user));
    afterKey = page.next;
    if (afterKey === undefined) return users;
  }
}

/** What is made of any of these definitions, each once, without those themselves. */
export async function usersOfAll(
  context: Pick<Context, 'cloud'>,
  parts: readonly DefinitionName[],
): Promise<readonly DefinitionName[]> {
  const names = new Map<string, DefinitionName>();
  for (const part of parts)
    for (const user of await usersOf(context, part)) names.set(`${user.kind}/${user.key}`, user);
  for (const { kind, key } of parts) names.delete(`${kind}/${key}`);
  return [...names.values()];
}

/** Items and inner systems in use whose current version is made of it, by their names. */
export async function usedBy(context: Context, used: DefinitionName) {
  const users = await usersOf(context, used);
  const found = await Promise.all(
    users.map(async ({ kind, key }) => {
      if (kind !== 'service' && kind !== 'system') return [];
      const current = await context.command.definitions.current(kind, key);
      const needs = current ? packagedKind(kind).needs(current.definition as never) : [];
      const still = needs.some(([named, its]) => named === used.kind && its === used.key);
      return current && still ? [{ kind, key, title: current.definition.name }] : [];
    }),
  );
  return found.flat();
}
