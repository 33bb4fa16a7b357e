import type { Text } from '../../lowcode/text.ts';
import type { StreamType } from '../stream.ts';

/** Stream `unit/<code>`: a unit (机构) and the staff appointed in it. */
export const category = 'unit';

export interface UnitFacts {
  readonly region: string;
  readonly code: string;
  readonly name: Text;
  readonly parent: string | null;
  /** Ancestors, nearest first, without the unit itself. */
  readonly ancestors: readonly string[];
  readonly level: 'city' | 'county' | 'town' | 'village';
  readonly kind: string;
  /** Unified social credit code. */
  readonly creditCode: string;
  /** Letters in case numbers. */
  readonly shortCode: string;
  readonly phone: string;
  readonly address: string;
  readonly hours: string;
  readonly division: string;
}

export type UnitEvent =
  | { readonly type: 'UnitRegistered'; readonly v: 1; readonly data: UnitFacts }
  /** The roles an account holds in the unit from now on; none releases it. The account is the identity provider's, never a name. */
  | {
      readonly type: 'StaffAppointed';
      readonly v: 1;
      readonly data: { readonly unit: string; readonly account: string; readonly roles: readonly string[] };
    };

export interface Unit {
  readonly facts: UnitFacts;
  readonly staff: { readonly [account: string]: readonly string[] };
}

export const unit: StreamType<UnitEvent, Unit | null> = {
  category,
  versions: { UnitRegistered: 1, StaffAppointed: 1 },
  personal: {},
  initial: null,
  evolve(state, event) {
    if (event.type === 'UnitRegistered') return { facts: event.data, staff: {} };
    return state && { ...state, staff: { ...state.staff, [event.data.account]: event.data.roles } };
  },
};

export function register(state: Unit | null, facts: UnitFacts): UnitEvent[] {
  return state ? [] : [{ type: 'UnitRegistered', v: 1, data: facts }];
}

/** Gives an account its roles in the unit; nothing when it holds just these. */
export function appoint(state: Unit, account: string, roles: readonly string[]): UnitEvent[] {
  const held = state.staff[account] ?? [];
  if (held.length === roles.length && roles.every((role) => held.includes(role))) return [];
  return [{ type: 'StaffAppointed', v: 1, data: { unit: state.facts.code, account, roles } }];
}
