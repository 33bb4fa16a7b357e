import { IdentityError } from '../../adapters/identity/contract.ts';
import type { Viewer } from '../../graphql/contract.ts';
import type { Visit } from '../portal/contract.ts';
import { authRoute } from './auth.ts';
import type { Web, WebOptions } from './contract.ts';
import { deskFile } from './desk.ts';
import { notesOf } from './notes.ts';
import { checkAddress, readBody, readForm } from './posts.ts';
import { BadRequest, problemPage } from './problem.ts';
import { GRAPHQL_BYTES, jsonText, newReference, programProblem, programs } from './program.ts';
import { checkOrigin, secure } from './security.ts';
import { type Sessions, sessionsIn } from './session.ts';

/**
 * Everything the cloud serves over HTTP: the portal, the desk, GraphQL, sign-in, files. Whatever comes in gets a clear
 * answer; only a fault of ours is a 500, with a reference that also stands in the log.
 */
export function createWeb(options: WebOptions): Web {
  const sessions = sessionsIn(options.state, options.vault, options.config.origin.startsWith('https:'));
  return {
    async fetch(request) {
      const url = new URL(request.url);
      const response = await answer(request, url, options, sessions).catch((error) =>
        refuse(error, request, url, options),
      );
      return secure(response, url.pathname, options.config);
    },
    program: programs(options),
  };
}

async function answer(request: Request, url: URL, options: WebOptions, sessions: Sessions): Promise<Response> {
  const { config, identity, portal } = options;
  const path = url.pathname;
  checkAddress(url);
  const asset = portal.assets.get(path);
  if (asset) return immutable(asset.type, asset.body, path);
  if (path === '/desk' || path.startsWith('/desk/')) return deskFile(path, config.desk);
  const provider = await identity.respond?.(request);
  if (provider) return provider;
  checkOrigin(request, config);
  const auth = await authRoute(request, url, options, sessions);
  if (auth) return auth;
  const viewer = await viewerOf(request, options, sessions);
  if (path === '/graphql' && config.graphql) return config.graphql(await checkGraphql(request), viewer);
  const [, fileId] = /^\/files\/([^/]+)$/.exec(path) ?? [];
  if (fileId && config.files) return config.files(decodeURIComponent(fileId), viewer, request);
  const extra = await config.extra?.(request, viewer);
  if (extra) return extra;
  if (!['GET', 'HEAD', 'POST'].includes(request.method)) throw notAllowed();
  return portal.respond(await visitOf(request, url, viewer, options));
}

async function viewerOf(
  request: Request,
  { identity, viewerFor }: WebOptions,
  sessions: Sessions,
): Promise<Viewer | null> {
  const claims = (await identity.identify(request)) ?? (await sessions.claims(request));
  return claims && viewerFor(claims);
}

async function visitOf(request: Request, url: URL, viewer: Viewer | null, options: WebOptions): Promise<Visit> {
  const form = request.method === 'POST' ? await readForm(request) : null;
  return { request, url, viewer, execute: options.execute, form, notes: notesOf(options.state, viewer) };
}

/** A GraphQL post: JSON of a bounded size, read here so that the length header need not be believed. */
async function checkGraphql(request: Request): Promise<Request> {
  if (request.method === 'GET' || request.method === 'HEAD') return request;
  if (request.method !== 'POST') throw notAllowed();
  const bytes = await readBody(request, GRAPHQL_BYTES);
  jsonText(request.headers.get('content-type'), bytes);
  return new Request(request.url, { method: 'POST', headers: request.headers, body: new Uint8Array(bytes) });
}

function notAllowed(): BadRequest {
  return new BadRequest(405, 'METHOD_NOT_ALLOWED', '不支持这种请求方式。');
}

function immutable(type: string, body: string, path: string): Response {
  const hashed = /-[0-9a-f]{12}\./.test(path);
  return new Response(body, {
    headers: {
      'content-type': type,
      'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=86400',
    },
  });
}

async function refuse(error: unknown, request: Request, url: URL, options: WebOptions): Promise<Response> {
  const program =
    url.pathname === '/graphql' || url.pathname.startsWith('/api/') || request.headers.has('authorization');
  const unknown = error instanceof IdentityError && error.code !== 'PROVIDER_UNREACHABLE';
  if (program || unknown) return programProblem(error, options);
  if (error instanceof BadRequest) return problemPage(error.status, error.message);
  const reference = newReference();
  options.onFault?.(reference, error);
  try {
    const visit: Visit = {
      request,
      url,
      viewer: null,
      execute: options.execute,
      form: null,
      notes: notesOf(options.state, null),
    };
    return await options.portal.fail(visit, reference);
  } catch {
    // The page itself cannot be drawn: this one needs nothing.
    return problemPage(500, `系统出了问题，请稍后再试。编号 ${reference}。`);
  }
}
