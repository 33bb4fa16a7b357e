/** A seeded source of numbers (mulberry32): the same seed gives the same county on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** Whole, both ends included. */
  between(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly T[]): T;
}

/** `salt` keeps the parts of a county apart: more tickets do not change the cases. */
export function random(seed: number, salt: string): Random {
  let state = seed >>> 0;
  for (const char of salt) state = Math.imul(state ^ (char.codePointAt(0) as number), 0x9e3779b1) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    next,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (share) => next() < share,
    pick: (list) => {
      if (list.length === 0) throw new Error('nothing to pick from');
      return list[Math.floor(next() * list.length)] as never;
    },
  };
}

/** Picks in proportion to weights; throws when no weight is positive. */
export function weighted<T>(entries: Iterable<readonly [T, number]>): (random: Random) => T {
  const values: T[] = [];
  const bounds: number[] = [];
  let total = 0;
  for (const [value, weight] of entries) {
    if (weight <= 0) continue;
    total += weight;
    values.push(value);
    bounds.push(total);
  }
  if (total === 0) throw new Error('no weight is positive');
  return (source) => {
    const at = source.next() * total;
    let low = 0;
    let high = bounds.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] as number) > at) high = middle;
      else low = middle + 1;
    }
    return values[low] as T;
  };
}

/**
 * Deals a total out in proportion to weights so that the sums are exact (each running total is rounded): how many a
 * day, how many by channel.
 */
export function shares(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  let weight = 0;
  let given = 0;
  return weights.map((one) => {
    weight += one;
    const until = Math.round((total * weight) / sum);
    const share = until - given;
    given = until;
    return share;
  });
}

/** Deals values out so that each comes exactly as often as said, in an order of chance. */
export function deck<T>(random: Random, counts: readonly (readonly [T, number])[]): () => T {
  const left = counts.map(([value, count]) => ({ value, count }));
  let total = left.reduce((sum, { count }) => sum + count, 0);
  return () => {
    if (total === 0) throw new Error('the deck is empty');
    let at = Math.floor(random.next() * total--);
    for (const entry of left) {
      if (at < entry.count) {
        entry.count--;
        return entry.value;
      }
      at -= entry.count;
    }
    throw new Error('the deck is empty');
  };
}
