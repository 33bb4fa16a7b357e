import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../contract/json.ts';
import type { Domain } from '../contract/platform.ts';
import type { View } from '../contract/views.ts';
import { handleUpload } from './blobs.ts';
import { type EmbeddedPlatform, openEmbedded } from './open.ts';

const PERSON = {
  name: '欧阳建国',
  idNumber: '430423196507284416',
  phone: '13973480117',
  address: '开云镇青山村十二组',
};

/** A view as the cloud has them: it holds what the event holds, sealed. */
const applications: View = {
  name: 'applications',
  version: 1,
  events: ['Submitted'],
  route: (event) => [event.stream],
  evolve: (_row, event) => event.data as JsonObject,
  indexes: { byState: (row) => [{ partition: 'open', sort: String(row.receipt) }] },
};
const domain: Domain = { views: [applications], upcast: (commit) => commit };

/** Bytes that would tell: as UTF-8, as UTF-16, escaped in JSON, in base64 at any offset. */
function disguises(text: string): Buffer[] {
  const utf8 = Buffer.from(text);
  const escaped = [...text].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  const base64 = [0, 1, 2].map((shift) => {
    const whole = Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters depend on what stands beside.
    return Buffer.from(whole.slice(shift === 0 ? 0 : shift + 1, -2));
  });
  return [utf8, Buffer.from(text, 'utf16le'), Buffer.from(escaped), ...base64];
}

/** Files of the folder (but the lock, which nobody may open) in which one of the texts or bytes stands. */
function filesWith(dir: string, wanted: readonly Buffer[]): string[] {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'lock')
    .map((entry) => join(entry.parentPath, entry.name));
  expect(files.length).toBeGreaterThan(6);
  return files
    .filter((file) => {
      const bytes = Buffer.concat([Buffer.from(`${file}\n`), readFileSync(file)]);
      return wanted.some((one) => bytes.includes(one));
    })
    .map((file) => relative(dir, file));
}

