/** A stretch of numbers reserved durably: `next` to `end` (excluded) may still be given. */
interface Block {
  next: number;
  end: number;
  size: number;
  turn: Promise<unknown>;
}

const LARGEST = 1_024;

/** Series held in memory at most; one that is put out loses the rest of its block, which only skips numbers. */
const SERIES = 5_000;

/**
 * Numbers given from memory out of blocks that `reserve` made durable before: `reserve(series, count)` returns the
 * first of `count` numbers that nobody else will get. Blocks grow (1, 2, 4 ... `largest`) while a series is in use, so a
 * quiet series has hardly a gap and a busy one hardly a write. Callers of one series wait for each other.
 */
export function numberBlocks(reserve: (series: string, count: number) => Promise<number>, largest = LARGEST) {
  const blocks = new Map<string, Block>();

  const takeFrom = async (series: string, block: Block, count: number): Promise<number> => {
    const left = block.end - block.next;
    if (left < count) {
      const size = Math.max(block.size, count - left);
      const first = await reserve(series, size);
      if (first === block.end && left > 0) block.end = first + size;
      else if (size >= count) Object.assign(block, { next: first, end: first + size });
      else {
        // Another taker came between: what was left does not join on, so take the whole count anew.
        const whole = await reserve(series, count);
        Object.assign(block, { next: whole, end: whole + count });
      }
      block.size = Math.min(block.size * 2, largest);
    }
    const first = block.next;
    block.next += count;
    return first;
  };

  return {
    async take(series: string, count: number): Promise<number> {
      if (!Number.isSafeInteger(count) || count < 1) throw new RangeError('count must be a whole number above 0');
      let block = blocks.get(series);
      if (!block) {
        block = { next: 0, end: 0, size: 1, turn: Promise.resolve() };
        blocks.set(series, block);
        const [oldest] = blocks.keys();
        if (blocks.size > SERIES && oldest !== undefined) blocks.delete(oldest);
      }
      const mine = block;
      const taken = mine.turn.then(() => takeFrom(series, mine, count));
      mine.turn = taken.catch(() => undefined);
      return taken;
    },
    /** Hands what is left of every block to `back(series, from, to)`; nothing may be taken afterwards. */
    async drain(back: (series: string, from: number, to: number) => Promise<void>): Promise<void> {
      for (const [series, block] of blocks) {
        await block.turn;
        if (block.next < block.end) await back(series, block.next, block.end);
      }
      blocks.clear();
    },
  };
}
