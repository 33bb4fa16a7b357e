import { decodeCommit } from '../contract/encode.ts';
import type { Position } from '../contract/log.ts';
import {
  bin,
  commandKey,
  commitKey,
  entryKey,
  guardKey,
  type Item,
  type Key,
  keyText,
  num,
  positionOf,
  wholeOf,
} from './log.items.ts';
import { entryPosition, gather, type Half, isLast, nameOf } from './log.repair.parts.ts';
import type { Store } from './log.store.ts';

/**
 * Looks through the whole table for appends of which some items are missing, in lane order. Only the incomplete ones are
 * kept in memory.
 */
export async function findHalves(store: Store): Promise<Half[]> {
  const halves = new Map<string, Half>();
  for await (const page of store.scan()) {
    const expectations = page.flatMap((item) => expected(item));
    const there = await store.getMany(
      expectations.flatMap((each) => each.keys),
      'pk, sk, s, o',
    );
    for (const { at, keys } of expectations) {
      const whole =
        keys.every((key) => there.has(keyText(key))) &&
        sameCommit(there.get(keyText(entryKey(at.lane, at.position))), at);
      if (!whole) await note(store, halves, at);
    }
    for (const item of page) if (await guardsAreWrong(store, item)) await note(store, halves, positionOf(item));
  }
  const first = (half: Half) => half.parts[0]?.at.position ?? 0;
  return [...new Set(halves.values())].sort((a, b) => first(a) - first(b));
}

/** The keys that must exist because this item does. */
function expected(item: Item): { at: Position; keys: Key[] }[] {
  const pk = item.pk?.S ?? '';
  if (pk.startsWith('l#')) {
    const at = entryPosition(item);
    return [{ at, keys: [commitKey(at.stream, at.ordinal)] }];
  }
  if (!pk.startsWith('s#')) return [];
  const at = positionOf(item);
  const whole = wholeOf(item)?.commits ?? [];
  const bytes = bin(item.b);
  const command = bytes ? [commandKey(at.stream, decodeCommit(bytes, at.lane, at.position).commandId)] : [];
  const siblings = whole.map((each) => commitKey(each.stream, each.ordinal));
  return [{ at, keys: [commitKey(at.stream, at.ordinal), entryKey(at.lane, at.position), ...command, ...siblings] }];
}

function sameCommit(entry: Item | undefined, at: Position): boolean {
  return entry === undefined || (entry.s?.S === at.stream && num(entry.o) === at.ordinal);
}

async function guardsAreWrong(store: Store, item: Item): Promise<boolean> {
  const whole = item.n ? wholeOf(item) : undefined;
  if (!whole || whole.guards.length === 0) return false;
  const wrong = [];
  for (const { guard, change, owner } of whole.guards) {
    const held = await store.get(guardKey(guard));
    if (change === 'take' ? !held : held?.w?.S === owner) wrong.push(guard);
  }
  return (
    wrong.length > 0 &&
    (await isLast(
      store,
      whole.commits.map((at) => ({ at })),
    ))
  );
}

async function note(store: Store, halves: Map<string, Half>, at: Position): Promise<void> {
  const half = await gather(store, at);
  const names = half.parts.map((part) => nameOf(part.at));
  // Several items of one append tell of it, the poorer ones of a part only: keep the fullest account.
  const known = names.map((name) => halves.get(name)).find((each) => each !== undefined);
  if (known && known.parts.length >= half.parts.length) return;
  if (known) for (const part of known.parts) halves.delete(nameOf(part.at));
  for (const name of names) halves.set(name, half);
}
