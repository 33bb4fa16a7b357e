import { addDays, daysBetween, isDate } from '../../lowcode/calendar/date.ts';
import type { Text } from '../../lowcode/text.ts';
import { Refusal, type StreamType } from '../stream.ts';

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
    }
  /** Somebody stands in for a colleague (代班): holds the roles that the colleague holds in the unit, from day to day inclusive. */
  | { readonly type: 'SubstituteNamed'; readonly v: 1; readonly data: StandIn & { readonly unit: string } }
  /** The standing in ends: `on` is the first day on which it does not hold any more. */
  | {
      readonly type: 'SubstituteReleased';
      readonly v: 1;
      readonly data: {
        readonly unit: string;
        readonly account: string;
        readonly substitute: string;
        readonly on: string;
      };
    };

export interface StandIn {
  /** Who is stood in for. */
  readonly account: string;
  readonly substitute: string;
  /** Business dates, both inclusive. */
  readonly from: string;
  readonly to: string;
}

export interface Unit {
  readonly facts: UnitFacts;
  readonly staff: { readonly [account: string]: readonly string[] };
  /** Latest first; one that was released ends the day before. */
  readonly standIns: readonly StandIn[];
}

export const unit: StreamType<UnitEvent, Unit | null> = {
  category,
  versions: { UnitRegistered: 1, StaffAppointed: 1, SubstituteNamed: 1, SubstituteReleased: 1 },
  personal: {},
  initial: null,
  evolve(state, event) {
    if (event.type === 'UnitRegistered') return { facts: event.data, staff: {}, standIns: [] };
    if (!state) return null;
    if (event.type === 'StaffAppointed') {
      return { ...state, staff: { ...state.staff, [event.data.account]: event.data.roles } };
    }
    return { ...state, standIns: standInsAfter(state.standIns, event) };
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

/** The standing in that is known after another fact of it: a new one in place of an earlier one that begins on the same day. */
export function standInsAfter(
  before: readonly StandIn[],
  event: Extract<UnitEvent, { type: 'SubstituteNamed' | 'SubstituteReleased' }>,
): readonly StandIn[] {
  if (event.type === 'SubstituteNamed') {
    const { account, substitute, from, to } = event.data;
    return [{ account, substitute, from, to }, ...before];
  }
  const { account, substitute, on } = event.data;
  return before.flatMap((one) => {
    if (one.account !== account || one.substitute !== substitute || one.to < on) return [one];
    return one.from < on ? [{ ...one, to: addDays(on, -1) }] : [];
  });
}

/** The longest somebody is stood in for at a time, in days. */
export const LONGEST_STAND_IN = 366;

/**
 * Has a colleague stood in for. Nothing when just this stands already. Throws NOT_FOUND where the colleague holds no role
 * in the unit, BAD_PERIOD, SUBSTITUTE_TAKEN when somebody else stands in on one of the days.
 */
export function nameSubstitute(state: Unit, wish: StandIn, today: string): UnitEvent[] {
  const { account, substitute, from, to } = wish;
  if (account === substitute) throw new Refusal('BAD_ACCOUNT', '代班人不能是本人');
  if ((state.staff[account] ?? []).length === 0) throw new Refusal('NOT_FOUND', '这个单位没有这个账号的工作人员');
  if (!isDate(from) || !isDate(to) || to < from || to < today || daysBetween(from, to) >= LONGEST_STAND_IN) {
    throw new Refusal('BAD_PERIOD', `代班的起止日期不对：止日不早于起日和今天，一次最长${LONGEST_STAND_IN}天`);
  }
  const meets = state.standIns.filter((one) => one.account === account && one.from <= to && one.to >= from);
  if (meets.some((one) => one.substitute === substitute && one.from === from && one.to === to)) return [];
  if (meets.length > 0) throw new Refusal('SUBSTITUTE_TAKEN', '这段时间已经有人代班，请先结束那一段');
  return [{ type: 'SubstituteNamed', v: 1, data: { unit: state.facts.code, account, substitute, from, to } }];
}

/** Ends a standing in from today on; nothing when there is none any more. */
export function releaseSubstitute(
  state: Unit,
  wish: { readonly account: string; readonly substitute: string },
  today: string,
): UnitEvent[] {
  const { account, substitute } = wish;
  const stands = state.standIns.some(
    (one) => one.account === account && one.substitute === substitute && one.to >= today,
  );
  if (!stands) return [];
  const data = { unit: state.facts.code, account, substitute, on: today };
  return [{ type: 'SubstituteReleased', v: 1, data }];
}
