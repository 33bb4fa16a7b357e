import type { JsonObject } from '../platform/contract/json.ts';
import type { Commit, StoredEvent } from '../platform/contract/log.ts';
import type { Sealed } from '../platform/contract/vault.ts';

/**
 * The personal part of an event: one box, sealed for `data.subject` before the event reaches the log. Deciders put it
 * in open, readers find it sealed.
 */
export type Box<T extends object> = T | Sealed;

/** An event of a stream type: its shape by type and version. */
export interface DomainEvent {
  readonly type: string;
  readonly v: number;
  readonly data: object;
}

/** An event with the facts around it that folds may use. */
export type Happened<E extends DomainEvent> = E & {
  readonly at: string;
  readonly actor: string;
  readonly ordinal: number;
};

/** Everything the rest of the cloud needs to know of a kind of stream. */
export interface StreamType<E extends DomainEvent, State> {
  /** First part of the stream name. */
  readonly category: string;
  /** Current version of each event type. */
  readonly versions: { readonly [T in E['type']]: number };
  /** The personal fields of each event type: the only keys its box may have. */
  readonly personal: { readonly [T in E['type']]?: readonly string[] };
  /** `Type@v` -> data of version v + 1. */
  readonly upcasters?: { readonly [from: string]: (data: JsonObject) => JsonObject };
  readonly initial: State;
  evolve(state: State, event: Happened<E>): State;
}

/** The state after all commits of a stream (already upcast). */
export function fold<E extends DomainEvent, State>(type: StreamType<E, State>, commits: readonly Commit[]): State {
  let state = type.initial;
  for (const commit of commits) {
    for (const event of commit.events) {
      const happened = { ...event, at: commit.at, actor: commit.actor, ordinal: commit.ordinal };
      state = type.evolve(state, happened as unknown as Happened<E>);
    }
  }
  return state;
}

/** Lifts events to their current versions, one version at a time. Throws on an event newer than this code. */
export function upcastWith(types: readonly StreamType<DomainEvent, unknown>[]): (commit: Commit) => Commit {
  const versions = new Map<string, number>();
  const upcasters = new Map<string, (data: JsonObject) => JsonObject>();
  for (const type of types) {
    for (const [name, version] of Object.entries(type.versions)) versions.set(name, version as number);
    for (const [from, upcast] of Object.entries(type.upcasters ?? {})) upcasters.set(from, upcast);
  }
  const lift = (event: StoredEvent): StoredEvent => {
    const current = versions.get(event.type);
    if (current === undefined || event.v === current) return event;
    if (event.v > current) throw new Error(`${event.type} version ${event.v} is newer than this program`);
    let { v, data } = event;
    while (v < current) {
      const upcast = upcasters.get(`${event.type}@${v}`);
      if (!upcast) throw new Error(`no upcaster for ${event.type}@${v}`);
      data = upcast(data);
      v += 1;
    }
    return { type: event.type, v, data };
  };
  return (commit) =>
    commit.events.every((event) => (versions.get(event.type) ?? event.v) === event.v)
      ? commit
      : { ...commit, events: commit.events.map(lift) };
}

/** A wish that the business rules refuse: a code of docs/errors.md and a sentence for the person. */
export class Refusal extends Error {
  readonly code: string;
  readonly fields: readonly { readonly path: string; readonly code: string; readonly message: string }[] | undefined;
  constructor(code: string, message: string, fields?: Refusal['fields']) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.fields = fields;
  }
}
