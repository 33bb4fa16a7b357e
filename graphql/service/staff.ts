import { forbidden, may, unitsWith } from '../../commands/access.ts';
import { load } from '../../commands/transact.ts';
import { mayNameSubstitute } from '../../commands/unit/substitute.ts';
import { unit } from '../../events/unit/stream.ts';
import { wordFor } from '../../lowcode/words.ts';
import { staffView } from '../../views/staff/view.ts';
import type { Context } from '../context.ts';

/** Every account that holds a role in a unit of the region, once for each unit; for staff, who choose from them. */
export async function staffMembers(context: Context) {
  const { actor, region } = context.command;
  if (unitsWith(actor, 'staff.read').length === 0) throw forbidden();
  const { rows } = await context.cloud.platform.views.scan(staffView, { limit: MOST_ACCOUNTS });
  const members = await Promise.all(
    rows.flatMap(({ key, row }) => Object.entries(row.units).map((held) => member(context, key, held))),
  );
  return members.filter((one) => one.region === region);
}

const MOST_ACCOUNTS = 1000;

async function member(context: Context, account: string, [unit, roles]: readonly [string, readonly string[]]) {
  const facts = await context.loaders.unit(unit);
  const name = `${facts?.name.zh ?? ''}${roles.map((role) => wordFor('role', role)).join('、')}（${account}）`;
  return { code: `${unit}/${account}`, name, region: facts?.region };
}

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
