import { expect, it } from 'vitest';
import { Bounded } from './bounded.ts';

it('keeps what was used last, and no more than its limit', () => {
  const cache = new Bounded<number>(3);
  for (const [i, key] of ['a', 'b', 'c'].entries()) cache.set(key, i);
  expect(cache.get('a')).toBe(0);
  cache.set('d', 3);
  expect(cache.get('b')).toBeUndefined();
  cache.set('c', 9);
  cache.set('e', 4);
  expect([cache.get('a'), cache.get('c'), cache.get('d'), cache.get('e')]).toEqual([undefined, 9, 3, 4]);
  expect(cache.size).toBe(3);
  cache.delete('c');
  expect(cache.get('c')).toBeUndefined();
  cache.clear();
  expect(cache.size).toBe(0);
});
