import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type DemoIdentity, demoIdentity } from '../adapters/identity/demo/identity.ts';
import { type Cloud, openCloud } from '../commands/context.ts';
import { replayErasures } from '../commands/subject/replay-erasures.ts';
import { GOVERNMENT_SITES, type SiteRules } from '../events/site/address.ts';
import { graphiqlOver } from '../functions/graphiql.ts';
import { type CloudSite, createSite } from '../functions/web.ts';
import { defaultCalendar } from '../lowcode/calendar/calendar.ts';
import type { Clock } from '../platform/contract/platform.ts';
import { handleUpload } from '../platform/embedded/blobs.ts';
import { type EmbeddedPlatform, openEmbedded } from '../platform/embedded/open.ts';
import { proberFor } from '../probes/reachability.ts';
import { readCounty } from '../samples/county.ts';
import { domain } from '../views/registry.ts';
import type { CreatePortal } from '../web/portal/contract.ts';
import { folderFiles } from '../web/server/desk.ts';
import { report } from './report.ts';
import type { Settings } from './settings.ts';

/** The whole cloud on one machine. */
export interface LocalCloud {
  readonly platform: EmbeddedPlatform;
  readonly cloud: Cloud;
  readonly identity: DemoIdentity;
  readonly site: CloudSite;
  close(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '..');

/** Opens the data folder and puts the cloud together. Throws `DataDirError` with one line for people. */
export async function openLocal(settings: Settings, clock?: Clock): Promise<LocalCloud> {
  const county = readCounty();
  // First what leaves the data folder untouched when it is missing.
  const createPortal = await portalBundle();
  const platform = await openEmbedded({
    dataDir: settings.dataDir,
    ...(settings.keyFile ? { keyFile: settings.keyFile } : {}),
    domain,
    domainModule: new URL('../views/registry.ts', import.meta.url),
    ...(clock ? { clock } : {}),
  });
  // Keys may come from an older backup than the log: nobody who was erased meanwhile comes back with them.
  await replayErasures(platform);
  const cloud = openCloud(platform, county.region, defaultCalendar, sitesOf(settings));
  const unitNames = new Map(county.units.map((unit) => [unit.code, unit.name.zh]));
  const { origin } = settings;
  const identity = await demoIdentity({ origin, state: platform.state, people: county.people, unitNames });
  const site = createSite({
    cloud,
    identity,
    createPortal,
    site: SITE,
    origin,
    desk: folderFiles(join(ROOT, 'build', 'web', 'desk')),
    extra: async (request) =>
      new URL(request.url).pathname === '/uploads' && request.method === 'POST'
        ? handleUpload(platform.blobs, request)
        : null,
    probe: proberFor(cloud.sites),
    alone: true,
    graphiql: graphiqlOver,
    report,
  });
  return { platform, cloud, identity, site, close: () => platform.close() };
}

/** The operator's domains, and the cloud's own site, wherever it is. */
function sitesOf({ siteDomains, origin, port }: Settings): SiteRules {
  return { domains: siteDomains ?? GOVERNMENT_SITES.domains, hosts: [new URL(origin).host, `localhost:${port}`] };
}

async function portalBundle(): Promise<CreatePortal> {
  const file = join(ROOT, 'build', 'web', 'portal-server.js');
  if (!existsSync(file)) throw new Error('网页还没有构建：请用 npm start 启动，或先运行 npm run build:web');
  return ((await import(pathToFileURL(file).href)) as { createPortal: CreatePortal }).createPortal;
}

/** The sample county's site. Numbers are visibly fictitious. */
const SITE = {
  name: { zh: '衡山县政务服务网', en: 'Hengshan County Public Services' },
  host: { zh: '衡山县人民政府办公室（示例）', en: 'Office of Hengshan County (sample)' },
  domain: 'localhost',
  siteCode: '4304230000',
  icp: '湘ICP备00000000号',
  policeFiling: '湘公网安备 43042300000000号',
  phone: '0734-5550100',
  address: { zh: '湖南省衡山县开云镇示例路1号', en: '1 Sample Road, Kaiyun, Hengshan, Hunan' },
} as const;
