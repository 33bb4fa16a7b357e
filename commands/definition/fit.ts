import type { DefinitionKind } from '../../events/definition/events.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { CommandContext } from '../context.ts';
import { checkDefinition, type DefinitionProblem, type Together } from './check.ts';

/**
 * What would be wrong with a definition, as it is, if what it names became `after`; what is wrong with it `before` already is
 * not counted. Both say only what differs from the versions in use.
 */
export async function newlyUnfit(
  context: CommandContext,
  kind: DefinitionKind,
  definition: JsonObject,
  before: Together,
  after: Together,
): Promise<readonly DefinitionProblem[]> {
  const errors = async (together: Together) => {
    const { problems } = await checkDefinition(context, kind, definition, 'publication', together);
    return problems.filter(({ level }) => level === 'error');
  };
  const found = await errors(after);
  if (found.length === 0) return [];
  const known = new Set((await errors(before)).map(({ path, message }) => `${path} ${message}`));
  return found.filter(({ path, message }) => !known.has(`${path} ${message}`));
}
