import { chainHash, GENESIS } from '../contract/encode.ts';
import type { Position } from '../contract/log.ts';
import { itemsOf } from './log.append.ts';
import { guardItem, guardKey, type Item, type Key, keyOf, keyText } from './log.items.ts';
import { findHalves } from './log.repair.find.ts';
import { closure, type Half, type Part, wholeHalf } from './log.repair.parts.ts';
import type { Store } from './log.store.ts';
import { tailOf } from './log.tails.ts';

/**
 * See `Log.repair`. A restored table may hold some items of an append and lack others. What can be completed from the
 * items that are there is completed; an append with a commit whose bytes are nowhere is removed whole, with whatever came
 * after it in its lanes and streams. Reads the whole table twice; nobody may write meanwhile.
 */
export async function repair(store: Store, entryRoom: number): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const halves = await findHalves(store);
    if (halves.length === 0) return done;
    let progress = false;
    const stuck: Half[] = [];
    for (const half of halves) {
      const lines = await complete(store, entryRoom, await wholeHalf(store, half));
      if (lines) {
        done.push(...lines);
        progress = true;
      } else stuck.push(half);
    }
    // Completing one may have given another the entry that it follows: look again before removing.
    if (!progress && stuck[0]) done.push(...(await remove(store, await closure(store, stuck[0]))));
  }
}

/** Puts what is missing; undefined when bytes or a preceding entry are missing, and nothing is written. */
async function complete(store: Store, entryRoom: number, half: Half): Promise<string[] | undefined> {
  const parts = [...half.parts].sort((a, b) => a.at.position - b.at.position);
  const hashes = new Map<string, Uint8Array>();
  const puts: Item[] = [];
  for (const part of parts) {
    const { at, bytes, commandId } = part;
    if (!bytes || commandId === undefined) return undefined;
    const hash = part.entry ? tailOf(part.entry).hash : await nextHash(store, at, bytes, hashes);
    if (!hash) return undefined;
    hashes.set(`${at.lane}/${at.position}`, hash);
    const whole =
      parts.length > 1 || half.guards.length > 0
        ? { commits: parts.map((each) => each.at), guards: half.guards }
        : undefined;
    const [commit, entry, command] = itemsOf({ entryRoom }, commandId, 'repaired', at, bytes, hash, whole);
    if (!part.commit) puts.push(commit);
    if (!part.entry) puts.push(entry);
    if (!part.command) puts.push(command);
  }
  for (const item of puts) await store.put(item);
  const guards = half.guardsWrong ? await applyGuards(store, half) : [];
  return [...puts.map((item) => `completed ${describe(item)}`), ...guards];
}

/** The hash of an entry to be made; undefined when its place is taken or the entry before it is missing. */
async function nextHash(
  store: Store,
  at: Position,
  bytes: Uint8Array,
  made: Map<string, Uint8Array>,
): Promise<Uint8Array | undefined> {
  if (await store.entry(at.lane, at.position)) return undefined;
  if (at.position === 1) return chainHash(GENESIS, bytes);
  const before = made.get(`${at.lane}/${at.position - 1}`);
  if (before) return chainHash(before, bytes);
  const entry = await store.entry(at.lane, at.position - 1);
  return entry && chainHash(tailOf(entry).hash, bytes);
}

async function applyGuards(store: Store, half: Half): Promise<string[]> {
  const lines: string[] = [];
  for (const { guard, change, owner } of half.guards) {
    const held = await store.get(guardKey(guard));
    if (change === 'take' && !held) {
      await store.put(guardItem(guard, owner));
      lines.push(`took guard ${guard}`);
    } else if (change === 'release' && held?.w?.S === owner) {
      await store.delete(guardKey(guard));
      lines.push(`released guard ${guard}`);
    }
  }
  return lines;
}

/** Deletes appends whole, the last first, so that an interrupted repair leaves nothing hanging in the air. */
async function remove(store: Store, halves: readonly Half[]): Promise<string[]> {
  const lines: string[] = [];
  for (const half of halves) {
    for (const { guard, change, owner } of half.guards) {
      const held = await store.get(guardKey(guard));
      if (change === 'take' && held?.w?.S === owner) await store.delete(guardKey(guard));
      if (change === 'release' && !held) await store.put(guardItem(guard, owner));
    }
  }
  const parts = halves.flatMap((half) => half.parts).sort((a, b) => b.at.position - a.at.position);
  for (const part of parts) {
    for (const item of itemsThere(part)) await store.delete(item);
    lines.push(`removed ${part.at.stream}@${part.at.ordinal} (${part.at.lane}/${part.at.position})`);
  }
  return lines;
}

const itemsThere = (part: Part): Key[] =>
  [part.command, part.entry, part.commit].flatMap((item) => (item ? [keyOf(item)] : []));

const describe = (item: Item): string => keyText(item).replace('\n', ' ');
