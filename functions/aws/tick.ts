import { openCloud } from '../../commands/context.ts';
import { configFromEnv } from '../../platform/aws/config.ts';
import { openAws, PLATFORM_SETTINGS } from '../../platform/aws/open.ts';
import { chaseOverdue } from '../../policies/chase.ts';
import { recountUndated } from '../../policies/recount.ts';
import { acceptSilent } from '../../policies/silence.ts';
import { domain } from '../../views/registry.ts';
import { lambda } from '../middy.ts';

const config = configFromEnv(process.env, [...PLATFORM_SETTINGS, 'division']);
const cloud = openCloud(await openAws({ config, domain }), config.division);

/** All are tried: one that fails keeps the others from nothing, and fails the call. */
export const handler = lambda('tick', async () => {
  const [accepted, recounted, chased] = await Promise.allSettled([
    acceptSilent(cloud),
    recountUndated(cloud),
    chaseOverdue(cloud),
  ]);
  if (accepted.status === 'rejected') throw accepted.reason;
  if (recounted.status === 'rejected') throw recounted.reason;
  if (chased.status === 'rejected') throw chased.reason;
  return { accepted: accepted.value, recounted: recounted.value, chased: chased.value };
});
