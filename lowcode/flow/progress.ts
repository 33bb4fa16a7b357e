import { type Facts, holds } from '../rule/facts.ts';
import { RuleFault } from '../rule/value.ts';
import type { FlowAction, FlowDefinition, FlowProgress, FlowState, OpenStage, Stage } from './definition.ts';
import { limitOf } from './limit.ts';
import { unitFor, unitsEach } from './unit-for.ts';
import { stageKeyOf, stepKey } from './walk.ts';

/**
 * Starts a flow for a case of `caseUnit`: the first step whose condition holds is entered. Conditions look at `facts`;
 * a condition on an empty answer does not hold.
 */
export function beginFlow(flow: FlowDefinition, caseUnit: string, facts: Facts): FlowProgress {
  return enter(flow, { step: 0, open: [], done: [], outcome: null }, 0, caseUnit, facts);
}

/**
 * What follows when a stage is ended. Parallel branches, and a stage of several units, are a true join: the next step is
 * entered when the last of them has ended, however they ended. After a refusal nothing is left to review: in a service
 * the case goes straight to the deciding stage, which can then only refuse, so that the decision is made, with reasons
 * and remedies, by the one who signs (行政许可法 38); in an office flow the matter ends refused. After the decision come
 * only the steps that carry out what was granted. `caseUnit` is the unit given to `beginFlow`.
 */
export function progress(
  flow: FlowDefinition,
  state: FlowState,
  action: FlowAction,
  facts: Facts,
  caseUnit: string,
): FlowProgress {
  const { stage: key, decision } = action;
  if (isFinished(state)) return { ok: false, code: 'FLOW_FINISHED', stage: key };
  const stage = state.open.find((one) => one.key === key);
  if (!stage) return { ok: false, code: 'STAGE_NOT_OPEN', stage: key };
  if (waitsForSigners(state, key)) return { ok: false, code: 'SIGNATURES_MISSING', stage: key };
  if (stage.kind === 'work' && decision === 'refuse') return { ok: false, code: 'CANNOT_REFUSE', stage: key };
  if (stage.kind === 'decide' && decision === 'pass' && wasRefused(state)) {
    return { ok: false, code: 'REFUSED_BEFORE', stage: key };
  }
  const ended: FlowState = {
    ...withoutSigners(state, [key]),
    open: state.open.filter((one) => one.key !== key),
    done: [...state.done, { key, decision }],
  };
  if (stage.kind === 'decide') {
    const decided = { ...ended, outcome: decision === 'pass' ? ('granted' as const) : ('refused' as const) };
    return decision === 'pass' ? enter(flow, decided, state.step + 1, caseUnit, facts) : finished(flow, decided);
  }
  if (ended.open.length > 0) return { ok: true, state: ended, entered: [] };
  try {
    const to = wasRefused(ended) ? null : jumpOf(flow, state.step, facts);
    return to === null
      ? enter(flow, ended, state.step + 1, caseUnit, facts)
      : enter(flow, to > state.step ? ended : backAt(flow, ended, to), to, caseUnit, facts);
  } catch (error) {
    if (error instanceof RuleFault) return { ok: false, code: 'CONDITION_UNDECIDABLE', stage: stageKeyOf(key) };
    throw error;
  }
}

/** Whether some stage before the decision was refused: what the deciding person must know. */
export function wasRefused(state: FlowState): boolean {
  return state.done.some(({ decision }) => decision === 'refuse');
}

/** Whether nothing is left to do in the flow. */
export function isFinished(state: FlowState): boolean {
  return state.outcome !== null && state.open.length === 0;
}

/** Whether somebody who was asked to sign at an open stage has not yet. */
export function waitsForSigners(state: FlowState, stage: string): boolean {
  return state.signers?.some((one) => one.stage === stage && one.agrees === null) ?? false;
}

