import * as copies from '../../commands/definition/editing-copy.ts';
import { attendDefinition, leaveDefinition } from '../../commands/definition/presence.ts';
import type { Json } from '../../platform/contract/json.ts';
import type { Context } from '../context.ts';

type Which = copies.Which;

export function editingCopy(context: Context, which: Which) {
  return copies.editingCopy(context.command, which);
}

export function keepEditingCopy(
  context: Context,
  args: Which & { definition: Json; base: number; expectVersion?: number | null },
) {
  return copies.keepEditingCopy(context.command, { ...args, expect: args.expectVersion ?? null });
}

export async function dropEditingCopy(context: Context, which: Which) {
  await copies.dropEditingCopy(context.command, which);
  return true;
}

/** The others who have a definition open; those of the same person in other windows are `mine`. */
export async function attend(
  context: Context,
  args: Which & { window: string; part: string; label: string; unsaved: boolean },
) {
  const others = await attendDefinition(context.command, { ...args, name: context.viewer?.claims.name ?? '' });
  return others.map((other) => ({ ...other, mine: other.by === context.command.actor.id }));
}

export async function leave(context: Context, args: Which & { window: string }) {
  await leaveDefinition(context.command, args);
  return true;
}
