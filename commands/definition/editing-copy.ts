import type { DefinitionKind } from '../../events/definition/events.ts';
import { Refusal } from '../../events/stream.ts';
import { sizeProblem } from '../../lowcode/definition/size.ts';
import type { Json, JsonObject } from '../../platform/contract/json.ts';
import { notFound, require } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { editing, keepersOf, read } from './edit.ts';

/** A copy lives 30 days from the last change. */
const TTL = 30 * 86_400;
const KIND = 'definition-copy';

export interface Which {
  readonly kind: DefinitionKind;
  readonly key: string;
}

/** What somebody changed in a definition and did not save. Not a fact: encrypted, with a life span, outside the log; one for each who edits. */
export interface EditingCopy {
  readonly definition: JsonObject;
  /** Revision that the changes were made on. */
  readonly base: number;
  readonly version: number;
  readonly savedAt: string;
}

/** The actor's own copy; null when there is none. Throws NOT_FOUND, FORBIDDEN. */
export async function editingCopy(context: CommandContext, which: Which): Promise<EditingCopy | null> {
  await requireEditing(context, which);
  const entry = await context.platform.state.get(KIND, idOf(context, which));
  if (!entry) return null;
  const { definition, base } = entry.value as unknown as Pick<EditingCopy, 'definition' | 'base'>;
  return { definition, base, version: entry.version, savedAt: entry.savedAt };
}

/**
 * Keeps what is being edited as it is, finished or not. `expect` is the copy's version known to who writes, 0 for none:
 * throws STALE when another window of the same person wrote since, TOO_LARGE, INVALID_DEFINITION.
 */
export async function keepEditingCopy(
  context: CommandContext,
  wish: Which & { readonly definition: Json; readonly base: number; readonly expect: number | null },
): Promise<EditingCopy> {
  await requireEditing(context, wish);
  const { definition, base } = wish;
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition))
    throw new Refusal('INVALID_DEFINITION', '要保存的不是一份配置');
  const size = sizeProblem(definition);
  if (size) throw new Refusal(size.code, size.message.zh);
  const value = { definition, base } as JsonObject;
  const options = { ttlSeconds: TTL, owner: context.actor.id, ...(wish.expect !== null && { ifVersion: wish.expect }) };
  const version = await context.platform.state.put(KIND, idOf(context, wish), value, options);
  if (version === null) throw new Refusal('STALE', '您在另一个窗口也改过这项配置，请只在一个窗口里修改');
  return { definition: definition as JsonObject, base, version, savedAt: context.now };
}

export async function dropEditingCopy(context: CommandContext, which: Which): Promise<void> {
  await requireEditing(context, which);
  await context.platform.state.delete(KIND, idOf(context, which));
}

/** That the actor may edit the definition. Throws NOT_FOUND, FORBIDDEN. */
export async function requireEditing(context: CommandContext, { kind, key }: Which): Promise<void> {
  const { state } = await read(context, kind, key);
  if (!state) {
    // Who may edit nothing learns nothing of what there is.
    require(context.actor, editing(kind), [context.region, ...context.actor.roles.flatMap(({ unit }) => unit ?? [])]);
    throw notFound('这项配置');
  }
  require(context.actor, editing(kind), await keepersOf(context, state.unit));
}

function idOf(context: CommandContext, { kind, key }: Which): string {
  return `${context.region}/${kind}/${key}/${context.actor.id}`;
}
