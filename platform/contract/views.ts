import type { Json, JsonObject } from './json.ts';
import type { Commit, StoredEvent } from './log.ts';

/** An event with where it stands; what projections route and evolve by. Already upcast. */
export interface PlacedEvent extends StoredEvent {
  readonly stream: string;
  readonly ordinal: number;
  /** Index of the event in its commit. */
  readonly index: number;
  readonly lane: number;
  readonly position: number;
  readonly actor: string;
  readonly at: string;
}

/**
 * A read model. `evolve` is pure: a row depends on its former self and the event, on nothing else (no clock, no random,
 * no other row). A field is written by events of one stream only; aggregate rows carry the lane in their key.
 */
export interface View<Row extends JsonObject = JsonObject> {
  readonly name: string;
  /** Raised when rows of the old code would be wrong: the view is then rebuilt beside the live one. */
  readonly version: number;
  /** Each row comes from the events of one stream alone: several threads may then build the view, each from its streams. */
  readonly rowsPerStream?: true;
  /** Event types it listens to. */
  readonly events: readonly string[];
  /** The keys of the rows that the event touches; [] for none. */
  route(event: PlacedEvent): readonly string[];
  /** The row after the event; null when it is gone. */
  evolve(row: Row | null, event: PlacedEvent, key: string): Row | null;
  /** The row's entries in the declared indexes. */
  readonly indexes?: { readonly [index: string]: IndexOf<Row> };
}

/** The entries of a row in one index; a method type, so that views of different rows fit one list. */
export type IndexOf<Row> = { entries(row: Row, key: string): readonly IndexEntry[] }['entries'];

/** A place in an index: `partition` is asked for exactly, `sort` orders within it (plain code-unit order). */
export interface IndexEntry {
  readonly partition: string;
  readonly sort: string;
}

/** Reading views. Every answer comes from the live version of the view. */
export interface ViewReader {
  get<Row extends JsonObject>(view: View<Row>, key: string): Promise<Row | null>;
  /** Rows in the order of the keys asked, null where there is none. */
  getMany<Row extends JsonObject>(view: View<Row>, keys: readonly string[]): Promise<(Row | null)[]>;
  /** One page of an index, by keyset; no total count. */
  list<Row extends JsonObject>(view: View<Row>, query: ListQuery): Promise<ListPage<Row>>;
  /** All rows by key order, by pages: for aggregates, exports and rebuild comparison. */
  scan<Row extends JsonObject>(
    view: View<Row>,
    options?: { prefix?: string; afterKey?: string; limit?: number },
  ): Promise<ScanPage<Row>>;
  /** Resolves true when the live view has seen the position, false when `timeoutMs` (default 5000) passed first. */
  waitFor(view: View, position: { lane: number; position: number }, timeoutMs?: number): Promise<boolean>;
  /** Changes whenever the view may have changed; cheap. For caches. */
  revision(view: View): Promise<string>;
}

export interface ListQuery {
  readonly index: string;
  readonly partition: string;
  /** Inclusive bounds on `sort`; `prefix` is a shorthand for both. */
  readonly from?: string;
  readonly to?: string;
  readonly prefix?: string;
  readonly descending?: boolean;
  readonly limit: number;
  /** Opaque, from a former page's entry. */
  readonly after?: string;
}

export interface ListPage<Row> {
  readonly entries: readonly { readonly key: string; readonly row: Row; readonly cursor: string }[];
  readonly more: boolean;
}

export interface ScanPage<Row> {
  readonly rows: readonly { readonly key: string; readonly row: Row }[];
  /** Key to go on after; undefined at the end. */
  readonly next: string | undefined;
}

/** Keeping views up to date. Any number of runners may work at once. */
export interface ViewRunner {
  /** Brings the given views (all when absent) up to the log's heads, of the given lanes (all when absent); resolves when caught up. */
  catchUp(views?: readonly string[], lanes?: readonly number[]): Promise<void>;
  /** Builds `name@next` beside the live one, then switches; resolves after the switch. */
  rebuild(name: string): Promise<RebuildReport>;
  status(): Promise<readonly ViewStatus[]>;
  /** Tries parked streams again; returns how many came free. */
  redrive(name?: string): Promise<number>;
  /** Keeps running on hints and sweeps until closed. */
  start(): void;
  close(): Promise<void>;
}

export interface ViewStatus {
  readonly name: string;
  readonly version: number;
  /** Which build of the view is live. */
  readonly build: string;
  /** Commits not yet seen, summed over lanes. */
  readonly behind: number;
  readonly rows: number;
  /** Streams set aside because an event could not be applied: later commits of that stream wait with it. */
  readonly parked: readonly ParkedStream[];
}

export interface ParkedStream {
  readonly stream: string;
  readonly lane: number;
  readonly position: number;
  readonly error: string;
}

export interface RebuildReport {
  readonly name: string;
  readonly events: number;
  readonly rows: number;
  readonly seconds: number;
}

/** Lifts a stored commit's events to their current versions; identity for unknown types. */
export type Upcast = (commit: Commit) => Commit;

/** JSON with sorted keys (those that look like array indexes first): equal values have equal text. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(withSortedKeys(value));
}

/** The value itself where its keys are in order. */
function withSortedKeys(value: Json): Json {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    let copy: Json[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const each = value[i] as Json;
      const sorted = withSortedKeys(each);
      if (sorted === each) continue;
      copy ??= value.slice();
      copy[i] = sorted;
    }
    return copy ?? value;
  }
  const object = value as JsonObject;
  const keys = Object.keys(object);
  let same = keys.every((key, i) => i === 0 || (keys[i - 1] as string) < key);
  if (!same) keys.sort();
  const copy: Record<string, Json> = {};
  for (const key of keys) {
    const each = object[key] as Json;
    const sorted = withSortedKeys(each);
    if (sorted !== each) same = false;
    // Assigned, this one would not become a key.
    if (key === '__proto__') Object.defineProperty(copy, key, { value: sorted, enumerable: true });
    else copy[key] = sorted;
  }
  return same ? value : copy;
}
