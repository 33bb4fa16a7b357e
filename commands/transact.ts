import { setTimeout as sleep } from 'node:timers/promises';
import { personalKeysOf, upcast } from '../events/registry.ts';
import { type DomainEvent, fold, type StreamType } from '../events/stream.ts';
import type { Json, JsonObject } from '../platform/contract/json.ts';
import {
  type Appended,
  ConflictError,
  type GuardChange,
  type StoredEvent,
  type StreamToken,
} from '../platform/contract/log.ts';
import type { Platform } from '../platform/contract/platform.ts';
import type { CommandContext } from './context.ts';
import { isSameCommand } from './ids.ts';

/** A stream as it was read for a decision. */
export interface Read<State> {
  readonly stream: string;
  readonly state: State;
  readonly after: StreamToken | 'new';
  /**
   * Whether a command was carried out on it before: then there is nothing to decide again. Throws COMMAND_REUSED when its
   * id was given for another wish.
   */
  did(commandId: string): boolean;
}

/** What a decision wants written. */
export interface Decision {
  readonly changes: readonly { readonly read: Read<unknown>; readonly events: readonly DomainEvent[] }[];
  readonly guards?: readonly GuardChange[];
}

const ATTEMPTS = 8;

/**
 * Load, decide, append: the way every wish becomes facts. When a stream moved meanwhile it is read and decided again; the
 * decision must therefore be pure in what it read. Returns null when there was nothing to write. `attempts` is for wishes that many
 * have of one stream at a time.
 */
export async function transact(
  context: Pick<CommandContext, 'platform' | 'actor' | 'now'>,
  commandId: string,
  decide: () => Promise<Decision>,
  attempts = ATTEMPTS,
): Promise<Appended | null> {
  for (let attempt = 1; ; attempt++) {
    const decision = await decide();
    const changes = decision.changes.filter((change) => change.events.length > 0);
    if (changes.length === 0) return null;
    try {
      return await context.platform.log.append({
        commandId,
        actor: context.actor.id,
        at: context.now,
        streams: await Promise.all(
          changes.map(async ({ read, events }) => ({
            stream: read.stream,
            after: read.after,
            events: await sealEvents(context.platform, events),
          })),
        ),
        ...(decision.guards?.length ? { guards: decision.guards } : {}),
      });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      await refuseReused(context.platform, commandId, changes);
      if (attempt >= attempts) throw error;
      await sleep(attempt * 5 * Math.random());
    }
  }
}

/** Says so when a stream that should be new was created by the same command id for another wish. */
async function refuseReused(
  { log }: Pick<Platform, 'log'>,
  commandId: string,
  changes: Decision['changes'],
): Promise<void> {
  for (const { read } of changes) {
    if (read.after !== 'new') continue;
    const [first] = (await log.read(read.stream)).commits;
    if (first) isSameCommand(first.commandId, commandId);
  }
}

/** Reads a stream and folds it. */
export async function load<E extends DomainEvent, State>(
  platform: Pick<Platform, 'log'>,
  type: StreamType<E, State>,
  id: string,
): Promise<Read<State>> {
  const stream = `${type.category}/${id}`;
  const page = await platform.log.read(stream);
  return {
    stream,
    state: fold(type, page.commits.map(upcast)),
    after: page.token ?? 'new',
    did: (commandId) => page.commits.some((commit) => isSameCommand(commit.commandId, commandId)),
  };
}

/** A stream that is known not to exist yet, without asking: the append will say if that is wrong. */
export function fresh<E extends DomainEvent, State>(type: StreamType<E, State>, id: string): Read<State> {
  return { stream: `${type.category}/${id}`, state: type.initial, after: 'new', did: () => false };
}

/** Seals the personal box of every event. Throws when a box has a key that the event type does not list as personal. */
export async function sealEvents(
  platform: Pick<Platform, 'vault'>,
  events: readonly DomainEvent[],
): Promise<StoredEvent[]> {
  const boxes = events.map((event) => {
    const { subject, personal } = event.data as { subject?: string; personal?: Json };
    const listed = personalKeysOf(event.type);
    if (personal === undefined || typeof personal === 'string') return null;
    const stray = Object.keys(personal as object).find((key) => !listed?.has(key));
    if (stray !== undefined || !subject)
      throw new Error(`${event.type}: personal field not listed: ${stray ?? 'no subject'}`);
    return { subject, value: personal };
  });
  const wanted = boxes.filter((box) => box !== null);
  const sealed = wanted.length > 0 ? await platform.vault.sealMany(wanted) : [];
  let next = 0;
  return events.map(({ type, v, data }, i) => ({
    type,
    v,
    data: (boxes[i] ? { ...data, personal: sealed[next++] } : data) as JsonObject,
  }));
}
