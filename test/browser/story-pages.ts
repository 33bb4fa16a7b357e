import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PDF } from '../scenario/road.ts';
import { lookAt } from './look.ts';
import { contextAt, type Machine, openBrowser, signIn, startMachine } from './machine.ts';

/** Long enough for a machine under load; a page that is there is found at once. */
const PATIENCE = 15_000;
/** Where pictures of the story go, when somebody wants to look at it. */
const PICTURES = process.env.STORY_PICTURES;

/** The machine and the browser of a story, and one window for each person at each width. */
export interface Stage {
  readonly machine: Machine;
  /** The person's window, signed in; nobody's with `null`. Scripts are off when it says so. */
  window(person: string | null, width: 390 | 1440, options?: { script?: boolean }): Promise<Page>;
  /** Goes on another day: sessions last a working day, so the person signs in again, and lands where they were. */
  nextDay(date: string, person: string, page: Page): Promise<void>;
  /** Keeps pictures of what everybody sees now. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openStage(today: string): Promise<Stage> {
  const [machine, browser] = await Promise.all([startMachine(today), openBrowser()]);
  const contexts: BrowserContext[] = [];
  return {
    machine,
    async window(person, width, options = {}) {
      const context = await open(browser, width, options);
      contexts.push(context);
      if (person) await signIn(context, machine.origin, person);
      const page = await context.newPage();
      if (options.script === false) {
        const twin = await open(browser, width, {});
        contexts.push(twin);
        twins.set(page, await twin.newPage());
      }
      return page;
    },
    async nextDay(date, person, page) {
      machine.world.clock.goTo(date);
      await signIn(page.context(), machine.origin, person);
      await page.reload();
    },
    async picture(name) {
      const pages = contexts.flatMap((context) => context.pages());
      for (const [at, page] of pages.entries()) await keep(page, `${name}-${at}`);
    },
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
      await machine.close();
    },
  };
}

async function open(browser: Browser, width: number, options: { script?: boolean }): Promise<BrowserContext> {
  const context = await contextAt(browser, width, options);
  context.setDefaultTimeout(PATIENCE);
  return context;
}

/** Waits until the words stand on the page. */
export async function sees(at: Page | Locator, ...words: readonly (string | RegExp)[]): Promise<void> {
  for (const word of words) await at.getByText(word).filter({ visible: true }).first().waitFor();
}

/** Waits until the check holds. */
export function eventually<T>(read: () => Promise<T>) {
  return expect.poll(read, { timeout: PATIENCE, interval: 50 });
}

/** Follows a link or presses a button by its words and waits for the page it leads to. */
export async function press(at: Page | Locator, words: string): Promise<void> {
  await at.getByRole('button', { name: words, exact: true }).first().click();
}

export async function follow(at: Page | Locator, words: string | RegExp): Promise<void> {
  await at.getByRole('link', { name: words }).first().click();
}

/** For a page without scripts, one with scripts: axe needs them, and is shown the same markup. */
const twins = new WeakMap<Page, Page>();

/** Looks at the page as a person would, and keeps a picture when asked. */
export async function look(page: Page, name: string): Promise<void> {
  const twin = twins.get(page);
  if (twin) {
    const body = await page.content();
    await twin.route(page.url(), (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
    await twin.goto(page.url());
    await lookAt(twin, name);
    await twin.unrouteAll();
  } else await lookAt(page, name);
  await keep(page, name);
}

async function keep(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true, animations: 'disabled' });
}

/** A file as a person picks it. */
export const FILE = { name: '位置图.pdf', mimeType: 'application/pdf', buffer: PDF };
