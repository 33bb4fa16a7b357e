import type { CommandContext } from '../../commands/context.ts';
import { fresh, transact } from '../../commands/transact.ts';
import { register, site } from '../../events/site/stream.ts';
import type { County } from '../../samples/county.ts';

/** Registers the cloud's own portal, so that somebody watches it from the first day. */
export async function seedSites(context: CommandContext, _county: County): Promise<void> {
  const port = Number(process.env.PORT ?? 8080);
  const data = {
    region: context.region,
    site: 'portal',
    name: { zh: '衡山县政务服务网' },
    url: `http://localhost:${port}/`,
    unit: context.region,
  };
  await transact(context, 'seed/site/portal', async () => ({
    changes: [{ read: fresh(site, 'portal'), events: register(null, data) }],
  }));
}
