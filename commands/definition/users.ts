import type { DefinitionName } from '../../events/definition/events.ts';
import { packagedKind } from '../../lowcode/package/kinds.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { CommandContext } from '../context.ts';
import type { Together } from './check.ts';
import { newlyUnfit } from './fit.ts';
import type { PartProblem } from './part-problems.ts';
import type { Part } from './parts.ts';

/**
 * What would no longer fit in the items and inner systems in use that are made of the parts, though they are not changed
 * themselves: whoever applied for one would meet a form or a flow that does not work. What does not fit already is not counted.
 */
export async function brokenByParts(
  context: CommandContext,
  parts: readonly Part[],
  together: Together,
  users: readonly DefinitionName[],
): Promise<readonly PartProblem[]> {
  const found: PartProblem[] = [];
  // One after the other: a flow of the county may serve a thousand items.
  for (const user of users) {
    if (!together.has(`${user.kind}/${user.key}`)) found.push(...(await brokenIn(context, user, parts, together)));
  }
  return found;
}

async function brokenIn(
  context: CommandContext,
  { kind, key }: DefinitionName,
  parts: readonly Part[],
  together: Together,
): Promise<readonly PartProblem[]> {
  if (kind !== 'service' && kind !== 'system') return [];
  const definition = (await context.definitions.current(kind, key))?.definition;
  if (!definition) return [];
  const names = packagedKind(kind).needs(definition as never);
  const part = parts.find((one) => names.some(([named, its]) => named === one.kind && its === one.key));
  if (!part) return [];
  const found = await newlyUnfit(context, kind, definition as unknown as JsonObject, new Map(), together);
  return found.map(({ level, code, message }) => ({
    ...{ part, level, code, path: '' },
    message: `“${definition.name.zh}”正在使用它，请一并修改：${message}`,
  }));
}