/** The state without what was asked at stages that are no longer open. */
export function withoutSigners(state: FlowState, stages: readonly string[]): FlowState {
  const { signers, ...rest } = state;
  const left = signers?.filter((one) => !stages.includes(one.stage)) ?? [];
  return left.length > 0 ? { ...rest, signers: left } : rest;
}

/** The state of a case that goes back to a step: what was done from there on is to be done again. */
export function backAt(flow: FlowDefinition, state: FlowState, to: number): FlowState {
  const again = new Set(flow.steps.slice(to).flatMap((step) => keysIn(step)));
  const step = flow.steps[to];
  const key = step ? stepKey(step) : '';
  return {
    ...state,
    done: state.done.filter((one) => !again.has(stageKeyOf(one.key))),
    rounds: { ...state.rounds, [key]: (state.rounds?.[key] ?? 0) + 1 },
  };
}

/** A stage opened for the unit or units that have it. Throws a RuleFault when its limit cannot be computed. */
export function openedStages(stage: Stage, caseUnit: string, facts: Facts): readonly OpenStage[] {
  const { key, title, role, kind, eachOf } = stage;
  const limit = limitOf(stage, facts);
  if (eachOf === undefined) return [{ key, title, role, unit: unitFor(stage, caseUnit, facts), ...limit, kind }];
  return unitsEach(eachOf, facts).map((unit) => ({ key: `${key}@${unit}`, title, role, unit, ...limit, kind }));
}

/** Enters the first step from `from` on that applies; after a refusal only a deciding step does. */
function enter(flow: FlowDefinition, state: FlowState, from: number, unit: string, facts: Facts): FlowProgress {
  const refused = wasRefused(state);
  for (let step = from; step < flow.steps.length; step++) {
    let at = '';
    try {
      const found = applying(flow, step, facts, (key) => {
        at = key;
      });
      const entered = found
        .filter(({ kind }) => !refused || kind === 'decide')
        .flatMap((stage) => {
          at = stage.key;
          return openedStages(stage, unit, facts);
        });
      if (entered.length > 0) return { ok: true, state: { ...state, step, open: entered }, entered };
    } catch (error) {
      if (error instanceof RuleFault) return { ok: false, code: 'CONDITION_UNDECIDABLE', stage: at };
      throw error;
    }
  }
  if (state.outcome !== null) return finished(flow, state);
  if (flow.purpose !== 'office') throw new Error('flow has no deciding stage at its end; checkFlow refuses it');
  return finished(flow, { ...state, outcome: refused ? 'refused' : 'done' });
}

function finished(flow: FlowDefinition, state: FlowState): FlowProgress {
  return { ok: true, state: { ...state, step: flow.steps.length, open: [] }, entered: [] };
}

/** The stages of a step that apply; `looking` is told whose condition is looked at. */
function applying(flow: FlowDefinition, index: number, facts: Facts, looking: (key: string) => void): readonly Stage[] {
  const step = flow.steps[index];
  if (!step) return [];
  looking(stepKey(step));
  if (!holds(step.when, facts)) return [];
  if (step.kind === 'stage') return [step.stage];
  return step.branches
    .filter(({ stage, when }) => {
      looking(stage.key);
      return holds(when, facts);
    })
    .map(({ stage }) => stage);
}

/** Index of the step that a stage's `goTo` names now; null for the next one. */
function jumpOf(flow: FlowDefinition, index: number, facts: Facts): number | null {
  const step = flow.steps[index];
  if (step?.kind !== 'stage') return null;
  const jump = step.goTo?.find(({ when }) => holds(when, facts));
  if (!jump) return null;
  const to = flow.steps.findIndex((one) => stepKey(one) === jump.to);
  if (to < 0) throw new Error(`flow goes to no step ${jump.to}; checkFlow refuses it`);
  return to;
}

function keysIn(step: FlowDefinition['steps'][number]): readonly string[] {
  return step.kind === 'stage' ? [step.stage.key] : step.branches.map(({ stage }) => stage.key);
}
