import * as decide from '../../events/definition/decide.ts';
import type { DefinitionKind, DefinitionName } from '../../events/definition/events.ts';
import type { Definition } from '../../events/definition/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import type { Text } from '../../lowcode/text.ts';
import type { Json, JsonObject } from '../../platform/contract/json.ts';
import { notFound, type Permission, require, unitsWith } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { type Decision, load, type Read, transact } from '../transact.ts';
import { checkDefinition } from './check.ts';
import { emptyDefinition, titleOf } from './empty.ts';
import { definitionStreams } from './published.ts';
import { realPeople } from './real-people.ts';
import { inUseBy } from './users.ts';

export interface OnDefinition {
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly commandId: string;
  readonly expect?: number | null;
}

const KEY = /^[a-z][a-z0-9-]{1,62}$/;

/** Begins a definition, empty or as a copy. Throws BAD_KEY, KEY_TAKEN. */
export async function draftDefinition(
  context: CommandContext,
  wish: {
    kind: DefinitionKind;
    key: string;
    title: string;
    copyOf: string | null;
    /** What to begin with, in place of an empty one or a copy. */
    definition?: Json | null;
    unit: string | null;
    commandId: string;
  },
): Promise<string> {
  const unit = wish.unit ?? unitsWith(context.actor, editing(wish.kind))[0] ?? context.region;
  require(context.actor, editing(wish.kind), await keepersOf(context, unit));
  if (!KEY.test(wish.key)) throw new Refusal('BAD_KEY', '标识只能用小写字母、数字和连字符，以字母开头');
  const title: Text = { zh: wish.title.trim() };
  if (title.zh.length < 2 || title.zh.length > 100) throw new Refusal('BAD_NAME', '请填写2至100个字的名称');
  const source = wish.copyOf ? (await read(context, wish.kind, wish.copyOf)).state : null;
  if (wish.copyOf && !source) throw notFound('要复制的配置');
  const given = wish.definition == null ? null : await soundDefinition(context, wish.kind, wish.definition);
  const start = given ?? source?.draft ?? emptyDefinition(wish.kind, title, unit);
  const definition = withTitle(wish.kind, start, title);
  await transact(context, wish.commandId, async () => {
    const target = await read(context, wish.kind, wish.key);
    if (target.did(wish.commandId)) return { changes: [] };
    return {
      changes: [
        { read: target, events: decide.draft(target.state, which(context, wish, unit), { title, definition }) },
      ],
    };
  });
  return wish.key;
}

/** Saves what is being edited, finished or not; only its structure must be sound. Throws INVALID_DEFINITION with problems. */
export async function reviseDefinition(context: CommandContext, wish: OnDefinition & { readonly definition: Json }) {
  const value = await soundDefinition(context, wish.kind, wish.definition);
  return change(context, wish, async (state, here) =>
    decide.revise(state, here, { title: titleOf(wish.kind, value), definition: value }),
  );
}

/**
 * Takes a definition out of use. Throws IN_USE while an item or an inner system of the `users` (those that may be made of it, as
 * far as is known) is in use: nobody could apply any more.
 */
export async function withdrawDefinition(
  context: CommandContext,
  wish: OnDefinition & { readonly reason: string; readonly users?: readonly DefinitionName[] },
) {
  const position = await change(context, wish, async (state, here) => {
    const events = decide.withdraw(state, here, { today: context.today, reason: wish.reason });
    const [first, ...others] = events.length > 0 ? await inUseBy(context, wish, wish.users ?? []) : [];
    if (first === undefined) return events;
    const which = others.length > 0 ? `“${first}”等${others.length + 1}项` : `“${first}”`;
    throw new Refusal('IN_USE', `${which}正在使用它，请先修改或者停用`);
  });
  context.definitions.forget(wish.kind, wish.key);
  return position;
}

/** What may be kept as a draft. Throws INVALID_DEFINITION with problems. */
async function soundDefinition(context: CommandContext, kind: DefinitionKind, definition: Json): Promise<JsonObject> {
  const { problems, value } = await checkDefinition(context, kind, definition, 'structure');
  if (!value) throw invalidDefinition(problems);
  // Before it is a fact: what a draft says stays in the log.
  const real = kind === 'form' ? await realPeople(context, value as unknown as FormDefinition) : [];
  if (real.length > 0) throw invalidDefinition(real);
  return value;
}

/** Registers are what offices keep for themselves; everything else is for who configures. */
export function editing(kind: DefinitionKind): Permission {
  return kind === 'register' ? 'register.edit' : 'definition.edit';
}

/** A definition's stream. */
export function read(context: CommandContext, kind: DefinitionKind, key: string): Promise<Read<Definition | null>> {
  return load(context.platform, definitionStreams[kind], `${context.region}/${key}`);
}

async function change(
  context: CommandContext,
  wish: OnDefinition,
  decideOn: (state: Definition, here: ReturnType<typeof which>) => Promise<Decision['changes'][number]['events']>,
): Promise<{ lane: number; position: number } | null> {
  const appended = await transact(context, wish.commandId, async () => {
    const target = await read(context, wish.kind, wish.key);
    const { state } = target;
    if (!state) throw notFound('这项配置');
    require(context.actor, editing(wish.kind), await keepersOf(context, state.unit));
    if (target.did(wish.commandId)) return { changes: [] };
    if (wish.expect != null && wish.expect !== state.revision) throw staleDefinition();
    return { changes: [{ read: target, events: await decideOn(state, which(context, wish, state.unit)) }] };
  });
  return appended?.commits[0] ?? null;
}

/** The units in which a right over a unit's definitions may be held: its own, those above it, the region. */
export async function keepersOf(context: CommandContext, unit: string): Promise<readonly string[]> {
  const facts = await context.units.get(unit);
  return [unit, ...(facts?.ancestors ?? []), context.region];
}

export function staleDefinition(): Refusal {
  return new Refusal('STALE', '别人刚刚改过这项配置，请刷新后再修改');
}

export function which(context: CommandContext, wish: { kind: DefinitionKind; key: string }, unit: string) {
  return { region: context.region, kind: wish.kind, key: wish.key, unit };
}

function withTitle(kind: DefinitionKind, definition: JsonObject, title: Text): JsonObject {
  const name = kind === 'form' || kind === 'flow' ? 'title' : 'name';
  return { ...definition, [name]: title as unknown as Json };
}

export function invalidDefinition(problems: readonly { code: string; path: string; message: string }[]): Refusal {
  return new Refusal('INVALID_DEFINITION', `有${problems.length}个问题需要先解决`, problems);
}
