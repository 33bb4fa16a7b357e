import { join } from 'node:path';
import { oidcIdentity } from '../../adapters/identity/oidc/identity.ts';
import { openCloud } from '../../commands/context.ts';
import { configFromEnv } from '../../platform/aws/config.ts';
import { openAws, PLATFORM_SETTINGS } from '../../platform/aws/open.ts';
import { probeReachability } from '../../probes/reachability.ts';
import { domain } from '../../views/registry.ts';
import type { CreatePortal, Site } from '../../web/portal/contract.ts';
import { folderFiles } from '../../web/server/desk.ts';
import { reportFault } from '../middy.ts';
import { type CloudSite, createSite } from '../web.ts';

/** The whole site in a function, opened once for each running copy. The bundle's folder holds the built pages. */
export async function openSite(name: string): Promise<{ site: CloudSite; origin: string }> {
  const config = configFromEnv(process.env, [
    ...PLATFORM_SETTINGS,
    'division',
    'origin',
    'oidcIssuer',
    'oidcClient',
    'oidcAudience',
    'site',
  ]);
  const { origin } = config;
  const platform = await openAws({ config, domain, origin });
  const { createPortal } = (await import(join(import.meta.dirname, 'portal-server.mjs'))) as {
    createPortal: CreatePortal;
  };
  // Browsers post files straight to the store: its address is known by asking for a form (nothing is sent for that).
  const form = await platform.blobs.presignUpload({ intakeKey: 'intake/none', maxBytes: 1, redirectTo: '/' });
  const site = createSite({
    cloud: openCloud(platform, config.division),
    identity: oidcIdentity({ issuer: config.oidcIssuer, clientId: config.oidcClient, audience: config.oidcAudience }),
    createPortal,
    site: JSON.parse(config.site) as Site,
    origin,
    desk: folderFiles(join(import.meta.dirname, 'desk')),
    formOrigins: [new URL(form.url).origin],
    probe: probeReachability,
    report: (reference, error) => reportFault(name, reference, error),
  });
  return { site, origin };
}
