import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../platform/contract/platform.ts';
import { openState } from '../../../platform/embedded/state.ts';
import { keyring } from '../../../platform/vault/keyring.ts';
import { type DemoIdentity, demoIdentity } from './identity.ts';

const origin = 'http://localhost:8110';
const people = [
  {
    key: 'citizen',
    name: '李样例',
    roles: [{ role: 'citizen', unit: null }],
    identifier: { value: '430423199001010014' },
    phone: '13800000001',
    address: '湖南省衡山县开云镇金溪社区示例路12号',
  },
  { key: 'clerk', name: '张经办', roles: [{ role: 'clerk', unit: '430423-cgj' }], phone: '13800000006' },
];
const dir = mkdtempSync(join(tmpdir(), 'identity-'));
const state = openState({ file: join(dir, 'state.db'), keys: keyring(Buffer.alloc(32, 5)), clock: systemClock });
let identity: DemoIdentity;
beforeAll(async () => {
  identity = await demoIdentity({ origin, state, people, unitNames: new Map([['430423-cgj', '衡山县城市管理局']]) });
});
afterAll(async () => {
  await state.close();
  rmSync(dir, { recursive: true });
});

/** A browser's part: follows redirects inside the provider, keeping its cookies. */
async function browse(url: string, cookies: Map<string, string>, body?: URLSearchParams): Promise<Response> {
  const response = await identity.respond?.(
    new Request(new URL(url, origin), {
      method: body ? 'POST' : 'GET',
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      body,
    }),
  );
  if (!response) throw new Error(`not the provider's: ${url}`);
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies.set(name, value);
  }
  return response;
}

const redirectUri = `${origin}/auth/callback`;

async function signInAs(
  person: string,
): Promise<{ callback: URL; pending: Awaited<ReturnType<DemoIdentity['begin']>>['pending'] }> {
  const cookies = new Map<string, string>();
  const start = await identity.begin(redirectUri);
  const toPage = await browse(start.url, cookies);
  expect(toPage.status).toBe(303);
  const pagePath = toPage.headers.get('location') ?? '';
  const page = await browse(pagePath, cookies);
  expect(await page.text()).toContain('李样例');
  const chosen = await browse(pagePath, cookies, new URLSearchParams({ person }));
  expect(chosen.status).toBe(303);
  const resumed = await browse(chosen.headers.get('location') ?? '', cookies);
  expect(resumed.status, await resumed.clone().text()).toBe(303);
  return { callback: new URL(resumed.headers.get('location') ?? ''), pending: start.pending };
}

test('a person signs in by picking a card, and the claims are those of the sample list', async () => {
  const { callback, pending } = await signInAs('citizen');
  expect(callback.href.startsWith(`${redirectUri}?`)).toBe(true);
  expect(await identity.complete(callback, pending, redirectUri)).toEqual({
    account: 'citizen',
    kind: 'person',
    name: '李样例',
    identifier: '430423199001010014',
    phone: '13800000001',
    address: '湖南省衡山县开云镇金溪社区示例路12号',
  });
});

test('an answer for another sign-in, or used twice, is refused', async () => {
  const first = await signInAs('clerk');
  const other = await identity.begin(redirectUri);
  await expect(identity.complete(first.callback, other.pending, redirectUri)).rejects.toMatchObject({
    code: 'SIGN_IN_FAILED',
  });
  expect((await identity.complete(first.callback, first.pending, redirectUri)).kind).toBe('staff');
  await expect(identity.complete(first.callback, first.pending, redirectUri)).rejects.toMatchObject({
    code: 'SIGN_IN_FAILED',
  });
});

const withToken = (token: string): Request =>
  new Request(`${origin}/graphql`, { headers: { authorization: `Bearer ${token}` } });

test('a minted token is a signed one, and says who its person is', async () => {
  const token = await identity.mintToken('clerk');
  expect(decodeJwt(token)).toMatchObject({ iss: `${origin}/oidc`, aud: 'hengyun', sub: 'clerk' });
  expect(await identity.identify(withToken(token))).toEqual({
    account: 'clerk',
    kind: 'staff',
    name: '张经办',
    phone: '13800000006',
  });
  expect(await identity.identify(new Request(`${origin}/graphql`))).toBeNull();
  await expect(identity.mintToken('nobody')).rejects.toThrow(RangeError);
});

test('expired, foreign, unsigned and mangled tokens are refused with a code', async () => {
  const expired = await identity.mintToken('clerk', -120);
  await expect(identity.identify(withToken(expired))).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
  const { privateKey } = await generateKeyPair('ES256');
  const forge = new SignJWT({ name: '张经办', user_type: 'staff' }).setProtectedHeader({ alg: 'ES256', kid: 'x' });
  const foreign = await forge
    .setIssuer(`${origin}/oidc`)
    .setAudience('hengyun')
    .setSubject('admin')
    .setExpirationTime('1h')
    .sign(privateKey);
  const good = await identity.mintToken('clerk');
  const [head, body] = good.split('.');
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${body}.`;
  for (const token of [foreign, unsigned, `${head}.${body}.AAAA`, 'nonsense'])
    await expect(identity.identify(withToken(token)), token.slice(0, 20)).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    });
  const basic = new Request(origin, { headers: { authorization: 'Basic YTpi' } });
  await expect(identity.identify(basic)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
});

test('tokens outlive a restart, because the keys live in the state', async () => {
  const token = await identity.mintToken('citizen');
  const again = await demoIdentity({ origin, state, people });
  expect((await again.identify(withToken(token)))?.account).toBe('citizen');
});
