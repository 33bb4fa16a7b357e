import { decodeCommit } from '../contract/encode.ts';
import type { Commit, LanePage, StreamPage } from '../contract/log.ts';
import { bin, commitKey, entryKey, type Item, keyText, lanePk, num, streamPk } from './log.items.ts';
import type { Store } from './log.store.ts';

/** See `Log.read`. One consistent query; throws when a commit of the stream is missing. */
export async function readStream(store: Store, stream: string): Promise<StreamPage> {
  const commits: Commit[] = [];
  let start: Item | undefined;
  do {
    const page = await store.query(streamPk(stream), { prefix: 'c#', ...(start ? { start } : {}) });
    for (const item of page.items) {
      const commit = decodeCommit(bytesOf(item), num(item.l), num(item.p));
      if (commit.ordinal !== commits.length)
        throw new Error(`commit ${commits.length} of ${stream} is missing: repair the log`);
      commits.push(commit);
    }
    start = page.next;
  } while (start);
  const last = commits.at(-1);
  return { commits, token: last && { lane: last.lane, ordinal: last.ordinal } };
}

type LaneCommit = LanePage['commits'][number];

/** Bytes of one page at most; the reader sees by `head` that there is more. */
const PAGE_BYTES = 8_000_000;
/** A transaction becomes visible item by item within milliseconds: looks at a gap before the page ends there, and the first wait. */
const LOOKS = 4;
const LOOK_AGAIN_MS = 10;

/** See `Log.readLane`. */
export async function readLane(store: Store, lane: number, after: number, limit: number): Promise<LanePage> {
  for (let look = 1; ; look++) {
    const { entries, head } = await readEntries(store, lane, after, limit);
    const commits = await resolve(store, lane, after, entries);
    // Only a gap at the very start leaves the reader with nothing: wait for it. Otherwise the next page meets it.
    if (entries.length === 0 || commits.length > 0 || look === LOOKS) return { commits, head };
    await new Promise((wake) => setTimeout(wake, LOOK_AGAIN_MS * 2 ** look));
  }
}

async function readEntries(
  store: Store,
  lane: number,
  after: number,
  limit: number,
): Promise<{ entries: Item[]; head: number }> {
  const entries: Item[] = [];
  let start: Item | undefined;
  let size = 0;
  do {
    const from = start ? { start } : {};
    const above = entryKey(lane, after).sk.S;
    const page = await store.query(lanePk(lane), { above, limit: limit - entries.length, ...from });
    for (const item of page.items) size += bin(item.b)?.length ?? 0;
    entries.push(...page.items);
    start = page.next;
  } while (start && entries.length < limit && size < PAGE_BYTES);
  const last = Number(entries.at(-1)?.sk?.S ?? after);
  if (!start) return { entries, head: entries.length > 0 ? last : await headOf(store, lane, after) };
  return { entries, head: Number((await store.tail(lane))?.sk?.S ?? last) };
}

/** The head of a lane that showed nothing after a position: usually the position itself, less when the reader is ahead. */
async function headOf(store: Store, lane: number, after: number): Promise<number> {
  if (after === 0) return 0;
  return Number((await store.tail(lane))?.sk?.S ?? 0);
}

/** The commits of the entries, up to the first that is missing or whose commit is not there. */
async function resolve(store: Store, lane: number, after: number, entries: readonly Item[]): Promise<LaneCommit[]> {
  const commits: LaneCommit[] = [];
  let size = 0;
  for (let start = 0; start < entries.length; start += 100) {
    const part = entries.slice(start, start + 100);
    const apart = part.filter((entry) => !entry.b);
    const found = await store.getMany(apart.map(commitKeyOf));
    for (const entry of part) {
      const position = Number(entry.sk?.S);
      const bytes = bin(entry.b) ?? bin(found.get(keyText(commitKeyOf(entry)))?.b);
      if (position !== after + commits.length + 1 || !bytes) return commits;
      commits.push({ ...decodeCommit(bytes, lane, position), bytes, hash: bin(entry.h) as Uint8Array });
      size += bytes.length;
    }
    if (size > PAGE_BYTES) return commits;
  }
  return commits;
}

export const commitKeyOf = (entry: Item) => commitKey(entry.s?.S ?? '', num(entry.o));

function bytesOf(item: Item): Uint8Array {
  const bytes = bin(item.b);
  if (!bytes) throw new Error(`item without bytes: ${item.pk?.S} ${item.sk?.S}`);
  return bytes;
}

/** The last position of each lane, sixteen questions at a time. */
export async function heads(store: Store, lanes: number): Promise<number[]> {
  const all = new Array<number>(lanes).fill(0);
  let next = 0;
  const ask = async () => {
    for (let lane = next++; lane < lanes; lane = next++) all[lane] = Number((await store.tail(lane))?.sk?.S ?? 0);
  };
  await Promise.all(Array.from({ length: Math.min(16, lanes) }, ask));
  return all;
}
