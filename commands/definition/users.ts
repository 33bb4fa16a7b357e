import type { DefinitionName } from '../../events/definition/events.ts';
import { packagedKind } from '../../lowcode/package/kinds.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { CommandContext } from '../context.ts';
import type { DefinitionProblem, Together } from './check.ts';
import { newlyUnfit } from './fit.ts';

/**
 * What would no longer fit in the items and inner systems in use that are made of the parts, though they are not changed
 * themselves: whoever applied for one would meet a form or a flow that does not work. What does not fit already is not counted.
 */
export async function brokenByParts<Part extends DefinitionName>(
  context: CommandContext,
  parts: readonly Part[],
  together: Together,
  users: readonly DefinitionName[],
): Promise<readonly (DefinitionProblem & { readonly part: Part })[]> {
  const found: (DefinitionProblem & { readonly part: Part })[] = [];
  // One after the other: a flow of the county may serve a thousand items.
  for (const user of users) {
    if (!together.has(`${user.kind}/${user.key}`)) found.push(...(await brokenIn(context, user, parts, together)));
  }
  return found;
}

/** Names of the items and inner systems in use that are made of a definition. */
export async function inUseBy(
  context: CommandContext,
  used: DefinitionName,
  users: readonly DefinitionName[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { kind, key } of users) {
    if (kind !== 'service' && kind !== 'system') continue;
    const definition = (await context.definitions.current(kind, key))?.definition;
    if (definition && isMadeOf(kind, definition, used)) found.push(definition.name.zh);
  }
  return found;
}

function isMadeOf(kind: 'service' | 'system', definition: object, used: DefinitionName): boolean {
  return packagedKind(kind)
    .needs(definition as never)
    .some(([named, its]) => named === used.kind && its === used.key);
}

async function brokenIn<Part extends DefinitionName>(
  context: CommandContext,
  { kind, key }: DefinitionName,
  parts: readonly Part[],
  together: Together,
): Promise<readonly (DefinitionProblem & { readonly part: Part })[]> {
  if (kind !== 'service' && kind !== 'system') return [];
  const definition = (await context.definitions.current(kind, key))?.definition;
  const part = definition && parts.find((one) => isMadeOf(kind, definition, one));
  if (!part) return [];
  const found = await newlyUnfit(context, kind, definition as unknown as JsonObject, new Map(), together);
  return found.map(({ level, code, message }) => ({
    ...{ part, level, code, path: '' },
    message: `“${definition.name.zh}”正在使用它，请一并修改：${message}`,
  }));
}
