import { GENESIS } from '../contract/encode.ts';
import { bin, type Item } from './log.items.ts';
import type { Store } from './log.store.ts';

/** The end of a lane as last observed. */
export interface Tail {
  readonly position: number;
  readonly hash: Uint8Array;
}

/**
 * Where the lanes end, as this process last saw it. A position is always observed + 1, so an old observation costs a refused
 * transaction (some ten write units), while looking costs one read unit: beyond `freshMs` it looks again.
 */
export class Tails {
  readonly #store: Store;
  readonly #freshMs: number;
  readonly #seen = new Map<number, { tail: Tail; at: number }>();
  readonly #turns = new Map<number, Promise<void>>();

  constructor(store: Store, freshMs: number) {
    this.#store = store;
    this.#freshMs = freshMs;
  }

  async of(lane: number, fresh = false): Promise<Tail> {
    const seen = this.#seen.get(lane);
    if (seen && !fresh && performance.now() - seen.at < this.#freshMs) return seen.tail;
    const tail = tailOf(await this.#store.tail(lane));
    this.saw(lane, tail);
    return tail;
  }

  saw(lane: number, tail: Tail): void {
    this.#seen.set(lane, { tail, at: performance.now() });
  }

  forget(): void {
    this.#seen.clear();
  }

  /** Runs `work` while no other work of this process holds one of the lanes: neighbours would only collide. */
  async inTurn<T>(lanes: readonly number[], work: () => Promise<T>): Promise<T> {
    const before = lanes.map((lane) => this.#turns.get(lane));
    const { promise: done, resolve: leave } = Promise.withResolvers<void>();
    for (const lane of lanes) this.#turns.set(lane, done);
    try {
      await Promise.all(before);
      return await work();
    } finally {
      leave();
      for (const lane of lanes) if (this.#turns.get(lane) === done) this.#turns.delete(lane);
    }
  }
}

export function tailOf(entry: Item | undefined): Tail {
  if (!entry) return { position: 0, hash: GENESIS };
  const hash = bin(entry.h);
  if (!hash) throw new Error(`lane entry without a hash: ${entry.pk?.S} ${entry.sk?.S}`);
  return { position: Number(entry.sk?.S), hash };
}
