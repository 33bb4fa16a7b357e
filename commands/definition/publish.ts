import * as decide from '../../events/definition/decide.ts';
import type { DefinitionName } from '../../events/definition/events.ts';
import type { Definition } from '../../events/definition/fold.ts';
import { typeNameFromTitle } from '../../lowcode/form/names.ts';
import { GuardError } from '../../platform/contract/log.ts';
import type { CommandContext } from '../context.ts';
import { type OnDefinition, which } from './edit.ts';
import { problemsOf, refuse } from './part-problems.ts';
import { type Events, type Loaded, type OnParts, onParts, type Part } from './parts.ts';

/** As `publishTogether` for a single definition; its problems stand at their own paths. */
export async function publishDefinition(
  context: CommandContext,
  wish: OnDefinition & Pick<OnParts, 'users'>,
): Promise<void> {
  const { commandId, users = [], ...part } = wish;
  return publishTogether(context, { parts: [part], users, commandId });
}

/**
 * Publishes drafts as their next versions in one commit, all or none: after all checks, each held against the others. A
 * person may publish only what was sent for review and what somebody else worked on. Throws INVALID_DEFINITION (paths
 * begin with kind and key when there are several), NOT_SUBMITTED, OWN_EDITS, PILOT_RUNNING, STALE.
 */
export async function publishTogether(context: CommandContext, wish: OnParts): Promise<void> {
  return withNames(context, wish, (loaded, name) =>
    publishing(context, loaded, wish.users ?? [], ({ part, state }) =>
      decide.publish(state, which(context, part, state.unit), { ...byWhom(context), typeName: name(part, state) }),
    ),
  );
}

/** Who publishes, and the day; null for the cloud itself. */
export const byWhom = ({ actor, today }: CommandContext) => ({ today, by: actor.kind === 'system' ? null : actor.id });

/** What was published here is current here at once. */
export function forget(context: CommandContext, { parts }: OnParts): void {
  for (const { kind, key } of parts) context.definitions.forget(kind, key);
}

/** What is decided of each, after the checks of all that is new, and of what is made of it. */
export async function publishing(
  context: CommandContext,
  loaded: readonly Loaded[],
  users: readonly DefinitionName[],
  decideOne: (one: Loaded) => Events | Promise<Events>,
): Promise<readonly Events[]> {
  const events = await Promise.all(loaded.map(decideOne));
  const fresh = loaded.filter((_, i) => events[i]?.length);
  refuse(await problemsOf(context, fresh, users), loaded.length > 1);
  return events;
}

/** Names of forms in GraphQL are guarded: no other form of the region gets one, now or later; a taken one is tried with a number. */
export async function withNames(
  context: CommandContext,
  wish: OnParts,
  decideAll: (
    loaded: readonly Loaded[],
    name: (part: Part, state: Definition) => string | null,
  ) => Promise<readonly Events[]>,
): Promise<void> {
  const attempts = new Map<string, number>();
  for (;;) {
    const named = new Map<string, string>();
    try {
      await onParts(context, wish, 'definition.review', (loaded, guards) =>
        decideAll(loaded, (part, state) => {
          if (part.kind !== 'form') return null;
          const typeName = nameOf(state, attempts.get(part.key) ?? 1);
          const guard = `type-name/${context.region}/${typeName}`;
          named.set(guard, part.key);
          guards.push({ guard, change: 'take', owner: `form/${context.region}/${part.key}` });
          return typeName;
        }),
      );
      return forget(context, wish);
    } catch (error) {
      const key = error instanceof GuardError ? named.get(error.guard) : undefined;
      if (key === undefined) throw error;
      attempts.set(key, (attempts.get(key) ?? 1) + 1);
    }
  }
}

function nameOf(state: Definition, attempt: number): string {
  const base = typeNameFromTitle(state.title.zh);
  return state.typeName ?? (attempt === 1 ? base : `${base}${attempt}`);
}
