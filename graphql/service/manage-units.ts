import { load } from '../../commands/transact.ts';
import { appointStaff, registerUnit, type UnitWish } from '../../commands/unit/manage.ts';
import { nameUnitSubstitute, releaseUnitSubstitute } from '../../commands/unit/substitute.ts';
import { unit } from '../../events/unit/stream.ts';
import { staffView } from '../../views/staff/view.ts';
import { unitsView } from '../../views/units/view.ts';
import { type Context, commandIdOf } from '../context.ts';
import { settled } from '../settled.ts';
import { unitModel } from './units.ts';

type Input = Omit<UnitWish, 'commandId' | 'creditCode' | 'phone' | 'address' | 'hours'> &
  Partial<Record<'creditCode' | 'phone' | 'address' | 'hours', string | null>>;

export async function registerNewUnit(context: Context, args: { unit: Input; commandId?: string | null }) {
  const { creditCode, phone, address, hours, ...rest } = args.unit;
  const texts = { creditCode: creditCode ?? '', phone: phone ?? '', address: address ?? '', hours: hours ?? '' };
  const commandId = commandIdOf(context, args.commandId);
  const code = await registerUnit(context.command, { ...rest, parent: rest.parent ?? null, ...texts, commandId });
  await settled(context, unitsView, code);
  return unitFromLog(context, code);
}

export async function appointInUnit(
  context: Context,
  args: { unit: string; account: string; roles: readonly string[]; commandId?: string | null },
) {
  await appointStaff(context.command, { ...args, commandId: commandIdOf(context, args.commandId) });
  return unitFromLog(context, args.unit);
}

interface StandInArgs {
  readonly unit: string;
  readonly account: string;
  readonly substitute: string;
  readonly commandId?: string | null;
}

export async function nameSubstituteInUnit(context: Context, args: StandInArgs & { from: string; to: string }) {
  const wish = { ...args, commandId: commandIdOf(context, args.commandId) };
  const position = await nameUnitSubstitute(context.command, wish);
  if (position) await context.cloud.platform.views.waitFor(staffView, position, 2000);
  return unitFromLog(context, args.unit);
}

export async function releaseSubstituteInUnit(context: Context, args: StandInArgs) {
  const wish = { ...args, commandId: commandIdOf(context, args.commandId) };
  const position = await releaseUnitSubstitute(context.command, wish);
  if (position) await context.cloud.platform.views.waitFor(staffView, position, 2000);
  return unitFromLog(context, args.unit);
}

/** Not by the names remembered for a moment: they know nothing of what has just been said. */
async function unitFromLog(context: Context, code: string) {
  const { state } = await load(context.cloud.platform, unit, code);
  return state && unitModel(context, state.facts);
}
