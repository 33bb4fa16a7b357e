import { configFromEnv } from '../../platform/aws/config.ts';
import { openAws, PLATFORM_SETTINGS } from '../../platform/aws/open.ts';
import { domain } from '../../views/registry.ts';
import { lambda } from '../middy.ts';
import { repair } from '../repair.ts';

const config = configFromEnv(process.env, PLATFORM_SETTINGS);

export const handler = lambda('repair', repair(await openAws({ config, domain })));
