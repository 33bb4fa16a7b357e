import type { StreamType } from '../stream.ts';

/**
 * Stream `number/<region>/<system>/<numbering>/<series>/<n>`: one official number (文号) that was given, for ever; of the
 * documents of cases `system` is `application`, `numbering` the deciding unit. It is created in the commit in which the
 * matter or case gets it; since a stream is created once, a number is given once, and
 * since nobody takes `n` before `n - 1` is there, none is left out.
 */
export const category = 'number';

export interface GivenNumber {
  readonly region: string;
  readonly system: string;
  readonly numbering: string;
  /** The official number with `{n}` for the serial: what is counted in. */
  readonly series: string;
  readonly n: number;
  readonly official: string;
  /** Stream of the matter or case that has it. */
  readonly matter: string;
  readonly today: string;
}

export interface NumberEvent {
  readonly type: 'NumberGiven';
  readonly v: 1;
  readonly data: GivenNumber;
}

export const number: StreamType<NumberEvent, GivenNumber | null> = {
  category,
  versions: { NumberGiven: 1 },
  personal: {},
  initial: null,
  evolve: (state, event) => state ?? event.data,
};

/** Gives a number that nobody has; nothing when it was given. */
export function give(state: GivenNumber | null, wish: GivenNumber): NumberEvent[] {
  return state ? [] : [{ type: 'NumberGiven', v: 1, data: wish }];
}
