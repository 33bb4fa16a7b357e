import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../contract/json.ts';
import { TooLargeError } from '../contract/log.ts';
import { MAX_VALUE_BYTES, type State } from '../contract/state.ts';
import type { TestClock } from './clock.ts';

export interface OpenedState {
  readonly state: State;
  /** The clock that the state was opened with. */
  readonly clock: TestClock;
  /** Another `State` on the same store: a second process where the platform allows one, else the same after a restart. */
  another(): Promise<State>;
  close(): Promise<void>;
}

const HOUR = { ttlSeconds: 3600 };

/** What every state store promises; `open` makes a fresh one. */
export function stateCases(name: string, open: () => Promise<OpenedState>, { runs = 50 } = {}): void {
  describe(`state on ${name}`, () => {
    let opened: OpenedState;
    let state: State;
    beforeEach(async () => {
      opened = await open();
      state = opened.state;
    });
    afterEach(() => opened.close());

    it('keeps a value with its version and the time it was saved', async () => {
      expect(await state.get('draft', 'd1')).toBeNull();
      expect(await state.put('draft', 'd1', { name: '张三' }, HOUR)).toBe(1);
      const savedAt = opened.clock.now();
      expect(await state.get('draft', 'd1')).toEqual({ id: 'd1', value: { name: '张三' }, version: 1, savedAt });
      opened.clock.pass(60);
      expect(await state.put('draft', 'd1', { name: '李四' }, HOUR)).toBe(2);
      expect(await state.get('draft', 'd1')).toMatchObject({ value: { name: '李四' }, version: 2 });
      expect(await state.get('session', 'd1')).toBeNull();
      await state.delete('draft', 'd1');
      await state.delete('draft', 'd1');
      expect(await state.get('draft', 'd1')).toBeNull();
    });

    it('gives back any JSON object under any id', async () => {
      const object = fc.dictionary(fc.string(), fc.jsonValue());
      await fc.assert(
        fc.asyncProperty(fc.string({ minLength: 1, unit: 'binary' }), object, async (id, value) => {
          const plain = JSON.parse(JSON.stringify(value)) as JsonObject;
          await state.put('draft', id, plain, HOUR);
          const entry = await state.get('draft', id);
          expect(entry?.id).toBe(id);
          expect(entry?.value).toEqual(plain);
        }),
        { numRuns: runs },
      );
    });

    it('writes only at the version asked for', async () => {
      expect(await state.put('draft', 'd1', {}, { ...HOUR, ifVersion: 1 })).toBeNull();
      expect(await state.put('draft', 'd1', { n: 1 }, { ...HOUR, ifVersion: 0 })).toBe(1);
      expect(await state.put('draft', 'd1', { n: 2 }, { ...HOUR, ifVersion: 0 })).toBeNull();
      expect(await state.put('draft', 'd1', { n: 3 }, { ...HOUR, ifVersion: 1 })).toBe(2);
      expect(await state.put('draft', 'd1', { n: 4 }, { ...HOUR, ifVersion: 1 })).toBeNull();
      expect((await state.get('draft', 'd1'))?.value).toEqual({ n: 3 });
    });

    it('lets exactly one of many writers win a version', async () => {
      const all = await Promise.all(
        Array.from({ length: 12 }, (_, n) => state.put('draft', 'd1', { n }, { ...HOUR, ifVersion: 0 })),
      );
      expect(all.filter((version) => version === 1)).toHaveLength(1);
      const loose = await Promise.all(Array.from({ length: 6 }, (_, n) => state.put('draft', 'd1', { n }, HOUR)));
      expect([...loose].sort()).toEqual([2, 3, 4, 5, 6, 7]);
    });

    it('shows nothing past its span, and starts anew there', async () => {
      await state.put('code', 'c1', { code: '428193' }, { ttlSeconds: 300, owner: 'p1' });
      opened.clock.pass(299);
      expect(await state.get('code', 'c1')).not.toBeNull();
      opened.clock.pass(1);
      expect(await state.get('code', 'c1')).toBeNull();
      expect(await state.listByOwner('code', 'p1')).toEqual([]);
      expect(await state.put('code', 'c1', {}, { ...HOUR, ifVersion: 1 })).toBeNull();
      expect(await state.put('code', 'c1', { code: '1' }, { ...HOUR, ifVersion: 0 })).toBe(1);
      opened.clock.pass(3600);
      expect(await state.put('code', 'c1', { code: '2' }, HOUR)).toBe(1);
    });

    it('lists the live entries of an owner, newest first, at most 100', async () => {
      for (let i = 0; i < 3; i++) {
        await state.put('draft', `d${i}`, { i }, { ...HOUR, owner: 'p1' });
        opened.clock.pass(1);
      }
      await state.put('draft', 'other', {}, { ...HOUR, owner: 'p2' });
      await state.put('session', 's1', {}, { ...HOUR, owner: 'p1' });
      await state.put('draft', 'd0', { again: true }, { ...HOUR, owner: 'p1' });
      expect((await state.listByOwner('draft', 'p1')).map((entry) => entry.id)).toEqual(['d0', 'd2', 'd1']);
      await state.delete('draft', 'd2');
      expect((await state.listByOwner('draft', 'p1')).map((entry) => entry.id)).toEqual(['d0', 'd1']);
      expect(await state.listByOwner('draft', 'nobody')).toEqual([]);

      await Promise.all(
        Array.from({ length: 120 }, (_, i) => state.put('note', `n${i}`, { i }, { ...HOUR, owner: 'p1' })),
      );
      opened.clock.pass(1);
      await state.put('note', 'last', {}, { ...HOUR, owner: 'p1' });
      const notes = await state.listByOwner('note', 'p1');
      expect(notes).toHaveLength(100);
      expect(notes[0]?.id).toBe('last');
    });

    it('counts an entry to its last owner only', async () => {
      await state.put('draft', 'd1', {}, { ...HOUR, owner: 'p1' });
      await state.put('draft', 'd1', {}, { ...HOUR, owner: 'p2' });
      expect(await state.listByOwner('draft', 'p1')).toEqual([]);
      expect(await state.listByOwner('draft', 'p2')).toHaveLength(1);
      await state.deleteByOwner('p1');
      expect(await state.get('draft', 'd1')).not.toBeNull();
      await state.put('draft', 'd1', {}, HOUR);
      expect(await state.listByOwner('draft', 'p2')).toEqual([]);
    });

    it('deletes everything of an owner and nothing else', async () => {
      await Promise.all(
        Array.from({ length: 60 }, (_, i) => state.put('draft', `d${i}`, {}, { ...HOUR, owner: 'p1' })),
      );
      await state.put('session', 's1', {}, { ...HOUR, owner: 'p1' });
      await state.put('draft', 'x', {}, { ...HOUR, owner: 'p2' });
      await state.deleteByOwner('p1');
      await state.deleteByOwner('p1');
      expect(await state.get('draft', 'd7')).toBeNull();
      expect(await state.get('session', 's1')).toBeNull();
      expect(await state.listByOwner('draft', 'p1')).toEqual([]);
      expect(await state.listByOwner('draft', 'p2')).toHaveLength(1);
    });

    it('refuses what is too large for one entry', async () => {
      const big = { text: 'x'.repeat(MAX_VALUE_BYTES) };
      await expect(state.put('draft', 'big', big, HOUR)).rejects.toThrow(TooLargeError);
      await state.put('draft', 'fits', { text: 'x'.repeat(MAX_VALUE_BYTES - 100) }, HOUR);
      expect((await state.get('draft', 'fits'))?.value.text).toHaveLength(MAX_VALUE_BYTES - 100);
    });

    it('gives numbers from 1, in stretches, never twice', async () => {
      expect(await state.takeNumbers('a', 1)).toBe(1);
      expect(await state.takeNumbers('a', 1)).toBe(2);
      expect(await state.takeNumbers('b', 5)).toBe(1);
      const counts = Array.from({ length: 60 }, (_, i) => 1 + ((i * 7) % 13));
      const firsts = await Promise.all(counts.map((count) => state.takeNumbers('a', count)));
      const given = firsts.flatMap((first, i) => Array.from({ length: counts[i] as number }, (_, k) => first + k));
      expect(new Set(given).size).toBe(given.length);
      expect(Math.min(...given)).toBeGreaterThan(2);
      await expect(state.takeNumbers('a', 0)).rejects.toThrow(RangeError);
      await expect(state.takeNumbers('a', 1.5)).rejects.toThrow(RangeError);
    });

    it('gives no number twice to another process or after a restart', async () => {
      const given: number[] = [];
      for (let i = 0; i < 40; i++) given.push(await state.takeNumbers('a', 1));
      await state.put('draft', 'd1', { n: 1 }, HOUR);
      const other = await opened.another();
      expect((await other.get('draft', 'd1'))?.value).toEqual({ n: 1 });
      for (let i = 0; i < 40; i++) given.push(await other.takeNumbers('a', 1));
      expect(new Set(given).size).toBe(80);
    });
  });
}
