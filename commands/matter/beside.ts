import {
  askForSignature,
  chaseByClock,
  chaseByHand,
  giveSignatureNow,
  recountLimits,
} from '../../events/matter/decide-beside.ts';
import type { ChaseKind } from '../../events/matter/events.ts';
import type { Matter } from '../../events/matter/fold.ts';
import { Refusal } from '../../events/stream.ts';
import { STAGE_ROLES, type StageRole } from '../../lowcode/flow/roles.ts';
import { askSigner, giveSignature } from '../../lowcode/flow/signers.ts';
import { may } from '../access.ts';
import type { CommandContext } from '../context.ts';
import { type OnMatter, onMatter } from './matter.ts';
import { chasesIn, definitionsOfMatter } from './pinned.ts';
import { mayAct, type StageWish } from './stage.ts';
import { holdsPlace } from './who-acts.ts';

/** Asks somebody of a unit to sign before the stage ends (加签). Throws NOT_FOUND for a unit that is not there. */
export function askMatterSigner(
  context: CommandContext,
  wish: StageWish & { readonly role: StageRole; readonly unit: string; readonly question: string },
) {
  const { stage, role, unit } = wish;
  return onMatter(context, wish, mayAct(context, stage), async (state) => {
    await context.units.need(unit);
    if (!STAGE_ROLES.includes(role)) throw new Refusal('BAD_ROLE', '请选择办理环节的角色');
    const { flow } = await definitionsOfMatter(context, state);
    const next = askSigner(flow.definition, state.flow, { stage, role, unit });
    return { events: askForSignature(state, { ...wish, signer: { role, unit } }, next, context) };
  });
}

/** The signature that the actor is asked for at a stage, in whatever unit they hold the role. */
export function signatureAskedOf(state: Matter, actor: CommandContext['actor'], stage: string) {
  return (
    state.flow.signers?.find((one) => one.stage === stage && one.agrees === null && holdsPlace(actor, one)) ?? null
  );
}

/** Gives the signature that was asked for. */
export function signMatter(
  context: CommandContext,
  wish: StageWish & { readonly agrees: boolean; readonly opinion: string },
) {
  const { stage, agrees } = wish;
  const asked = (state: Matter) => signatureAskedOf(state, context.actor, stage);
  return onMatter(
    context,
    wish,
    (state) => asked(state) !== null,
    async (state) => {
      const { role, unit } = asked(state) ?? { role: 'clerk', unit: '' };
      const next = giveSignature(state.flow, { stage, role, unit, agrees });
      return { events: giveSignatureNow(state, { ...wish, signer: { role, unit } }, next, context) };
    },
  );
}

/** Whether the actor may chase: heads and supervisors of the unit that began it or of those that see all matters. */
export function mayChase(state: Matter, actor: CommandContext['actor']): boolean {
  return may(actor, 'matter.chase', state.begun.units);
}

/** 催办、督办、通报 by a person, to whoever has the stage. */
export function chaseMatter(
  context: CommandContext,
  wish: StageWish & { readonly kind: ChaseKind; readonly words: string },
) {
  return onMatter(
    context,
    wish,
    (state) => mayChase(state, context.actor),
    async (state) => ({ events: chaseByHand(state, wish, context) }),
  );
}

/** What the clock sends when a chase of an open stage has come due; nothing when somebody acted. */
export function chaseMatterByClock(context: CommandContext, wish: Omit<StageWish, 'expect'>) {
  const { stage, ...on } = wish;
  return onMatter(
    context,
    on,
    () => context.actor.kind === 'system',
    async (state) => ({ events: chaseByClock(state, stage, context) }),
  );
}

/** Dates of open stages that the calendar did not reach, when it does now; the clock sends this. */
export function recountMatterLimits(context: CommandContext, wish: Omit<OnMatter, 'expect'>) {
  return onMatter(
    context,
    wish,
    () => context.actor.kind === 'system',
    async (state) => {
      const { flow } = await definitionsOfMatter(context, state);
      return { events: recountLimits(state, chasesIn(flow.definition), context) };
    },
  );
}
