import type { UnitEvent } from '../../events/unit/stream.ts';
import { view } from '../view.ts';

/** Which roles an account holds, by unit: asked at every sign-in. */
export interface StaffRow {
  readonly units: { readonly [unit: string]: readonly string[] };
}

type Listens = Extract<UnitEvent, { type: 'StaffAppointed' }>;

export const staffView = view<StaffRow, Listens>({
  name: 'staff',
  version: 1,
  events: ['StaffAppointed'],
  route: (event) => [event.data.account],
  evolve(row, event) {
    const { [event.data.unit]: _before, ...others } = row?.units ?? {};
    if (event.data.roles.length > 0) return { units: { ...others, [event.data.unit]: event.data.roles } };
    return Object.keys(others).length > 0 ? { units: others } : null;
  },
});
