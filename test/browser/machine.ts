import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { contextFor, systemActor } from '../../commands/context.ts';
import { type LocalCloud, openLocal } from '../../local/cloud.ts';
import { seedBasics } from '../../local/seed/seed.ts';
import { readCounty } from '../../samples/county.ts';
import { StoryClock, type World } from '../scenario/world.ts';

/** The single machine with the sample county's basics, on a port of its own, with a clock that the test moves. */
export interface Machine {
  readonly origin: string;
  readonly world: World;
  /** A program's access token for a sample person. */
  token(person: string): Promise<string>;
  close(): Promise<void>;
}

export async function startMachine(today: string): Promise<Machine> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hengyun-browser-'));
  const clock = new StoryClock(`${today}T00:30:00.000Z`);
  let local: LocalCloud | null = null;
  const server = createAdaptorServer({
    fetch: (request) => local?.site.web.fetch(request) ?? new Response('starting', { status: 503 }),
  }) as Server;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const opened = await openLocal({ port: 0, dataDir, empty: true, origin }, clock);
  local = opened;
  opened.platform.runner.start();
  await seedBasics(contextFor(opened.cloud, systemActor('seed')), readCounty());
  await opened.platform.runner.catchUp();
  return {
    origin,
    world: { platform: opened.platform, cloud: opened.cloud, engine: opened.site.engine, clock },
    token: (person) => opened.identity.mintToken(person),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await opened.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...[
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--font-render-hinting=none',
      ],
    ],
  });
}

export const WIDTHS = [390, 1440] as const;

export async function contextAt(
  browser: Browser,
  width: number,
  options: { script?: boolean } = {},
): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width, height: width === 390 ? 844 : 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    javaScriptEnabled: options.script ?? true,
  });
}

/** Signs in by the sample people's page, as a person would. */
export async function signIn(context: BrowserContext, origin: string, person: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${origin}/auth/login?return=/`);
  const card = page.locator(`button[value="${person}"]`);
  // Most units' people are folded up.
  if (!(await card.isVisible())) await page.locator('details').filter({ has: card }).locator('summary').click();
  await card.click();
  await page.waitForURL(`${origin}/`);
  await page.close();
}
