import { contextFor, openCloud, systemActor } from '../../commands/context.ts';
import { seedBasics } from '../../local/seed/seed.ts';
import { type EmbeddedPlatform, openEmbedded } from '../../platform/embedded/open.ts';
import { type County, readCounty } from '../../samples/county.ts';
import { domain } from '../../views/registry.ts';

/** Makes a data folder with the sample county's units, staff and services, and whatever `more` adds; closed when it resolves. */
export async function makeCounty(
  dataDir: string,
  more: (platform: EmbeddedPlatform, county: County) => Promise<void>,
): Promise<County> {
  const county = readCounty();
  const domainModule = new URL('../../views/registry.ts', import.meta.url);
  const platform = await openEmbedded({ dataDir, domain, domainModule });
  try {
    await seedBasics(contextFor(openCloud(platform, county.region), systemActor('seed')), county);
    await more(platform, county);
    await platform.runner.catchUp();
  } finally {
    await platform.close();
  }
  return county;
}
