import {
  nameSubstitute,
  releaseSubstitute,
  type StandIn,
  type Unit,
  type UnitEvent,
  unit,
} from '../../events/unit/stream.ts';
import { ACCESS, forbidden, may, notFound } from '../access.ts';
import type { Actor, Role } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { load, transact } from '../transact.ts';
import { needAccount } from './manage.ts';

/** Where the fact stands in the log; null when there was nothing to write. */
type Position = { readonly lane: number; readonly position: number } | null;

interface Wish {
  readonly unit: string;
  readonly account: string;
  readonly substitute: string;
  readonly commandId: string;
}

/**
 * Whether the actor may have colleagues of a unit stood in for (代班): its heads, and the region's administrators. Who only
 * stands in for a head may not, so that nobody hands on what was handed to them.
 */
export function mayNameSubstitute(actor: Actor, region: string, code: string): boolean {
  if (may(actor, 'unit.manage', [region]) && code.startsWith(region)) return true;
  const roles: readonly Role[] = ACCESS['unit.substitute'];
  return actor.roles.some((held) => held.unit === code && roles.includes(held.role) && held.standsFor === undefined);
}

/** Has a colleague stood in for from day to day. Throws BAD_ACCOUNT, BAD_PERIOD, SUBSTITUTE_TAKEN, NOT_FOUND. */
export function nameUnitSubstitute(
  context: CommandContext,
  wish: Wish & Pick<StandIn, 'from' | 'to'>,
): Promise<Position> {
  const { account, substitute, from, to } = wish;
  return change(context, wish, (state) => {
    needAccount(substitute);
    return nameSubstitute(state, { account, substitute, from, to }, context.today);
  });
}

/** Ends a standing in from today on. */
export function releaseUnitSubstitute(context: CommandContext, wish: Wish): Promise<Position> {
  return change(context, wish, (state) => releaseSubstitute(state, wish, context.today));
}

async function change(context: CommandContext, wish: Wish, decide: (state: Unit) => UnitEvent[]): Promise<Position> {
  if (!mayNameSubstitute(context.actor, context.region, wish.unit)) throw forbidden();
  const appended = await transact(context, wish.commandId, async () => {
    const read = await load(context.platform, unit, wish.unit);
    // Units of other regions are in the same log; theirs administer them.
    if (read.state?.facts.region !== context.region) throw notFound('这个单位');
    return { changes: [{ read, events: read.did(wish.commandId) ? [] : decide(read.state) }] };
  });
  return appended?.commits[0] ?? null;
}
