import { addSigner, flowRefusal, giveSignature, sendStageBack } from '../../events/application/decide-flow.ts';
import type { Signer } from '../../events/application/events.ts';
import type { Application } from '../../events/application/fold.ts';
import { stageMoved } from '../../events/application/stale.ts';
import { Refusal } from '../../events/stream.ts';
import { MOST_CASE_UNITS, MOST_WAITED_FOR } from '../../lowcode/flow/check.ts';
import { STAGE_ROLES, type StageRole } from '../../lowcode/flow/roles.ts';
import { sendBack } from '../../lowcode/flow/send-back.ts';
import { askSigner, giveSignature as sign } from '../../lowcode/flow/signers.ts';
import { notFound } from '../access.ts';
import { type Actor, hasRole, standsFor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { type OnCase, onCase } from './case.ts';
import { flowFacts } from './flow-facts.ts';
import { flowOf } from './handling.ts';

const ROLES: ReadonlySet<string> = new Set(STAGE_ROLES);

/** Sends an open stage back to one before it (退回): only who acts there. */
export function sendCaseStageBack(
  context: CommandContext,
  wish: OnCase & { readonly stage: string; readonly to: string; readonly reason: string },
) {
  return onCase(
    context,
    wish,
    (state) => acts(context.actor, state, wish.stage),
    async (state) => {
      const flow = await flowOf(context, state);
      const facts = await flowFacts(context, state);
      if (!state.flow) throw flowRefusal('STAGE_NOT_OPEN');
      const back = sendBack(flow, state.flow, wish, facts, state.submitted.unit);
      return sendStageBack(state, { ...wish, standsFor: onBehalf(context, state, wish.stage) }, flow, back, context);
    },
    undefined,
    (state, seen) => stageMoved(state, wish.stage, seen),
  );
}

/** Asks somebody else to sign before a stage ends (加签): only who acts there. The case is shown to the other unit from then on. */
export function addCaseSigner(
  context: CommandContext,
  wish: OnCase & { readonly stage: string; readonly role: StageRole; readonly unit: string; readonly reason: string },
) {
  const { stage, role, unit, reason } = wish;
  return onCase(
    context,
    wish,
    (state) => acts(context.actor, state, stage),
    async (state) => {
      if (!ROLES.has(role)) throw new Refusal('BAD_ROLE', '这个角色不参与办理，不能加签');
      const facts = await context.units.get(unit);
      if (facts?.region !== state.submitted.region) throw notFound('这个单位');
      const flow = await flowOf(context, state);
      if (!state.flow) throw flowRefusal('STAGE_NOT_OPEN');
      // Its lists are written in one transaction, whose size every platform limits.
      const units = new Set([...state.submitted.unitPath, ...state.submitted.alsoUnits, ...state.handlers, unit]);
      const waiting = state.flow.signers?.filter(({ agrees }) => agrees === null).length ?? 0;
      if (units.size > MOST_CASE_UNITS || waiting + state.stages.length >= MOST_WAITED_FOR) {
        throw flowRefusal('TOO_MANY_SIGNERS');
      }
      const asked = askSigner(flow, state.flow, { stage, role, unit });
      const behalf = onBehalf(context, state, stage);
      return addSigner(state, { stage, signer: { role, unit }, reason, standsFor: behalf }, asked, context);
    },
    undefined,
    (state, seen) => stageMoved(state, stage, seen),
  );
}

/** Signs where one was asked to, agreeing or not. */
export function signCaseStage(
  context: CommandContext,
  wish: OnCase & { readonly stage: string; readonly agrees: boolean; readonly opinion: string },
) {
  const { stage, agrees, opinion } = wish;
  return onCase(
    context,
    wish,
    (state) => signersOf(context.actor, state).length > 0 || acted(context.actor, state),
    (state) => {
      const signer = signersOf(context.actor, state).find((one) => one.stage === stage);
      if (!state.flow || !signer) throw flowRefusal('SIGNER_NOT_ASKED');
      const { role, unit } = signer;
      const given = sign(state.flow, { stage, role, unit, agrees });
      const behalf = standsFor(context.actor, role, unit);
      return giveSignature(
        state,
        { stage, signer: { role, unit }, agrees, opinion, standsFor: behalf },
        given,
        context,
      );
    },
    undefined,
    (state, seen) => stageMoved(state, stage, seen),
  );
}

/** Where the actor is asked to sign and has not. */
export function signersOf(actor: Actor, state: Application): readonly (Signer & { readonly stage: string })[] {
  return (state.flow?.signers ?? []).filter((one) => one.agrees === null && hasRole(actor, one.role, one.unit));
}

/** Whether the actor was asked here and has signed: told so, not that they may not. */
function acted(actor: Actor, state: Application): boolean {
  return (state.flow?.signers ?? []).some((one) => one.agrees !== null && hasRole(actor, one.role, one.unit));
}

function acts(actor: Actor, state: Application, key: string): boolean {
  const stage = state.stages.find((open) => open.key === key);
  // Of a stage that is not open the decision says so.
  return stage
    ? hasRole(actor, stage.role, stage.unit)
    : state.stages.some((one) => hasRole(actor, one.role, one.unit));
}

function onBehalf(context: CommandContext, state: Application, key: string): string | null {
  const stage = state.stages.find((open) => open.key === key);
  return stage ? standsFor(context.actor, stage.role, stage.unit) : null;
}
