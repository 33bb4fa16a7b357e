import { may, notFound, require, unitsWith } from '../../commands/access.ts';
import { checkDefinition } from '../../commands/definition/check.ts';
import * as edit from '../../commands/definition/edit.ts';
import { placesOf } from '../../commands/definition/parts.ts';
import { publishDefinition } from '../../commands/definition/publish.ts';
import { hasNothingNew } from '../../events/definition/decide.ts';
import type { DefinitionKind } from '../../events/definition/events.ts';
import { type Definition, pilotOf } from '../../events/definition/fold.ts';
import { flowToBpmn } from '../../lowcode/flow/bpmn/xml.ts';
import { namedIn } from '../../lowcode/flow/check.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import { keyFromLabel, typeNameFromTitle } from '../../lowcode/form/names.ts';
import { scopeOf } from '../../lowcode/form/scope.ts';
import { emptyScope } from '../../lowcode/rule/scope.ts';
import type { Json } from '../../platform/contract/json.ts';
import { definitionsView } from '../../views/definitions/view.ts';
import { formTypesView } from '../../views/form-types/view.ts';
import { servicesView } from '../../views/services/view.ts';
import { type Context, commandIdOf } from '../context.ts';
import { unitByCode, unitNeeded } from '../service/units.ts';
import { settled } from '../settled.ts';
import { changesInWords, formBeside } from './history.ts';
import { usedBy, usersOfAll } from './users.ts';

interface Which {
  readonly kind: DefinitionKind;
  readonly key: string;
}

/** Definitions of the region, for its staff; none for staff of another one. */
export async function definitionList(context: Context, { kind }: { kind: DefinitionKind }) {
  const { actor } = context.command;
  if (unitsWith(actor, 'definition.read').length === 0 && actor.kind !== 'system')
    require(actor, 'definition.read', []);
  if (actor.kind !== 'system' && !sameRegion(context)) return [];
  const { entries } = await context.cloud.platform.views.list(definitionsView, {
    index: 'byKind',
    partition: `${context.cloud.region}/${kind}`,
    descending: true,
    limit: 1000,
  });
  return entries.map(({ row }) => ({ ...row, unit: () => unitByCode(context, row.unit) }));
}

export async function definitionByKey(context: Context, { kind, key }: Which) {
  const { actor, region } = context.command;
  const { state } = await edit.read(context.command, kind, key);
  if (!state) return null;
  const unit = await context.loaders.unit(state.unit);
  const where = [state.unit, ...(unit?.ancestors ?? []), region];
  if (!may(actor, 'definition.read', where) && !sameRegion(context)) return null;
  const last = state.published.at(-1);
  return {
    kind,
    key,
    title: state.title,
    version: last?.version ?? null,
    state: state.withdrawn ? 'withdrawn' : !last ? 'draft' : state.changed ? 'changed' : 'published',
    definition: state.draft,
    bpmn: () => (kind === 'flow' ? bpmnOf(context, key, state.draft as unknown as FlowDefinition) : null),
    published: last?.definition ?? null,
    problems: async () => (await checkDefinition(context.command, kind, state.draft as Json, 'publication')).problems,
    changes: () => (last ? changesInWords(context, { kind, key }, last.definition, state.draft) : []),
    typeName: kind === 'form' ? (state.typeName ?? typeNameFromTitle(state.title.zh)) : null,
    unit: () => unitByCode(context, state.unit),
    inReview: state.review !== null,
    review: state.review && { ...state.review, together: [...state.review.together] },
    returned: state.returned,
    pilot: () => pilotModel(context, kind, state),
    moves: () => movesOf(context, kind, state),
    usedBy: () => usedBy(context, { kind, key }),
    revision: state.revision,
  };
}

async function pilotModel(context: Context, kind: DefinitionKind, state: Definition) {
  const pilot = pilotOf(state);
  if (!pilot) return null;
  const { version, units, from, to, binds } = pilot;
  const beside = await Promise.all(
    binds.map(async ({ kind: other, key, version: bound }) => {
      const { state: found } = await edit.read(context.command, other, key);
      return found && pilotOf(found)?.version === bound ? [{ kind: other, key }] : [];
    }),
  );
  const together = [{ kind, key: state.key }, ...beside.flat()];
  return { version, from, to, together, units: () => Promise.all(units.map((code) => unitNeeded(context, code))) };
}

