import type { publish } from '../../events/definition/decide.ts';
import type { DefinitionKind, DefinitionName } from '../../events/definition/events.ts';
import type { Definition } from '../../events/definition/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { GuardChange } from '../../platform/contract/log.ts';
import { notFound, type Permission, require } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { type Read, transact } from '../transact.ts';
import { keepersOf, read, staleDefinition } from './edit.ts';

/** A definition that is one of several. */
export interface Part {
  readonly kind: DefinitionKind;
  readonly key: string;
  /** The revision that the person looked at. */
  readonly expect?: number | null;
}

export interface OnParts {
  readonly parts: readonly Part[];
  /**
   * Items and inner systems that may be made of the parts, as far as is known: those in use must go on fitting the new
   * versions.
   */
  readonly users?: readonly DefinitionName[];
  readonly commandId: string;
}

export interface Loaded {
  readonly part: Part;
  readonly target: Read<Definition | null>;
  readonly state: Definition;
}

/** At most so many at once: a commit's transaction is bounded. */
const MOST_PARTS = 12;

/** What is decided of one. */
export type Events = readonly ReturnType<typeof publish>[number][];

/** Loads all, looks whether the actor may and whether they moved, decides, appends in one commit. */
export async function onParts(
  context: CommandContext,
  wish: OnParts,
  permission: Permission,
  decideAll: (loaded: readonly Loaded[], guards: GuardChange[]) => Promise<readonly Events[]>,
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

export async function loadAll(context: CommandContext, parts: readonly Part[]): Promise<readonly Loaded[]> {
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
