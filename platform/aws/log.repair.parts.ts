import { decodeCommit } from '../contract/encode.ts';
import type { GuardChange, Position } from '../contract/log.ts';
import { bin, type Item, lanePk, num, positionOf, streamPk, wholeOf } from './log.items.ts';
import type { Store } from './log.store.ts';

/** What is left of one commit. */
export interface Part {
  readonly at: Position;
  readonly commit: Item | undefined;
  readonly entry: Item | undefined;
  readonly command: Item | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly commandId: string | undefined;
}

/** What is left of one append. */
export interface Half {
  readonly parts: readonly Part[];
  readonly guards: readonly GuardChange[];
  readonly guardsWrong: boolean;
}

export const nameOf = (at: Position): string => `${at.stream} ${at.ordinal}`;

/** Gathers what is left of the append that a position was part of: all its commits, as far as any item still names them. */
export async function gather(store: Store, at: Position): Promise<Half> {
  const first = await gatherPart(store, at);
  const named = [first.commit, first.command].map((item) => item && wholeOf(item)).find((whole) => whole);
  if (!named) return { parts: [first], guards: [], guardsWrong: false };
  const others = named.commits.filter((each) => nameOf(each) !== nameOf(at));
  const parts = [first];
  for (const each of others) parts.push(await gatherPart(store, each));
  return { parts, guards: named.guards, guardsWrong: false };
}

/** The same append as it is now: an earlier step of the repair may have changed it. */
export async function wholeHalf(store: Store, half: Half): Promise<Half> {
  const now = await gather(store, (half.parts[0] as Part).at);
  const seen = new Set(now.parts.map((part) => nameOf(part.at)));
  const rest = half.parts.filter((part) => !seen.has(nameOf(part.at)));
  const guards = now.guards.length > 0 ? now.guards : half.guards;
  return { parts: [...now.parts, ...rest], guards, guardsWrong: guards.length > 0 && (await isLast(store, now.parts)) };
}

async function gatherPart(store: Store, at: Position): Promise<Part> {
  const items = await streamItems(store, at.stream);
  const commit = items.find((item) => item.b && Number(item.sk?.S?.slice(2)) === at.ordinal);
  const command = items.find((item) => item.o && num(item.o) === at.ordinal);
  const there = await store.entry(at.lane, at.position);
  const entry = there?.s?.S === at.stream && num(there?.o) === at.ordinal ? there : undefined;
  const bytes = bin(commit?.b) ?? bin(entry?.b);
  const commandId = bytes ? decodeCommit(bytes, at.lane, at.position).commandId : command?.sk?.S?.slice(2);
  return { at, commit, entry, command, bytes, commandId };
}

async function streamItems(store: Store, stream: string): Promise<Item[]> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await store.query(streamPk(stream), start ? { start } : {});
    items.push(...page.items);
    start = page.next;
  } while (start);
  return items;
}

/**
 * True when nothing came after in the streams of an append: then its guards must be as it left them. A guard is released by a
 * later commit of a stream that was there when it was taken.
 */
export async function isLast(store: Store, parts: readonly { readonly at: Position }[]): Promise<boolean> {
  for (const { at } of parts) {
    const { items } = await store.query(streamPk(at.stream), { prefix: 'c#', descending: true, limit: 1 });
    if (items[0] && positionOf(items[0]).ordinal > at.ordinal) return false;
  }
  return true;
}

/** An append and every append that came after it in a lane or a stream of one in the list. */
export async function closure(store: Store, half: Half): Promise<Half[]> {
  const all: Half[] = [];
  const seen = new Set<string>();
  const queue: Position[] = half.parts.map((part) => part.at);
  for (let at = queue.shift(); at; at = queue.shift()) {
    if (seen.has(nameOf(at))) continue;
    const found = await gather(store, at);
    all.push(found);
    for (const part of found.parts) {
      seen.add(nameOf(part.at));
      queue.push(...(await after(store, part.at)));
    }
  }
  return all;
}

async function after(store: Store, at: Position): Promise<Position[]> {
  const later: Position[] = [];
  let start: Item | undefined;
  do {
    const above = String(at.position).padStart(12, '0');
    const page = await store.query(lanePk(at.lane), { above, ...(start ? { start } : {}) });
    for (const entry of page.items) later.push(entryPosition(entry));
    start = page.next;
  } while (start);
  const commits = (await streamItems(store, at.stream)).filter((item) => item.b).map(positionOf);
  return [...later, ...commits.filter((each) => each.ordinal > at.ordinal)];
}

export function entryPosition(entry: Item): Position {
  const lane = Number(entry.pk?.S?.slice(2));
  return { stream: entry.s?.S ?? '', ordinal: num(entry.o), lane, position: Number(entry.sk?.S) };
}
