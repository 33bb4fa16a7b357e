import * as decide from '../../events/definition/decide.ts';
import type { DefinitionKind } from '../../events/definition/events.ts';
import type { Definition } from '../../events/definition/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { checkChange } from '../../lowcode/form/check-change.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { typeNameFromTitle } from '../../lowcode/form/names.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import { type GuardChange, GuardError } from '../../platform/contract/log.ts';
import { notFound, type Permission, require } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { type Read, transact } from '../transact.ts';
import { checkDefinition, type DefinitionProblem, type Together } from './check.ts';
import { invalidDefinition, keepersOf, type OnDefinition, read, staleDefinition, which } from './edit.ts';

/** A definition that is one of several. */
export interface Part {
  readonly kind: DefinitionKind;
  readonly key: string;
  /** The revision that the person looked at. */
  readonly expect?: number | null;
}

export interface PartProblem extends DefinitionProblem {
  readonly part: Part;
}

interface Loaded {
  readonly part: Part;
  readonly target: Read<Definition | null>;
  readonly state: Definition;
}

/** At most so many at once: a commit's transaction is bounded. */
const MOST_PARTS = 12;

/** What stands in the way of publishing these drafts in one commit, each held against the others as they will be. */
export async function checkTogether(context: CommandContext, parts: readonly Part[]): Promise<readonly PartProblem[]> {
  return problemsOf(context, await loadAll(context, parts));
}

/** Sends drafts for review together (送审), all or none, in one commit. Throws INVALID_DEFINITION with what must be mended first. */
export async function submitForReview(
  context: CommandContext,
  wish: { readonly parts: readonly Part[]; readonly note: string; readonly commandId: string },
): Promise<void> {
  const together = wish.parts.map(({ kind, key }) => ({ kind, key }));
  await onParts(context, wish, 'definition.edit', async (loaded) => {
    refuse(await problemsOf(context, loaded), loaded.length > 1);
    const { today } = context;
    const note = wish.note.trim().slice(0, 500);
    return loaded.map(({ part, state }) =>
      decide.submit(state, which(context, part, state.unit), { today, note, together }),
    );
  });
}

/** Sends drafts back to who drafted them, with the reasons. */
export async function returnToDrafter(
  context: CommandContext,
  wish: { readonly parts: readonly Part[]; readonly reasons: string; readonly commandId: string },
): Promise<void> {
  await onParts(context, wish, 'definition.review', async (loaded) =>
    loaded.map(({ part, state }) =>
      decide.sendBack(state, which(context, part, state.unit), { today: context.today, reasons: wish.reasons }),
    ),
  );
}

/** As `publishTogether` for a single definition; its problems stand at their own paths. */
export async function publishDefinition(context: CommandContext, wish: OnDefinition): Promise<void> {
  const { commandId, ...part } = wish;
  return publishTogether(context, { parts: [part], commandId });
}

/**
 * Publishes drafts as their next versions in one commit, all or none: after all checks, each held against the others. A
 * person may publish only what was sent for review and what somebody else worked on. Throws INVALID_DEFINITION (paths
 * begin with kind and key when there are several), NOT_SUBMITTED, OWN_EDITS, STALE.
 */
export async function publishTogether(
  context: CommandContext,
  wish: { readonly parts: readonly Part[]; readonly commandId: string },
): Promise<void> {
  const by = context.actor.kind === 'system' ? null : context.actor.id;
  /** Which attempt at a name each form is at: names are guarded, no other form of the region gets one, now or later. */
  const attempts = new Map<string, number>();
  for (;;) {
    const named = new Map<string, string>();
    try {
      await onParts(context, wish, 'definition.review', async (loaded, guards) => {
        const events = loaded.map(({ part, state }) => {
          const typeName = part.kind === 'form' ? nameOf(state, attempts.get(part.key) ?? 1) : null;
          if (typeName !== null) {
            const guard = `type-name/${context.region}/${typeName}`;
            named.set(guard, part.key);
            guards.push({ guard, change: 'take', owner: `form/${context.region}/${part.key}` });
          }
          return decide.publish(state, which(context, part, state.unit), { today: context.today, typeName, by });
        });
        const published = loaded.filter((_, i) => events[i]?.length);
        refuse(await problemsOf(context, published), loaded.length > 1);
        return events;
      });
      break;
    } catch (error) {
      const key = error instanceof GuardError ? named.get(error.guard) : undefined;
      if (key === undefined) throw error;
      attempts.set(key, (attempts.get(key) ?? 1) + 1);
    }
  }
  for (const { kind, key } of wish.parts) context.definitions.forget(kind, key);
}

