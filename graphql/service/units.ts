import type { UnitFacts } from '../../events/unit/stream.ts';
import { unitsView } from '../../views/units/view.ts';
import type { Context } from '../context.ts';
import { staffOf, substitutesOf } from './staff.ts';

/** A unit as the schema has it. */
export function unitModel(context: Context, facts: UnitFacts) {
  return {
    code: facts.code,
    name: facts.name,
    level: facts.level,
    phone: facts.phone,
    address: facts.address,
    hours: facts.hours,
    staff: () => staffOf(context, facts.code),
    substitutes: () => substitutesOf(context, facts.code),
    parent: () => (facts.parent ? unitByCode(context, facts.parent) : null),
    serviceCount: async () => {
      let count = 0;
      for (const { definition } of (await context.directory.all()).values())
        if (definition.unit === facts.code) count += 1;
      return count;
    },
  };
}

export async function unitByCode(context: Context, code: string) {
  const facts = await context.loaders.unit(code);
  return facts && unitModel(context, facts);
}

/** As `unitByCode` where the log guarantees that there is one; at once when the unit is at hand. */
export function unitNeeded(context: Context, code: string): UnitModel | Promise<UnitModel> {
  const { unitModels } = context.loaders;
  const known = unitModels.get(code) as UnitModel | Promise<UnitModel> | undefined;
  if (known) return known;
  const { units } = context.command;
  const held = units.held(code);
  const model = held ? unitModel(context, held) : units.need(code).then((facts) => unitModel(context, facts));
  unitModels.set(code, model);
  return model;
}

type UnitModel = ReturnType<typeof unitModel>;

/** Units of the region; those of its neighbours are known here only by what they have to do with it. */
export async function unitsList(context: Context, args: { level?: string | null; parent?: string | null }) {
  const query = args.parent
    ? { index: 'byParent', partition: args.parent }
    : args.level
      ? { index: 'byLevel', partition: args.level }
      : { index: 'all', partition: 'all' };
  const { entries } = await context.cloud.platform.views.list(unitsView, { ...query, limit: 1000 });
  const { region } = context.cloud;
  return entries.flatMap(({ row }) =>
    row.region === region && (!args.level || row.level === args.level) ? [unitModel(context, row)] : [],
  );
}
