import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesIn, packed, unpacked } from './views-items.ts';

describe('a row as it is stored', () => {
  it('is read back whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), (text) => {
        // Lone surrogates are no text that UTF-8 could hold; rows are checked for them before.
        fc.pre(text.isWellFormed());
        expect(unpacked(packed(text))).toBe(text);
      }),
    );
    expect(unpacked(undefined)).toBeUndefined();
  });

  it('of a case takes one write unit instead of two', () => {
    const units = ['430423', '430423-cgj', '430400'].map((code) => ({
      unit: code,
      role: 'clerk',
      name: `第${code}号单位`,
    }));
    const sealed = `s1.0190aa00-0000-7000-8000-000000000001.${'Qm9nL3x7'.repeat(40)}`;
    const row = JSON.stringify({
      number: 'HS20260302001',
      state: 'received',
      units,
      stages: units,
      others: units,
      sealed,
      more: units,
    });
    expect(Buffer.byteLength(row)).toBeGreaterThan(1024);
    expect(packed(row).B?.length).toBeLessThan(600);
  });

  it('names its entries, also where an older item holds them as a list', () => {
    const entries = Array.from({ length: 15 }, (_, i) => `byState\u0001430423\u0001${i}`);
    expect(entriesIn(packed(JSON.stringify(entries)))).toEqual(entries);
    expect(entriesIn({ L: entries.map((S) => ({ S })) })).toEqual(entries);
    expect(entriesIn(undefined)).toEqual([]);
  });
});
