import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../contract/json.ts';
import type { Appended, Commit, Log, StoredEvent } from '../contract/log.ts';
import type { Domain } from '../contract/platform.ts';
import { canonicalJson, type PlacedEvent, type Upcast, type View, type ViewReader } from '../contract/views.ts';
import { entriesOf, splitEntry } from '../projection/entries.ts';

/** Bodies of the fixture's events; every one names its unit, so that routing needs nothing else. */
export interface CaseData {
  readonly unit: string;
  readonly person?: string;
  readonly title?: string;
  /** An event that cannot be applied for as long as `Poison` holds this name. */
  readonly poison?: string;
  readonly [other: string]: string | number | undefined;
}

/** What cannot be applied now; taking a name out is the repaired code. */
export type Poison = Set<string>;

function guard(poison: Poison, event: PlacedEvent): CaseData {
  const data = event.data as unknown as CaseData;
  if (data.poison !== undefined && poison.has(data.poison)) throw new Error(`cannot apply ${data.poison}`);
  return data;
}

const EVENTS = ['Opened', 'Titled', 'Moved', 'Closed'];

/** One row a stream; deleted when the case is closed, and made again when it is opened again. */
export function casesView(poison: Poison = new Set(), version = 1): View {
  return {
    name: 'cases',
    version,
    events: EVENTS,
    route: (event) => [event.stream],
    evolve(row, event): JsonObject | null {
      const data = guard(poison, event);
      if (event.type === 'Closed') return null;
      if (event.type === 'Opened') return { unit: data.unit, title: data.title ?? '', steps: 1, version };
      if (row === null) return null;
      const steps = Number(row.steps) + 1;
      return event.type === 'Moved' ? { ...row, steps, unit: data.unit } : { ...row, steps, title: data.title ?? '' };
    },
    indexes: {
      byUnit: (row, key) => [{ partition: String(row.unit), sort: String(row.title) + key.slice(-3) }],
      all: (row) => [
        { partition: 'all', sort: String(row.title) },
        { partition: Number(row.steps) % 2 === 0 ? 'even' : 'odd', sort: String(row.steps).padStart(4, '0') },
      ],
    },
  };
}

/** Rows fed by several streams, of several lanes: each stream writes a field of its own. */
export function peopleView(poison: Poison = new Set()): View {
  return {
    name: 'people',
    version: 1,
    events: EVENTS,
    route: ({ data }) => (typeof data.person === 'string' ? [data.person, `everyone`] : []),
    evolve(row, event) {
      guard(poison, event);
      const { [event.stream]: mine, ...others } = row ?? {};
      if (event.type !== 'Closed') return { ...others, [event.stream]: Number(mine ?? 0) + 1 };
      return Object.keys(others).length === 0 ? null : others;
    },
    indexes: { bySize: (row) => [{ partition: 'size', sort: String(Object.keys(row).length) }] },
  };
}

/** Aggregates: the lane is in the key, readers sum. */
export function tallyView(poison: Poison = new Set()): View {
  return {
    name: 'tally',
    version: 1,
    events: EVENTS,
    route: (event) => [`${String(event.data.unit)}/${event.lane}`],
    evolve(row, event) {
      guard(poison, event);
      return { ...row, events: Number(row?.events ?? 0) + 1, [event.type]: Number(row?.[event.type] ?? 0) + 1 };
    },
  };
}

/** Version 1 of `Titled` called its field `name`, and `Opened` was called `Begun`. */
export const upcast: Upcast = (commit) => ({
  ...commit,
  events: commit.events.map((event): StoredEvent => {
    if (event.type === 'Begun') return { ...event, type: 'Opened', v: 2 };
    if (event.type === 'Unliftable') throw new Error('no upcaster');
    if (event.type !== 'Titled' || event.v > 1) return event;
    const { name, ...rest } = event.data;
    return { type: 'Titled', v: 2, data: { ...rest, title: name ?? '' } };
  }),
});

export function fixture(poison: Poison = new Set()): Domain & { readonly views: readonly [View, View, View] } {
  return { views: [casesView(poison), peopleView(poison), tallyView(poison)], upcast };
}

