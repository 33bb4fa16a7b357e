import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type OpenedVault, vaultCases } from '../conformance/vault.cases.ts';
import { keyring } from '../vault/keyring.ts';
import { openVault } from './vault.ts';
import { readKek } from './vault-key.ts';

const fresh = (): string => mkdtempSync(join(tmpdir(), 'hengyun-vault-'));

async function openIn(dir: string, kek = readKek(join(dir, 'kek.key'), true)): Promise<OpenedVault> {
  const files = { file: join(dir, 'keys.db'), erasedFile: join(dir, 'erased.txt') };
  const vault = await openVault({ ...files, keys: keyring(kek) });
  return {
    vault,
    async reopen() {
      await vault.close();
      return openIn(dir);
    },
    async close() {
      await vault.close();
      rmSync(dir, { recursive: true });
    },
  };
}

vaultCases('SQLite', async () => openIn(fresh()));

describe('the key files', () => {
  it('makes the key file once, for its owner only', () => {
    const file = join(fresh(), 'kek.key');
    const made = readKek(file, true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readKek(file, false)).toEqual(made);
  });

  it('refuses a missing or foreign key file, and one that does not fit the data', async () => {
    const dir = fresh();
    expect(() => readKek(join(dir, 'none.key'), false)).toThrow(expect.objectContaining({ code: 'KEY_WRONG' }));
    writeFileSync(join(dir, 'bad.key'), 'hengyun-kek-1:short');
    expect(() => readKek(join(dir, 'bad.key'), false)).toThrow(expect.objectContaining({ code: 'KEY_WRONG' }));
    const opened = await openIn(dir);
    await opened.vault.subjectFor('someone');
    await opened.vault.close();
    await expect(openIn(dir, randomBytes(32))).rejects.toThrow(expect.objectContaining({ code: 'KEY_WRONG' }));
    rmSync(dir, { recursive: true });
  });

  it('leaves neither wrapped key nor look-up of the erased in any file', async () => {
    const dir = fresh();
    const { vault } = await openIn(dir);
    const { DatabaseSync } = await import('node:sqlite');
    const made = await vault.subjectsFor(Array.from({ length: 2000 }, (_, i) => `id-${i}`));
    const db = new DatabaseSync(join(dir, 'keys.db'), { readOnly: true });
    const traces: Buffer[] = [];
    for (const { subject } of made.filter((_, i) => i % 50 === 0)) {
      traces.push(
        Buffer.from(db.prepare('SELECT wrapped FROM subject WHERE subject = ?').get(subject)?.wrapped as Uint8Array),
      );
      traces.push(
        Buffer.from(db.prepare('SELECT digest FROM lookup WHERE subject = ?').get(subject)?.digest as string),
      );
    }
    db.close();
    const files = ['keys.db', 'keys.db-wal'];
    const found = (): number => {
      const bytes = Buffer.concat(files.map((file) => readFileSync(join(dir, file))));
      return traces.filter((trace) => bytes.includes(trace)).length;
    };
    expect(found()).toBe(80);
    for (const { subject } of made.filter((_, i) => i % 50 === 0)) await vault.erase(subject);
    expect(found()).toBe(0);
    await vault.close();
    rmSync(dir, { recursive: true });
  });

  it('destroys a key again that came back with an older backup', async () => {
    const dir = fresh();
    const first = await openIn(dir);
    const [gone, kept] = await first.vault.subjectsFor(['gone', 'kept']);
    const sealed = await first.vault.sealMany([
      { subject: gone?.subject as string, value: 1 },
      { subject: kept?.subject as string, value: 2 },
    ]);
    await first.vault.close();
    const backup = readFileSync(join(dir, 'keys.db'));
    const second = await openIn(dir);
    await second.vault.erase(gone?.subject as string);
    await second.vault.erase(gone?.subject as string);
    await second.vault.close();
    expect(readFileSync(join(dir, 'erased.txt'), 'utf8').trim()).toBe(gone?.subject);

    writeFileSync(join(dir, 'keys.db'), backup);
    const { vault } = await openIn(dir);
    expect(await vault.openMany(sealed)).toEqual([null, 2]);
    expect(await vault.findSubject('gone')).toBeUndefined();
    await vault.close();
    rmSync(dir, { recursive: true });
  });
});
