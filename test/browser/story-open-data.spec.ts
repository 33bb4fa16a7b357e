import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openStalls, STALL } from '../scenario/stall.ts';
import { ask } from '../scenario/world.ts';
import { follow, look, openStage, press, type Stage, sees } from './story-pages.ts';

/** An office opens what its item's cases say, without code, and everybody reads it. */
let stage: Stage;
let origin: string;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  origin = stage.machine.origin;
  const { world } = stage.machine;
  const typeName = await openStalls(world);
  await new Promise((done) => setTimeout(done, 100));
  const submit = `mutation($input: ${typeName}Input!) { submit${typeName}(input: $input) { number } }`;
  for (let n = 0; n < 15; n++) {
    const goods = n < 7 ? 'food' : n < 13 ? 'produce' : 'daily';
    const input = { goods, area: '10', holder: '李样例', holderNumber: '430423199001010014' };
    await ask(world, 'citizen', submit, { input });
  }
  await world.platform.runner.catchUp();
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

/** Chooses in a list that is typed into, by keyboard. */
async function choose(page: Page, label: string, typed: string) {
  await page.getByLabel(label).focus();
  await page.keyboard.type(typed);
  await page.locator('.ant-select-item-option', { hasText: typed }).waitFor();
  await page.keyboard.press('Enter');
}

it('declares in the assembly what is open of an item, which everybody reads in classes of five', async () => {
  const page = await stage.window('designer', 1440);
  await page.goto(`${origin}/desk/assembly/${STALL}`);
  await sees(page, '只计入“政务服务办件”数据集');
  await follow(page, /打开\s*开放数据/);
  await page.getByRole('heading', { name: '开放数据', level: 2 }).waitFor();
  await page.getByRole('checkbox', { name: /另作一个数据集开放/ }).focus();
  await page.keyboard.press('Space');
  await choose(page, '还按哪些内容统计', '经营品类');
  await choose(page, '还按哪些内容统计', '面积');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+s');
  await page.getByText('未保存').waitFor({ state: 'detached' });
  await look(page, 'open-data-declared');
  await page.goto(`${origin}/desk/assembly/${STALL}`);
  await sees(page, '另作数据集，按经营品类、面积统计');
  await look(page, 'open-data-assembly-1440');
  const phone = await stage.window('designer', 390);
  await phone.goto(page.url());
  await sees(phone, '另作数据集，按经营品类、面积统计');
  await look(phone, 'open-data-assembly-390');
  await press(page, '送审');
  await sees(page, '已送审');
  const { world } = stage.machine;
  const publish = `mutation { publishDefinition(kind: service, key: "${STALL}") { version } }`;
  expect(await ask(world, 'admin', publish)).toEqual({ publishDefinition: { version: 2 } });
  await world.platform.runner.catchUp();

  for (const width of [390, 1440] as const) {
    const reader = await stage.window(null, width, { script: false });
    await reader.goto(`${origin}/open`);
    await sees(reader, '摊点登记办件');
    await look(reader, `open-datasets-${width}`);
    await follow(reader, '摊点登记办件');
    await reader.getByRole('row', { name: '2026年第1季度 在办 网上 小吃 10 7 — —' }).waitFor();
    expect(await reader.getByRole('row', { name: /农产品|日用品/ }).count()).toBe(0);
    await look(reader, `open-item-${width}`);
  }
}, 120_000);
