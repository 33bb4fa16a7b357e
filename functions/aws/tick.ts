import { openCloud } from '../../commands/context.ts';
import { configFromEnv } from '../../platform/aws/config.ts';
import { openAws, PLATFORM_SETTINGS } from '../../platform/aws/open.ts';
import { recountUndated } from '../../policies/recount.ts';
import { acceptSilent } from '../../policies/silence.ts';
import { domain } from '../../views/registry.ts';
import { lambda } from '../middy.ts';

const config = configFromEnv(process.env, [...PLATFORM_SETTINGS, 'division']);
const cloud = openCloud(await openAws({ config, domain }), config.division);

export const handler = lambda('tick', async () => ({
  recounted: await recountUndated(cloud),
  accepted: await acceptSilent(cloud),
}));
