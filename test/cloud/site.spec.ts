import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, openCloud, systemActor } from '../../commands/context.ts';
import { synthesize } from '../../infra/synth.ts';
import { seedBasics } from '../../local/seed/seed.ts';
import { configFromEnv } from '../../platform/aws/config.ts';
import { openAws, PLATFORM_SETTINGS } from '../../platform/aws/open.ts';
import { readCounty } from '../../samples/county.ts';
import { domain } from '../../views/registry.ts';
import { EMULATOR_REGION } from '../emulators/dynamo.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { type Issuer, startIssuer } from './issuer.ts';

/** The whole way over HTTP: gateway, functions `web` and `api`, sign-in with an OpenID Connect issuer, real time. */
describe('the site in the cloud', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'hengyun-site-'));
  let cloud: Cloud;
  let issuer: Issuer;

  beforeAll(async () => {
    synthesize('aws', folder);
    issuer = await startIssuer({ clientId: 'portal', audience: 'hengyun' });
    cloud = await startCloud({ folder, parameters: { OidcIssuer: issuer.url } });
    await seed();
    await cloud.settled(120_000);
  }, 240_000);
  afterAll(async () => {
    await cloud?.stop();
    await issuer?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Units, people and definitions of the sample county, as the first operator would load them. */
  async function seed(): Promise<void> {
    const credentials = { accessKeyId: cloud.accessKeyOf('api'), secretAccessKey: 'emulator' };
    const settings = { endpoint: cloud.gate.endpoint, region: EMULATOR_REGION, credentials };
    const env = cloud.lambda('api').resource.properties.Environment.Variables as Record<string, string>;
    const clients = { dynamo: new DynamoDBClient(settings), kms: new KMSClient(settings) };
    const platform = await openAws({ config: configFromEnv(env, PLATFORM_SETTINGS), domain, clients });
    const county = readCounty();
    const context = contextFor(openCloud(platform, county.region), systemActor('seed'));
    await seedBasics(
      { ...context, platform: { ...platform, runner: { ...platform.runner, catchUp: () => cloud.settled(120_000) } } },
      county,
    );
    await platform.close();
  }

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, cloud.origin), { headers, redirect: 'manual' });
  async function graphql(query: string, token?: string) {
    const response = await fetch(`${cloud.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query }),
    });
    return {
      status: response.status,
      body: (await response.json()) as { data?: Record<string, unknown>; errors?: unknown[] },
    };
  }

  it('serves the portal, its style sheet and the desk', async () => {
    const home = await get('/');
    expect(home.status).toBe(200);
    const html = await home.text();
    expect(html).toMatch(/^<!doctype html><html lang="zh/);
    const sheet = /href="(\/assets\/[^"]+\.css)"/.exec(html)?.[1];
    const css = await get(sheet ?? '/none');
    expect(css.status).toBe(200);
    expect(css.headers.get('cache-control')).toContain('immutable');
    const desk = await get('/desk');
    expect(await desk.text()).toContain('/desk/assets/');
    expect((await get('/no/such/page')).status).toBe(404);
  });

  it('answers GraphQL by the function api', async () => {
    const before = cloud.lambda('api').invocations;
    const { status, body } = await graphql('{ services(first: 3) { edges { node { name { zh } } } } }');
    expect(status).toBe(200);
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({ services: { edges: [{}, {}, {}] } });
    expect(cloud.lambda('api').invocations).toBe(before + 1);
  });

  it('shows GraphiQL to a browser, and answers a query in an address', async () => {
    const page = await get('/graphql', { accept: 'text/html' });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain('worker-src blob:');
    const html = await page.text();
    expect(html).toContain('renderYogaGraphiQL');
    expect(html).toContain('"endpoint":"/graphql"');
    expect(html).toContain('衡云');
    const asked = await get('/graphql?query=%7Bservices(first%3A1)%7Bedges%7Bnode%7Bname%7Bzh%7D%7D%7D%7D%7D');
    expect(await asked.json()).toMatchObject({ data: { services: { edges: [{}] } } });
  });

  it('knows programs by their bearer tokens, and no others', async () => {
    const query = '{ viewer { name } }';
    const { body } = await graphql(query, await issuer.token('clerk'));
    expect(body.errors).toBeUndefined();
    expect(JSON.stringify(body.data)).toContain(readCounty().people.find((each) => each.key === 'clerk')?.name);
    expect((await graphql(query, 'a.b.c')).status).toBe(401);
  });

  it('signs a citizen in and out of nothing but cookies', async () => {
    const login = await get('/auth/login?return=%2F');
    expect(login.status).toBe(303);
    const jar = (response: Response) =>
      response.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; ');
    const back = issuer.signIn(login.headers.get('location') ?? '', 'citizen');
    const signedIn = await get(back, { cookie: jar(login) });
    expect(signedIn.status).toBe(303);
    const home = await (await get('/', { cookie: jar(signedIn) })).text();
    expect(home).toContain(readCounty().people.find((each) => each.key === 'citizen')?.name);
  });

  it('was granted every call it made, and logged no fault', () => {
    expect(cloud.gate.denied).toEqual([]);
    expect(cloud.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });

  it('repairs what a restored backup brought back', async () => {
    const sound = await cloud.lambda('repair').invoke({});
    expect(sound).toEqual({ ok: true, value: { log: [], broken: [], erased: 0 } });
    expect(cloud.gate.denied).toEqual([]);
  });

  it('ticks', async () => {
    await cloud.tick('tick-rule');
    expect(cloud.lambda('tick').invocations).toBe(1);
    expect(cloud.gate.denied).toEqual([]);
    expect(cloud.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});
