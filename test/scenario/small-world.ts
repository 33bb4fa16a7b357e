import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contextFor, openCloud, systemActor } from '../../commands/context.ts';
import type { Probe, Services } from '../../graphql/context.ts';
import { createEngine } from '../../graphql/execute.ts';
import { seedBasics } from '../../local/seed/seed.ts';
import { openEmbedded } from '../../platform/embedded/open.ts';
import { readCounty } from '../../samples/county.ts';
import { openDataOf } from '../../views/open-data/engine.ts';
import { domain } from '../../views/registry.ts';
import { directoryOf } from '../../views/services/directory.ts';
import { StoryClock, type World } from './world.ts';

export interface SmallWorld extends World {
  readonly services: Services;
  close(): Promise<void>;
}

const unprobed: Probe = async () => ({ reachable: false, ms: null, status: null, problem: 'UNREACHABLE' });

/** The sample county on one machine, with its definitions and staff and nothing filed yet. */
export async function smallWorld(start = '2026-03-02T01:00:00.000Z', probe: Probe = unprobed): Promise<SmallWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'hengyun-small-'));
  const clock = new StoryClock(start);
  const platform = await openEmbedded({ dataDir: dir, domain, lanes: 1, clock });
  platform.runner.start();
  const county = readCounty();
  const cloud = openCloud(platform, county.region);
  await seedBasics(contextFor(cloud, systemActor('seed')), county);
  await platform.runner.catchUp();
  const services = { cloud, directory: directoryOf(platform), openData: openDataOf(platform), probe };
  const engine = createEngine(services, (reference, error) => console.error(reference, error));
  const close = async () => {
    await platform.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { platform, cloud, engine, clock, services, close };
}
