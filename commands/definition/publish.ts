import * as decide from '../../events/definition/decide.ts';
import type { DefinitionKind, DefinitionVersion } from '../../events/definition/events.ts';
import { type Definition, nextVersion } from '../../events/definition/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { checkChange } from '../../lowcode/form/check-change.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { typeNameFromTitle } from '../../lowcode/form/names.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
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

export interface OnParts {
  readonly parts: readonly Part[];
  readonly commandId: string;
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
  wish: OnParts & { readonly note: string },
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
  wish: OnParts & { readonly reasons: string },
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
 * begin with kind and key when there are several), NOT_SUBMITTED, OWN_EDITS, PILOT_RUNNING, STALE.
 */
export async function publishTogether(context: CommandContext, wish: OnParts): Promise<void> {
  return withNames(context, wish, (loaded, name) =>
    publishing(context, loaded, ({ part, state }) =>
      decide.publish(state, which(context, part, state.unit), { ...byWhom(context), typeName: name(part, state) }),
    ),
  );
}

export interface PilotWish {
  readonly units: readonly string[];
  readonly from: string;
  readonly to: string;
}

/**
 * Publishes an item with what goes with it on trial (试运行): for these units and days only. As `publishTogether`; throws
 * BAD_PILOT where there is no item among the parts, no known unit, or the days are past or in the wrong order.
 */
export async function beginPilot(
  context: CommandContext,
  wish: OnParts & { readonly pilot: PilotWish },
): Promise<void> {
  await checkPilot(context, wish);
  await onParts(context, wish, 'definition.review', (loaded) =>
    publishing(context, loaded, async ({ part, state }) => {
      const binds = part.kind === 'service' ? await bindsOf(context, state, loaded) : [];
      const pilot = { ...wish.pilot, binds };
      return decide.beginPilot(state, which(context, part, state.unit), {
        ...byWhom(context),
        typeName: null,
        ...pilot,
      });
    }),
  );
  forget(context, wish);
}

/** Ends a trial: confirmed (转正), its versions become regular ones in one commit; else they are over, for a reason. */
export async function endPilot(
  context: CommandContext,
  wish: OnParts & { readonly confirmed: boolean; readonly reason: string },
): Promise<void> {
  const { confirmed, reason } = wish;
  await withNames(context, wish, async (loaded, name) =>
    loaded.map(({ part, state }) => {
      const typeName = confirmed ? name(part, state) : null;
      const how = { ...byWhom(context), typeName, confirmed, reason };
      return decide.endPilot(state, which(context, part, state.unit), how);
    }),
  );
}

type Events = readonly ReturnType<typeof decide.publish>[number][];

const byWhom = ({ actor, today }: CommandContext) => ({ today, by: actor.kind === 'system' ? null : actor.id });

function forget(context: CommandContext, { parts }: OnParts): void {
  for (const { kind, key } of parts) context.definitions.forget(kind, key);
}

/** What is decided of each, after the checks of all that is new. */
async function publishing(
  context: CommandContext,
  loaded: readonly Loaded[],
  decideOne: (one: Loaded) => Events | Promise<Events>,
): Promise<readonly Events[]> {
  const events = await Promise.all(loaded.map(decideOne));
  const fresh = loaded.filter((_, i) => events[i]?.length);
  refuse(await problemsOf(context, fresh), loaded.length > 1);
  return events;
}

/** Names of forms in GraphQL are guarded: no other form of the region gets one, now or later; a taken one is tried with a number. */
async function withNames(
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

async function checkPilot(context: CommandContext, { parts, pilot }: OnParts & { readonly pilot: PilotWish }) {
  const bad = (sentence: string) => new Refusal('BAD_PILOT', sentence);
  if (!parts.some(({ kind }) => kind === 'service')) throw bad('试运行以事项为单位，请连同事项一起');
  if (pilot.units.length === 0 || pilot.units.length > 20) throw bad('请选择1至20个试运行的单位');
  for (const code of pilot.units) {
    if ((await context.units.get(code))?.region !== context.region) throw bad(`没有“${code}”这个单位`);
  }
  if (pilot.from > pilot.to) throw bad('试运行的结束日期不能早于开始日期');
  if (pilot.to < context.today) throw bad('试运行的结束日期已经过去');
}

/** The versions that an item is tried with: those begun with it, else those in use now. */
async function bindsOf(context: CommandContext, { draft }: Definition, loaded: readonly Loaded[]) {
  const item = draft as unknown as ServiceDefinition;
  const named = [
    ['form', item.form],
    ['flow', item.flow],
    ['licenceType', item.result?.licenceType],
  ] as const;
  const found = await Promise.all(
    named.map(async ([kind, key]): Promise<readonly DefinitionVersion[]> => {
      if (key === undefined) return [];
      const beside = loaded.find(({ part }) => part.kind === kind && part.key === key)?.state;
      if (beside && !decide.isAsPublished(beside)) return [{ kind, key, version: nextVersion(beside) }];
      const current = await context.definitions.current(kind, key);
      return current ? [{ kind, key, version: current.version }] : [];
    }),
  );
  return found.flat();
}

function nameOf(state: Definition, attempt: number): string {
  const base = typeNameFromTitle(state.title.zh);
  return state.typeName ?? (attempt === 1 ? base : `${base}${attempt}`);
}

/** Loads all, looks whether the actor may and whether they moved, decides, appends in one commit. */
async function onParts(
  context: CommandContext,
  wish: OnParts,
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
