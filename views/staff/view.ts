import { type StandIn, standInsAfter, type UnitEvent } from '../../events/unit/stream.ts';
import { view } from '../view.ts';

/** Which roles an account holds, by unit, and for whom it stands in: asked at every sign-in. */
export interface StaffRow {
  readonly units: { readonly [unit: string]: readonly string[] };
  /** Standing in for colleagues (代班), by unit; absent where there was none. */
  readonly standsIn?: { readonly [unit: string]: readonly StandIn[] };
}

type Listens = Exclude<UnitEvent, { type: 'UnitRegistered' }>;

export const staffView = view<StaffRow, Listens>({
  name: 'staff',
  version: 2,
  events: ['StaffAppointed', 'SubstituteNamed', 'SubstituteReleased'],
  route: (event) => [event.type === 'StaffAppointed' ? event.data.account : event.data.substitute],
  evolve(row, event) {
    const { unit } = event.data;
    if (event.type !== 'StaffAppointed') {
      const standsIn = { ...row?.standsIn, [unit]: standInsAfter(row?.standsIn?.[unit] ?? [], event) };
      return { units: row?.units ?? {}, standsIn };
    }
    const { [unit]: _before, ...others } = row?.units ?? {};
    const units = event.data.roles.length > 0 ? { ...others, [unit]: event.data.roles } : others;
    if (Object.keys(units).length === 0 && !row?.standsIn) return null;
    return { ...row, units };
  },
});
