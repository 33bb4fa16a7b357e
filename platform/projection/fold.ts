import type { JsonObject } from '../contract/json.ts';
import type { Commit } from '../contract/log.ts';
import type { ParkedStream, PlacedEvent, Upcast, View } from '../contract/views.ts';
import { checkEntries, entriesOf } from './entries.ts';
import { checkKey, ViewError } from './keys.ts';

/** A row while a page is folded into it. Engines add what they need to write it. */
export interface Slot {
  readonly key: string;
  row: JsonObject | null;
  /** The row's index entries, as `entriesOf` gives them. */
  entries: readonly string[];
}

/** A commit as projections see it; `error` when its events could not be lifted. */
export interface Lifted {
  readonly commit: Commit;
  readonly error?: string;
}

/** A commit that touches rows of a view, or that could not be lifted or routed. */
export interface Routed extends Lifted {
  readonly touches: readonly { readonly event: PlacedEvent; readonly keys: readonly string[] }[];
}

/** Streams set aside, by name. A commit waits when it is not before the one that could not be applied. */
export type Parked = Map<string, ParkedStream>;

/** Whether a fold makes the index entries of rows, or only checks that they can be made. */
export type Entries = 'make' | 'check';

/** Lets an engine that writes row by row pass over what a row has seen already. */
export interface Marks<S extends Slot> {
  seen(slot: S, commit: Commit): boolean;
  /** The commit is folded into the slot, whole; `changed` when the row is another one now. */
  applied(slot: S, commit: Commit, changed: boolean): void;
}

/** Lifts a page of commits to the current versions of their events, once for all views. */
export function lift(upcast: Upcast, commits: readonly Commit[]): Lifted[] {
  return commits.map((commit) => {
    try {
      return { commit: upcast(commit) };
    } catch (error) {
      return { commit, error: describeError(error) };
    }
  });
}

/** Which rows of the view each commit touches. Commits that touch none are left out, waiting ones too. */
export function routePage(view: View, listens: ReadonlySet<string>, page: readonly Lifted[], parked: Parked): Routed[] {
  const routed: Routed[] = [];
  for (const lifted of page) {
    const { commit, error } = lifted;
    if (waits(parked, commit)) continue;
    if (error !== undefined) {
      routed.push({ commit, error, touches: [] });
      continue;
    }
    try {
      const touches = touchesOf(view, listens, commit);
      if (touches.length > 0) routed.push({ commit, touches });
    } catch (thrown) {
      routed.push({ commit, error: describeError(thrown), touches: [] });
    }
  }
  return routed;
}

function touchesOf(view: View, listens: ReadonlySet<string>, commit: Commit): Routed['touches'] {
  const touches: { event: PlacedEvent; keys: readonly string[] }[] = [];
  const { stream, ordinal, lane, position, actor, at, events } = commit;
  for (let index = 0; index < events.length; index++) {
    const event = events[index];
    if (event === undefined || !listens.has(event.type)) continue;
    const { type, v, data } = event;
    const placed: PlacedEvent = { type, v, data, stream, ordinal, index, lane, position, actor, at };
    let keys = view.route(placed);
    if (keys.length === 0) continue;
    if (keys.length > 1) keys = [...new Set(keys)];
    for (const key of keys) checkKey(view.name, key);
    touches.push({ event: placed, keys });
  }
  return touches;
}

/** The keys of all rows that a routed page may change. */
export function keysOf(page: readonly Routed[]): Set<string> {
  const keys = new Set<string>();
  for (const { touches } of page) for (const touch of touches) for (const key of touch.keys) keys.add(key);
  return keys;
}

/**
 * Folds a routed page into its rows (`slots` holds one for every key of `keysOf`), commit by commit: whole or not at all.
 * A commit that cannot be applied parks its stream: it is added to `parked`, and later commits of the stream wait.
 * Returns the commits that were applied and the streams that were parked.
 */
export function evolvePage<S extends Slot>(
  view: View,
  page: readonly Routed[],
  slots: ReadonlyMap<string, S>,
  parked: Parked,
  marks?: Marks<S>,
  entries: Entries = 'make',
): { applied: Routed[]; parked: ParkedStream[] } {
  const applied: Routed[] = [];
  const newlyParked: ParkedStream[] = [];
  for (const routed of page) {
    const { commit } = routed;
    if (waits(parked, commit)) continue;
    const error = routed.error ?? applyCommit(view, routed, slots, marks, entries);
    if (error === undefined) {
      applied.push(routed);
      continue;
    }
    const { stream, lane, position } = commit;
    const set = { stream, lane, position, error };
    parked.set(stream, set);
    newlyParked.push(set);
  }
  return { applied, parked: newlyParked };
}

/**
 * Folds commits that were applied already into one row again, after its store turned out to hold a newer one. Throws what `evolve`
 * throws.
 */
export function refold<S extends Slot>(view: View, slot: S, applied: readonly Routed[], marks: Marks<S>): void {
  const slots = new Map([[slot.key, slot]]);
  for (const { commit, touches } of applied) {
    const mine = touches
      .filter(({ keys }) => keys.includes(slot.key))
      .map(({ event }) => ({ event, keys: [slot.key] }));
    if (mine.length === 0) continue;
    const error = applyCommit(view, { commit, touches: mine }, slots, marks, 'make');
    if (error !== undefined) throw new ViewError(`view ${view.name}: ${error}`);
  }
}

/** Applies one commit to all its rows, or to none: then the reason is returned. */
function applyCommit<S extends Slot>(
  view: View,
  { commit, touches }: Routed,
  slots: ReadonlyMap<string, S>,
  marks: Marks<S> | undefined,
  entries: Entries,
): string | undefined {
  // Mostly one: a list is quicker than a map, and this runs for every commit.
  const before: { slot: S; row: JsonObject | null; entries: readonly string[] }[] = [];
  try {
    for (const { event, keys } of touches) {
      for (const key of keys) {
        const slot = slots.get(key);
        if (slot === undefined) throw new ViewError(`view ${view.name}: row was not loaded: ${key}`);
        if (marks?.seen(slot, commit)) continue;
        if (!before.some((old) => old.slot === slot)) before.push({ slot, row: slot.row, entries: slot.entries });
        const next = view.evolve(slot.row, event, key);
        if (next === null || (typeof next === 'object' && !Array.isArray(next))) slot.row = next;
        else throw new ViewError(`view ${view.name}: evolve gave no row`);
      }
    }
    for (const { slot, row } of before) {
      if (slot.row === row) continue;
      if (slot.row === null) slot.entries = [];
      else if (entries === 'make') slot.entries = entriesOf(view, slot.row, slot.key);
      else checkEntries(view, slot.row, slot.key);
    }
  } catch (error) {
    for (const old of before) {
      old.slot.row = old.row;
      old.slot.entries = old.entries;
    }
    return describeError(error);
  }
  if (marks) for (const { slot, row } of before) marks.applied(slot, commit, slot.row !== row);
  return undefined;
}

/** Whether a commit has to wait with its stream. */
export function waits(parked: Parked, commit: Commit): boolean {
  if (parked.size === 0) return false;
  const set = parked.get(commit.stream);
  return set !== undefined && commit.position >= set.position;
}

/** One line about what went wrong, without a stack. */
export function describeError(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 300);
}
