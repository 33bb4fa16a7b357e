import { Refusal } from '../../events/stream.ts';
import type { CommandContext } from '../context.ts';
import { requireEditing, type Which } from './editing-copy.ts';

/** A window that was not heard of for this long is taken to be closed; they call every ten seconds. */
const SECONDS = 25;
const KIND = 'definition-presence';
const WINDOW = /^[A-Za-z0-9-]{8,64}$/;

/** Somebody who has a definition open now. */
export interface Attendant {
  readonly window: string;
  /** Actor, and the name to be shown. */
  readonly by: string;
  readonly name: string;
  /** Path of the part they hold, in the definition as they have it, and its Chinese name. */
  readonly part: string;
  readonly label: string;
  /** Whether they changed something that is not saved. */
  readonly unsaved: boolean;
}

/**
 * Says that a window has a definition open, and what part of it is being edited; gives the other windows that do, with
 * those that went silent left out. Throws NOT_FOUND, FORBIDDEN, BAD_WINDOW.
 */
export async function attendDefinition(
  context: CommandContext,
  wish: Which & Omit<Attendant, 'by'>,
): Promise<readonly Attendant[]> {
  await requireEditing(context, wish);
  const { window, name, unsaved } = wish;
  if (!WINDOW.test(window)) throw new Refusal('BAD_WINDOW', '窗口的标识不正确');
  const attendant = {
    ...{ window, by: context.actor.id, name: name.slice(0, 60), unsaved },
    ...{ part: wish.part.slice(0, 200), label: wish.label.slice(0, 100) },
  };
  const owner = ownerOf(context, wish);
  // A window belongs to who opened it: another person's call with its name makes a window of their own.
  await context.platform.state.put(KIND, idOf(context, wish, window), attendant, { ttlSeconds: SECONDS, owner });
  const entries = await context.platform.state.listByOwner(KIND, owner);
  return entries
    .map(({ value }) => value as unknown as Attendant)
    .filter((other) => other.window !== window || other.by !== context.actor.id);
}

/** Says that a window closed a definition. */
export async function leaveDefinition(
  context: CommandContext,
  wish: Which & { readonly window: string },
): Promise<void> {
  await requireEditing(context, wish);
  await context.platform.state.delete(KIND, idOf(context, wish, wish.window.slice(0, 64)));
}

const ownerOf = (context: CommandContext, { kind, key }: Which) => `definition/${context.region}/${kind}/${key}`;
const idOf = (context: CommandContext, which: Which, window: string) =>
  `${ownerOf(context, which)}/${context.actor.id}/${window}`;
