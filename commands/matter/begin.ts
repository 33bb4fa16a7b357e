import { begin } from '../../events/matter/decide.ts';
import { matter } from '../../events/matter/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { beginFlow } from '../../lowcode/flow/progress.ts';
import { answerText } from '../../lowcode/form/answer-text.ts';
import type { Answer, Answers, FormDefinition } from '../../lowcode/form/definition.ts';
import { isPersonal } from '../../lowcode/form/definition.ts';
import { itemsOf } from '../../lowcode/form/walk.ts';
import type { SystemDefinition } from '../../lowcode/system/definition.ts';
import { pagesAtBeginning } from '../../lowcode/system/pages.ts';
import { GuardError } from '../../platform/contract/log.ts';
import { forbidden } from '../access.ts';
import { namesOf } from '../application/names-of-answers.ts';
import { sealFileFor } from '../application/sealed-files.ts';
import type { CommandContext } from '../context.ts';
import { idFromCommand, isSameCommand, numberFor } from '../ids.ts';
import { fresh, transact } from '../transact.ts';
import { checkPages } from './answers.ts';
import { dropMatterDraft } from './drafts.ts';
import { needMatterPlace } from './files.ts';
import { noticesOfMatter } from './notices.ts';
import { chasesIn, definitionsToBegin, type MatterDefinitions, matterFacts } from './pinned.ts';
import { unitsToBegin } from './who-begins.ts';

export interface BeginWish {
  readonly system: string;
  /** The unit in which the actor begins it; the first that may when absent. */
  readonly unit: string | null;
  readonly answers: unknown;
  readonly commandId: string;
  /** Id of the place that files were taken in for: it becomes the matter's. */
  readonly place?: string | null;
}

export interface Begun {
  readonly id: string;
  readonly position: { readonly lane: number; readonly position: number } | null;
}

/**
 * Begins a matter once: again with the same command id gives the same one. Throws NOT_FOUND (no such system in use),
 * SYSTEM_NOT_READY, FORBIDDEN, INVALID_ANSWERS with fields, MATTER_ALREADY_OPEN when only one may be open for an answer.
 */
export async function beginMatter(context: CommandContext, wish: BeginWish): Promise<Begun> {
  const definitions = await definitionsToBegin(context, wish.system);
  const { system, form, flow } = definitions;
  const unit = await unitOf(context, system.definition, wish.unit);
  const id = wish.place ?? idFromCommand(wish.commandId, matter.category);
  if (wish.place) await needMatterPlace(context, wish.place, system.key);
  const own = (await context.platform.log.read(`matter/${id}`)).commits[0];
  if (own && isSameCommand(own.commandId, wish.commandId)) return { id, position: null };
  const beginning = pagesAtBeginning(form.definition, flow.definition);
  const checked = await checkPages(
    context,
    definitions,
    beginning,
    wish.answers,
    {},
    { of: `matter/${id}`, known: [] },
  );
  const { open, personal, attachments } = checked.filled;
  const guards = await guardsOf(context, definitions, checked.own);
  const stream = fresh(matter, id);
  const serial = await context.platform.state.takeNumbers(`matter/${unit.code}/${context.today}`, 1);
  const subject = await subjectOf(context, id, system.definition, checked.own);
  const events = begin(
    null,
    {
      region: context.region,
      unit: unit.code,
      system: system.key,
      number: numberFor(`${unit.shortCode}N`, context.today, serial),
      systemName: system.definition.name,
      pinned: { system: pinOf(system), form: pinOf(form), flow: pinOf(flow) },
      title: await titleOf(context, system.definition, form.definition, checked.own),
      units: [...new Set([unit.code, system.definition.unit, ...(system.definition.sees ?? [])])],
      guards,
      answers: open,
      attachments,
      subject,
      personal: { answers: personal },
    },
    beginFlow(flow.definition, unit.code, matterFacts(context, form.definition, checked.all)),
    chasesIn(flow.definition),
    context,
  );
  const notices = await noticesOfMatter(context, null, events);
  // They were taken in before anybody could say whom it is about.
  for (const file of attachments) await sealFileFor(context.platform, file.id, subject);
  try {
    const appended = await transact(context, wish.commandId, async () => ({
      changes: [{ read: stream, events: [...events, ...notices] }],
      guards: guards.map((guard) => ({ guard, change: 'take' as const, owner: stream.stream })),
    }));
    await dropMatterDraft(context, { system: system.key });
    return { id, position: appended?.repeated ? null : (appended?.commits[0] ?? null) };
  } catch (error) {
    if (error instanceof GuardError) {
      throw new Refusal('MATTER_ALREADY_OPEN', '同样的一件正在办理，不能重复发起');
    }
    throw error;
  }
}

async function unitOf(context: CommandContext, system: SystemDefinition, asked: string | null) {
  const units = unitsToBegin(context.actor, system, context.region);
  const unit = asked ?? units[0];
  if (unit === undefined || !units.includes(unit)) throw forbidden();
  return context.units.need(unit);
}

function pinOf({ key, version }: { readonly key: string; readonly version: number }) {
  return { key, version };
}

/** The title in the open, or null when the field that gives it is personal. */
async function titleOf(
  context: CommandContext,
  system: SystemDefinition,
  form: FormDefinition,
  answers: Answers,
): Promise<string | null> {
  const item = itemsOf(form).find(({ item: { key } }) => key === system.titleFrom)?.item;
  if (!item || item.kind === 'group' || isPersonal(item)) return null;
  const answer = (answers[item.key] ?? null) as Answer;
  const names = await namesOf(context, [{ field: item, answer }]);
  return answerText(item, answer, false, { names }).slice(0, 200);
}

async function guardsOf(
  context: CommandContext,
  { system }: MatterDefinitions,
  answers: Answers,
): Promise<readonly string[]> {
  const { onlyOne } = system.definition;
  const answer = onlyOne === undefined ? null : answers[onlyOne];
  if (answer === null || answer === undefined) return [];
  const digest = await context.platform.vault.digest('only-one', JSON.stringify(answer));
  return [`live-matter/${context.region}/${system.key}/${digest}`];
}

/** Whom what is personal is sealed for: the person it is about, or the matter alone. */
export async function subjectOf(
  { platform }: Pick<CommandContext, 'platform'>,
  id: string,
  system: SystemDefinition,
  answers: Answers,
): Promise<string> {
  const identifier = system.personFrom === undefined ? null : answers[system.personFrom];
  return (await platform.vault.subjectFor(typeof identifier === 'string' ? identifier : `matter/${id}`)).subject;
}
