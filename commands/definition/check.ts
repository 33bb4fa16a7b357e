import type { DefinitionKind } from '../../events/definition/events.ts';
import { parseFlow, parseForm, parseLicenceType, parseService } from '../../lowcode/definition/parse.ts';
import { checkFlow } from '../../lowcode/flow/check.ts';
import { checkForm } from '../../lowcode/form/check-form.ts';
import { checkLicenceType } from '../../lowcode/licence/check.ts';
import { lintService } from '../../lowcode/service/lint.ts';
import type { Json, JsonObject } from '../../platform/contract/json.ts';
import type { CommandContext } from '../context.ts';

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

/**
 * What stands in the way: of saving (`structure`: unknown keys, wrong types, sizes), or of publishing (rules, names, the
 * form's own tests, the guide linter, units and definitions it names).
 */
export async function checkDefinition(
  context: CommandContext,
  kind: DefinitionKind,
  definition: Json,
  depth: 'structure' | 'publication',
): Promise<Checked> {
  const parsed = parseAs(kind, definition);
  if (!parsed.ok) return { problems: parsed.problems.map((one) => ({ level: 'error', ...plain(one) })), value: null };
  const value = parsed.value as unknown as JsonObject;
  return { problems: depth === 'structure' ? [] : await publicationProblems(context, parsed), value };
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
  }
}

async function publicationProblems(context: CommandContext, parsed: Parsed): Promise<DefinitionProblem[]> {
  switch (parsed.kind) {
    case 'form':
      return checkForm(parsed.value, context.calendar).map((one) => ({ level: 'error', ...plain(one) }));
    case 'flow':
      return checkFlow(parsed.value).map((one) => ({ level: 'error', ...plain(one) }));
    case 'licenceType':
      return checkLicenceType(parsed.value).map((one) => ({ level: 'error', ...plain(one) }));
    case 'service': {
      const { unit, intakeUnit, jointUnits, form, flow, result } = parsed.value;
      const known = {
        units: await existing([unit, intakeUnit, ...(jointUnits ?? [])], (code) => context.units.get(code)),
        forms: await existing([form], (key) => context.definitions.current('form', key)),
        flows: await existing([flow], (key) => context.definitions.current('flow', key)),
        licenceTypes: await existing([result?.licenceType], (key) => context.definitions.current('licenceType', key)),
      };
      return lintService(parsed.value, known).map((one) => ({ ...plain(one), level: one.level }));
    }
  }
}

async function existing(
  keys: readonly (string | undefined)[],
  find: (key: string) => Promise<unknown>,
): Promise<ReadonlySet<string>> {
  const asked = keys.filter((key): key is string => key !== undefined);
  const found = await Promise.all(asked.map(async (key) => ((await find(key)) ? key : null)));
  return new Set(found.filter((key) => key !== null));
}

function plain(one: { code: string; path: string; message: { zh: string } }) {
  return { code: one.code, path: one.path, message: one.message.zh };
}
