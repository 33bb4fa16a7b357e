import type { MatterEvent } from '../../events/matter/events.ts';
import { type Matter, matter, type OpenTask } from '../../events/matter/fold.ts';
import { Refusal } from '../../events/stream.ts';
import type { Answers } from '../../lowcode/form/definition.ts';
import type { Json, JsonObject } from '../../platform/contract/json.ts';
import { forbidden, notFound } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { load } from '../transact.ts';
import { PLACE_TTL, renewMatterPlace } from './files.ts';
import { definitionsToBegin } from './pinned.ts';
import { holdsPlace, maySeeMatter } from './who-acts.ts';
import { unitsToBegin } from './who-begins.ts';

/** A draft lives 30 days from the last change; one of a matter that is yet to begin as long as the place of its files. */
const TTL = 30 * 86_400;
const KIND = 'matterDraft';
const MOST_BYTES = 200_000;

/** What is being filled in: an open stage of a matter, or the first pages of one that is yet to begin. */
export type DraftPlace =
  | { readonly matter: string; readonly stage: string }
  | { readonly system: string; readonly matter?: undefined };

/** What somebody filled in at the desk and did not hand in, as it is. */
export interface Filled {
  readonly answers: Answers;
  readonly opinion: string;
  /** Where files of a matter that is yet to begin were taken in. */
  readonly place: string | null;
}

/** Not a fact: outside the log, encrypted, with a life span, for one person; it ends with the stage. */
export interface MatterDraft extends Filled {
  readonly version: number;
  readonly savedAt: string;
}

/** The actor's own draft; null when there is none, or when the stage was entered anew since. Throws NOT_FOUND, FORBIDDEN. */
export async function matterDraft(context: CommandContext, at: DraftPlace): Promise<MatterDraft | null> {
  const open = await openPlace(context, at);
  const entry = await context.platform.state.get(KIND, open.id);
  if (!entry || entry.value.since !== open.since) return null;
  const sealed = entry.value.sealed as string | null;
  const filled = sealed === null ? entry.value.filled : await context.platform.vault.open(sealed);
  // Whom it was about was erased.
  if (filled === null) return null;
  return { ...(filled as unknown as Filled), version: entry.version, savedAt: entry.savedAt };
}

/**
 * Keeps what is filled in so far, right or wrong. `expect` is the version known to who writes, 0 for none: throws STALE when
 * another window of the same person wrote since, TOO_LARGE, INVALID_ANSWERS.
 */
export async function keepMatterDraft(
  context: CommandContext,
  at: DraftPlace,
  wish: {
    readonly answers: Json;
    readonly opinion: string;
    readonly place: string | null;
    readonly expect: number | null;
  },
): Promise<MatterDraft> {
  const open = await openPlace(context, at);
  const { answers, opinion, place } = wish;
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) {
    throw new Refusal('INVALID_ANSWERS', '填写内容的格式不正确');
  }
  const filled = { answers, opinion, place } as JsonObject;
  if (Buffer.byteLength(JSON.stringify(filled)) > MOST_BYTES)
    throw new Refusal('TOO_LARGE', '填写内容过长，请删减后再保存');
  if (at.matter === undefined && place !== null) await renewMatterPlace(context, place, at.system);
  const { state, vault } = context.platform;
  const value: JsonObject =
    open.subject === null
      ? { since: open.since, sealed: null, filled }
      : { since: open.since, sealed: await vault.seal(open.subject, filled) };
  const ttlSeconds = at.matter === undefined ? PLACE_TTL : TTL;
  const known = wish.expect === null ? {} : { ifVersion: wish.expect };
  const version = await state.put(KIND, open.id, value, { ttlSeconds, owner: open.owner, ...known });
  if (version === null) throw new Refusal('STALE', '您在另一个窗口也填写过，请只在一个窗口里填写');
  return { answers: answers as Answers, opinion, place, version, savedAt: context.now };
}

export async function dropMatterDraft(context: CommandContext, at: DraftPlace): Promise<void> {
  const { id } = await openPlace(context, at);
  await context.platform.state.delete(KIND, id);
}

/** Forgets everybody's drafts of the stages that these facts ended. */
export async function dropDraftsEnded(
  { platform }: Pick<CommandContext, 'platform'>,
  id: string,
  { state, events }: { readonly state: Matter; readonly events: readonly MatterEvent[] },
): Promise<void> {
  const closed = new Set(events.flatMap((event) => closedBy(event, state.stages)));
  await Promise.all([...closed].map((stage) => platform.state.deleteByOwner(ownerOf(id, stage))));
}

function closedBy(event: MatterEvent, open: readonly OpenTask[]): readonly string[] {
  switch (event.type) {
    case 'MatterStageEnded':
    case 'MatterSentBack':
      return event.data.flow.closed;
    case 'MatterStagesDropped':
      return event.data.stages;
    case 'MatterClosed':
    case 'MatterWithdrawn':
      return open.map(({ key }) => key);
    default:
      return [];
  }
}

function ownerOf(id: string, stage: string): string {
  return `matter/${id}/${stage}`;
}

/** Where the actor's draft is kept, and whom it is sealed for. Throws NOT_FOUND, FORBIDDEN, STAGE_NOT_OPEN. */
async function openPlace(
  context: CommandContext,
  at: DraftPlace,
): Promise<{ id: string; owner: string; subject: string | null; since: number }> {
  const { actor, region } = context;
  if (at.matter === undefined) {
    const { system } = await definitionsToBegin(context, at.system);
    if (unitsToBegin(actor, system.definition, region).length === 0) throw forbidden();
    // Nobody can say yet whom it is about: it is the drafter's, as the files taken in beside it.
    return { id: `${region}/${at.system}/${actor.id}`, owner: actor.id, subject: null, since: 0 };
  }
  const { state } = await load(context.platform, matter, at.matter);
  if (!state || !maySeeMatter(state, actor)) throw notFound('这件事务');
  const stage = state.stages.find(({ key }) => key === at.stage);
  if (!stage) throw new Refusal('STAGE_NOT_OPEN', '该环节已经办结或尚未开始，请刷新页面');
  if (!holdsPlace(actor, stage)) throw forbidden();
  const owner = ownerOf(at.matter, at.stage);
  return { id: `${owner}/${actor.id}`, owner, subject: state.begun.subject, since: stage.since };
}
