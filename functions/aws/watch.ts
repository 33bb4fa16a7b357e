import { openCloud } from '../../commands/context.ts';
import { configFromEnv } from '../../platform/aws/config.ts';
import { openAws, PLATFORM_SETTINGS } from '../../platform/aws/open.ts';
import { watchSites } from '../../policies/watch.ts';
import { proberFor } from '../../probes/reachability.ts';
import { domain } from '../../views/registry.ts';
import { lambda } from '../middy.ts';

const config = configFromEnv(process.env, [...PLATFORM_SETTINGS, 'division']);
const cloud = openCloud(await openAws({ config, domain }), config.division);

export const handler = lambda('watch', async () => ({ probed: await watchSites(cloud, proberFor(cloud.sites)) }));
