import type { DefinitionKind } from '../../events/definition/events.ts';
import {
  parseFlow,
  parseForm,
  parseLicenceType,
  parseRegister,
  parseService,
  parseSystem,
} from '../../lowcode/definition/parse.ts';
import { checkFlow, namedIn } from '../../lowcode/flow/check.ts';
import { checkForm } from '../../lowcode/form/check-form.ts';
import { checkRecords, type KnownRecords, recordsNamed } from '../../lowcode/form/check-taken.ts';
import type { FormDefinition } from '../../lowcode/form/definition.ts';
import { checkLicenceType } from '../../lowcode/licence/check.ts';
import { checkRegister } from '../../lowcode/register/check.ts';
import { columnsOf } from '../../lowcode/register/columns.ts';
import type { RegisterDefinition } from '../../lowcode/register/definition.ts';
import type { ServiceDefinition } from '../../lowcode/service/definition.ts';
import type { KnownDefinitions } from '../../lowcode/service/known.ts';
import { lintService } from '../../lowcode/service/lint.ts';
import { checkSystem, unitsInSystem } from '../../lowcode/system/check.ts';
import type { SystemDefinition } from '../../lowcode/system/definition.ts';
import type { Json, JsonObject } from '../../platform/contract/json.ts';
import type { CommandContext } from '../context.ts';
import { load } from '../transact.ts';
import { definitionStreams, type Kinds } from './published.ts';
import { realPeople } from './real-people.ts';

export interface DefinitionProblem {
  readonly level: 'error' | 'warning';
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

export interface Checked {
  readonly problems: readonly DefinitionProblem[];
  /** The definition when its structure is sound. */
  readonly value: JsonObject | null;
}

/** Drafts that are to be published in the same commit, by `kind/key`: to each other they are as good as published. */
export type Together = ReadonlyMap<string, JsonObject>;

/**
 * What stands in the way: of saving (`structure`: unknown keys, wrong types, sizes), or of publishing (rules, names, the
 * form's own tests, the guide linter, units and definitions it names).
 */
export async function checkDefinition(
  context: CommandContext,
  kind: DefinitionKind,
  definition: Json,
  depth: 'structure' | 'publication',
  together: Together = new Map(),
): Promise<Checked> {
  const parsed = parseAs(kind, definition);
  if (!parsed.ok) return { problems: parsed.problems.map((one) => ({ level: 'error', ...plain(one) })), value: null };
  const value = parsed.value as unknown as JsonObject;
  return { problems: depth === 'structure' ? [] : await publicationProblems(context, parsed, together), value };
}

type Parsed = Extract<ReturnType<typeof parseAs>, { ok: true }>;

function parseAs(kind: DefinitionKind, definition: Json) {
  switch (kind) {
    case 'form':
      return { kind, ...parseForm(definition) } as const;
    case 'flow':
      return { kind, ...parseFlow(definition) } as const;
    case 'service':
      return { kind, ...parseService(definition) } as const;
    case 'licenceType':
      return { kind, ...parseLicenceType(definition) } as const;
    case 'system':
      return { kind, ...parseSystem(definition) } as const;
    case 'register':
      return { kind, ...parseRegister(definition) } as const;
  }
}

async function publicationProblems(
  context: CommandContext,
  parsed: Parsed,
  together: Together,
): Promise<DefinitionProblem[]> {
  switch (parsed.kind) {
    case 'form':
      return [
        ...[
          ...checkForm(parsed.value, context.calendar),
          ...checkRecords(parsed.value, await knownToForm(context, parsed.value, together)),
        ].map((one) => ({ level: 'error' as const, ...plain(one) })),
        ...(await realPeople(context, parsed.value)),
      ];
    case 'flow':
      return checkFlow(parsed.value).map((one) => ({ level: 'error', ...plain(one) }));
    case 'licenceType':
      return checkLicenceType(parsed.value).map((one) => ({ level: 'error', ...plain(one) }));
    case 'system':
      return checkSystem(parsed.value, await knownToSystem(context, parsed.value, together)).map((one) => ({
        level: 'error',
        ...plain(one),
      }));
    case 'register': {
      const form = await asPublished(context, together, 'form', parsed.value.form);
      const columns = form && new Map(columnsOf(form).map((column) => [column.id, column]));
      return checkRegister(parsed.value, columns).map((one) => ({ level: 'error', ...plain(one) }));
    }
    case 'service':
      return lintService(parsed.value, await knownTo(context, parsed.value, together)).map((one) => ({
        ...plain(one),
        level: one.level,
      }));
  }
}

/** The records that a form takes first answers from. Registers are used as they are saved, never published. */
async function knownToForm(context: CommandContext, form: FormDefinition, together: Together): Promise<KnownRecords> {
  const named = recordsNamed(form);
  return {
    licenceTypes: await existing(named.licenceTypes, (key) => asPublished(context, together, 'licenceType', key)),
    forms: await existing(named.forms, (key) => asPublished(context, together, 'form', key)),
    registers: await existing(named.registers, async (key) => {
      const { state } = await load(context.platform, definitionStreams.register, `${context.region}/${key}`);
      if (!state || state.withdrawn) return null;
      const register = state.draft as unknown as RegisterDefinition;
      const over = await asPublished(context, together, 'form', register.form);
      return over && { name: register.name.zh, form: over };
    }),
  };
}

/** What a service item names, as far as it is there: the linter holds conditions, flows and faces against the form. */
async function knownTo(
  context: CommandContext,
  service: ServiceDefinition,
  together: Together,
): Promise<KnownDefinitions> {
  const { unit, intakeUnit, jointUnits, form, flow, result } = service;
  const current =
    <K extends DefinitionKind>(kind: K) =>
    (key: string) =>
      asPublished(context, together, kind, key);
  const flows = await existing([flow], current('flow'));
  const stageUnits = [...flows.values()].flatMap(namedIn);
  return {
    units: await existing([unit, intakeUnit, ...(jointUnits ?? []), ...stageUnits], (code) => context.units.get(code)),
    forms: await existing([form], current('form')),
    flows,
    licenceTypes: await existing([result?.licenceType], current('licenceType')),
  };
}

/** A definition as it will be: the draft that is published in the same commit, else the version in use. */
async function asPublished<K extends DefinitionKind>(
  context: CommandContext,
  together: Together,
  kind: K,
  key: string,
): Promise<Kinds[K] | null> {
  const draft = together.get(`${kind}/${key}`);
  if (draft === undefined) return (await context.definitions.current(kind, key))?.definition ?? null;
  const parsed = parseAs(kind, draft);
  return parsed.ok ? (parsed.value as unknown as Kinds[K]) : null;
}

/** What a system names: its form, its flow, the units that begin, see and close its matters. */
async function knownToSystem(context: CommandContext, system: SystemDefinition, together: Together) {
  const named = unitsInSystem(system).map(([unit]) => unit);
  return {
    form: await asPublished(context, together, 'form', system.form),
    flow: await asPublished(context, together, 'flow', system.flow),
    units: await existing(named, (code) => context.units.get(code)),
  };
}

async function existing<T>(
  keys: readonly (string | undefined)[],
  find: (key: string) => Promise<T | null>,
): Promise<ReadonlyMap<string, T>> {
  const asked = [...new Set(keys.filter((key) => key !== undefined))];
  const found = await Promise.all(asked.map(async (key) => [key, await find(key)] as const));
  return new Map(found.flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])));
}

function plain(one: { code: string; path: string; message: { zh: string } }) {
  return { code: one.code, path: one.path, message: one.message.zh };
}
