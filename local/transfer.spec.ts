import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, openCloud, systemActor } from '../commands/context.ts';
import { newId } from '../commands/ids.ts';
import { eraseSubject } from '../commands/subject/erase.ts';
import { type EmbeddedPlatform, openEmbedded } from '../platform/embedded/open.ts';
import { exportLog, importLog } from './transfer.ts';

const folder = mkdtempSync(join(tmpdir(), 'hengyun-transfer-'));
const file = join(folder, 'log.jsonl');
const COMMITS = 1203;
const NUMBER = '430423198812030028';
let sealed: string;
let erased: string;
let from: EmbeddedPlatform;
const opened: EmbeddedPlatform[] = [];

/** A new folder with the key-encryption key of the first one, or with a key of its own. */
const open = async (name: string, lanes = 3, ownKey = false): Promise<EmbeddedPlatform> => {
  const domain = { views: [], upcast: <T>(commit: T) => commit };
  const dataDir = join(folder, name);
  if (name !== 'from' && !ownKey) {
    mkdirSync(dataDir, { recursive: true });
    copyFileSync(join(folder, 'from', 'kek.key'), join(dataDir, 'kek.key'));
  }
  const platform = await openEmbedded({ dataDir, domain, lanes });
  opened.push(platform);
  return platform;
};
const chains = async ({ log }: EmbeddedPlatform) =>
  Promise.all(Array.from({ length: log.lanes }, (_, lane) => log.verify(lane)));

beforeAll(async () => {
  from = await open('from');
  const append = (i: number) =>
    from.log.append({
      commandId: `c${i}`,
      actor: 'system/test',
      at: new Date(i).toISOString(),
      streams: [
        { stream: `thing/${i}`, after: 'new', events: [{ type: 'Made', v: 1, data: { text: `第${i}件\u2028` } }] },
      ],
    });
  await Promise.all(Array.from({ length: COMMITS - 2 }, (_, i) => append(i)));
  const { subject } = await from.vault.subjectFor(NUMBER);
  sealed = await from.vault.seal(subject, { name: '罗桂英' });
  const gone = (await from.vault.subjectFor('430423196507284416')).subject;
  erased = await from.vault.seal(gone, { name: '欧阳建国' });
  const data = { person: sealed, other: erased };
  const guards = [{ guard: 'one/at-a-time', change: 'take' as const, owner: 'thing/sealed' }];
  const streams = [{ stream: 'thing/sealed', after: 'new' as const, events: [{ type: 'Made', v: 1, data }] }];
  await from.log.append({ commandId: 'sealed', actor: 'system/test', at: new Date(0).toISOString(), streams, guards });
  const context = contextFor(openCloud(from, '430423'), systemActor('test'));
  await eraseSubject(context, { subject: gone, reasonCode: 'request', commandId: newId() });
  await from.blobs.put('kept/a', await from.vault.sealBytes(subject, Buffer.from('照片')), 'image/png');
  await from.state.put('draft', 'd1', { step: 2 }, { ttlSeconds: 3600, owner: `subject/${subject}` });
  await from.state.put('session', 's1', { step: 2 }, { ttlSeconds: 3600 });
  expect(await from.state.takeNumbers('numbers/1', 7)).toBe(1);
  expect(await exportLog(from, file)).toMatchObject({ commits: COMMITS, keys: 1, files: 1 });
});
afterAll(async () => {
  for (const platform of opened) await platform.close();
  rmSync(folder, { recursive: true });
});

