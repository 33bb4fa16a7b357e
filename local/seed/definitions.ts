import type { CommandContext } from '../../commands/context.ts';
import { read } from '../../commands/definition/edit.ts';
import { titleOf } from '../../commands/definition/empty.ts';
import { publishDefinition } from '../../commands/definition/publish.ts';
import { transact } from '../../commands/transact.ts';
import { draft } from '../../events/definition/decide.ts';
import type { DefinitionKind } from '../../events/definition/events.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import type { County } from '../../samples/county.ts';

/** Publishes the typed-in definitions, with every check that a designer's would meet: what others are bound to first. */
export async function seedDefinitions(context: CommandContext, county: County): Promise<void> {
  const kinds: readonly (readonly [DefinitionKind, ReadonlyMap<string, unknown>])[] = [
    ['form', county.forms],
    ['flow', county.flows],
    ['licenceType', county.licenceTypes],
    ['service', county.services],
  ];
  for (const [kind, definitions] of kinds) {
    for (const [key, definition] of definitions) await seedDefinition(context, kind, key, definition as JsonObject);
  }
}

/** Drafts and publishes one definition. Throws with all its problems when it cannot be published. */
export async function seedDefinition(
  context: CommandContext,
  kind: DefinitionKind,
  key: string,
  definition: JsonObject,
): Promise<void> {
  const unit = typeof definition.unit === 'string' ? definition.unit : context.region;
  await transact(context, `seed/${kind}/${key}`, async () => {
    const target = await read(context, kind, key);
    const title = titleOf(kind, definition);
    const which = { region: context.region, kind, key, unit };
    return { changes: [{ read: target, events: target.state ? [] : draft(null, which, { title, definition }) }] };
  });
  try {
    await publishDefinition(context, { kind, key, commandId: `seed/publish/${kind}/${key}` });
  } catch (error) {
    const fields = (error as { fields?: unknown }).fields;
    throw new Error(`sample ${kind} ${key}: ${(error as Error).message} ${JSON.stringify(fields ?? '')}`, {
      cause: error,
    });
  }
}
