import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { defaultCalendar } from '../lowcode/calendar/calendar.ts';
import { type EmbeddedPlatform, openEmbedded } from '../platform/embedded/open.ts';
import { domain } from '../views/registry.ts';
import { definitionsOf } from './definition/published.ts';
import { unitsOf } from './units.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'hengyun-caches-'));
let platform: EmbeddedPlatform;

beforeAll(async () => {
  platform = await openEmbedded({ dataDir, domain });
  // Nothing is forgotten for its age.
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterAll(async () => {
  vi.useRealTimers();
  await platform.close();
  rmSync(dataDir, { recursive: true });
});

/** How often the log was read for what `ask` does. */
async function reads(ask: (log: { log: EmbeddedPlatform['log'] }) => Promise<unknown>): Promise<number> {
  let count = 0;
  const read = (stream: string) => {
    count += 1;
    return platform.log.read(stream);
  };
  await ask({ log: { ...platform.log, read } as EmbeddedPlatform['log'] });
  return count;
}

it('what is remembered of keys that anybody may make up is bounded: the first is forgotten after thousands', async () => {
  const keys = Array.from({ length: 5001 }, (_, n) => `made-up-${n}`);
  const asked = await reads(async (over) => {
    const definitions = definitionsOf(over, '430423', defaultCalendar);
    await definitions.current('service', 'made-up-0');
    await Promise.all(keys.map((key) => definitions.current('service', key)));
    await definitions.current('service', 'made-up-0');
  });
  expect(asked).toBe(5002);
});

it('and so it is of units', async () => {
  const codes = Array.from({ length: 10_001 }, (_, n) => `999999-${n}`);
  const asked = await reads(async (over) => {
    const units = unitsOf(over);
    await Promise.all(codes.map((code) => units.get(code)));
    await units.get('999999-0');
  });
  expect(asked).toBe(10_002);
});
