import type { FlowDefinition, Stage, Step } from './definition.ts';

/** The stages of a step with their paths. */
export function stagesIn(step: Step, path: string): readonly (readonly [stage: Stage, path: string])[] {
  if (step.kind === 'stage') return [[step.stage, `${path}.stage`]];
  return step.branches.map(({ stage }, i) => [stage, `${path}.branches.${i}.stage`] as const);
}

/** A stage with where it stands. */
export interface PlacedStage {
  readonly stage: Stage;
  readonly path: string;
  /** Index of its step. */
  readonly step: number;
}

/** Every stage of a flow in order. */
export function stagesOf(flow: FlowDefinition): readonly PlacedStage[] {
  return flow.steps.flatMap((step, index) =>
    stagesIn(step, `steps.${index}`).map(([stage, path]) => ({ stage, path, step: index })),
  );
}

/** What `goTo` calls a step: its stage's key, or the parallel step's own. */
export function stepKey(step: Step): string {
  return step.kind === 'stage' ? step.stage.key : step.key;
}

/** What people call a step. */
export function stepTitle(step: Step): string {
  return step.kind === 'stage' ? step.stage.title.zh : step.title.zh;
}

/** The stage's key in the definition behind the key of an open or ended one (`key@unit` where several units have it). */
export function stageKeyOf(key: string): string {
  const at = key.indexOf('@');
  return at < 0 ? key : key.slice(0, at);
}

/** Index of the step that decides; -1 where none does. */
export function decidingStep(flow: FlowDefinition): number {
  return flow.steps.findIndex((step) => step.kind === 'stage' && step.stage.kind === 'decide');
}