/** What the viewer may do with it now: the same rules as the commands. */
async function movesOf(context: Context, kind: DefinitionKind, state: Definition): Promise<readonly string[]> {
  const { command } = context;
  const edits = may(command.actor, edit.editing(kind), await edit.keepersOf(command, state.unit));
  const reviews = may(command.actor, 'definition.review', await placesOf(command, { kind }, state));
  const fresh = !hasNothingNew(state);
  const waits = state.review !== null && reviews;
  return [
    ...(edits ? ['edit'] : []),
    ...(edits && fresh && !state.review ? ['submit'] : []),
    ...(waits && fresh && !state.authors.includes(command.actor.id) ? ['publish'] : []),
    ...(waits ? ['return'] : []),
    ...(reviews && pilotOf(state) ? ['endPilot'] : []),
    ...(edits && state.published.length > 0 && !state.withdrawn ? ['withdraw'] : []),
  ];
}

/** Staff of any unit in the region may read its definitions: they are what everybody works by. */
export function sameRegion(context: Context): boolean {
  if (context.command.actor.kind === 'system') return true;
  const units = unitsWith(context.command.actor, 'definition.read');
  return units.some((unit) => unit === context.cloud.region || unit.startsWith(`${context.cloud.region}-`));
}

export async function problemsOf(context: Context, args: Which & { definition: Json }) {
  if (!sameRegion(context)) require(context.command.actor, 'definition.edit', []);
  return (await checkDefinition(context.command, args.kind, args.definition, 'publication')).problems;
}

export async function draftNew(
  context: Context,
  args: {
    kind: DefinitionKind;
    title: string;
    key?: string | null;
    copyOf?: string | null;
    unit?: string | null;
    definition?: Json | null;
    commandId?: string | null;
  },
) {
  const key = args.key ?? kebab(keyFromLabel(args.title, []));
  const wish = {
    ...args,
    key,
    copyOf: args.copyOf ?? null,
    unit: args.unit ?? null,
    commandId: commandIdOf(context, args.commandId),
  };
  await edit.draftDefinition(context.command, wish);
  return after(context, { kind: args.kind, key });
}

export async function revise(
  context: Context,
  args: Which & { definition: Json; expect?: number | null; commandId?: string | null },
) {
  await edit.reviseDefinition(context.command, { ...args, commandId: commandIdOf(context, args.commandId) });
  return after(context, args);
}

export async function publish(context: Context, args: Which & { expect?: number | null; commandId?: string | null }) {
  const users = await usersOfAll(context, [args]);
  await publishDefinition(context.command, { ...args, users, commandId: commandIdOf(context, args.commandId) });
  return after(context, args);
}

export async function withdraw(
  context: Context,
  args: Which & { reason: string; expect?: number | null; commandId?: string | null },
) {
  const users = await usersOfAll(context, [args]);
  await edit.withdrawDefinition(context.command, { ...args, users, commandId: commandIdOf(context, args.commandId) });
  return after(context, args);
}

export async function after(context: Context, { kind, key }: Which) {
  const stream = `${kind}/${context.cloud.region}/${key}`;
  await settled(context, definitionsView, stream);
  if (kind === 'form') await settled(context, formTypesView, stream);
  if (kind === 'service') await settled(context, servicesView, stream);
  const model = await definitionByKey(context, { kind, key });
  if (!model) throw notFound('这项配置');
  return model;
}

function kebab(camel: string): string {
  return camel.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).slice(0, 60);
}

/** A flow as BPMN: its conditions in the words of the form of what uses it, where there is one. */
async function bpmnOf(context: Context, key: string, flow: FlowDefinition): Promise<string> {
  const { calendar } = context.command;
  const form = await formBeside(context, { kind: 'flow', key }, {});
  const units = await Promise.all(namedIn(flow).map((code) => context.loaders.unit(code)));
  const names = new Map(units.flatMap((unit) => (unit ? [[unit.code, unit.name.zh] as const] : [])));
  const scope = form ? scopeOf(form, calendar) : emptyScope(calendar);
  return flowToBpmn(flow, { scope, unitName: (code) => names.get(code) ?? code });
}
