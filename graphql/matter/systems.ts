import { unitsWith } from '../../commands/access.ts';
import type { Actor } from '../../commands/actor.ts';
import type { Version } from '../../commands/definition/published.ts';
import { unitsToBegin } from '../../commands/matter/who-begins.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { fieldsOfTheMatter } from '../../lowcode/system/check-fit.ts';
import { MATTER_FILTERS, type Register, type SystemDefinition } from '../../lowcode/system/definition.ts';
import { pagesAtBeginning, stagesOfFlow } from '../../lowcode/system/pages.ts';
import { wordFor } from '../../lowcode/words.ts';
import { definitionsView } from '../../views/definitions/view.ts';
import type { Context } from '../context.ts';
import { formVersionModel } from '../service/form-version.ts';
import { unitNeeded } from '../service/units.ts';

/** A system with the form and flow that it has now, or had for a matter. */
export interface OpenedSystem {
  readonly system: Version<SystemDefinition>;
  readonly form: Version<FormDefinition>;
  readonly flow: Version<FlowDefinition>;
}

/** Units of the region in which the viewer has to do with inner matters. */
export function unitsAtWork({ command }: Context): readonly string[] {
  const { actor, region } = command;
  return unitsWith(actor, 'matter.read').filter((unit) => unit === region || unit.startsWith(`${region}-`));
}

/** The systems in use that the viewer's units have a part in. */
export async function systemList(context: Context) {
  if (unitsAtWork(context).length === 0) return [];
  const { entries } = await context.cloud.platform.views.list(definitionsView, {
    index: 'byKind',
    partition: `${context.cloud.region}/system`,
    limit: 1000,
  });
  const inUse = entries.filter(({ row }) => row.version !== null && row.state !== 'withdrawn');
  const opened = await Promise.all(inUse.map(({ row }) => openSystem(context, row.key)));
  return opened.flatMap((one) => (one && concerns(context, one) ? [systemModel(context, one)] : []));
}

export async function systemByKey(context: Context, { key }: { key: string }) {
  if (unitsAtWork(context).length === 0) return null;
  const opened = await openSystem(context, key);
  return opened && concerns(context, opened) ? systemModel(context, opened) : null;
}

/** The system as it is now; null when it, its form or its flow is not in use. */
export async function openSystem(context: Context, key: string): Promise<OpenedSystem | null> {
  const { definitions } = context.command;
  const system = await definitions.current('system', key);
  const form = system && (await definitions.current('form', system.definition.form));
  const flow = system && (await definitions.current('flow', system.definition.flow));
  return system && form && flow ? { system, form, flow } : null;
}

/** Whether the viewer may begin, see all, close or be given a stage of it. */
function concerns(context: Context, { system, flow }: OpenedSystem): boolean {
  const { actor, region } = context.command;
  const units = new Set(unitsAtWork(context));
  const { unit, sees = [], closes } = system.definition;
  if (unitsToBegin(actor, system.definition, region).length > 0) return true;
  if ([unit, ...sees, closes?.unit ?? unit].some((one) => units.has(one))) return true;
  return stagesOfFlow(flow.definition).some((stage) => {
    const anywhere = stage.unit === undefined || stage.unitField !== undefined || stage.byDivision !== undefined;
    const held = actor.roles.filter(({ role }) => role === stage.role).map((one) => one.unit ?? '');
    return held.some((one) => units.has(one) && (anywhere || one === stage.unit));
  });
}

export function systemModel(context: Context, opened: OpenedSystem) {
  const { system, form, flow } = opened;
  const { definition } = system;
  const { actor, region } = context.command;
  const beginIn = unitsToBegin(actor, definition, region);
  return {
    key: system.key,
    version: system.version,
    name: definition.name,
    about: definition.about,
    unit: () => unitNeeded(context, definition.unit),
    demonstration: definition.demonstration ?? false,
    beginIn: () => beginIn.map((unit) => unitNeeded(context, unit)),
    registers: definition.registers.filter((one) => offered(actor, one)).map((one) => registerModel(opened, one)),
    formVersion: formVersionModel(form),
    pages: pagesAtBeginning(form.definition, flow.definition).map(({ key }) => key),
  };
}

function offered(actor: Actor, { roles }: Register): boolean {
  return roles === undefined || actor.roles.some(({ role }) => (roles as readonly string[]).includes(role));
}

function registerModel({ form, flow }: OpenedSystem, register: Register) {
  const fields = fieldsOfTheMatter(form.definition, flow.definition);
  const label = (key: string) =>
    key.startsWith('$') ? wordFor('matterColumn', key) : (fields.get(key)?.label.zh ?? '');
  return {
    key: register.key,
    title: register.title,
    shows: register.shows ?? null,
    sort: register.sort ?? 'begun',
    columns: register.columns.map((key) => ({ key, label: label(key), kind: fields.get(key)?.kind ?? null })),
    filters: (register.filters ?? []).map((key) => ({ key, label: label(key), ...filterOf(opened(form, flow), key) })),
  };
}

const opened = (form: Version<FormDefinition>, flow: Version<FlowDefinition>) => ({ form, flow });

/** How a filter is chosen: from a list, between dates, or a unit. */
function filterOf({ form, flow }: Pick<OpenedSystem, 'form' | 'flow'>, key: string) {
  const field = fieldsOfTheMatter(form.definition, flow.definition).get(key);
  const options = (list: readonly (readonly [value: string, zh: string])[]) =>
    list.map(([value, zh]) => ({ value, label: zh }));
  if (key === '$state')
    return { kind: 'choice', options: options(STATES.map((one) => [one, wordFor('matterState', one)])) };
  if (key === '$stage') {
    const stages = stagesOfFlow(flow.definition).map((stage) => [stage.key, stage.title.zh] as const);
    return { kind: 'choice', options: options(stages) };
  }
  if (key === '$unit' || field?.kind === 'unit' || field?.kind === 'units') return { kind: 'unit', options: [] };
  if (key === '$begun' || field?.kind === 'date') return { kind: 'date', options: [] };
  if (field?.kind === 'division') return { kind: 'division', options: [] };
  if (field?.kind === 'boolean')
    return {
      kind: 'choice',
      options: options([
        ['true', '是'],
        ['false', '否'],
      ]),
    };
  return { kind: 'choice', options: options((field?.options ?? []).map((one) => [one.value, one.label.zh])) };
}

export const STATES = ['open', 'ended', 'done', 'refused', 'withdrawn'] as const;

/** Whether a list can be filtered by a column: what its register declares, and nothing else. */
export function mayFilter(register: Register, key: string): boolean {
  return (register.filters ?? []).includes(key) && (!key.startsWith('$') || MATTER_FILTERS.includes(key));
}
