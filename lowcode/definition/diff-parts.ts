/** One difference between two versions of a definition, as a sentence. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** What changed; empty for the whole. */
  readonly key: string;
  readonly text: string;
}

/** Between the key of a part and that of a part inside it. */
export const INSIDE = '\u001f';

/** A part of a definition with what can be said of it: words for each of its properties. */
export interface Part {
  readonly key: string;
  readonly name: string;
  /** Property -> value, both as people read them; absent when not set. */
  readonly properties: ReadonlyMap<string, string>;
}

/** The changes from one version to the next, parts in the order of the new version. */
export function diffParts(old: readonly Part[], now: readonly Part[]): readonly Change[] {
  const oldKeys = new Map(old.map((part) => [part.key, part]));
  const newKeys = new Set(now.map(({ key }) => key));
  const removed = old.filter(({ key }) => !newKeys.has(key));
  const gone = new Set(removed.map(({ key }) => key));
  const added = new Set(now.map(({ key }) => key).filter((key) => !oldKeys.has(key)));
  return [
    ...removed
      .filter(({ key }) => !isWithin(key, gone))
      .map(({ key, name }): Change => ({ kind: 'removed', key, text: `删除${name}` })),
    ...now.flatMap((part) => {
      const was = oldKeys.get(part.key);
      if (was) return changesOf(was, part);
      return isWithin(part.key, added) ? [] : [{ kind: 'added', key: part.key, text: `新增${part.name}` } as const];
    }),
    ...movesOf(old, now),
  ];
}

/** Whether a part stands inside one of these: what came or went with the whole is not said again. */
function isWithin(key: string, wholes: ReadonlySet<string>): boolean {
  for (let at = key.lastIndexOf(INSIDE); at > 0; at = key.lastIndexOf(INSIDE, at - 1)) {
    if (wholes.has(key.slice(0, at))) return true;
  }
  return false;
}

function changesOf(before: Part, after: Part): readonly Change[] {
  const properties = new Set([...before.properties.keys(), ...after.properties.keys()]);
  return [...properties].flatMap((property): readonly Change[] => {
    const [was, is] = [before.properties.get(property), after.properties.get(property)];
    if (was === is) return [];
    const what = `${before.name}的${property}`;
    if (was === undefined) return [{ kind: 'changed', key: after.key, text: `${what}设为「${is}」` }];
    if (is === undefined) return [{ kind: 'changed', key: after.key, text: `取消${what}（原为「${was}」）` }];
    const [from, to] = apart(was, is);
    return [{ kind: 'changed', key: after.key, text: `${what}由「${from}」改为「${to}」` }];
  });
}

/** Longer than this, two texts are told by where they differ. */
const LONG = 60;
/** What is left standing on both sides of a difference. */
const AROUND = 12;

/** Two different texts; of long ones what both begin and end with is left out. */
function apart(was: string, is: string): readonly [string, string] {
  const [old, now] = [[...was], [...is]];
  const most = Math.min(old.length, now.length);
  if (most <= LONG) return [was, is];
  let head = 0;
  while (head < most && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const [before, after] = [Math.max(0, head - AROUND), Math.max(0, tail - AROUND)];
  const cut = (whole: readonly string[]) =>
    `${before > 0 ? '…' : ''}${whole.slice(before, whole.length - after).join('')}${after > 0 ? '…' : ''}`;
  return [cut(old), cut(now)];
}

/** Parts that stand in another order among those that both versions have. */
function movesOf(old: readonly Part[], now: readonly Part[]): readonly Change[] {
  const kept = new Set(now.map(({ key }) => key));
  const before = old.filter(({ key }) => kept.has(key)).map(({ key }) => key);
  const known = new Set(before);
  const after = now.filter(({ key }) => known.has(key));
  const stay = longestCommon(
    before,
    after.map(({ key }) => key),
  );
  return after
    .filter(({ key }) => !stay.has(key))
    .map(({ key, name }): Change => ({ kind: 'moved', key, text: `${name}调整了位置` }));
}

/** The most keys that keep their order: the longest rising run of old places in the new order. */
function longestCommon(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const place = new Map(before.map((key, i) => [key, i]));
  const ends: { at: number; length: number; previous: number }[] = [];
  let best = -1;
  after.forEach((key, i) => {
    const at = place.get(key) ?? -1;
    let previous = -1;
    ends.forEach((end, j) => {
      if (end.at < at && (previous < 0 || end.length > (ends[previous]?.length ?? 0))) previous = j;
    });
    ends.push({ at, length: (ends[previous]?.length ?? 0) + 1, previous });
    if (best < 0 || (ends[i]?.length ?? 0) > (ends[best]?.length ?? 0)) best = i;
  });
  const keep = new Set<string>();
  for (let i = best; i >= 0; i = ends[i]?.previous ?? -1) keep.add(after[i] as string);
  return keep;
}
