import { join } from 'node:path';
import { oidcIdentity } from '../../adapters/identity/oidc/identity.ts';
import { openCloud } from '../../commands/context.ts';
import { configFromEnv } from '../../platform/aws/config.ts';
import { openAws, PLATFORM_SETTINGS } from '../../platform/aws/open.ts';
import { proberFor } from '../../probes/reachability.ts';
import { domain } from '../../views/registry.ts';
import type { CreatePortal, Portal, Site } from '../../web/portal/contract.ts';
import { folderFiles } from '../../web/server/desk.ts';
import { problemPage } from '../../web/server/problem.ts';
import { GRAPHIQL_FILE, graphiqlFrom } from '../graphiql-page.ts';
import { reportFault } from '../middy.ts';
import { type CloudSite, createSite } from '../web.ts';

/**
 * The site in a function, opened once for each running copy. With pages, the bundle's folder holds them; without, every address but
 * GraphQL's is a 404.
 */
export async function openSite(name: string, pages: boolean): Promise<{ site: CloudSite; origin: string }> {
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
  const createPortal = pages ? await builtPortal() : () => NO_PAGES;
  // Pages have browsers post files straight to the store: its address is known by asking for a form (nothing is sent for that).
  const form =
    pages && (await platform.blobs.presignUpload({ intakeKey: 'intake/none', maxBytes: 1, redirectTo: '/' }));
  const cloud = openCloud(platform, config.division);
  const site = createSite({
    cloud,
    identity: oidcIdentity({ issuer: config.oidcIssuer, clientId: config.oidcClient, audience: config.oidcAudience }),
    createPortal,
    site: JSON.parse(config.site) as Site,
    origin,
    ...(pages ? { desk: folderFiles(join(import.meta.dirname, 'desk')) } : {}),
    ...(pages ? { graphiql: () => graphiqlFrom(join(import.meta.dirname, GRAPHIQL_FILE)) } : {}),
    ...(form ? { formOrigins: [new URL(form.url).origin] } : {}),
    probe: proberFor(cloud.sites),
    report: (reference, error) => reportFault(name, reference, error),
  });
  return { site, origin };
}

async function builtPortal(): Promise<CreatePortal> {
  const built = (await import(join(import.meta.dirname, 'portal-server.mjs'))) as { createPortal: CreatePortal };
  return built.createPortal;
}

const none = async (): Promise<Response> => problemPage(404, '没有这个地址。');
const NO_PAGES: Portal = { assets: new Map(), respond: none, fail: none };
