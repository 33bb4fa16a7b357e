import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import reset from '../reset.css?raw';
import tokens from '../tokens.css?raw';
import type { Asset, CreatePortal, Site, Visit } from './contract.ts';
import { REGION, type RegionAnswer } from './data/services.ts';
import type { Handler, PageVisit } from './page.tsx';
import { failed, notFound, refused } from './pages/errors.tsx';
import { speechIn } from './parts/reading.tsx';
import { routes } from './routes.ts';
import base from './styles/base.css?raw';
import forms from './styles/forms.css?raw';
import guide from './styles/guide.css?raw';
import home from './styles/home.css?raw';
import layout from './styles/layout.css?raw';
import lists from './styles/lists.css?raw';
import matters from './styles/matters.css?raw';
import print from './styles/print.css?raw';
import { ask, Refusal, readingOf } from './visit.ts';

/** How long the site's own facts (its name, whether it is a demonstration) are remembered. */
const REGION_MS = 60_000;
/** Pages of persons and endless lists of filters are nothing for search engines. */
const ROBOTS = [
  'User-agent: *',
  ...['/my', '/drafts', '/apply', '/auth', '/oidc', '/receipts', '/reading', '/desk', '/services?'].map(
    (path) => `Disallow: ${path}`,
  ),
  '',
].join('\n');
const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="8" fill="#1553a6"/><path d="M6 30 15 17l5 6 5-9 9 16Z" fill="#fff"/><path d="M7 11h26" stroke="#fff" stroke-width="2.4" stroke-linecap="round"/><circle cx="20" cy="11" r="3" fill="#fff"/></svg>';

/** Makes the portal of a site. It keeps no state but a minute's memory of the region. */
export const createPortal: CreatePortal = (site) => {
  const css = [tokens, reset, base, layout, home, lists, guide, matters, forms, print].join('\n');
  const stylesheet = `/assets/portal-${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`;
  const assets = new Map<string, Asset>([
    [stylesheet, { type: 'text/css; charset=utf-8', body: css }],
    ['/assets/icon.svg', { type: 'image/svg+xml', body: ICON }],
    ['/robots.txt', { type: 'text/plain; charset=utf-8', body: ROBOTS }],
  ]);
  let region: { readonly until: number; readonly demonstration: boolean } | undefined;
  const isDemonstration = async (visit: Visit): Promise<boolean> => {
    if (!region || region.until < Date.now()) {
      const answer = await ask<RegionAnswer>(visit, REGION);
      region = { until: Date.now() + REGION_MS, demonstration: answer.region.demonstration };
    }
    return region.demonstration;
  };

  const app = new Hono<{ Bindings: { visit: PageVisit } }>();
  const run =
    (handler: Handler) =>
    (c: { env: { visit: PageVisit }; req: { param(): Record<string, string> } }): Promise<Response> =>
      handler(c.env.visit, c.req.param());
  for (const [method, path, handler] of routes) app.on(method, path, run(handler));
  app.notFound((c) => notFound(c.env.visit));
  app.onError((error, c) => {
    if (error instanceof Refusal) return refused(c.env.visit, error);
    throw error;
  });

  const respond = async (visit: Visit): Promise<Response> => {
    const page = await pageVisit(visit, site, stylesheet, isDemonstration);
    return app.fetch(new Request(visit.url, { method: visit.request.method }), { visit: page });
  };
  const fail = async (visit: Visit, reference: string): Promise<Response> =>
    failed(await pageVisit(visit, site, stylesheet, async () => region?.demonstration ?? false), reference);
  return { respond, fail, assets };
};

async function pageVisit(
  visit: Visit,
  site: Site,
  stylesheet: string,
  isDemonstration: (visit: Visit) => Promise<boolean>,
): Promise<PageVisit> {
  const reading = readingOf(visit.request);
  return {
    ...visit,
    site,
    stylesheet,
    reading,
    t: speechIn(reading.language),
    demonstration: await isDemonstration(visit),
  };
}
