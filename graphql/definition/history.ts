import { notFound } from '../../commands/access.ts';
import { read } from '../../commands/definition/edit.ts';
import type { DefinitionKind } from '../../events/definition/events.ts';
import type { Definition } from '../../events/definition/fold.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import { stagesOf } from '../../lowcode/flow/walk.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { itemsOf } from '../../lowcode/form/walk.ts';
import { differences } from '../../lowcode/package/diff.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { Context } from '../context.ts';
import { submitterName } from '../people/names.ts';
import { definitionByKey } from './model.ts';
import { usersOf } from './users.ts';

interface Which {
  readonly kind: DefinitionKind;
  readonly key: string;
}

/** The published versions, newest first: when, by whom, who had worked on it. */
export async function definitionVersions(context: Context, which: Which) {
  const state = await readable(context, which);
  return state.published.toReversed().map(({ version, on, at, by, authors }) => ({
    ...{ version, on, at },
    by: () => submitterName(context, by),
    authors: () => Promise.all(authors.map((one) => submitterName(context, one))),
  }));
}

/** What changed from one version to another in words; without `to` up to the draft. */
export async function definitionDiff(
  context: Context,
  args: Which & { readonly from: number; readonly to?: number | null },
) {
  const state = await readable(context, args);
  const version = (wanted: number) => {
    const found = state.published.find((one) => one.version === wanted);
    if (!found) throw notFound('这个版本');
    return found.definition;
  };
  return changesInWords(context, args, version(args.from), args.to == null ? state.draft : version(args.to));
}

/** The differences with the names of units here, and of the fields of the form that goes with it. */
export async function changesInWords(
  context: Context,
  { kind, key }: Which,
  before: JsonObject,
  after: JsonObject,
): Promise<readonly string[]> {
  // A register is used as it is saved; what it shows is looked at, not its parts.
  if (kind === 'register') return [];
  const [form, units] = await Promise.all([
    formBeside(context, { kind, key }, after),
    unitNames(context, [before, after]),
  ]);
  const telling = { unitName: (code: string) => units.get(code) ?? code, ...(form ? { form } : {}) };
  return differences(kind, before, after, telling);
}

/** Throws NOT_FOUND where the viewer may not read it. */
async function readable(context: Context, which: Which): Promise<Definition> {
  const { state } = await read(context.command, which.kind, which.key);
  if (!state || !(await definitionByKey(context, which))) throw notFound('这项配置');
  return state;
}

/** The form that an item or system is bound to; for a flow, that of what uses it. */
export async function formBeside(
  context: Context,
  which: Which,
  definition: JsonObject,
): Promise<FormDefinition | null> {
  const key = which.kind === 'flow' ? await formBesideFlow(context, which.key) : definition.form;
  if (typeof key !== 'string') return null;
  return (await context.command.definitions.current('form', key))?.definition ?? null;
}

async function formBesideFlow(context: Context, flow: string): Promise<string | null> {
  for (const { kind, key } of await usersOf(context, { kind: 'flow', key: flow })) {
    if (kind !== 'service' && kind !== 'system') continue;
    const user = (await context.command.definitions.current(kind, key))?.definition;
    if (user?.flow === flow && user.form) return user.form;
  }
  return null;
}

async function unitNames(context: Context, definitions: readonly JsonObject[]): Promise<ReadonlyMap<string, string>> {
  const codes = new Set<string>();
  const note = (value: unknown): void => {
    if (typeof value === 'string' && /^\d{6,12}(?:-[a-z0-9-]+)?$/.test(value)) codes.add(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(note);
  };
  definitions.forEach(note);
  const named = await Promise.all(
    [...codes].map(async (code) => [code, (await context.loaders.unit(code))?.name.zh] as const),
  );
  return new Map(named.flatMap(([code, name]) => (name ? [[code, name] as const] : [])));
}

/** What a version consists of, for a mapping: fields (`group.field` in rows) or stages, with what they are called. */
export async function definitionParts(context: Context, args: Which & { readonly version: number }) {
  const state = await readable(context, args);
  const found = state.published.find((one) => one.version === args.version);
  if (!found) throw notFound('这个版本');
  if (args.kind === 'flow')
    return stagesOf(found.definition as unknown as FlowDefinition).map(({ stage }) => ({
      key: stage.key,
      label: stage.title.zh,
    }));
  if (args.kind !== 'form') return [];
  return itemsOf(found.definition as unknown as FormDefinition).flatMap(({ item }) => [
    { key: item.key, label: item.label.zh },
    ...(item.kind === 'group'
      ? item.fields.map((field) => ({ key: `${item.key}.${field.key}`, label: `${item.label.zh}：${field.label.zh}` }))
      : []),
  ]);
}
