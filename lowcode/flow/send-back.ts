import type { Facts } from '../rule/facts.ts';
import { RuleFault } from '../rule/value.ts';
import type { FlowDefinition, FlowProgress, FlowState } from './definition.ts';
import { backAt, isFinished, openedStages, withoutSigners } from './progress.ts';
import { stageKeyOf, stagesOf } from './walk.ts';

/** A place to send an open stage back to. */
export interface WayBack {
  /** Key of an ended stage; `key@unit` is one unit's, where several had it. */
  readonly to: string;
  readonly unit: string | null;
}

/** Where an open stage may be sent back to now: the stages that its definition lists and that were ended, each unit's alone too. */
export function waysBack(flow: FlowDefinition, state: FlowState, stage: string): readonly WayBack[] {
  const listed = stagesOf(flow).find((one) => one.stage.key === stageKeyOf(stage))?.stage.backTo ?? [];
  if (!state.open.some(({ key }) => key === stage)) return [];
  return listed.flatMap((to): readonly WayBack[] => {
    const ended = state.done.filter((one) => stageKeyOf(one.key) === to);
    if (ended.length === 0) return [];
    const alone = ended.flatMap(({ key }) => (key === to ? [] : [{ to: key, unit: key.slice(to.length + 1) }]));
    return [...(alone.length === 1 ? [] : [{ to, unit: null }]), ...alone];
  });
}

/**
 * What follows when an open stage is sent back (退回). The stage there opens again, of parallel branches or of several
 * units only the one sent back to: what the others decided stands. Everything after it is done again, and what is open
 * beside the sending stage ends without a decision. Units and limits are worked out anew.
 */
export function sendBack(
  flow: FlowDefinition,
  state: FlowState,
  wish: { readonly stage: string; readonly to: string },
  facts: Facts,
  caseUnit: string,
): FlowProgress {
  const { stage, to } = wish;
  if (isFinished(state)) return { ok: false, code: 'FLOW_FINISHED', stage };
  if (!state.open.some(({ key }) => key === stage)) return { ok: false, code: 'STAGE_NOT_OPEN', stage };
  if (!waysBack(flow, state, stage).some((one) => one.to === to)) return { ok: false, code: 'CANNOT_SEND_BACK', stage };
  const place = stagesOf(flow).find((one) => one.stage.key === stageKeyOf(to));
  if (!place) return { ok: false, code: 'CANNOT_SEND_BACK', stage };
  try {
    const again = openedStages(place.stage, caseUnit, facts).filter(({ key }) => to === place.stage.key || key === to);
    if (again.length === 0) return { ok: false, code: 'CANNOT_SEND_BACK', stage };
    const back = backAt(
      flow,
      withoutSigners(
        state,
        state.open.map(({ key }) => key),
      ),
      place.step,
    );
    // What stands beside it in its own step was not sent back.
    const beside = state.done.filter(
      (one) =>
        !again.some(({ key }) => key === one.key) &&
        stagesOf(flow).some((other) => other.step === place.step && other.stage.key === stageKeyOf(one.key)),
    );
    const next = { ...back, step: place.step, open: again, done: [...back.done, ...beside] };
    return { ok: true, state: next, entered: again };
  } catch (error) {
    if (error instanceof RuleFault) return { ok: false, code: 'CONDITION_UNDECIDABLE', stage: place.stage.key };
    throw error;
  }
}
