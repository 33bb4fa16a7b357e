import type { CommandContext } from '../../commands/context.ts';
import { load, transact } from '../../commands/transact.ts';
import { appoint, register, type UnitFacts, unit } from '../../events/unit/stream.ts';
import type { County } from '../../samples/county.ts';

/** Registers the county's units and appoints its sample staff. */
export async function seedUnits(context: CommandContext, county: County): Promise<void> {
  const parents = new Map(county.units.map((one) => [one.code, one.parent]));
  const ancestorsOf = (code: string): string[] => {
    const parent = parents.get(code);
    return parent ? [parent, ...ancestorsOf(parent)] : [];
  };
  for (const one of county.units) {
    const facts: UnitFacts = {
      region: one.code.slice(0, 6),
      code: one.code,
      name: one.name,
      parent: one.parent,
      ancestors: ancestorsOf(one.code),
      level: one.level,
      kind: one.kind,
      creditCode: one.uscc,
      shortCode: one.shortCode,
      phone: one.phone,
      address: one.address.zh,
      hours: one.hours.zh,
      division: one.division,
    };
    await transact(context, `seed/unit/${one.code}`, async () => {
      const read = await load(context.platform, unit, one.code);
      return { changes: [{ read, events: register(read.state, facts) }] };
    });
  }
  for (const person of county.people) {
    const byUnit = new Map<string, string[]>();
    for (const { role, unit: code } of person.roles) if (code) byUnit.set(code, [...(byUnit.get(code) ?? []), role]);
    for (const [code, roles] of byUnit) {
      await transact(context, `seed/staff/${code}/${person.key}`, async () => {
        const read = await load(context.platform, unit, code);
        if (!read.state) throw new Error(`sample person ${person.key}: no unit ${code}`);
        return { changes: [{ read, events: appoint(read.state, person.key, roles) }] };
      });
    }
  }
}
