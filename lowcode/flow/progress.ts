import { type Facts, holds } from '../rule/facts.ts';
import { RuleFault } from '../rule/value.ts';
import type { FlowAction, FlowDefinition, FlowProgress, FlowState, OpenStage, Stage } from './definition.ts';
import { unitFor } from './unit-for.ts';

/**
 * Starts a flow for a case of `caseUnit`: the first step whose condition holds is entered. Conditions look at `facts`;
 * a condition on an empty answer does not hold.
 */
export function beginFlow(flow: FlowDefinition, caseUnit: string, facts: Facts): FlowProgress {
  return enter(flow, { step: 0, open: [], done: [], outcome: null }, caseUnit, facts, false);
}

/**
 * What follows when a stage is ended. Parallel branches are a true join: the next step is entered when the last of
 * them has ended, however they ended. After a refusal nothing is left to review, so the case goes straight to the
 * deciding stage, which can then only refuse: the decision is made, with reasons and remedies, by the one who signs
 * (行政许可法 38). `caseUnit` is the unit given to `beginFlow`.
 */
export function progress(
  flow: FlowDefinition,
  state: FlowState,
  action: FlowAction,
  facts: Facts,
  caseUnit: string,
): FlowProgress {
  if (state.outcome !== null) return { ok: false, code: 'FLOW_FINISHED', stage: action.stage };
  const stage = state.open.find(({ key }) => key === action.stage);
  if (!stage) return { ok: false, code: 'STAGE_NOT_OPEN', stage: action.stage };
  const refused = wasRefused(state);
  if (stage.kind === 'decide' && action.decision === 'pass' && refused) {
    return { ok: false, code: 'REFUSED_BEFORE', stage: stage.key };
  }
  const done = [...state.done, { key: stage.key, decision: action.decision }];
  const open = state.open.filter(({ key }) => key !== stage.key);
  if (stage.kind === 'decide') {
    const outcome = action.decision === 'pass' ? 'granted' : 'refused';
    return { ok: true, state: { step: flow.steps.length, open: [], done, outcome }, entered: [] };
  }
  if (open.length > 0) return { ok: true, state: { ...state, open, done }, entered: [] };
  const next: FlowState = { ...state, step: state.step + 1, open, done };
  return enter(flow, next, caseUnit, facts, refused || action.decision === 'refuse');
}

/** Whether some stage before the decision was refused: what the deciding person must know. */
export function wasRefused(state: FlowState): boolean {
  return state.done.some(({ decision }) => decision === 'refuse');
}

/** Enters the first step from `state.step` on that applies; after a refusal only a deciding step does. */
function enter(flow: FlowDefinition, state: FlowState, unit: string, facts: Facts, refused: boolean): FlowProgress {
  for (let step = state.step; step < flow.steps.length; step++) {
    const found = stagesOf(flow, step, facts);
    if (typeof found === 'string') return { ok: false, code: 'CONDITION_UNDECIDABLE', stage: found };
    const entered = found
      .filter(({ kind }) => !refused || kind === 'decide')
      .map((stage) => opened(stage, unitFor(stage, unit, facts)));
    if (entered.length > 0) return { ok: true, state: { ...state, step, open: entered }, entered };
  }
  throw new Error('flow has no deciding stage at its end; checkFlow refuses it');
}

/** The stages of a step that apply, or the key of the one whose condition cannot be decided. */
function stagesOf(flow: FlowDefinition, index: number, facts: Facts): readonly Stage[] | string {
  const step = flow.steps[index];
  if (!step) return [];
  let at = step.kind === 'stage' ? step.stage.key : step.key;
  try {
    if (!holds(step.when, facts)) return [];
    if (step.kind === 'stage') return [step.stage];
    return step.branches
      .filter(({ stage, when }) => {
        at = stage.key;
        return holds(when, facts);
      })
      .map(({ stage }) => stage);
  } catch (error) {
    if (error instanceof RuleFault) return at;
    throw error;
  }
}

function opened(stage: Stage, unit: string): OpenStage {
  const { key, title, role, kind } = stage;
  return { key, title, role, unit, limitDays: stage.limitDays ?? null, kind };
}
