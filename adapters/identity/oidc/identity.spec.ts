import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';
import { afterEach, expect, test, vi } from 'vitest';
import { oidcIdentity } from './identity.ts';

const redirectUri = 'http://127.0.0.1:9/auth/callback';
const CLIENT = 'county:portal';
const SECRET = 'a secret with spaces & signs: 100%';
const people: Readonly<Record<string, Record<string, unknown>>> = {
  li: {
    name: '李样例',
    user_type: 'person',
    identifier: '430423199001010014',
    phone_number: '13800000001',
    address: { formatted: '衡山县示例路12号' },
  },
  nobody: { name: '无类别' },
};

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(null)));
  server = undefined;
  vi.restoreAllMocks();
});

/** A provider as it comes, on this machine: its ID tokens name the account only, all else is told by userinfo. */
async function startProvider(more: Partial<Configuration> = {}, client: object = {}): Promise<string> {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  const listening = createServer();
  server = listening;
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT, client_secret: SECRET, redirect_uris: [redirectUri], ...client }],
    claims: {
      openid: ['sub', 'user_type', 'identifier'],
      profile: ['name'],
      phone: ['phone_number'],
      address: ['address'],
    },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    cookies: { keys: ['a key for this test alone'] },
    ...more,
  });
  listening.on('request', provider.callback());
  return issuer;
}

/** A browser's part at the provider's own pages: follows, signs in, consents, and stops where it is sent back to us. */
async function browse(start: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = { url: start, body: undefined as URLSearchParams | undefined };
  for (let step = 0; step < 20; step++) {
    const response = await fetch(next.url, {
      method: next.body ? 'POST' : 'GET',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(next.body && { body: next.body }),
      redirect: 'manual',
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location) {
      const to = new URL(location, next.url);
      if (to.href.startsWith(redirectUri)) return to;
      next = { url: to.href, body: undefined };
      continue;
    }
    const html = await response.text();
    const [, action = ''] = /<form[^>]* action="([^"]+)"/.exec(html) ?? [];
    if (!action) throw new Error(`no form at ${next.url}: ${response.status} ${html.slice(0, 300)}`);
    const [, prompt = ''] = /name="prompt" value="([^"]+)"/.exec(html) ?? [];
    next = {
      url: new URL(action, next.url).href,
      body: new URLSearchParams({ prompt, ...(prompt === 'login' && { login, password: 'x' }) }),
    };
  }
  throw new Error('the provider does not come to an end');
}

function identityAt(issuer: string, fetcher: typeof fetch = fetch): ReturnType<typeof oidcIdentity> {
  return oidcIdentity({ issuer, clientId: CLIENT, clientSecret: SECRET, audience: 'hengyun', fetch: fetcher });
}

async function signIn(issuer: string, login: string, fetcher?: typeof fetch): Promise<unknown> {
  const identity = identityAt(issuer, fetcher);
  const { url, pending } = await identity.begin(redirectUri);
  return identity.complete(await browse(url, login), pending, redirectUri);
}

const li = {
  ...{ account: 'li', kind: 'person', name: '李样例', identifier: '430423199001010014' },
  ...{ phone: '13800000001', address: '衡山县示例路12号' },
};

test('a provider that tells claims by userinfo only signs people in', async () => {
  const issuer = await startProvider();
  const asked: string[] = [];
  const listening: typeof fetch = (input, init) => {
    asked.push(new URL(String(input)).pathname);
    return fetch(input, init);
  };
  expect(await signIn(issuer, 'li', listening)).toEqual(li);
  expect(asked).toContain('/me');
});

test('a provider that takes the secret in the header only, or in the form only', async () => {
  for (const method of ['client_secret_basic', 'client_secret_post'] as const) {
    const issuer = await startProvider({ clientAuthMethods: [method] }, { token_endpoint_auth_method: method });
    expect(await signIn(issuer, 'li'), method).toEqual(li);
    server?.closeAllConnections();
    await new Promise((done) => server?.close(done));
    server = undefined;
  }
});

test('userinfo that is signed is checked by the provider’s keys', async () => {
  const issuer = await startProvider(
    { features: { jwtUserinfo: { enabled: true } } },
    { userinfo_signed_response_alg: 'RS256' },
  );
  expect(await signIn(issuer, 'li')).toEqual(li);
  const forged: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (new URL(String(input)).pathname !== '/me') return answer;
    const [head, , signature] = (await answer.text()).split('.');
    const said = Buffer.from(JSON.stringify({ sub: 'li', ...li, name: '别人' })).toString('base64url');
    return new Response(`${head}.${said}.${signature}`, { headers: { 'content-type': 'application/jwt' } });
  };
  await expect(signIn(issuer, 'li', forged)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
});

test.each<[why: string, answer: () => Response | Promise<never>, code: string]>([
  ['speaks of somebody else', () => Response.json({ ...people.li, sub: 'other' }), 'TOKEN_INVALID'],
  ['names nobody', () => Response.json(people.li), 'TOKEN_INVALID'],
  ['is no object', () => Response.json(['li']), 'CLAIMS_MISSING'],
  ['is no JSON', () => new Response('<html>'), 'CLAIMS_MISSING'],
  ['refuses the token', () => new Response('', { status: 401 }), 'CLAIMS_MISSING'],
  ['fails', () => new Response('', { status: 503 }), 'PROVIDER_UNREACHABLE'],
  ['does not answer', () => Promise.reject(new TypeError('connection refused')), 'PROVIDER_UNREACHABLE'],
])('userinfo that %s signs nobody in', async (_why, answer, code) => {
  const issuer = await startProvider();
  const between: typeof fetch = async (input, init) =>
    new URL(String(input)).pathname === '/me' ? answer() : fetch(input, init);
  await expect(signIn(issuer, 'li', between)).rejects.toMatchObject({ code });
});

test('an account that no answer describes is refused', async () => {
  await expect(signIn(await startProvider(), 'nobody')).rejects.toMatchObject({ code: 'CLAIMS_MISSING' });
});
