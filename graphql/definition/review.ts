import { may, require, unitsWith } from '../../commands/access.ts';
import { read } from '../../commands/definition/edit.ts';
import { checkTogether } from '../../commands/definition/part-problems.ts';
import { type Part, placesOf } from '../../commands/definition/parts.ts';
import { beginPilot, endPilot, type PilotWish } from '../../commands/definition/pilot.ts';
import { publishTogether } from '../../commands/definition/publish.ts';
import { returnToDrafter, submitForReview } from '../../commands/definition/review.ts';
import { definitionsView } from '../../views/definitions/view.ts';
import { type Context, commandIdOf } from '../context.ts';
import { after, definitionByKey, sameRegion } from './model.ts';
import { usersOfAll } from './users.ts';

/** Sent for review and for the viewer to look at: of the units whose definitions they may publish. */
export async function definitionsInReview(context: Context) {
  const { command, cloud } = context;
  const { actor } = command;
  if (actor.kind !== 'system' && unitsWith(actor, 'definition.review').length === 0) return [];
  const { entries } = await cloud.platform.views.list(definitionsView, {
    index: 'inReview',
    partition: cloud.region,
    limit: 200,
  });
  const found = await Promise.all(
    entries.map(async ({ row }) => {
      const { state } = await read(command, row.kind, row.key);
      const mine = state?.review && may(actor, 'definition.review', await placesOf(command, row, state));
      return mine ? definitionByKey(context, row) : null;
    }),
  );
  return found.filter((one) => one !== null);
}

/** Items on trial, for those who may make them regular or end the trial. */
export async function definitionsInPilot(context: Context) {
  const { command, cloud } = context;
  const { actor } = command;
  if (actor.kind !== 'system' && unitsWith(actor, 'definition.review').length === 0) return [];
  const { entries } = await cloud.platform.views.list(definitionsView, {
    index: 'piloting',
    partition: cloud.region,
    limit: 200,
  });
  const found = await Promise.all(
    entries.map(async ({ row }) => {
      const { state } = await read(command, row.kind, row.key);
      const mine = state && may(actor, 'definition.review', await placesOf(command, row, state));
      return mine ? definitionByKey(context, row) : null;
    }),
  );
  return found.filter((one) => one !== null);
}

export async function problemsTogether(context: Context, { parts }: { parts: readonly Part[] }) {
  if (!sameRegion(context)) require(context.command.actor, 'definition.read', []);
  const found = await checkTogether(context.command, parts, await usersOfAll(context, parts));
  return found.map(({ part, ...problem }) => ({ ...problem, kind: part.kind, key: part.key }));
}

interface OnParts {
  readonly parts: readonly Part[];
  readonly commandId?: string | null;
}

export async function submitParts(context: Context, args: OnParts & { readonly note?: string | null }) {
  const { parts, note } = args;
  const users = await usersOfAll(context, parts);
  const commandId = commandIdOf(context, args.commandId);
  await submitForReview(context.command, { parts, users, note: note ?? '', commandId });
  return all(context, parts);
}

export async function publishParts(context: Context, args: OnParts) {
  const { parts } = args;
  const users = await usersOfAll(context, parts);
  await publishTogether(context.command, { parts, users, commandId: commandIdOf(context, args.commandId) });
  return all(context, parts);
}

export async function pilotParts(context: Context, args: OnParts & PilotWish) {
  const { parts, units, from, to } = args;
  const pilot = { units, from, to };
  await beginPilot(context.command, { parts, pilot, commandId: commandIdOf(context, args.commandId) });
  return all(context, parts);
}

export async function endPilotParts(
  context: Context,
  args: OnParts & { readonly confirm: boolean; readonly reason?: string | null },
) {
  const { parts, confirm: confirmed, reason } = args;
  const commandId = commandIdOf(context, args.commandId);
  const users = await usersOfAll(context, parts);
  await endPilot(context.command, { parts, users, confirmed, reason: reason ?? '', commandId });
  return all(context, parts);
}

export async function returnParts(context: Context, args: OnParts & { readonly reasons: string }) {
  const { parts, reasons } = args;
  await returnToDrafter(context.command, { parts, reasons, commandId: commandIdOf(context, args.commandId) });
  return all(context, parts);
}

function all(context: Context, parts: readonly Part[]) {
  return Promise.all(parts.map((part) => after(context, part)));
}
