import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Text that must never stand on a page for people. */
const RAW: readonly (readonly [string, RegExp])[] = [
  ['undefined', /\bundefined\b|\bNaN\b|\[object /],
  ['a raw id', /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-/],
  ['an ISO time', /\d{4}-\d{2}-\d{2}T\d{2}:/],
  ['an ISO date', /\b20\d{2}-\d{2}-\d{2}\b/],
];

/** Codes of the schema: English in Chinese text when they stand alone. */
const CODE =
  /(^|[\s，。：；、（）])(received|supplementRequested|accepted|suspended|granted|refused|notAccepted|withdrawn|registered|dispatched|permit|promised|immediate|required|optional|conditional|clerk|approver|head|window|citizen|applicant|government|FORBIDDEN|NOT_FOUND|INTERNAL|REQUIRED)($|[\s，。：；、（）])/;

/** A page as a person sees it: nothing raw, nothing sideways, nothing that axe finds (WCAG 2.2 A and AA). */
export async function lookAt(page: Page, name: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(scroll, `${name}: sideways scroll`).toBeLessThanOrEqual(width);
  expect((await page.title()).trim(), `${name}: title`).not.toBe('');
  expect(await page.locator('h1').count(), `${name}: one h1`).toBe(1);
  // biome-ignore lint/performance/useDomNodeTextContent: only what is shown counts
  const text = await page.evaluate(() => document.body.innerText);
  for (const [what, pattern] of RAW) expect(pattern.exec(text)?.[0], `${name}: ${what}`).toBeUndefined();
  for (const line of text.split('\n')) {
    if (/[\u4e00-\u9fff]/.test(line) || line.length < 30)
      expect(CODE.exec(line)?.[2], `${name}: English code in “${line}”`).toBeUndefined();
  }
  await expectNoViolations(page, name);
}

async function expectNoViolations(page: Page, name: string): Promise<void> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe puts itself on the window
    const result = await (window as any).axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
    });
    return result.violations.map(
      (one: { id: string; nodes: { html: string }[] }) => `${one.id}: ${one.nodes[0]?.html.slice(0, 160)}`,
    );
  });
  expect(violations, `${name}: axe`).toEqual([]);
}
