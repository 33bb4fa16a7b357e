import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoIdentity, demoIdentity } from '../../adapters/identity/demo/identity.ts';
import type { Viewer } from '../../commands/actor.ts';
import { systemClock } from '../../platform/contract/platform.ts';
import { openState } from '../../platform/embedded/state.ts';
import { keyring } from '../../platform/vault/keyring.ts';
import { createPortal } from '../portal/entry-server.tsx';
import { fixture } from '../portal/fixtures/execute.ts';
import type { Web, WebConfig } from './contract.ts';
import { createWeb } from './create-web.ts';

const origin = 'http://localhost:8111';
const keys = keyring(Buffer.alloc(32, 6));
const dir = mkdtempSync(join(tmpdir(), 'web-'));
const state = openState({ file: join(dir, 'state.db'), keys, clock: systemClock });
const people = [
  {
    key: 'citizen',
    name: '李样例',
    roles: [{ role: 'citizen', unit: null }],
    identifier: { value: '430423199001010014' },
  },
];
const faults: string[] = [];
let identity: DemoIdentity;
let web: Web;

function make(config: Partial<WebConfig> = {}, execute = fixture().execute): Web {
  return createWeb({
    execute,
    state,
    vault: { digest: async (purpose, secret) => keys.hash(purpose, secret) },
    identity,
    viewerFor: async (claims): Promise<Viewer> => ({
      claims,
      actor: { id: `subject/${claims.account}`, kind: 'person', subject: claims.account, roles: [{ role: 'citizen' }] },
    }),
    portal: createPortal({
      name: { zh: '衡山县政务服务网' },
      host: { zh: '县政府' },
      domain: 'localhost',
      phone: '0734-5550100',
      address: { zh: '示例路1号' },
    }),
    config: {
      origin,
      graphql: async (request, viewer) =>
        Response.json({
          asked: request.method === 'POST' ? await request.json() : null,
          viewer: viewer?.claims.account ?? null,
        }),
      files: async (id, viewer) => Response.json({ id, viewer: viewer?.claims.account ?? null }),
      desk: async (path) =>
        path === 'index.html'
          ? { type: 'text/html; charset=utf-8', body: '<title>工作台</title>' }
          : path === 'assets/app-12345678.js'
            ? { type: 'text/javascript', body: 'x' }
            : null,
      ...config,
    },
    onFault: (reference) => faults.push(reference),
  });
}

beforeAll(async () => {
  identity = await demoIdentity({ origin, state, people });
  web = make();
});
afterAll(async () => {
  await state.close();
  rmSync(dir, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  web.fetch(new Request(origin + path, { headers }));
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  web.fetch(
    new Request(origin + path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin, ...headers },
    }),
  );

/** Signs in as a browser does, following redirects with its cookies. */
async function signIn(): Promise<string> {
  const cookies = new Map<string, string>();
  const follow = async (request: Request): Promise<string> => {
    request.headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await web.fetch(request);
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    expect(response.status, request.url).toBe(303);
    return new URL(response.headers.get('location') ?? '', origin).href;
  };
  const page = await follow(new Request(await follow(new Request(`${origin}/auth/login?return=%2Fmy`))));
  const chosen = await follow(
    new Request(page, {
      method: 'POST',
      body: 'person=citizen',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    }),
  );
  const callback = await follow(new Request(chosen));
  expect(await follow(new Request(callback))).toBe(`${origin}/my`);
  return `session=${cookies.get('session')}`;
}

describe('signing in', () => {
  test('a session is held here: its cookie is a name that scripts cannot read, and signing out ends it', async () => {
    const cookie = await signIn();
    expect(await (await get('/my', { cookie })).text()).toContain('李样例');
    const out = await post('/auth/logout', '', { cookie });
    expect(out.headers.get('location')).toBe('/');
    expect(out.headers.get('set-cookie')).toMatch(/^session=; .*Max-Age=0.*HttpOnly.*SameSite=Lax/);
    expect((await get('/my', { cookie })).headers.get('location')).toMatch(/^\/auth\/login/);
  });

  test('an answer that this browser did not ask for signs nobody in', async () => {
    const forged = await get('/auth/callback?code=abc&state=0123456789abcdef0123456789abcdef', {
      cookie: 'sign-in=other-0123456789abcdef',
    });
    expect(forged.headers.get('location')).toBe('/sign-in-failed');
    expect(forged.headers.get('set-cookie')).toBeNull();
  });

  test('cookies of nobody, mangled or foreign, are as none', async () => {
    for (const cookie of ['session=abc', `session=${'x'.repeat(43)}`, 'session=../../etc', 'session="; x'])
      expect((await get('/my', { cookie })).headers.get('location'), cookie).toMatch(/^\/auth\/login/);
  });

  test('behind TLS the cookie is bound to the host', async () => {
    const secure = createWeb({
      execute: fixture().execute,
      state,
      vault: { digest: async (p, s) => keys.hash(p, s) },
      identity,
      viewerFor: async () => Promise.reject(),
      portal: createPortal({ name: { zh: 'x' }, host: { zh: 'x' }, domain: 'x', phone: '1', address: { zh: 'x' } }),
      config: { origin: 'https://www.example.cn' },
    });
    const response = await secure.fetch(new Request('https://www.example.cn/auth/login'));
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-sign-in=.*; Secure/);
    expect(response.headers.get('strict-transport-security')).toContain('max-age=31536000');
  });
});

