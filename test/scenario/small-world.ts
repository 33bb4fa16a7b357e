import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contextFor, openCloud, systemActor } from '../../commands/context.ts';
import type { Services } from '../../graphql/context.ts';
import { createEngine } from '../../graphql/execute.ts';
import { seedBasics } from '../../local/seed/seed.ts';
import { handleUpload } from '../../platform/embedded/blobs.ts';
import { openEmbedded } from '../../platform/embedded/open.ts';
import { readCounty } from '../../samples/county.ts';
import { openDataOf } from '../../views/open-data/engine.ts';
import { recordsOf } from '../../views/records/engine.ts';
import { domain } from '../../views/registry.ts';
import { directoryOf } from '../../views/services/directory.ts';
import type { PostFile } from './road.ts';
import { StoryClock, type World } from './world.ts';

const NOTHING = { forms: new Map(), flows: new Map(), services: new Map(), licenceTypes: new Map() };

export interface SmallWorld extends World {
  readonly services: Services;
  readonly post: PostFile;
  /** What the engine had no code for: a story must cause none. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/**
 * The sample county on one machine at 2026-03-02, with its definitions and staff and nothing filed yet; `without` definitions it has
 * units, staff and code lists only.
 */
export async function smallWorld(lanes = 1, definitions: 'with' | 'without' = 'with'): Promise<SmallWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'hengyun-small-'));
  const clock = new StoryClock('2026-03-02T00:00:00.000Z');
  const platform = await openEmbedded({ dataDir: dir, domain, lanes, clock });
  platform.runner.start();
  const county = { ...readCounty(), ...(definitions === 'with' ? {} : NOTHING) };
  const cloud = openCloud(platform, county.region);
  await seedBasics(contextFor(cloud, systemActor('seed')), county);
  await platform.runner.catchUp();
  const services: Services = {
    cloud,
    directory: directoryOf(platform),
    openData: openDataOf(platform),
    records: recordsOf(platform),
    probe: async () => ({ reachable: false, ms: null, status: null, problem: 'UNREACHABLE' }),
  };
  const faults: string[] = [];
  const engine = createEngine(services, (reference, error) => {
    faults.push(String(error));
    console.error(reference, error);
  });
  const post: PostFile = async (upload, bytes, name) => {
    const form = new FormData();
    for (const field of upload.fields) form.append(field.name, field.value);
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    const url = new URL(upload.url, 'http://localhost');
    const answer = await handleUpload(platform.blobs, new Request(url, { method: 'POST', body: form }));
    return new URL(answer.headers.get('location') ?? '', 'http://localhost').searchParams.get('key') ?? '';
  };
  const close = async () => {
    await platform.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { platform, cloud, engine, clock, services, post, faults, close };
}
