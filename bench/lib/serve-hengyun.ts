import { demoIdentity } from '../../adapters/identity/demo/identity.ts';
import { openCloud } from '../../commands/context.ts';
import { createSite } from '../../functions/web.ts';
import { createServer } from '../../local/server.ts';
import { openEmbedded } from '../../platform/embedded/open.ts';
import { readCounty } from '../../samples/county.ts';
import { domain } from '../../views/registry.ts';
import type { Portal, Site } from '../../web/portal/contract.ts';
import { citizen } from './people.ts';
import { serve } from './serve.ts';

export interface HengyunData {
  readonly dataDir: string;
  /** Citizens beside the sample people: `bench0`, `bench1` ... */
  readonly citizens: number;
}

const none = async () => new Response('no pages here', { status: 404 });
const noPages: Portal = { assets: new Map(), respond: none, fail: none };

// The cloud of one machine as `npm start` has it, without its pages: they are not measured here.
await serve<HengyunData>(async ({ dataDir, citizens }) => {
  const county = readCounty();
  const domainModule = new URL('../../views/registry.ts', import.meta.url);
  const platform = await openEmbedded({ dataDir, domain, domainModule });
  const people = [...county.people, ...Array.from({ length: citizens }, (_, n) => citizen(n))];
  const identity = await demoIdentity({ origin: 'http://127.0.0.1', state: platform.state, people });
  const cloud = openCloud(platform, county.region);
  const site = createSite({
    cloud,
    identity,
    createPortal: () => noPages,
    site: { domain: 'localhost' } as Site,
    origin: 'http://127.0.0.1',
    probe: async () => ({ reachable: false, ms: null, status: null, problem: 'UNREACHABLE' }),
    alone: true,
    report: (reference, error) => console.error(reference, error),
  });
  platform.runner.start();
  return {
    server: createServer(site.web.fetch, () => site.web.program),
    handlers: {
      token: ({ person }: { person: string }) => identity.mintToken(person),
      typeName: async ({ form }: { form: string }) => (await cloud.definitions.need('form', form)).typeName,
      heads: () => platform.log.heads(),
      verify: () => platform.log.verify(0),
      catchUp: () => platform.runner.catchUp(),
      events: async ({ after }: { after: number }) => {
        const { commits } = await platform.log.readLane(0, after, 2000);
        return commits.map(({ stream, position, at, events }) => ({ stream, position, at, events }));
      },
    },
    close: () => platform.close(),
  };
});