describe('a person in the data folder', () => {
  const plain = Object.values(PERSON).flatMap(disguises);
  let dir: string;
  let platform: EmbeddedPlatform;
  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'hengyun-erasure-'));
    platform = await openEmbedded({ dataDir: dir, domain });
  });
  afterEach(async () => {
    await platform.close();
    rmSync(dir, { recursive: true, force: true });
  });

  /** Everything the cloud does with a person: looks up, drafts, posts a file, files an application, signs in. */
  const live = async (): Promise<{ subject: string; sealed: string; file: Uint8Array }> => {
    const { vault, state, blobs, log, runner } = platform;
    const { subject } = await vault.subjectFor(PERSON.idNumber);
    const owner = `subject/${subject}`;
    await state.put('draft', 'd1', { answers: PERSON }, { ttlSeconds: 600, owner });
    await state.put('draft', 'd1', { answers: { ...PERSON, page: 2 } }, { ttlSeconds: 600, owner });
    await state.put('session', `session-of-${PERSON.phone}`, PERSON, { ttlSeconds: 600, owner });
    await state.put('code', PERSON.phone, { code: '428193' }, { ttlSeconds: 1, owner: PERSON.phone });

    const scan = Buffer.from(`%PDF-1.7\n${Object.values(PERSON).join('\n')}\n%%EOF`);
    const post = await blobs.presignUpload({ intakeKey: 'draft/d1/id', maxBytes: 9_999, redirectTo: '/files' });
    const form = new FormData();
    for (const [name, value] of Object.entries(post.fields)) form.append(name, value);
    form.append('file', new Blob([scan]), `${PERSON.name}.pdf`);
    const answer = await handleUpload(blobs, new Request('http://x.test/uploads', { method: 'POST', body: form }));
    expect(answer.status).toBe(303);
    expect(filesWith(dir, plain)).toEqual([]);
    const file = await vault.sealBytes(subject, (await blobs.readIntake('draft/d1/id')) as Uint8Array);
    await blobs.put('files/f1', file, 'application/pdf');
    await blobs.deleteIntake('draft/d1/id');

    const sealed = await vault.seal(subject, PERSON);
    const data = {
      receipt: 'HS20260302001',
      subject,
      applicant: sealed,
      phone: await vault.digest('phone', PERSON.phone),
    };
    await log.append({
      commandId: 'c1',
      actor: subject,
      at: '2026-03-02T01:00:00.000Z',
      streams: [{ stream: 'application/1', after: 'new', events: [{ type: 'Submitted', v: 1, data }] }],
    });
    await runner.catchUp();
    expect((await platform.views.get(applications, 'application/1'))?.applicant).toBe(sealed);
    return { subject, sealed, file };
  };

  it('stands in no file in the open, neither while it runs nor afterwards', async () => {
    await live();
    expect(filesWith(dir, plain)).toEqual([]);
    await platform.close();
    expect(filesWith(dir, plain)).toEqual([]);
  });

  it('is gone for good once erased: no key, no look-up, no draft is left in any file', async () => {
    const { subject, sealed, file } = await live();
    const secrets = secretsOf(dir, subject);
    expect(secrets).toHaveLength(5);
    for (const secret of secrets) expect(filesWith(dir, [secret]), secret.toString('hex')).not.toEqual([]);

    await platform.vault.erase(subject);
    await platform.state.deleteByOwner(`subject/${subject}`);
    expect(filesWith(dir, [...plain, ...secrets])).toEqual([]);
    expect(await platform.vault.open(sealed)).toBeNull();

    await platform.close();
    expect(filesWith(dir, [...plain, ...secrets])).toEqual([]);
    platform = await openEmbedded({ dataDir: dir, domain });
    const { vault, state, blobs, log, views } = platform;
    expect(await vault.open(sealed)).toBeNull();
    expect(await vault.openBytes(file)).toBeNull();
    expect(await vault.openBytes((await blobs.get('files/f1')) as Uint8Array)).toBeNull();
    expect(await vault.findSubject(PERSON.idNumber)).toBeUndefined();
    expect(await state.listByOwner('draft', `subject/${subject}`)).toEqual([]);
    // The facts stay, and their chain holds.
    expect((await views.get(applications, 'application/1'))?.receipt).toBe('HS20260302001');
    expect(await log.verify(0)).toMatchObject({ ok: true, commits: 1 });
  });

  it('would be found if it stood anywhere', () => {
    for (const [i, disguise] of disguises(PERSON.name).entries()) {
      const name = `leak-${i}`;
      writeFileSync(join(dir, name), Buffer.concat([Buffer.from('{"x":"'), disguise, Buffer.from('"}')]));
      expect(filesWith(dir, plain)).toEqual([name]);
      rmSync(join(dir, name));
    }
    const encoded = Buffer.from(JSON.stringify({ note: 'x', ...PERSON })).toString('base64url');
    writeFileSync(join(dir, 'encoded'), encoded);
    expect(filesWith(dir, plain)).toEqual(['encoded']);
  });
});

/** What leads to the person: the wrapped key, the look-up's hash, and the encrypted drafts and sessions. */
function secretsOf(dir: string, subject: string): Buffer[] {
  const read = (file: string, sql: string, ...args: string[]): Buffer[] => {
    const db = new DatabaseSync(join(dir, file), { readOnly: true });
    const rows = db.prepare(sql).all(...args);
    db.close();
    return rows.map(({ v }) => (typeof v === 'string' ? Buffer.from(v) : Buffer.from(v as Uint8Array)));
  };
  const owner = read('state.db', "SELECT owner AS v FROM entry WHERE kind = 'session'")[0]?.toString() as string;
  return [
    ...read('keys.db', 'SELECT wrapped AS v FROM subject WHERE subject = ?', subject),
    ...read('keys.db', 'SELECT digest AS v FROM lookup WHERE subject = ?', subject),
    ...read('state.db', 'SELECT value AS v FROM entry WHERE owner = ?', owner),
    Buffer.from(owner),
  ];
}
