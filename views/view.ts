import type { DomainEvent } from '../events/stream.ts';
import type { JsonObject } from '../platform/contract/json.ts';
import type { PlacedEvent, View } from '../platform/contract/views.ts';

/** A placed event of a known stream type. */
export type Placed<E extends DomainEvent> = PlacedEvent & E;

/** Types a view's functions by the events it listens to; at run time they are the ones in `events`. */
export function view<Row extends object, E extends DomainEvent>(definition: {
  readonly name: string;
  readonly version: number;
  readonly events: readonly E['type'][];
  route(event: Placed<E>): readonly string[];
  evolve(row: Row | null, event: Placed<E>, key: string): Row | null;
  readonly indexes?: {
    readonly [index: string]: (row: Row, key: string) => readonly { partition: string; sort: string }[];
  };
}): View<Row & JsonObject> {
  return definition as unknown as View<Row & JsonObject>;
}

/** The id within a stream name. */
export function idOf(stream: string): string {
  return stream.slice(stream.indexOf('/') + 1);
}

/** Sorts the newest first: the complement of a text of digits, dashes, colons and letters. */
export function month(date: string): string {
  return date.slice(0, 7);
}
