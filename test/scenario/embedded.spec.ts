import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { contextFor, openCloud, systemActor } from '../../commands/context.ts';
import { createEngine } from '../../graphql/execute.ts';
import { seedBasics } from '../../local/seed/seed.ts';
import { handleUpload } from '../../platform/embedded/blobs.ts';
import { type EmbeddedPlatform, openEmbedded } from '../../platform/embedded/open.ts';
import { readCounty } from '../../samples/county.ts';
import { openDataOf } from '../../views/open-data/engine.ts';
import { domain } from '../../views/registry.ts';
import { directoryOf } from '../../views/services/directory.ts';
import { assemblyStories } from './assembly-stories.ts';
import { closingStories } from './closing-stories.ts';
import type { PostFile } from './road.ts';
import { roadStories } from './stories.ts';
import { ticketStories } from './ticket-stories.ts';
import { StoryClock, type World } from './world.ts';

describe.each([1, 3])('on one machine with %i lane(s)', (lanes) => {
  let opened: Promise<{ world: World; post: PostFile; platform: EmbeddedPlatform; dir: string }> | null = null;

  const open = async () => {
    const dir = await mkdtemp(join(tmpdir(), 'hengyun-story-'));
    const clock = new StoryClock('2026-03-02T00:00:00.000Z');
    const platform = await openEmbedded({ dataDir: dir, domain, lanes, clock });
    platform.runner.start();
    const county = readCounty();
    const cloud = openCloud(platform, county.region);
    await seedBasics(contextFor(cloud, systemActor('seed')), county);
    await platform.runner.catchUp();
    const services = {
      cloud,
      directory: directoryOf(platform),
      openData: openDataOf(platform),
      probe: async () => unprobed,
    };
    const engine = createEngine(services, (reference, error) => console.error(reference, error));
    const post: PostFile = async (upload, bytes, name) => {
      const form = new FormData();
      for (const field of upload.fields) form.append(field.name, field.value);
      form.append('file', new Blob([new Uint8Array(bytes)]), name);
      const url = new URL(upload.url, 'http://localhost');
      const answer = await handleUpload(platform.blobs, new Request(url, { method: 'POST', body: form }));
      return new URL(answer.headers.get('location') ?? '', 'http://localhost').searchParams.get('key') ?? '';
    };
    return { world: { platform, cloud, engine, clock }, post, platform, dir };
  };

  afterAll(async () => {
    const { platform, dir } = (await opened) ?? {};
    await platform?.close();
    if (dir) await rm(dir, { recursive: true, force: true });
  });

  const told = () => {
    opened ??= open();
    return opened;
  };
  roadStories(told);
  ticketStories(told);
  assemblyStories(told);
  closingStories(told);
});

const unprobed = { reachable: false, ms: null, status: null, problem: 'UNREACHABLE' };
