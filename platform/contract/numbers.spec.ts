import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberBlocks } from './numbers.ts';

/** A durable counter, with how often it was asked. */
function counter() {
  let next = 1;
  const asked: number[] = [];
  const reserve = async (_series: string, count: number): Promise<number> => {
    asked.push(count);
    const first = next;
    next += count;
    await new Promise((resolve) => setImmediate(resolve));
    return first;
  };
  return { reserve, asked };
}

describe('numbers in blocks', () => {
  it('are given once, in whole stretches, by any takers in any order', async () => {
    const takes = fc.array(fc.record({ taker: fc.nat(2), count: fc.integer({ min: 1, max: 40 }) }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(takes, async (all) => {
        const { reserve } = counter();
        const takers = [1, 8, 1_024].map((largest) => numberBlocks(reserve, largest));
        const given = new Set<number>();
        let total = 0;
        await Promise.all(
          all.map(async ({ taker, count }) => {
            const first = await (takers[taker] as (typeof takers)[0]).take('s', count);
            for (let i = 0; i < count; i++) given.add(first + i);
            total += count;
          }),
        );
        expect(given.size).toBe(total);
        expect(Math.min(1, ...given)).toBe(1);
      }),
      { numRuns: 100 },
    );
  });

  it('have no gap with one taker, and cost ever fewer writes', async () => {
    const { reserve, asked } = counter();
    const { take } = numberBlocks(reserve);
    for (let i = 1; i <= 5_000; i++) expect(await take('s', 1)).toBe(i);
    expect(asked.length).toBeLessThan(16);
    expect(asked[0]).toBe(1);
  });

  it('hands back what is left', async () => {
    const { reserve } = counter();
    const numbers = numberBlocks(reserve);
    for (let i = 0; i < 5; i++) await numbers.take('s', 1);
    const back: unknown[] = [];
    await numbers.drain(async (...left) => void back.push(left));
    expect(back).toEqual([['s', 6, 8]]);
  });

  it('goes on after a reservation that failed', async () => {
    const { reserve } = counter();
    let fail = true;
    const { take } = numberBlocks(async (series, count) => {
      if (fail) throw new Error('no store');
      return reserve(series, count);
    });
    await expect(take('s', 1)).rejects.toThrow('no store');
    fail = false;
    expect(await take('s', 1)).toBe(1);
  });
});