describe('an exported log', () => {
  it('comes back as it was: positions, bytes and hashes; again changes nothing', async () => {
    const to = await open('to');
    expect(await importLog(to, file)).toMatchObject({ commits: COMMITS, added: COMMITS, unreadable: 0 });
    expect(await chains(to)).toEqual(await chains(from));
    expect(await importLog(to, file)).toEqual({ commits: COMMITS, added: 0, carried: 0, unreadable: 0 });
    expect(await to.log.heads()).toEqual(await from.log.heads());
    expect(await exportLog(to, join(folder, 'again'))).toMatchObject({ commits: COMMITS });
    expect(readFileSync(join(folder, 'again'), 'utf8')).toBe(readFileSync(file, 'utf8'));
  });

  it('comes with what was sealed, the drafts and the numbers given; the erased stay so', async () => {
    const to = await open('whole');
    await importLog(to, file);
    expect(await to.vault.open(sealed)).toEqual({ name: '罗桂英' });
    expect(await to.vault.openBytes((await to.blobs.get('kept/a')) as Uint8Array)).toEqual(Buffer.from('照片'));
    expect(await to.vault.findSubject(NUMBER)).toBe(await from.vault.findSubject(NUMBER));
    expect((await to.state.get('draft', 'd1'))?.value).toEqual({ step: 2 });
    expect(await to.state.get('session', 's1')).toBeNull();
    expect(await to.state.takeNumbers('numbers/1', 1)).toBeGreaterThan(7);
    expect(await to.vault.open(erased)).toBeNull();
    expect(await to.vault.findSubject('430423196507284416')).toBeUndefined();
  });

  it('holds neither the key-encryption key nor anything that can be read without it', () => {
    const kek = readFileSync(join(folder, 'from', 'kek.key'), 'utf8')
      .trim()
      .split(':')[1] as string;
    const text = readFileSync(file, 'utf8');
    for (const secret of [kek, Buffer.from(kek, 'base64url').toString('base64'), NUMBER, '罗桂英'])
      expect(text.includes(secret)).toBe(false);
  });

  it('is refused without its key in one line that says which, and taken in unreadable when asked for', async () => {
    const to = await open('other key', 3, true);
    await expect(importLog(to, file)).rejects.toThrow(/^KEY_WRONG: .*编号 .{8}.*kek\.key.*--without-keys/);
    expect(await to.log.heads()).toEqual([0, 0, 0]);
    const wish = { withoutKeys: true };
    expect(await importLog(to, file, wish)).toMatchObject({ added: COMMITS, unreadable: 2 });
    expect(await to.vault.open(sealed)).toBeNull();
    expect(await to.vault.open(erased)).toBeNull();
    expect(await importLog(to, file, wish)).toEqual({ commits: COMMITS, added: 0, carried: 0, unreadable: 0 });
  });

  it('is refused beside other facts, which stay as they are', async () => {
    const to = await open('taken');
    const streams = [{ stream: 'thing/own', after: 'new' as const, events: [{ type: 'Made', v: 1, data: {} }] }];
    await to.log.append({ commandId: 'own', actor: 'system/test', at: new Date(0).toISOString(), streams });
    const before = await chains(to);
    await expect(importLog(to, file)).rejects.toThrow(/^IMPORT_ELSEWHERE: /);
    expect(await chains(to)).toEqual(before);
  });

  it('says in our words why a file cannot be read or written', async () => {
    const none = join(folder, 'none', 'at', 'all');
    await expect(importLog(from, none)).rejects.toThrow(/^FILE_UNREADABLE: .*没有这个文件/);
    await expect(importLog(from, folder)).rejects.toThrow(/^FILE_UNREADABLE: .*文件夹/);
    await expect(exportLog(from, none)).rejects.toThrow(/^FILE_UNWRITABLE: .*没有这个文件/);
  });

  it('is taken in again after it was cut off, and says that it was', async () => {
    const to = await open('cut');
    const text = readFileSync(file, 'utf8');
    const lines = text.split('\n');
    const cuts = ['', text.slice(0, 1000), lines.slice(0, 700).join('\n'), lines.slice(0, -2).join('\n')];
    for (const cut of cuts) {
      writeFileSync(join(folder, 'bad'), cut);
      await expect(importLog(to, join(folder, 'bad'))).rejects.toThrow(/不完整/);
    }
    expect(await importLog(to, file)).toMatchObject({ added: COMMITS });
    expect(await chains(to)).toEqual(await chains(from));
  });

  it('goes on where the store failed, with every guard', async () => {
    const to = await open('failing');
    const { restore } = to.log;
    let calls = 0;
    to.log.restore = async (...page) => {
      calls += 1;
      if (calls === 4) throw new Error('the disk is full');
      await restore.apply(to.log, page);
    };
    await expect(importLog(to, file)).rejects.toThrow('the disk is full');
    await importLog(to, file);
    expect(await chains(to)).toEqual(await chains(from));
    const guards = [];
    for await (const page of to.log.guards()) guards.push(...page);
    expect(guards).toEqual([{ guard: 'one/at-a-time', owner: 'thing/sealed' }]);
  });

  it('is refused when it is changed, of another log, or no log', async () => {
    const lines = readFileSync(file, 'utf8').split('\n');
    const changed = lines.map((line, i) => (i === 5 ? line.replace(/"bytes":"(.)/, '"bytes":"A') : line));
    for (const text of [
      changed.join('\n'),
      '{"format":"other","lanes":3}\n{"end":0}\n',
      'no json\n',
      '[]\n',
      `${lines[0]}\n{}\n`,
    ]) {
      const to = await open(`bad${Math.random()}`);
      writeFileSync(join(folder, 'bad'), text);
      await expect(importLog(to, join(folder, 'bad'))).rejects.toThrow();
      expect((await chains(to)).every((chain) => chain.ok)).toBe(true);
    }
    await expect(importLog(await open('one', 1), file)).rejects.toThrow(/分道/);
    await expect(importLog(from, '')).rejects.toThrow(RangeError);
  });

  it('appears under its name only when it is whole', async () => {
    const broken = { log: { ...from.log, lanes: 3, readLane: () => Promise.reject(new Error('gone')) } };
    const target = join(folder, 'never');
    await expect(exportLog(broken as never, target)).rejects.toThrow('gone');
    expect(existsSync(target)).toBe(false);
  });
});
