import { isDeepStrictEqual } from 'node:util';
import type { FlowState, OpenStage } from '../../lowcode/flow/definition.ts';

/**
 * What an action changed in a flow. A matter may be open at hundreds of units at once, so its events say only what is
 * different: the whole state in each of them would grow with the square of the units.
 */
export interface FlowChange extends Omit<FlowState, 'open' | 'done'> {
  /** Stages that are open no longer. */
  readonly closed: readonly string[];
  /** Places, in the list of what was done, of what is to be done again. */
  readonly undone: readonly number[];
  readonly done: FlowState['done'];
}

/** The change from one state to the next; the stages that were `entered` are told by an event of their own. */
export function flowChange(before: FlowState, after: FlowState, entered: readonly OpenStage[]): FlowChange {
  const { open, done, ...rest } = after;
  const stays = open.slice(0, open.length - entered.length);
  const left = new Set(stays.map(({ key }) => key));
  const closed = before.open.flatMap(({ key }) => (left.has(key) ? [] : [key]));
  let kept = 0;
  const undone = before.done.flatMap((one, place) => {
    if (!isDeepStrictEqual(one, done[kept])) return [place];
    kept += 1;
    return [];
  });
  return { ...rest, closed, undone, done: done.slice(kept) };
}

/** The state after a change, before the stages that come with it are entered. */
export function changed(before: FlowState, { closed, undone, done, ...rest }: FlowChange): FlowState {
  const [gone, again] = [new Set(closed), new Set(undone)];
  return {
    ...rest,
    open: before.open.filter(({ key }) => !gone.has(key)),
    done: [...before.done.filter((_, place) => !again.has(place)), ...done],
  };
}
