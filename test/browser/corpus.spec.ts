import { buildSync } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCorpus } from '../corpus/run.ts';
import { openBrowser } from './machine.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('Chromium says the same bytes as Node to every case of the corpus', async () => {
  const { outputFiles } = buildSync({
    entryPoints: [new URL('../corpus/run.ts', import.meta.url).pathname],
    ...{ bundle: true, write: false, format: 'iife', globalName: 'corpus', platform: 'browser', target: 'chrome120' },
  });
  const page = await browser.newPage();
  await page.setContent('<!doctype html><title>corpus</title>');
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  const inBrowser = await page.evaluate('corpus.runCorpus()');
  const { cases, said } = runCorpus();
  expect(inBrowser).toMatchObject({ cases, wrong: [] });
  expect((inBrowser as { said: string }).said === said).toBe(true);
});
