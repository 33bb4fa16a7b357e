import type { DomainEvent } from '../events/stream.ts';
import type { JsonObject } from '../platform/contract/json.ts';
import type { PlacedEvent, View } from '../platform/contract/views.ts';

/** A placed event of a known stream type. */
export type Placed<E extends DomainEvent> = PlacedEvent & E;

/** Types a view's functions by the events it listens to; at run time they are the ones in `events`. */
export function view<Row extends object, E extends DomainEvent>(definition: {
  readonly name: string;
  readonly version: number;
  readonly rowsPerStream?: true;
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

/** A date so written that the newest sorts first: every digit by what it lacks to nine. */
export function newestFirst(date: string): string {
  return date.replaceAll(/[0-9]/g, (digit) => String(9 - Number(digit)));
}

/** The month of a date. */
export function month(date: string): string {
  return date.slice(0, 7);
}
