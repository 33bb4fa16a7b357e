import { openCloud } from '../../commands/context.ts';
import { configFromEnv } from '../../platform/aws/config.ts';
import { openAws, PLATFORM_SETTINGS } from '../../platform/aws/open.ts';
import { chaseOverdue } from '../../policies/chase.ts';
import { lapseSupplements } from '../../policies/lapse.ts';
import { recountUndated } from '../../policies/recount.ts';
import { acceptSilent } from '../../policies/silence.ts';
import { tellOfLimits } from '../../policies/tell.ts';
import { domain } from '../../views/registry.ts';
import { lambda } from '../middy.ts';

const config = configFromEnv(process.env, [...PLATFORM_SETTINGS, 'division']);
const cloud = openCloud(await openAws({ config, domain }), config.division);

/** What follows when time passes, by the name of its count. */
const policies = {
  accepted: acceptSilent,
  lapsed: lapseSupplements,
  recounted: recountUndated,
  chased: chaseOverdue,
  told: tellOfLimits,
};

/** All are tried: one that fails keeps the others from nothing, and fails the call. */
export const handler = lambda('tick', async () => {
  const names = Object.keys(policies) as (keyof typeof policies)[];
  const counts = await Promise.allSettled(names.map((name) => policies[name](cloud)));
  for (const count of counts) if (count.status === 'rejected') throw count.reason;
  return Object.fromEntries(
    counts.flatMap((count, i) => (count.status === 'fulfilled' ? [[names[i], count.value]] : [])),
  );
});
