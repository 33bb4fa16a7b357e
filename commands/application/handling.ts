import {
  completeStage,
  extendLimit,
  restartClock,
  type StageWish,
  stopClock,
} from '../../events/application/decide-handling.ts';
import type { Application } from '../../events/application/fold.ts';
import { stageMoved } from '../../events/application/stale.ts';
import { Refusal } from '../../events/stream.ts';
import type { FlowDefinition, Procedure } from '../../lowcode/flow/definition.ts';
import { progress } from '../../lowcode/flow/progress.ts';
import { stagesOf } from '../../lowcode/flow/walk.ts';
import { forbidden, may } from '../access.ts';
import { hasRole, standsFor } from '../actor.ts';
import type { CommandContext } from '../context.ts';
import { prepareLicence } from '../licence/issue.ts';
import { type OnCase, onCase } from './case.ts';
import { flowFacts } from './flow-facts.ts';

/**
 * Completes an open stage: only who holds the stage's role in the stage's unit. A granted case issues its licence in the
 * same commit. Departments that examine at a time do not make each other's page old.
 */
export function completeCaseStage(context: CommandContext, wish: OnCase & StageWish) {
  let licence: Awaited<ReturnType<typeof prepareLicence>> = null;
  return onCase(
    context,
    wish,
    (state) => {
      const stage = state.stages.find((open) => open.key === wish.stage);
      if (stage && !hasRole(context.actor, stage.role, stage.unit)) throw forbidden();
      return true;
    },
    async (state) => {
      const flow = await flowOf(context, state);
      const step = state.flow
        ? progress(
            flow,
            state.flow,
            { stage: wish.stage, decision: wish.decision },
            await flowFacts(context, state),
            state.submitted.unit,
          )
        : ({ ok: false, code: 'STAGE_NOT_OPEN', stage: wish.stage } as const);
      licence =
        step.ok && step.state.outcome === 'granted' && state.decided === null
          ? await prepareLicence(context, wish.id, wish.commandId, state)
          : null;
      const stage = state.stages.find((open) => open.key === wish.stage);
      const behalf = stage ? standsFor(context.actor, stage.role, stage.unit) : null;
      return completeStage(state, { ...wish, standsFor: behalf }, step, licence?.prepared ?? null, context);
    },
    async () => (licence ? { changes: [{ read: licence.read, events: licence.events }] } : {}),
    (state, seen) => stageMoved(state, wish.stage, seen),
  );
}

/** Stops the clock for a procedure that an open stage provides for. */
export function stopCaseClock(
  context: CommandContext,
  wish: OnCase & { readonly procedure: Procedure; readonly reason: string },
) {
  return onCase(context, wish, 'case.clock', async (state) => {
    const flow = await flowOf(context, state);
    const open = state.stages.filter((stage) => may(context.actor, 'case.clock', [stage.unit]));
    const stages = stagesOf(flow)
      .map(({ stage }) => stage)
      .filter((stage) => open.some((one) => one.key === stage.key));
    const stage = stages.find((one) => one.procedures?.includes(wish.procedure)) ?? stages[0];
    if (!stage && state.state !== 'suspended')
      throw new Refusal('PROCEDURE_NOT_ALLOWED', '您没有正在办理的环节可以中止计时');
    return stopClock(state, { ...wish, stage: stage?.key ?? '' }, stage?.procedures ?? [], context);
  });
}

export function restartCaseClock(context: CommandContext, wish: OnCase & { readonly result: string }) {
  return onCase(context, wish, 'case.clock', (state) => restartClock(state, wish, context));
}

/** Only the head of the deciding unit extends a limit. */
export function extendCaseLimit(
  context: CommandContext,
  wish: OnCase & { readonly days: number; readonly reason: string },
) {
  return onCase(
    context,
    wish,
    (state) => may(context.actor, 'case.extend', [state.submitted.unit]),
    (state) => extendLimit(state, wish, context),
  );
}

/** The flow that the case keeps to its end. */
export async function flowOf(context: CommandContext, state: Application): Promise<FlowDefinition> {
  const { key, version } = state.submitted.flow;
  return (await context.definitions.need('flow', key, version)).definition;
}
