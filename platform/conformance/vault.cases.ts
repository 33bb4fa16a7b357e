import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../contract/json.ts';
import { ErasedError, SealError, type Vault } from '../contract/vault.ts';

export interface OpenedVault {
  readonly vault: Vault;
  /** Closes the vault and opens the same store again, as after a restart. */
  reopen(): Promise<OpenedVault>;
  /** Closes and removes the store. */
  close(): Promise<void>;
}

const ID = '430423198003122914';

/** What every vault promises; `open` makes a fresh one. */
export function vaultCases(name: string, open: () => Promise<OpenedVault>, { runs = 100 } = {}): void {
  describe(`vault on ${name}`, () => {
    let opened: OpenedVault;
    let vault: Vault;
    beforeEach(async () => {
      opened = await open();
      vault = opened.vault;
    });
    afterEach(() => opened.close());

    it('knows a person again by the exact identifier, and makes one only once', async () => {
      expect(await vault.findSubject(ID)).toBeUndefined();
      const first = await vault.subjectFor(ID);
      expect(first.made).toBe(true);
      expect(await vault.subjectFor(ID)).toEqual({ subject: first.subject, made: false });
      expect(await vault.findSubject(ID)).toBe(first.subject);
      expect((await vault.subjectFor('43042319800312291X')).subject).not.toBe(first.subject);
    });

    it('takes full-width digits, spaces and a small x for the same identifier', async () => {
      const { subject } = await vault.subjectFor('11010519491231002X');
      expect(await vault.findSubject(' 11010519491231002x ')).toBe(subject);
      expect(await vault.findSubject('１１０１０５１９４９１２３１００２Ｘ')).toBe(subject);
      await expect(vault.subjectFor('  ')).rejects.toThrow(RangeError);
    });

    it('lets exactly one of many make the subject', async () => {
      const all = await Promise.all(Array.from({ length: 20 }, () => vault.subjectFor(ID)));
      expect(new Set(all.map((each) => each.subject)).size).toBe(1);
      expect(all.filter((each) => each.made)).toHaveLength(1);
    });

    it('makes many at once, in the order asked, doubles and known ones included', async () => {
      const known = await vault.subjectFor('id-7');
      const asked = Array.from({ length: 230 }, (_, i) => `id-${i}`).concat('id-3');
      const all = await vault.subjectsFor(asked);
      expect(all).toHaveLength(231);
      expect(all[7]).toEqual({ subject: known.subject, made: false });
      expect(all[230]?.subject).toBe(all[3]?.subject);
      expect(new Set(all.map((each) => each.subject)).size).toBe(230);
      expect(all.filter((each) => each.made)).toHaveLength(229);
      expect(await vault.findSubject('id-200')).toBe(all[200]?.subject);
      expect(await vault.subjectsFor([])).toEqual([]);
    });

    it('gives back what it sealed, whatever the value', async () => {
      const { subject } = await vault.subjectFor(ID);
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), async (value) => {
          const sealed = await vault.seal(subject, value as Json);
          expect(sealed).toMatch(/^s1\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/);
          expect(await vault.open(sealed)).toEqual(JSON.parse(JSON.stringify(value)));
        }),
        { numRuns: runs },
      );
    });

    it('seals the same value differently each time, and shows nothing of it', async () => {
      const { subject } = await vault.subjectFor(ID);
      const one = await vault.seal(subject, '张三');
      const two = await vault.seal(subject, '张三');
      expect(one).not.toBe(two);
      expect(Buffer.from(one.split('.')[2] ?? '', 'base64url').includes('张三')).toBe(false);
      expect(one).not.toContain(ID);
    });

    it('makes a key for a subject that is first sealed for, also when many do at once', async () => {
      const subject = 'anonymous-0001';
      const sealed = await Promise.all(Array.from({ length: 10 }, (_, i) => vault.seal(subject, i)));
      expect(await vault.openMany(sealed)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      await expect(vault.seal('a.b', 1)).rejects.toThrow(RangeError);
    });

    it('seals and opens many for many subjects', async () => {
      const values = Array.from({ length: 150 }, (_, i) => ({ subject: `s-${i % 130}`, value: { n: i } }));
      const sealed = await vault.sealMany(values);
      expect(await vault.openMany(sealed)).toEqual(values.map((each) => each.value));
      expect(await vault.openMany([])).toEqual([]);
    });

    it('seals and opens the bytes of a file', async () => {
      const bytes = Buffer.from('%PDF-1.7 张三 身份证 430423198003122914');
      const sealed = await vault.sealBytes('s-1', bytes);
      expect(Buffer.from(sealed).includes('张三')).toBe(false);
      expect(Buffer.from((await vault.openBytes(sealed)) as Uint8Array)).toEqual(bytes);
      expect(await vault.openBytes(await vault.sealBytes('s-1', new Uint8Array(0)))).toHaveLength(0);
      sealed[sealed.length - 1] = (sealed.at(-1) as number) ^ 1;
      await expect(vault.openBytes(sealed)).rejects.toThrow(SealError);
      await expect(vault.openBytes(Buffer.from('HYS1'))).rejects.toThrow(SealError);
    });

    it('refuses every changed character of a sealed value', async () => {
      const sealed = await vault.seal('s-1', '张三');
      for (let i = 0; i < sealed.length; i++) {
        const changed = `${sealed.slice(0, i)}${sealed[i] === 'A' ? 'B' : 'A'}${sealed.slice(i + 1)}`;
        await expect(vault.open(changed), `character ${i}`).rejects.toThrow(SealError);
      }
      for (const text of ['', 's1', 's1.', 's1.x', 's1..', 's2.s-1.AAAA', `${sealed}A`, `${sealed}=`, ` ${sealed}`])
        await expect(vault.open(text), text).rejects.toThrow(SealError);
    });

    it('refuses a value that is passed off as that of another subject', async () => {
      const sealed = await vault.seal('s-1', '张三');
      await vault.seal('s-2', '李四');
      await expect(vault.open(sealed.replace('s1.s-1.', 's1.s-2.'))).rejects.toThrow(SealError);
      await expect(vault.open(sealed.replace('s1.s-1.', 's1.never-seen.'))).rejects.toThrow(SealError);
    });

    it('knows whom it has a key for, also when that was destroyed, and nobody else', async () => {
      const { subject } = await vault.subjectFor('somebody to be known');
      expect([await vault.knows(subject), await vault.knows('7b1d6e0c-0000-4000-8000-000000000000')]).toEqual([
        true,
        false,
      ]);
      // Asking makes nobody.
      expect(await vault.knows('7b1d6e0c-0000-4000-8000-000000000000')).toBe(false);
      await vault.erase(subject);
      expect(await vault.knows(subject)).toBe(true);
    });

    it('forgets an erased subject for ever, and only that one', async () => {
      const { subject } = await vault.subjectFor(ID);
      const other = await vault.subjectFor('other');
      const sealed = await vault.seal(subject, '张三');
      const file = await vault.sealBytes(subject, Buffer.from('scan'));
      const kept = await vault.seal(other.subject, '李四');
      expect(await vault.isErased(subject)).toBe(false);

      await vault.erase(subject);
      await vault.erase(subject);

      expect(await vault.isErased(subject)).toBe(true);
      expect(await vault.open(sealed)).toBeNull();
      expect(await vault.openMany([kept, sealed])).toEqual(['李四', null]);
      expect(await vault.openBytes(file)).toBeNull();
      expect(await vault.findSubject(ID)).toBeUndefined();
      await expect(vault.seal(subject, 1)).rejects.toThrow(ErasedError);
      await expect(
        vault.sealMany([
          { subject: 'fresh', value: 1 },
          { subject, value: 2 },
        ]),
      ).rejects.toThrow(ErasedError);
      await expect(vault.sealBytes(subject, Buffer.from('x'))).rejects.toThrow(ErasedError);
      const again = await vault.subjectFor(ID);
      expect(again.made).toBe(true);
      expect(again.subject).not.toBe(subject);

      opened = await opened.reopen();
      expect(await opened.vault.open(sealed)).toBeNull();
      expect(await opened.vault.isErased(subject)).toBe(true);
      expect(await opened.vault.open(kept)).toBe('李四');
    });

    it('lets nobody open or seal once erased, whatever was under way', async () => {
      const subjects = Array.from({ length: 20 }, (_, i) => `racing-${i}`);
      const sealed = await vault.sealMany(subjects.slice(0, 10).map((subject) => ({ subject, value: subject })));
      opened = await opened.reopen();
      vault = opened.vault;
      const racing = subjects.flatMap((subject, i) => [
        i < 10 ? vault.open(sealed[i] as string) : vault.seal(subject, 1),
        vault.erase(subject),
        vault.seal(subject, 2),
        vault.isErased(subject),
      ]);
      await Promise.allSettled(racing);
      for (const subject of subjects) {
        expect(await vault.isErased(subject)).toBe(true);
        await expect(vault.seal(subject, 3)).rejects.toThrow(ErasedError);
      }
      expect(await vault.openMany(sealed)).toEqual(sealed.map(() => null));
    });

    it('erases a subject that never had a key, and none is made for it later', async () => {
      await vault.erase('stranger');
      expect(await vault.isErased('stranger')).toBe(true);
      await expect(vault.seal('stranger', 1)).rejects.toThrow(ErasedError);
    });

    it('forgets the look-up of the erased and of nobody else', async () => {
      const made = await vault.subjectsFor(['a', 'b', 'c']);
      await vault.erase(made[1]?.subject as string);
      expect(await vault.findSubject('a')).toBe(made[0]?.subject);
      expect(await vault.findSubject('b')).toBeUndefined();
    });

    it('knows everything again after a restart', async () => {
      const { subject } = await vault.subjectFor(ID);
      const sealed = await vault.seal(subject, { name: '张三' });
      const digest = await vault.digest('query-code', 'K7M2');
      opened = await opened.reopen();
      expect(await opened.vault.open(sealed)).toEqual({ name: '张三' });
      expect(await opened.vault.findSubject(ID)).toBe(subject);
      expect(await opened.vault.digest('query-code', 'K7M2')).toBe(digest);
    });

    it('digests a secret by purpose, without showing it', async () => {
      const digest = await vault.digest('query-code', 'K7M2');
      expect(digest).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(await vault.digest('query-code', 'K7M2')).toBe(digest);
      expect(await vault.digest('session', 'K7M2')).not.toBe(digest);
      expect(await vault.digest('query-code', 'K7M3')).not.toBe(digest);
    });
  });
}
