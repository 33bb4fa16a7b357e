import * as decide from '../../events/definition/decide.ts';
import type { DefinitionKind } from '../../events/definition/events.ts';
import type { Definition } from '../../events/definition/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { checkChange } from '../../lowcode/form/check-change.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { typeNameFromTitle } from '../../lowcode/form/names.ts';
import type { Text } from '../../lowcode/text.ts';
import type { Json, JsonObject } from '../../platform/contract/json.ts';
import { GuardError } from '../../platform/contract/log.ts';
import { notFound, require, unitsWith } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { type Decision, load, type Read, transact } from '../transact.ts';
import { checkDefinition } from './check.ts';
import { emptyDefinition, titleOf } from './empty.ts';
import { definitionStreams } from './published.ts';
import { realPeople } from './real-people.ts';

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
    unit: string | null;
    commandId: string;
  },
): Promise<string> {
  const unit = wish.unit ?? unitsWith(context.actor, 'definition.edit')[0] ?? context.region;
  require(context.actor, 'definition.edit', [unit]);
  if (!KEY.test(wish.key)) throw new Refusal('BAD_KEY', '标识只能用小写字母、数字和连字符，以字母开头');
  const title: Text = { zh: wish.title.trim() };
  if (title.zh.length < 2 || title.zh.length > 100) throw new Refusal('BAD_NAME', '请填写2至100个字的名称');
  const source = wish.copyOf ? (await read(context, wish.kind, wish.copyOf)).state : null;
  if (wish.copyOf && !source) throw notFound('要复制的配置');
  const definition = source ? withTitle(wish.kind, source.draft, title) : emptyDefinition(wish.kind, title, unit);
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
  const { problems, value } = await checkDefinition(context, wish.kind, wish.definition, 'structure');
  if (!value) throw invalidDefinition(problems);
  // Before it is a fact: what a draft says stays in the log.
  const real = wish.kind === 'form' ? await realPeople(context, value as unknown as FormDefinition) : [];
  if (real.length > 0) throw invalidDefinition(real);
  return change(context, wish, async (state, here) =>
    decide.revise(state, here, { title: titleOf(wish.kind, value), definition: value }),
  );
}

/** Publishes: all checks, the definition's own tests, the linter. Throws INVALID_DEFINITION with problems. */
export async function publishDefinition(context: CommandContext, wish: OnDefinition) {
  if (wish.kind !== 'form') return publishAs(context, wish, null);
  const { state } = await read(context, wish.kind, wish.key);
  const base = state ? typeNameFromTitle(state.title.zh) : '';
  for (let n = 1; ; n++) {
    try {
      return await publishAs(context, wish, state?.typeName ?? (n === 1 ? base : `${base}${n}`));
    } catch (error) {
      if (!(error instanceof GuardError)) throw error;
    }
  }
}

/** The GraphQL name of a form is guarded: no other form of the region gets it, now or later. */
async function publishAs(context: CommandContext, wish: OnDefinition, typeName: string | null) {
  const owner = `${wish.kind}/${context.region}/${wish.key}`;
  const guards =
    typeName === null ? [] : [{ guard: `type-name/${context.region}/${typeName}`, change: 'take' as const, owner }];
  const publish = async (state: Definition, here: ReturnType<typeof which>) => {
    const { problems, value } = await checkDefinition(context, wish.kind, state.draft, 'publication');
    const errors = [...problems.filter((problem) => problem.level === 'error'), ...keyChanges(state, value)];
    if (!value || errors.length > 0) throw invalidDefinition(errors);
    return decide.publish(state, here, { today: context.today, typeName: wish.kind === 'form' ? typeName : null });
  };
  const position = await change(context, wish, publish, guards);
  context.definitions.forget(wish.kind, wish.key);
  return position;
}

/** A published field keeps its kind for ever: programs read the answers of all versions. */
function keyChanges(
  state: Definition,
  value: JsonObject | null,
): readonly { code: string; path: string; message: string }[] {
  if (!value || !('pages' in value)) return [];
  return state.published.flatMap(({ definition }) =>
    checkChange(definition as unknown as FormDefinition, value as unknown as FormDefinition).map((one) => ({
      ...one,
      message: one.message.zh,
    })),
  );
}

export async function withdrawDefinition(context: CommandContext, wish: OnDefinition & { readonly reason: string }) {
  const position = await change(context, wish, async (state, here) =>
    decide.withdraw(state, here, { today: context.today, reason: wish.reason }),
  );
  context.definitions.forget(wish.kind, wish.key);
  return position;
}

/** A definition's stream. */
export function read(context: CommandContext, kind: DefinitionKind, key: string): Promise<Read<Definition | null>> {
  return load(context.platform, definitionStreams[kind], `${context.region}/${key}`);
}

async function change(
  context: CommandContext,
  wish: OnDefinition,
  decideOn: (state: Definition, here: ReturnType<typeof which>) => Promise<Decision['changes'][number]['events']>,
  guards: NonNullable<Decision['guards']> = [],
): Promise<{ lane: number; position: number } | null> {
  const appended = await transact(context, wish.commandId, async () => {
    const target = await read(context, wish.kind, wish.key);
    const { state } = target;
    if (!state) throw notFound('这项配置');
    require(context.actor, 'definition.edit', [state.unit, context.region]);
    if (target.did(wish.commandId)) return { changes: [] };
    if (wish.expect != null && wish.expect !== state.revision) {
      throw new Refusal('STALE', '别人刚刚改过这项配置，请刷新后再修改');
    }
    return { changes: [{ read: target, events: await decideOn(state, which(context, wish, state.unit)) }], guards };
  });
  return appended?.commits[0] ?? null;
}

function which(context: CommandContext, wish: { kind: DefinitionKind; key: string }, unit: string) {
  return { region: context.region, kind: wish.kind, key: wish.key, unit };
}

function withTitle(kind: DefinitionKind, definition: JsonObject, title: Text): JsonObject {
  const name = kind === 'form' || kind === 'flow' ? 'title' : 'name';
  return { ...definition, [name]: title as unknown as Json };
}

function invalidDefinition(problems: readonly { code: string; path: string; message: string }[]): Refusal {
  return new Refusal('INVALID_DEFINITION', `有${problems.length}个问题需要先解决`, problems);
}
