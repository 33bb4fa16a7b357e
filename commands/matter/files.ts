import { isEach, matter } from '../../events/matter/fold.ts';
import type { Answers, FormDefinition } from '../../lowcode/form/definition.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import { forbidden, notFound } from '../access.ts';
import { filesIn } from '../application/answers.ts';
import type { CommandContext } from '../context.ts';
import { newId } from '../ids.ts';
import { load } from '../transact.ts';
import { openMatterAnswers, openUnitAnswers } from './answers.ts';
import { definitionsOfMatter, definitionsToBegin } from './pinned.ts';
import { holdsPlace, maySeeMatter } from './who-acts.ts';
import { unitsToBegin } from './who-begins.ts';

/** How long files may wait for the matter that is begun with them. */
export const PLACE_TTL = 7 * 86_400;

/** Where files of a matter are taken in: before it begins, a place that only who opened it has. */
interface MatterPlace {
  readonly system: string;
  readonly by: string;
}

/** A place for files of a matter that is yet to begin; its id becomes the matter's. Throws FORBIDDEN for who may not begin one. */
export async function openMatterPlace(context: CommandContext, system: string): Promise<string> {
  const definitions = await definitionsToBegin(context, system);
  if (unitsToBegin(context.actor, definitions.system.definition, context.region).length === 0) throw forbidden();
  const id = newId();
  await keepPlace(context, id, { system, by: context.actor.id });
  return id;
}

/** Throws NOT_FOUND unless the actor opened the place for the system. */
export async function needMatterPlace(context: CommandContext, id: string, system: string): Promise<void> {
  const place = (await context.platform.state.get('matterPlace', id))?.value as unknown as MatterPlace | undefined;
  if (place?.by !== context.actor.id || place.system !== system) throw notFound('这次发起，它可能已经过期');
}

/** The place lives on as long as what is filled in beside it. Throws as `needMatterPlace`. */
export async function renewMatterPlace(context: CommandContext, id: string, system: string): Promise<void> {
  await needMatterPlace(context, id, system);
  await keepPlace(context, id, { system, by: context.actor.id });
}

async function keepPlace(context: CommandContext, id: string, place: MatterPlace): Promise<void> {
  const options = { ttlSeconds: PLACE_TTL, owner: place.by };
  await context.platform.state.put('matterPlace', id, place as unknown as JsonObject, options);
}

/** Whom files are sealed for, and the form whose fields take them: for who begins the matter or has a stage of it. */
export async function matterFileSlot(
  context: CommandContext,
  id: string,
): Promise<{ readonly of: string; readonly subject: string; readonly definition: FormDefinition }> {
  const { state } = await load(context.platform, matter, id);
  if (state) {
    if (!state.stages.some((stage) => holdsPlace(context.actor, stage))) throw notFound('这件事务');
    const { form } = await definitionsOfMatter(context, state);
    return { of: `matter/${id}`, subject: state.begun.subject, definition: form.definition };
  }
  const place = (await context.platform.state.get('matterPlace', id))?.value as unknown as MatterPlace | undefined;
  if (place?.by !== context.actor.id) throw notFound('这次发起，它可能已经过期');
  const { form } = await definitionsToBegin(context, place.system);
  const { subject } = await context.platform.vault.subjectFor(`matter/${id}`);
  return { of: `matter/${id}`, subject, definition: form.definition };
}

/** Type and name of a file of a matter, for who may see it; null when there is none. */
export async function matterFile(
  context: CommandContext,
  id: string,
  file: string,
): Promise<{ readonly type: string; readonly name: string } | null> {
  const { state } = await load(context.platform, matter, id);
  if (!state || !maySeeMatter(state, context.actor)) return null;
  const { form } = await definitionsOfMatter(context, state);
  const shared = state.attachments.find((one) => one.id === file);
  if (shared) {
    return { type: shared.type, name: nameIn(form.definition, await openMatterAnswers(context.platform, state), file) };
  }
  const units = new Set(context.actor.roles.map(({ unit }) => unit));
  const whole = state.begun.units.some((unit) => units.has(unit));
  for (const [stage, part] of Object.entries(state.parts)) {
    const found = part.attachments.find((one) => one.id === file);
    if (!found || !isEach(stage) || !(whole || units.has(part.unit))) continue;
    const answers = (await openUnitAnswers(context.platform, state)).get(stage) ?? {};
    return { type: found.type, name: nameIn(form.definition, answers, file) };
  }
  return null;
}

function nameIn(form: FormDefinition, answers: Answers, id: string): string {
  for (const { file } of filesIn(form, answers)) if (file.id === id) return file.name;
  return '附件';
}