function nameOf(state: Definition, attempt: number): string {
  const base = typeNameFromTitle(state.title.zh);
  return state.typeName ?? (attempt === 1 ? base : `${base}${attempt}`);
}

/** Loads all, looks whether the actor may and whether they moved, decides, appends in one commit. */
async function onParts(
  context: CommandContext,
  wish: { readonly parts: readonly Part[]; readonly commandId: string },
  permission: Permission,
  decideAll: (
    loaded: readonly Loaded[],
    guards: GuardChange[],
  ) => Promise<readonly (readonly ReturnType<typeof decide.publish>[number][])[]>,
): Promise<void> {
  await transact(context, wish.commandId, async () => {
    const loaded = await loadAll(context, wish.parts);
    for (const { part, state } of loaded) require(context.actor, permission, await placesOf(context, part, state));
    if (loaded.some(({ target }) => target.did(wish.commandId))) return { changes: [] };
    if (loaded.some(({ part, state }) => part.expect != null && part.expect !== state.revision))
      throw staleDefinition();
    const guards: GuardChange[] = [];
    const events = await decideAll(loaded, guards);
    return { changes: loaded.map(({ target }, i) => ({ read: target, events: events[i] ?? [] })), guards };
  });
}

/**
 * Where the right over a definition must be held: in its unit or above; for an item also in the unit that decides, for a system in the
 * one that keeps it.
 */
export async function placesOf(
  context: CommandContext,
  { kind }: Pick<Part, 'kind'>,
  state: Definition,
): Promise<readonly string[]> {
  const own = await keepersOf(context, state.unit);
  const decider = kind === 'service' || kind === 'system' ? state.draft.unit : undefined;
  return typeof decider === 'string' ? [...own, ...(await keepersOf(context, decider))] : own;
}

async function loadAll(context: CommandContext, parts: readonly Part[]): Promise<readonly Loaded[]> {
  const names = new Set(parts.map(({ kind, key }) => `${kind}/${key}`));
  if (parts.length === 0 || parts.length > MOST_PARTS || names.size < parts.length) {
    throw new Refusal('BAD_PARTS', `一次可以处理1至${MOST_PARTS}项配置，每项只能出现一次`);
  }
  return Promise.all(
    parts.map(async (part) => {
      const target = await read(context, part.kind, part.key);
      if (!target.state) throw notFound('这项配置');
      return { part, target, state: target.state };
    }),
  );
}

async function problemsOf(context: CommandContext, loaded: readonly Loaded[]): Promise<readonly PartProblem[]> {
  const together: Together = new Map(loaded.map(({ part, state }) => [`${part.kind}/${part.key}`, state.draft]));
  const found = await Promise.all(
    loaded.map(async ({ part, state }) => {
      const { problems, value } = await checkDefinition(context, part.kind, state.draft, 'publication', together);
      return [...problems, ...keyChanges(state, value)].map((one): PartProblem => ({ ...one, part }));
    }),
  );
  return found.flat();
}

function refuse(problems: readonly PartProblem[], several: boolean): void {
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

/** A published field keeps its kind for ever: programs read the answers of all versions. */
export function keyChanges(state: Definition, value: JsonObject | null): readonly DefinitionProblem[] {
  if (!value || !('pages' in value)) return [];
  return state.published.flatMap(({ definition }) =>
    checkChange(definition as unknown as FormDefinition, value as unknown as FormDefinition).map((one) => ({
      ...one,
      level: 'error' as const,
      message: one.message.zh,
    })),
  );
}
