import { createHash } from 'node:crypto';
import type { Actor, Viewer } from '../commands/actor.ts';
import { type Cloud, type CommandContext, contextFor } from '../commands/context.ts';
import { commandIdFor, newId } from '../commands/ids.ts';
import { canonicalJson } from '../platform/contract/views.ts';
import type { OpenData } from '../views/open-data/engine.ts';
import type { Records } from '../views/records/engine.ts';
import type { Directory } from '../views/services/directory.ts';
import type { BrokenForm } from './forms/graft.ts';
import { type Loaders, loadersFor } from './loaders.ts';
import type { Written } from './written.ts';

/** Nobody signed in: may ask what everybody may, and raise tickets. */
export const ANONYMOUS: Actor = { id: 'anonymous', kind: 'person', roles: [] };

/** What resolvers are given: one a request. */
export interface Context {
  readonly cloud: Cloud;
  readonly viewer: Viewer | null;
  /** The command context of this request: actor, today, now. */
  readonly command: CommandContext;
  readonly loaders: Loaders;
  readonly directory: Directory;
  readonly openData: OpenData;
  readonly records: Records;
  readonly probe: Probe;
  /** Only where this process answers everybody. */
  readonly written?: Written;
  /** The forms whose API cannot be built now. */
  readonly brokenForms?: () => Promise<readonly BrokenForm[]>;
}

/** Asks a website whether it answers; injected, since it is I/O. */
export type Probe = (url: string) => Promise<import('../events/site/stream.ts').ProbeFact>;

/** What lives as long as the process. */
export interface Services {
  readonly cloud: Cloud;
  readonly directory: Directory;
  readonly openData: OpenData;
  readonly records: Records;
  readonly probe: Probe;
  readonly brokenForms?: () => Promise<readonly BrokenForm[]>;
  /** Only where this process answers everybody. */
  readonly written?: Written;
}

export function contextOf(services: Services, viewer: Viewer | null): Context {
  const { cloud } = services;
  const command = contextFor(cloud, viewer?.actor ?? ANONYMOUS);
  return { ...services, viewer, command, loaders: loadersFor(cloud) };
}

/**
 * A mutation's arguments with its command id, if the caller gave one, bound to what is wished: the same id stands for no
 * other wish. `expect` is no part of the wish: it only says what the caller had seen.
 */
export async function withWish<Args extends { readonly commandId?: string | null }>(
  context: Context,
  field: string,
  args: Args,
): Promise<Args> {
  const { commandId, expect: _seen, ...wish } = args as Args & { readonly expect?: unknown };
  if (!commandId) return args;
  const text = canonicalJson(JSON.parse(JSON.stringify([field, wish])));
  return {
    ...args,
    commandId: commandIdFor(commandId.slice(0, 100), await context.cloud.platform.vault.digest('wish', text)),
  };
}

/**
 * The command's id: the caller's, bound to the caller so that nobody can replay another's, or a new one. Callers who did
 * not sign in are told apart by what they said: only who knows all of it is answered as the one who said it first.
 */
export function commandIdOf(context: Context, given: string | null | undefined, said: unknown = null): string {
  if (!given) return newId();
  const { actor } = context.command;
  const words = actor === ANONYMOUS ? createHash('sha256').update(JSON.stringify(said)).digest('base64url') : '';
  return `${actor.id}${words && `/${words}`}:${given}`;
}