describe('posts', () => {
  test('from other sites are refused when they could use a session', async () => {
    expect((await post('/hotline', 'title=x', { origin: 'https://evil.example' })).status).toBe(403);
    const noOrigin = new Request(`${origin}/hotline`, {
      method: 'POST',
      body: 'a=b',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: 'session=x' },
    });
    expect((await web.fetch(noOrigin)).status).toBe(403);
  });

  test.each([
    ['application/json', '{}', 415],
    ['multipart/form-data; boundary=x', '--x--', 415],
    ['text/plain', 'a=b', 415],
    ['application/x-www-form-urlencoded', 'title=%FF%FE', 400],
    ['application/x-www-form-urlencoded', 'title=%', 400],
    ['application/x-www-form-urlencoded', 'title=%00', 400],
    ['application/x-www-form-urlencoded', new Uint8Array([0x61, 0x3d, 0xff]), 400],
    ['application/x-www-form-urlencoded', `a=${'x'.repeat(1024 * 1024)}`, 413],
    ['application/x-www-form-urlencoded', 'a=1&'.repeat(3000), 413],
  ] as const)('of %s are answered clearly', async (type, body, status) => {
    const response = await post('/hotline', body, { 'content-type': type });
    expect(response.status).toBe(status);
    expect(await response.text()).toContain('请求没有被接受');
  });

  test('whatever is posted to whatever page, it is never a fault of ours', async () => {
    const paths = [
      '/hotline',
      '/progress',
      '/hotline/progress',
      '/report-error',
      '/licences/verify',
      '/',
      '/drafts/x/1',
      '/nothing',
    ];
    faults.length = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths),
        fc.array(
          fc.tuple(
            fc.constantFrom(
              'number',
              'queryCode',
              'title',
              'text',
              'kind',
              'who',
              'page',
              'action',
              'commandId',
              '__proto__',
              'constructor',
            ),
            fc.string({ unit: 'binary' }),
          ),
        ),
        async (path, entries) => {
          const response = await post(path, new URLSearchParams(entries).toString());
          expect(response.status).toBeLessThan(500);
        },
      ),
      { numRuns: 60 },
    );
    expect(faults).toEqual([]);
  });
});

describe('addresses', () => {
  test.each(['/%FF', '/services/%E0%A4%A', '/services?q=%FF', '/%00'])(
    '%s is refused as badly encoded',
    async (path) => {
      expect((await get(path)).status).toBe(400);
    },
  );

  test('any address gets an answer that is no fault', async () => {
    faults.length = 0;
    await fc.assert(
      fc.asyncProperty(fc.webPath(), fc.webQueryParameters(), async (path, query) => {
        const response = await get(`/${path.replace(/^\/+/, '')}?${query}`);
        expect(response.status).toBeLessThan(500);
      }),
      { numRuns: 60 },
    );
    expect(faults).toEqual([]);
  });

  test('unknown methods are refused', async () => {
    expect((await web.fetch(new Request(`${origin}/services`, { method: 'DELETE', headers: { origin } }))).status).toBe(
      405,
    );
  });
});

describe('headers', () => {
  test('the portal may run no script and be in no frame', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toMatch(/script-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toContain('no-store');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test('hashed files are kept for ever, pages link to them', async () => {
    const [, path = ''] = /href="(\/assets\/portal-[0-9a-f]{12}\.css)"/.exec(await (await get('/')).text()) ?? [];
    const response = await get(path);
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  test('the desk is one page for every address below it, and nothing outside its folder', async () => {
    expect(await (await get('/desk/cases/12')).text()).toContain('工作台');
    expect((await get('/desk')).headers.get('content-security-policy')).toContain("script-src 'self'");
    expect((await get('/desk/assets/app-12345678.js')).headers.get('cache-control')).toContain('immutable');
    expect((await get('/desk/assets/none.js')).status).toBe(404);
    expect((await get('/desk/..%2f..%2fpackage.json')).status).toBe(404);
  });
});

describe('programs', () => {
  const json = { 'content-type': 'application/json' };

  test('ask with a token, or as nobody', async () => {
    const token = await identity.mintToken('citizen');
    const body = '{"query":"{ viewer { name } }"}';
    const bearer = new Request(`${origin}/graphql`, {
      method: 'POST',
      body,
      headers: { ...json, authorization: `Bearer ${token}` },
    });
    expect(await (await web.fetch(bearer)).json()).toMatchObject({
      viewer: 'citizen',
      asked: { query: '{ viewer { name } }' },
    });
    const nobody = new Request(`${origin}/graphql`, { method: 'POST', body, headers: json });
    expect(await (await web.fetch(nobody)).json()).toMatchObject({ viewer: null });
    expect(await (await get('/files/f-1', { authorization: `Bearer ${token}` })).json()).toEqual({
      id: 'f-1',
      viewer: 'citizen',
    });
  });

  test.each([
    [{ ...json, authorization: 'Bearer nonsense' }, '{}', 401, 'UNAUTHENTICATED'],
    [{ 'content-type': 'text/plain' }, '{}', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [json, 'x'.repeat(3 * 1024 * 1024), 413, 'TOO_LARGE'],
    [json, new Uint8Array([0x22, 0xff, 0x22]), 400, 'BAD_ENCODING'],
    [{ ...json, origin: 'https://evil.example' }, '{}', 403, 'FOREIGN_ORIGIN'],
  ] as const)('get coded refusals (%#)', async (headers, body, status, code) => {
    const response = await web.fetch(new Request(`${origin}/graphql`, { method: 'POST', body, headers }));
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });
});

test('a fault of ours shows a reference that also stands in the log, and nothing of the inside', async () => {
  faults.length = 0;
  const broken = make({}, async () => {
    throw new Error('secret inside');
  });
  const response = await broken.fetch(new Request(`${origin}/services`));
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(faults).toHaveLength(1);
  expect(text).toContain(faults[0]);
  expect(text).not.toContain('secret inside');
});
