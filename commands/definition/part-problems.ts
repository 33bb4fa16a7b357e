import type { DefinitionName } from '../../events/definition/events.ts';
import type { Definition } from '../../events/definition/fold.ts';
import { checkChange } from '../../lowcode/form/check-change.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { CommandContext } from '../context.ts';
import { checkDefinition, type DefinitionProblem, type Together } from './check.ts';
import { invalidDefinition } from './edit.ts';
import { type Loaded, loadAll, type Part } from './parts.ts';
import { brokenByParts } from './users.ts';

export interface PartProblem extends DefinitionProblem {
  readonly part: Part;
}

/**
 * What stands in the way of publishing these drafts in one commit, each held against the others as they will be; `users` as
 * in `OnParts`.
 */
export async function checkTogether(
  context: CommandContext,
  parts: readonly Part[],
  users: readonly DefinitionName[] = [],
): Promise<readonly PartProblem[]> {
  return problemsOf(context, await loadAll(context, parts), users);
}

/** As `checkTogether`, for what is to be published of parts that are loaded: their drafts, unless said otherwise. */
export async function problemsOf(
  context: CommandContext,
  loaded: readonly Loaded[],
  users: readonly DefinitionName[] = [],
  publishedOf: (state: Definition) => JsonObject = ({ draft }) => draft,
): Promise<readonly PartProblem[]> {
  const together: Together = new Map(loaded.map(({ part, state }) => [`${part.kind}/${part.key}`, publishedOf(state)]));
  const found = await Promise.all(
    loaded.map(async ({ part, state }) => {
      const { problems, value } = await checkDefinition(
        context,
        part.kind,
        publishedOf(state),
        'publication',
        together,
      );
      return [...problems, ...keyChanges(state, value)].map((one): PartProblem => ({ ...one, part }));
    }),
  );
  const parts = loaded.map(({ part }) => part);
  return [...found, await brokenByParts(context, parts, together, users)].flat();
}

/** Throws INVALID_DEFINITION when something is wrong; paths begin with kind and key when there are `several`. */
export function refuse(problems: readonly PartProblem[], several: boolean): void {
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length === 0) return;
  throw invalidDefinition(
    errors.map(({ part, code, path, message }) => ({
      code,
      path: several ? `${part.kind}.${part.key}${path && `.${path}`}` : path,
      message,
    })),
  );
}

/** A published field keeps its kind for ever, also one that was only tried: programs read the answers of all versions. */
export function keyChanges(state: Definition, value: JsonObject | null): readonly DefinitionProblem[] {
  if (!value || !('pages' in value)) return [];
  const found = [...state.published, ...state.pilots].flatMap(({ definition }) =>
    checkChange(definition as unknown as FormDefinition, value as unknown as FormDefinition),
  );
  const each = new Map(found.map((one) => [`${one.path} ${one.message.zh}`, one]));
  return [...each.values()].map((one) => ({ ...one, level: 'error', message: one.message.zh }));
}
