import type { Box } from '../../events/stream.ts';
import type { Happening, NoticedStage } from '../../lowcode/flow/notices-due.ts';
import { stageKeyOf } from '../../lowcode/flow/walk.ts';

/** That a case came back to a stage, at each unit that is to do it again: `to` is the stage's key, or one unit's part of it. */
export function sentBack(to: string, entered: readonly NoticedStage[], reason: string): readonly Happening[] {
  return entered.flatMap((stage) =>
    stage.key === to || stageKeyOf(stage.key) === to ? [{ on: 'sentBack' as const, stage, reason }] : [],
  );
}

/** A box that was decided just now and is open still. */
export function unsealed<T extends object>(box: Box<T>): T {
  if (typeof box === 'string') throw new Error('sealed already');
  return box;
}
