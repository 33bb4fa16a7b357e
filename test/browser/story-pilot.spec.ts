import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import {
  draftPart,
  guidedPlaza,
  type PartName,
  PLAZA,
  plazaFlow,
  plazaForm,
  plazaParts,
  SUBMIT,
} from '../scenario/plaza.ts';
import { ask } from '../scenario/world.ts';
import { eventually, look, openStage, press, type Stage, sees } from './story-pages.ts';

const SCREENS = join(import.meta.dirname, '..', '..', process.env.SCREENS ?? 'test-results/screens');
const BUREAU_NAME = '衡山县城市管理和综合执法局';
let stage: Stage;
let wide: Page;
let narrow: Page;

beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  stage = await openStage('2026-03-16');
  const { world } = stage.machine;
  for (const [at, definition] of [plazaForm, plazaFlow, guidedPlaza].entries())
    await draftPart(world, plazaParts[at] as PartName, definition);
  await ask(world, 'designer', SUBMIT, { p: plazaParts });
  wide = await stage.window('head', 1440);
  narrow = await stage.window('head', 390);
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

const review = (page: Page) => page.goto(`${stage.machine.origin}/desk/reviews/service/${PLAZA}`);

/** Looks at a page as it is at a width, and keeps its picture for the documentation. */
async function shot(page: Page, name: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  await look(page, `${name}-${width}`);
  const fullPage = (await page.getByRole('dialog').count()) === 0;
  await page.screenshot({ path: join(SCREENS, `${name}-${width}.png`), fullPage, animations: 'disabled' });
}

it('asks why before it is returned, and where and when before it is tried', async () => {
  for (const page of [narrow, wide]) {
    await review(page);
    await page.getByRole('button', { name: '退回…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('退回的理由').fill('占用面积的单位没有写明');
    await shot(page, 'desk-review-return');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '先试运行…' }).click();
    await dialog.getByLabel('到哪天止').waitFor();
    expect(await dialog.getByRole('button', { name: '开始试运行' }).isDisabled()).toBe(true);
    await dialog.getByRole('combobox', { name: '在哪些单位试' }).fill('城市管理');
    await page.locator('.ant-select-item-option').filter({ hasText: BUREAU_NAME }).first().click();
    // One unit was chosen, and Tab only goes on.
    await page.keyboard.press('Tab');
    expect(await dialog.locator('.ant-select-selection-item').allTextContents()).toEqual([BUREAU_NAME]);
    await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
    await dialog.getByLabel('到哪天止').fill('2026-04-16');
    await shot(page, 'desk-pilot-begin');
  }
  await press(wide.getByRole('dialog'), '开始试运行');
  await wide.waitForURL(/\/desk\/reviews$/);
});

it('lists what is on trial, is ended for a reason only, and made regular', async () => {
  for (const page of [narrow, wide]) {
    await page.goto(`${stage.machine.origin}/desk/reviews`);
    const trials = page.getByRole('region', { name: '试运行中' });
    await sees(trials, /广场活动/, /2026年4月16日/, BUREAU_NAME);
    await shot(page, 'desk-pilots');
    await trials.getByRole('button', { name: '结束试运行…' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('结束的理由').waitFor();
    expect(await dialog.getByRole('button', { name: '结束试运行' }).isDisabled()).toBe(true);
    await shot(page, 'desk-pilot-end');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
  await press(wide.getByRole('region', { name: '试运行中' }), '转正');
  await sees(wide, '已转为正式版本');
  await eventually(() => wide.getByRole('region', { name: '试运行中' }).count()).toBe(0);
});
