import type { Application } from './fold.ts';

/** Whether the case moved at all since the revision that somebody saw. */
export function caseMoved(state: Application, seen: number): boolean {
  return seen !== state.revision;
}

/**
 * Whether a stage can no longer be judged by the revision that somebody saw: the stage itself was completed or entered
 * since, or the case's state or papers changed. Stages of parallel branches do not disturb each other, nor does a longer
 * limit. A revision the case never had is stale too.
 */
export function stageMoved(state: Application, stage: string, seen: number): boolean {
  const open = state.stages.find((one) => one.key === stage);
  if (!open || seen > state.revision) return seen !== state.revision;
  return seen < open.since || seen < state.groundsSince;
}
