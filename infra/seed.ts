import { contextFor, openCloud, systemActor } from '../commands/context.ts';
import { seedBasics } from '../local/seed/seed.ts';
import { configFromEnv } from '../platform/aws/config.ts';
import { type AwsClients, openAws, PLATFORM_SETTINGS } from '../platform/aws/open.ts';
import { readCounty } from '../samples/county.ts';
import { domain } from '../views/registry.ts';

/**
 * Loads units, forms, flows, items and licence types of the sample county into an account, whose tables and key the environment names as it
 * does for a function. Nothing of it twice: every wish has a name of its own. Returns how many items are in the log then.
 */
export async function seedAccount(
  env: Readonly<Record<string, string | undefined>>,
  clients: Partial<AwsClients> = {},
): Promise<{ commits: number }> {
  const config = configFromEnv(env, PLATFORM_SETTINGS);
  const platform = await openAws({ config, domain, clients });
  try {
    const county = readCounty();
    await seedBasics(contextFor(openCloud(platform, county.region), systemActor('seed')), county);
    const heads = await platform.log.heads();
    return { commits: heads.reduce((sum, head) => sum + head, 0) };
  } finally {
    await platform.close();
  }
}

if (import.meta.main) {
  const { commits } = await seedAccount(process.env);
  console.log(`${commits} commits in the log`);
}
