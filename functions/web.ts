import type { Identity } from '../adapters/identity/contract.ts';
import type { Viewer } from '../commands/actor.ts';
import { openFile } from '../commands/application/files.ts';
import { type Cloud, contextFor } from '../commands/context.ts';
import { Refusal } from '../events/stream.ts';
import { ANONYMOUS, type Probe, type Services } from '../graphql/context.ts';
import { createEngine, type Engine } from '../graphql/execute.ts';
import { viewersOf } from '../graphql/viewer.ts';
import { Written } from '../graphql/written.ts';
import { openDataOf } from '../views/open-data/engine.ts';
import { recordsOf } from '../views/records/engine.ts';
import { directoryOf } from '../views/services/directory.ts';
import type { CreatePortal, Site } from '../web/portal/contract.ts';
import type { Web, WebConfig } from '../web/server/contract.ts';
import { createWeb } from '../web/server/create-web.ts';
import { createApi } from './api.ts';
import { attachmentNamed } from './disposition.ts';
import { formAddresses } from './forms/addresses.ts';
import { openDataCsv } from './open-data-csv.ts';
import { registerCsv } from './register-csv.ts';

/** What a whole site is made of, on any platform. */
export interface SiteParts {
  readonly cloud: Cloud;
  readonly identity: Identity;
  readonly createPortal: CreatePortal;
  readonly site: Site;
  readonly origin: string;
  readonly desk?: WebConfig['desk'];
  readonly formOrigins?: readonly string[];
  /** Addresses that only one platform has (uploads of the embedded store). */
  readonly extra?: (request: Request) => Promise<Response | null>;
  readonly probe: Probe;
  /** What a browser is shown at `/graphql`, where there is such a page. */
  readonly graphiql?: (engine: Engine) => (request: Request) => Promise<Response>;
  /** This process answers everybody: nobody else writes to the platform. */
  readonly alone?: boolean;
  /** Told of faults with the reference people see. */
  readonly report: (reference: string, error: unknown) => void;
}

export interface CloudSite {
  readonly web: Web;
  readonly engine: Engine;
}

/** Portal, desk, GraphQL and files as one handler of standard requests: the `web` and `api` functions, and the single machine. */
export function createSite(parts: SiteParts): CloudSite {
  const { cloud, identity, report } = parts;
  const { platform } = cloud;
  const services: Services = {
    cloud,
    directory: directoryOf(platform),
    openData: openDataOf(platform),
    records: recordsOf(platform),
    probe: parts.probe,
    ...(parts.alone ? { written: new Written() } : {}),
  };
  const engine = createEngine(services, report);
  const forms = formAddresses(engine, parts.origin);
  const registers = registerCsv(engine);
  const api = createApi(engine, parts.graphiql?.(engine));
  const web = createWeb({
    execute: engine.execute,
    state: platform.state,
    vault: platform.vault,
    identity,
    viewerFor: viewersOf(platform),
    portal: parts.createPortal(parts.site),
    config: {
      origin: parts.origin,
      graphql: api.fetch,
      graphqlPost: api.post,
      files: (id, viewer, request) => serveFile(cloud, id, viewer, request),
      extra: async (request, viewer) =>
        (await openDataCsv(services, request)) ??
        (await forms(request, viewer)) ??
        (await registers(request, viewer)) ??
        (await parts.extra?.(request)) ??
        null,
      ...(parts.desk ? { desk: parts.desk } : {}),
      ...(parts.formOrigins ? { formOrigins: parts.formOrigins } : {}),
    },
    onFault: report,
  });
  return { web, engine };
}

/** An attachment, after authorisation; always as a download, never as a page of ours. */
async function serveFile(cloud: Cloud, id: string, viewer: Viewer | null, request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const context = contextFor(cloud, viewer?.actor ?? ANONYMOUS);
  try {
    const [of = null, draft = null, matter = null] = ['case', 'draft', 'matter'].map((name) => searchParams.get(name));
    const file = await openFile(context, { id, case: of, draft, matter });
    return new Response(new Uint8Array(file.bytes), {
      headers: {
        'content-type': file.type,
        'content-disposition': attachmentNamed(file.name),
        'cache-control': 'private, no-store',
      },
    });
  } catch (error) {
    if (error instanceof Refusal)
      return new Response(error.message, { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    throw error;
  }
}
