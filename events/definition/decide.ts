import type { Text } from '../../lowcode/text.ts';
import type { JsonObject } from '../../platform/contract/json.ts';
import { canonicalJson } from '../../platform/contract/views.ts';
import { Refusal } from '../stream.ts';
import type { DefinitionEvent, DefinitionKind, DefinitionName } from './events.ts';
import { type Definition, nextVersion, type Pilot, pilotOf } from './fold.ts';

interface Which {
  readonly region: string;
  readonly kind: DefinitionKind;
  readonly key: string;
  readonly unit: string;
}

export function draft(
  state: Definition | null,
  which: Which,
  wish: { title: Text; definition: JsonObject },
): DefinitionEvent[] {
  if (!state) return [{ type: 'DefinitionDrafted', v: 1, data: { ...which, ...wish } }];
  throw new Refusal('KEY_TAKEN', '这个标识已经有人使用，请换一个');
}

export function revise(
  state: Definition,
  which: Which,
  wish: { title: Text; definition: JsonObject },
): DefinitionEvent[] {
  if (canonicalJson(state.draft) === canonicalJson(wish.definition)) return [];
  return [{ type: 'DefinitionRevised', v: 1, data: { ...which, ...wish } }];
}

/** Sends the draft for review, with what is to be published with it. Nothing when it lies there as it is, or has nothing new. */
export function submit(
  state: Definition,
  which: Which,
  wish: { readonly today: string; readonly note: string; readonly together: readonly DefinitionName[] },
): DefinitionEvent[] {
  const { title, review } = state;
  if (hasNothingNew(state)) return [];
  if (review && namesOf(review.together) === namesOf(wish.together)) return [];
  return [{ type: 'DefinitionSubmitted', v: 1, data: { ...which, title, ...wish } }];
}

function namesOf(together: readonly DefinitionName[]): string {
  return together.map(({ kind, key }) => `${kind}/${key}`).join(' ');
}

/** Sends it back to who drafted it. */
export function sendBack(
  state: Definition,
  which: Which,
  wish: { readonly today: string; readonly reasons: string },
): DefinitionEvent[] {
  if (!state.review) throw new Refusal('NOT_SUBMITTED', `“${state.title.zh}”没有送审，或者送审之后又改过`);
  if (!wish.reasons.trim()) throw new Refusal('REASONS_REQUIRED', '请写明退回的理由，让配置的人知道改什么');
  return [{ type: 'DefinitionReturned', v: 1, data: { ...which, title: state.title, ...wish } }];
}

/** Whether the draft is what was published last, and in use. */
export function isAsPublished(state: Definition): boolean {
  return state.published.length > 0 && !state.changed && !state.withdrawn;
}

/** Whether there is nothing to review: published as it is, or on trial as it is. */
export function hasNothingNew(state: Definition): boolean {
  return isAsPublished(state) || (!state.changed && pilotOf(state) !== null);
}

interface Publishing {
  readonly today: string;
  readonly typeName: string | null;
  /** The person; null for the cloud itself. */
  readonly by: string | null;
}

/**
 * Publishes the draft as the next version. Nothing when it was published as it is. Drafter and reviewer differ: a person
 * publishes only what was sent for review, and never what they worked on: NOT_SUBMITTED, OWN_EDITS. PILOT_RUNNING while a
 * version is on trial.
 */
export function publish(state: Definition, which: Which, wish: Publishing): DefinitionEvent[] {
  if (isAsPublished(state)) return [];
  mayPublish(state, wish.by);
  return [published(state, which, wish, state.draft)];
}

/** As `publish`, for chosen units and days only (试运行). WRONG_STATE for what is withdrawn: it is offered nowhere. */
export function beginPilot(
  state: Definition,
  which: Which,
  wish: Publishing & Pick<Pilot, 'units' | 'from' | 'to' | 'binds'>,
): DefinitionEvent[] {
  if (isAsPublished(state)) return [];
  mayPublish(state, wish.by);
  if (state.withdrawn) throw new Refusal('WRONG_STATE', `“${state.title.zh}”已经停用，不能试运行；要再用请直接发布`);
  const { today, units, from, to, binds } = wish;
  const { title, draft: definition } = state;
  const version = nextVersion(state);
  return [{ type: 'PilotBegun', v: 1, data: { ...which, title, version, today, definition, units, from, to, binds } }];
}

/** Ends a pilot: confirmed, it becomes the next regular version; otherwise it is over, for a reason. */
export function endPilot(
  state: Definition,
  which: Which,
  wish: Publishing & { readonly confirmed: boolean; readonly reason: string },
): DefinitionEvent[] {
  const pilot = pilotOf(state);
  if (!pilot) throw new Refusal('WRONG_STATE', `“${state.title.zh}”没有在试运行`);
  const { today, confirmed, reason } = wish;
  if (!confirmed && !reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明结束试运行的理由');
  if (confirmed && wish.by !== null && pilot.authors.includes(wish.by)) throw ownEdits(state);
  const { title } = state;
  const { version } = pilot;
  return [
    ...(confirmed ? [published(state, which, wish, pilot.definition)] : []),
    { type: 'PilotEnded', v: 1, data: { ...which, title, version, today, confirmed, reason } },
  ];
}

function mayPublish(state: Definition, by: string | null): void {
  if (pilotOf(state)) {
    throw new Refusal('PILOT_RUNNING', `“${state.title.zh}”正在试运行，请先转正或者结束试运行`);
  }
  if (by === null) return;
  if (!state.review) throw new Refusal('NOT_SUBMITTED', `“${state.title.zh}”没有送审，或者送审之后又改过`);
  if (state.authors.includes(by)) throw ownEdits(state);
}

function ownEdits({ title }: Definition): Refusal {
  return new Refusal('OWN_EDITS', `“${title.zh}”您自己改过，要由另一位有审核权限的人发布`);
}

function published(state: Definition, which: Which, wish: Publishing, definition: JsonObject): DefinitionEvent {
  const { today } = wish;
  const version = nextVersion(state);
  const typeName = state.typeName ?? wish.typeName;
  const { title } = state;
  return { type: 'DefinitionPublished', v: 1, data: { ...which, title, version, today, definition, typeName } };
}

/** Takes it out of use: cases that began with it go on, nothing new begins. */
export function withdraw(state: Definition, which: Which, wish: { today: string; reason: string }): DefinitionEvent[] {
  if (state.withdrawn) return [];
  // A register is used as it is saved, so that it is there to be taken away.
  if (state.published.length === 0 && which.kind !== 'register')
    throw new Refusal('WRONG_STATE', '还没有发布过，不需要停用');
  if (!wish.reason.trim()) throw new Refusal('REASONS_REQUIRED', '请写明停用的理由');
  return [{ type: 'DefinitionWithdrawn', v: 1, data: { ...which, ...wish } }];
}
