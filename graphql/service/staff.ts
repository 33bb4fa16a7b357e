import { may } from '../../commands/access.ts';
import { load } from '../../commands/transact.ts';
import { mayNameSubstitute } from '../../commands/unit/substitute.ts';
import { unit } from '../../events/unit/stream.ts';
import type { Context } from '../context.ts';

/** Who holds which roles in a unit; for those who give them or have them stood in for, null for others. */
export async function staffOf(context: Context, code: string) {
  if (!knows(context, code)) return null;
  const { state } = await load(context.cloud.platform, unit, code);
  return Object.entries(state?.staff ?? {}).flatMap(([account, roles]) =>
    roles.length > 0 ? [{ account, roles }] : [],
  );
}

/** Who stands in for whom in a unit, today or later. */
export async function substitutesOf(context: Context, code: string) {
  if (!knows(context, code)) return null;
  const { state } = await load(context.cloud.platform, unit, code);
  return (state?.standIns ?? []).filter(({ to }) => to >= context.command.today);
}

function knows({ command: { actor, region } }: Context, code: string): boolean {
  return may(actor, 'unit.manage', [region]) || mayNameSubstitute(actor, region, code);
}
