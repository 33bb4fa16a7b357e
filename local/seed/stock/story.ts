import type { DomainEvent, Happened, StreamType } from '../../../events/stream.ts';
import type { GuardChange } from '../../../platform/contract/log.ts';
import { instantOf } from './moment.ts';

/** One commit of a story: what somebody did at a moment, with events that are not yet sealed. */
export interface Step {
  readonly commandId: string;
  readonly actor: string;
  /** UTC instant. */
  readonly at: string;
  /** The story's own stream first; a stream beside it is begun by the step. */
  readonly streams: readonly {
    readonly stream: string;
    readonly ordinal: number;
    readonly events: readonly DomainEvent[];
  }[];
  readonly guards: readonly GuardChange[];
}

/** A file that a story's events speak of. */
export interface StoryFile {
  readonly key: string;
  readonly subject: string;
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** The whole history of one stream, told from its beginning. */
export interface Story {
  readonly stream: string;
  readonly steps: readonly Step[];
  readonly files: readonly StoryFile[];
}

export interface Beside {
  readonly guards?: readonly GuardChange[];
  readonly begins?: { readonly stream: string; readonly events: readonly DomainEvent[] };
}

/** Tells the story of a stream through its decider: every step decides on what the steps before have led to. */
export interface Teller<E extends DomainEvent, State> {
  readonly stream: string;
  readonly state: State;
  /** `name` is the step's part of the command id. A decision without events adds nothing. */
  tell(name: string, actor: string, local: string, decide: (state: State) => readonly E[], beside?: Beside): void;
  story(files?: readonly StoryFile[]): Story;
}

/** Begins a story; `command` is what all its command ids begin with. */
export function tellerOf<E extends DomainEvent, State>(
  type: StreamType<E, State>,
  id: string,
  command: string,
): Teller<E, State> {
  const stream = `${type.category}/${id}`;
  const steps: Step[] = [];
  let state = type.initial;
  return {
    stream,
    get state() {
      return state;
    },
    tell(name, actor, local, decide, { guards = [], begins } = {}) {
      const events = decide(state);
      if (events.length === 0) return;
      const at = instantOf(local);
      const ordinal = steps.length;
      for (const event of events) state = type.evolve(state, { ...event, at, actor, ordinal } as Happened<E>);
      const streams = [{ stream, ordinal, events }, ...(begins ? [{ ...begins, ordinal: 0 }] : [])];
      steps.push({ commandId: `${command}/${name}`, actor, at, streams, guards });
    },
    story: (files = []) => ({ stream, steps, files }),
  };
}
