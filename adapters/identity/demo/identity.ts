import { importJWK, SignJWT } from 'jose';
import Provider, { type Configuration } from 'oidc-provider';
import type { State } from '../../../platform/contract/state.ts';
import type { Identity } from '../contract.ts';
import { oidcIdentity } from '../oidc/identity.ts';
import { signingKeys } from './keys.ts';
import { runNodeHandler } from './node-bridge.ts';
import { type DemoPerson, tokenClaims } from './people.ts';
import { SIGN_IN_CSS, STYLE_PATH, signInPage } from './sign-in-page.ts';
import { storeOver } from './store.ts';

export interface DemoOptions {
  /** Public address of this cloud, e.g. `http://localhost:8080`. */
  readonly origin: string;
  readonly state: State;
  readonly people: readonly DemoPerson[];
  /** Names of units by code, shown on the cards. */
  readonly unitNames?: ReadonlyMap<string, string>;
}

export interface DemoIdentity extends Identity {
  /** A signed access token for a sample person, checked like any issuer's. Throws a `RangeError` for somebody unknown. */
  mintToken(person: string, seconds?: number): Promise<string>;
}

export const DEMO_AUDIENCE = 'hengyun';
const CLIENT = 'hengyun-web';
const TOKEN_S = 12 * 3600;
const MOST_BYTES = 64 * 1024;

/**
 * For demonstrations only: an OpenID Connect provider under `/oidc` that lets anybody sign in as one of the sample
 * people. The web uses it through the same code as any other issuer.
 */
export async function demoIdentity({
  origin,
  state,
  people,
  unitNames = new Map(),
}: DemoOptions): Promise<DemoIdentity> {
  const issuer = `${origin}/oidc`;
  const keys = await signingKeys(state);
  const byKey = new Map(people.map((person) => [person.key, person]));
  const provider = new Provider(issuer, configuration(keys, origin, state, byKey));
  provider.proxy = true;
  const handle = provider.callback();

  const respond = async (asked: Request): Promise<Response | null> => {
    const url = new URL(asked.url);
    if (url.pathname !== '/oidc' && !url.pathname.startsWith('/oidc/')) return null;
    const path = url.pathname.slice('/oidc'.length) || '/';
    if (path === `/${STYLE_PATH}`)
      return new Response(SIGN_IN_CSS, {
        headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' },
      });
    const request = await withShortBody(asked);
    if (!request)
      return new Response('提交的内容太大。', {
        status: 413,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      });
    if (path.startsWith('/sign-in/')) return signIn(request);
    return runNodeHandler((message, response) => {
      // The provider finds its own address from these, whatever name the machine was reached by.
      const { host, protocol } = new URL(origin);
      Object.assign(message.headers, { host, 'x-forwarded-proto': protocol.slice(0, -1) });
      delete message.headers['x-forwarded-host'];
      Object.assign(message, { originalUrl: message.url, url: path + url.search });
      return handle(message, response);
    }, request);
  };

  const signIn = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const page = (): Response => {
      const search = searchParams.get('q') ?? '';
      return new Response(signInPage(pathname, `/oidc/${STYLE_PATH}`, people, unitNames, search), {
        headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      });
    };
    if (request.method !== 'POST') return page();
    const accountId = new URLSearchParams(await request.clone().text()).get('person') ?? '';
    if (!byKey.has(accountId)) return page();
    return runNodeHandler(async (message, response) => {
      try {
        const next = await provider.interactionResult(message, response, { login: { accountId } });
        response.writeHead(303, { location: next }).end();
      } catch {
        // The sign-in was left open for over an hour, or its cookie is gone: begin again.
        response.writeHead(303, { location: '/auth/login' }).end();
      }
    }, request);
  };

  const inProcess: typeof fetch = async (input, init) => {
    const answer = await respond(new Request(input, init));
    return answer ?? new Response('not found', { status: 404 });
  };
  const base = oidcIdentity({
    issuer,
    clientId: CLIENT,
    audience: DEMO_AUDIENCE,
    // Always ask who: otherwise nobody could change from one sample person to another.
    prompt: 'login',
    fetch: inProcess,
  });
  return {
    ...base,
    signOutUrl: async () => null,
    respond,
    async mintToken(key, seconds = TOKEN_S) {
      const person = byKey.get(key);
      if (!person) throw new RangeError(`UNKNOWN_PERSON: 没有示例人员 ${key}；现有：${[...byKey.keys()].join('、')}`);
      return new SignJWT(tokenClaims(person))
        .setProtectedHeader({ alg: 'ES256', kid: keys.signing.kid, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(DEMO_AUDIENCE)
        .setSubject(person.key)
        .setIssuedAt()
        .setExpirationTime(`${seconds}s`)
        .sign(await importJWK(keys.signing, 'ES256'));
    },
  };
}

/** The request with what was posted, read; null when that is longer than anything that is posted here. */
async function withShortBody(request: Request): Promise<Request | null> {
  if (!request.body) return request;
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      return null;
    }
    chunks.push(part.value);
  }
  const { url, method, headers } = request;
  return new Request(url, { method, headers, body: Buffer.concat(chunks) });
}

function configuration(
  keys: Awaited<ReturnType<typeof signingKeys>>,
  origin: string,
  state: State,
  people: ReadonlyMap<string, DemoPerson>,
): Configuration {
  return {
    adapter: storeOver(state),
    jwks: { keys: [keys.signing as never] },
    clients: [
      {
        client_id: CLIENT,
        redirect_uris: [`${origin}/auth/callback`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    pkce: { required: () => true },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name', 'user_type', 'identifier', 'phone_number', 'address'] },
    conformIdTokenClaims: false,
    cookies: {
      keys: [keys.cookie],
      names: { session: 'oidc_session', interaction: 'oidc_step', resume: 'oidc_resume' },
    },
    interactions: { url: (_, interaction) => `/oidc/sign-in/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    ttl: { Interaction: 3600, Session: 3600, Grant: 3600, AuthorizationCode: 60, IdToken: 600, AccessToken: 600 },
    findAccount: async (_, sub) => {
      const person = people.get(sub);
      return person && { accountId: sub, claims: async () => ({ sub, ...tokenClaims(person) }) };
    },
    // One client, our own: there is nobody to consent to.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => {
      ctx.type = 'html';
      ctx.body = `<!doctype html><html lang="zh-Hans-CN"><meta charset="utf-8"><title>登录没有完成</title><link rel="stylesheet" href="/oidc/${STYLE_PATH}"><main><h1>登录没有完成</h1><p>请<a href="/auth/login">重新登录</a>。</p></main></html>`;
      void out;
    },
  };
}
