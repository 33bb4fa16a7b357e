import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ViewReader as Views } from '../../platform/contract/views.ts';
import { type EmbeddedPlatform, openEmbedded } from '../../platform/embedded/open.ts';
import { domain } from '../registry.ts';
import { recordsOf } from './engine.ts';

let dataDir: string;
let platform: EmbeddedPlatform;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hengyun-records-'));
  platform = await openEmbedded({ dataDir, domain });
});
afterAll(async () => {
  await platform.close();
  await rm(dataDir, { recursive: true });
});

it('reads the cases of a form once for all who ask at the same time', async () => {
  let lists = 0;
  const list: Views['list'] = (...asked) => {
    lists += 1;
    return platform.views.list(...asked);
  };
  const views: Views = new Proxy(platform.views, {
    get(target, name) {
      const found: unknown = name === 'list' ? list : Reflect.get(target, name);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
  const records = recordsOf({ views, clock: platform.clock });
  const stands = await Promise.all(Array.from({ length: 20 }, () => records.stand('a-form')));
  expect([lists, new Set(stands).size]).toEqual([1, 1]);
  await records.stand('another-form');
  expect(lists).toBe(2);
});
