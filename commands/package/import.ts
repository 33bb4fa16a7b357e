import * as decide from '../../events/definition/decide.ts';
import type { DefinitionEvent, DefinitionName } from '../../events/definition/events.ts';
import type { Definition } from '../../events/definition/fold.ts';
import { definitionPackage, importPackage as noted } from '../../events/package/stream.ts';
import { Refusal } from '../../events/stream.ts';
import { typeNameFromTitle } from '../../lowcode/form/names.ts';
import type { PackageFile } from '../../lowcode/package/package.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import { GuardError } from '../../platform/contract/log.ts';
import { require } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { keepersOf, which } from '../definition/edit.ts';
import { titleOf } from '../definition/empty.ts';
import { definitionStreams } from '../definition/published.ts';
import { load, transact } from '../transact.ts';
import { type ImportPlan, type PlannedDefinition, planImport, type UnitMapping, type UsersOf } from './plan.ts';

export interface ImportWish {
  readonly files: readonly PackageFile[];
  readonly units: readonly UnitMapping[];
  /** Whether what is imported is published at once: for the operator of the machine only. Otherwise it is sent for review. */
  readonly publish: boolean;
  readonly usersOf?: UsersOf;
  readonly commandId: string;
}

/**
 * Imports a package, all or nothing, in one commit; importing it again changes nothing. Throws INVALID_PACKAGE with every
 * problem by file and place.
 */
export async function importPackage(context: CommandContext, wish: ImportWish): Promise<ImportPlan> {
  const taken = new Set<string>();
  for (;;) {
    try {
      return await attempt(context, wish, taken);
    } catch (error) {
      // The name of a form's type belongs to another form: take the next one.
      if (!(error instanceof GuardError) || taken.has(error.guard) || taken.size >= 50) throw error;
      taken.add(error.guard);
    }
  }
}

async function attempt(context: CommandContext, wish: ImportWish, taken: ReadonlySet<string>): Promise<ImportPlan> {
  let done: ImportPlan | undefined;
  await transact(context, wish.commandId, async () => {
    const plan = await planImport(context, wish.files, wish.units, wish.usersOf);
    done = plan;
    const { problems, package: given } = plan;
    if (!given || problems.length > 0) throw invalidPackage(plan);
    for (const one of plan.definitions) {
      require(context.actor, 'definition.edit', await keepersOf(context, one.target.state?.unit ?? one.owner));
    }
    const waiting = plan.definitions.filter(({ what }) => what !== 'same');
    const together = waiting.map(({ kind, key }) => ({ kind, key }));
    const names = wish.publish ? typeNames(context, plan, taken) : new Map<string, string>();
    const changes = plan.definitions.map((one) => ({
      read: one.target,
      events: eventsFor(context, one, wish.publish ? { typeName: names.get(one.key) ?? null } : { together }),
    }));
    const { key, name, version, about } = given.info;
    const contains = given.info.contains.map(({ kind, key: held }) => {
      const owner = plan.definitions.find((one) => one.kind === kind && one.key === held)?.owner ?? '';
      return { kind, key: held, owner };
    });
    const target = await load(context.platform, definitionPackage, `${context.region}/${key}`);
    const facts = { region: context.region, key, name, version, about, contains };
    return {
      changes: [...changes, { read: target, events: noted(target.state, facts, context.today) }],
      guards: [...names].map(([form, typeName]) => ({
        ...{ guard: guardOf(context, typeName), change: 'take' as const },
        owner: `form/${context.region}/${form}`,
      })),
    };
  });
  if (!done) throw new Error('nothing was decided');
  for (const { kind, key } of done.definitions) context.definitions.forget(kind, key);
  return done;
}

/** Draft or revision; then published, or sent for review with the others that changed. */
function eventsFor(
  context: CommandContext,
  { kind, key, owner, definition, target, what }: PlannedDefinition,
  then: { readonly typeName: string | null } | { readonly together: readonly DefinitionName[] },
): DefinitionEvent[] {
  if (what === 'same') return [];
  const here = which(context, { kind, key }, target.state?.unit ?? owner);
  const put = { title: titleOf(kind, definition as JsonObject), definition: definition as JsonObject };
  const drafted = target.state ? decide.revise(target.state, here, put) : decide.draft(null, here, put);
  const state = drafted.reduce<Definition | null>((before, event) => after(context, kind, before, event), target.state);
  if (!state) return drafted;
  const { today } = context;
  const next =
    'together' in then
      ? decide.submit(state, here, { today, note: '', together: then.together })
      : decide.publish(state, here, { today, typeName: then.typeName, by: null });
  return [...drafted, ...next];
}

function after(
  { now, actor }: CommandContext,
  kind: PlannedDefinition['kind'],
  state: Definition | null,
  event: DefinitionEvent,
): Definition | null {
  const ordinal = (state?.revision ?? -1) + 1;
  return definitionStreams[kind].evolve(state, { ...event, at: now, actor: actor.id, ordinal });
}

/** The GraphQL names of forms that are published for the first time: none that is taken, none twice. */
function typeNames(context: CommandContext, plan: ImportPlan, taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { kind, key, title, target, what } of plan.definitions) {
    if (kind !== 'form' || what === 'same' || target.state?.typeName) continue;
    const base = typeNameFromTitle(title);
    const free = (name: string) => !taken.has(guardOf(context, name)) && ![...names.values()].includes(name);
    let name = base;
    for (let n = 2; !free(name); n++) name = `${base}${n}`;
    names.set(key, name);
  }
  return names;
}

function guardOf({ region }: CommandContext, typeName: string): string {
  return `type-name/${region}/${typeName}`;
}

function invalidPackage({ problems }: ImportPlan): Refusal {
  const fields = problems.map(({ file, path, code, message }) => ({
    ...{ path: path === '' ? file : `${file}: ${path}`, code },
    message: `${file}：${message}`,
  }));
  return new Refusal('INVALID_PACKAGE', `配置包有${problems.length}个问题，没有导入任何内容`, fields);
}
