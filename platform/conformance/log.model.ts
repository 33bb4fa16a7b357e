import { laneOf } from '../contract/encode.ts';
import {
  type Append,
  type Appended,
  ConflictError,
  GuardError,
  type Position,
  type StoredEvent,
  type StreamAppend,
} from '../contract/log.ts';

interface ModelCommit extends Position {
  readonly commandId: string;
  readonly events: readonly StoredEvent[];
}

/** The log as the contract means it, in memory and one thing at a time: what random histories are compared with. */
export class LogModel {
  readonly streams = new Map<string, ModelCommit[]>();
  readonly heads: number[];
  readonly #guards = new Map<string, string>();

  constructor(heads: readonly number[]) {
    this.heads = [...heads];
  }

  append({ commandId, streams, guards = [] }: Append): Appended {
    const [first] = streams as [StreamAppend, ...StreamAppend[]];
    if (this.#seen(first.stream, commandId) !== undefined) {
      const commits = streams.flatMap(({ stream }) => this.#seen(stream, commandId) ?? []);
      return { commits: commits.map(position), repeated: true };
    }
    for (const { stream, after } of streams) {
      const length = this.streams.get(stream)?.length ?? 0;
      const expected = after === 'new' ? 0 : after.ordinal + 1;
      if (length !== expected) throw new ConflictError(stream);
    }
    for (const { guard, owner } of guards) {
      const holder = this.#guards.get(guard);
      if (holder !== undefined && holder !== owner) throw new GuardError(guard, holder);
    }
    const created = this.streams.get(first.stream)?.[0]?.lane ?? laneOf(first.stream, this.heads.length);
    const commits = streams.map(({ stream, events }) => {
      const history = this.streams.get(stream) ?? [];
      this.streams.set(stream, history);
      const lane = history[0]?.lane ?? created;
      const at = (this.heads[lane] ?? 0) + 1;
      this.heads[lane] = at;
      const commit = { stream, ordinal: history.length, lane, position: at, commandId, events };
      history.push(commit);
      return commit;
    });
    for (const { guard, change, owner } of guards) {
      if (change === 'take') this.#guards.set(guard, owner);
      else this.#guards.delete(guard);
    }
    return { commits: commits.map(position), repeated: false };
  }

  #seen(stream: string, commandId: string): ModelCommit | undefined {
    return this.streams.get(stream)?.find((commit) => commit.commandId === commandId);
  }
}

function position({ stream, ordinal, lane, position }: ModelCommit): Position {
  return { stream, ordinal, lane, position };
}