export const UNITS = ['gate', 'river', 'hill'];
export const PERSONS = ['li', 'wang'];
/** Every partition that an entry of the fixture's indexes can be in. */
const PARTITIONS = [...UNITS, 'all', 'even', 'odd', 'size', 'never'];

/** Appends events to a stream wherever it is now. */
export async function append(log: Log, stream: string, ...events: [string, CaseData][]): Promise<Appended> {
  const { token } = await log.read(stream);
  return log.append({
    commandId: randomUUID(),
    actor: 'tester',
    at: '2026-01-05T01:02:03.000Z',
    streams: [
      {
        stream,
        after: token ?? 'new',
        events: events.map(([type, data]) => ({ type, v: 2, data: data as JsonObject })),
      },
    ],
  });
}

/** All commits of all lanes, lane after lane: one of the orders that views must not depend on. */
export async function commitsOf(log: Log): Promise<Commit[]> {
  const commits: Commit[] = [];
  for (let lane = 0; lane < log.lanes; lane++) {
    for (let after = 0; ; ) {
      const page = await log.readLane(lane, after);
      const last = page.commits.at(-1);
      if (last === undefined) break;
      commits.push(...page.commits);
      after = last.position;
    }
  }
  return commits;
}

/** What a view must hold: a straight fold in memory, without pages, runners or parking. */
export function foldAll(view: View, commits: readonly Commit[]): string {
  const rows = new Map<string, JsonObject>();
  for (const stored of commits) {
    const { stream, ordinal, lane, position, actor, at, events } = upcast(stored);
    for (const [index, event] of events.entries()) {
      if (!view.events.includes(event.type)) continue;
      const placed = { ...event, stream, ordinal, index, lane, position, actor, at };
      for (const key of view.route(placed)) {
        const row = view.evolve(rows.get(key) ?? null, placed, key);
        if (row === null) rows.delete(key);
        else rows.set(key, row);
      }
    }
  }
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, row]) => canonicalJson([key, row]))
    .join('\n');
}

/** All rows of a view by key, a line of canonical JSON each: equal views have equal dumps. */
export async function dumpView(views: ViewReader, view: View): Promise<string> {
  const lines: string[] = [];
  for (let afterKey: string | undefined; ; ) {
    const page = await views.scan(view, { limit: 100, ...(afterKey === undefined ? {} : { afterKey }) });
    for (const { key, row } of page.rows) lines.push(canonicalJson([key, row]));
    if (page.next === undefined) return lines.join('\n');
    afterKey = page.next;
  }
}

/** The whole of every index as lists give it, a line an entry. */
export async function dumpIndexes(views: ViewReader, view: View): Promise<string[]> {
  const lines: string[] = [];
  for (const index of Object.keys(view.indexes ?? {})) {
    for (const partition of PARTITIONS) {
      for (let after: string | undefined; ; ) {
        const page = await views.list(view, { index, partition, limit: 70, ...(after ? { after } : {}) });
        for (const { key, row } of page.entries) lines.push(canonicalJson([index, partition, key, row]));
        after = page.entries.at(-1)?.cursor;
        if (!page.more || after === undefined) break;
      }
    }
  }
  return lines;
}

/** What `dumpIndexes` must give, derived from the rows. */
export async function expectedIndexes(views: ViewReader, view: View): Promise<string[]> {
  const entries: { index: string; partition: string; sort: string; key: string; row: JsonObject }[] = [];
  for (const line of (await dumpView(views, view)).split('\n').filter((text) => text !== '')) {
    const [key, row] = JSON.parse(line) as [string, JsonObject];
    for (const entry of entriesOf(view, row, key)) entries.push({ ...splitEntry(entry), key, row });
  }
  const lines: string[] = [];
  for (const index of Object.keys(view.indexes ?? {})) {
    for (const partition of PARTITIONS) {
      const found = entries.filter((entry) => entry.index === index && entry.partition === partition);
      found.sort((a, b) => (a.sort === b.sort ? (a.key < b.key ? -1 : 1) : a.sort < b.sort ? -1 : 1));
      for (const { key, row } of found) lines.push(canonicalJson([index, partition, key, row]));
    }
  }
  return lines;
}
