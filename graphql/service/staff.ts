import { may } from '../../commands/access.ts';
import { load } from '../../commands/transact.ts';
import { unit } from '../../events/unit/stream.ts';
import type { Context } from '../context.ts';

/** Who holds which roles in a unit; for those who give them, null for others. */
export async function staffOf(context: Context, code: string) {
  const { actor, region } = context.command;
  if (!may(actor, 'unit.manage', [region])) return null;
  const { state } = await load(context.cloud.platform, unit, code);
  return Object.entries(state?.staff ?? {}).flatMap(([account, roles]) =>
    roles.length > 0 ? [{ account, roles }] : [],
  );
}
