import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedPlatform, openEmbedded } from '../platform/embedded/open.ts';
import { exportLog, importLog } from './transfer.ts';

const folder = mkdtempSync(join(tmpdir(), 'hengyun-transfer-'));
const file = join(folder, 'log.jsonl');
const COMMITS = 1203;
let from: EmbeddedPlatform;
const opened: EmbeddedPlatform[] = [];

const open = async (name: string, lanes = 3): Promise<EmbeddedPlatform> => {
  const domain = { views: [], upcast: <T>(commit: T) => commit };
  const platform = await openEmbedded({ dataDir: join(folder, name), domain, lanes });
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
  await Promise.all(Array.from({ length: COMMITS }, (_, i) => append(i)));
  expect(await exportLog(from, file)).toEqual({ commits: COMMITS });
});
afterAll(async () => {
  for (const platform of opened) await platform.close();
  rmSync(folder, { recursive: true });
});

describe('an exported log', () => {
  it('comes back as it was: positions, bytes and hashes; again changes nothing', async () => {
    const to = await open('to');
    expect(await importLog(to, file)).toEqual({ commits: COMMITS });
    expect(await chains(to)).toEqual(await chains(from));
    expect(await importLog(to, file)).toEqual({ commits: COMMITS });
    expect(await to.log.heads()).toEqual(await from.log.heads());
    expect(await exportLog(to, join(folder, 'again'))).toEqual({ commits: COMMITS });
    expect(readFileSync(join(folder, 'again'), 'utf8')).toBe(readFileSync(file, 'utf8'));
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
    expect(await importLog(to, file)).toEqual({ commits: COMMITS });
    expect(await chains(to)).toEqual(await chains(from));
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
