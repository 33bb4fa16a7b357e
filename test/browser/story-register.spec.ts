import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openStalls } from '../scenario/stall.ts';
import { ask } from '../scenario/world.ts';
import { button, choose, find, mark, press, tabTo, write } from './keyboard.ts';
import { eventually, look, openStage, type Stage, sees } from './story-pages.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  const { world } = stage.machine;
  const typeName = await openStalls(world);
  const submit = `mutation($input: ${typeName}Input!) { submit${typeName}(input: $input) { number } }`;
  const who = { holder: '李样例', holderNumber: '430423199001010014', remark: '靠近学校' };
  for (const stall of [
    { goods: 'food', area: '12.5', rent: '120000', opensOn: '2026-04-01' },
    { goods: 'food', area: '8', rent: '90000', opensOn: '2026-05-01' },
    { goods: 'produce', area: '100', rent: '50000', opensOn: '2026-05-15' },
  ])
    await ask(world, 'citizen', submit, { input: { ...stall, ...who } });
  await world.platform.runner.catchUp();
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

const key = () => page.url().split('/registers/')[1]?.split('?')[0] ?? '';

it('is put together by the clerk who keeps it, with the keyboard alone', async () => {
  page = await stage.window('clerk', 1440);
  await page.goto(`${stage.machine.origin}/desk/registers`);
  await press(page, button(page, '新建台账').first());
  await write(page, '名称', '摊点台账');
  await page.keyboard.press('Enter');
  await sees(page, '还没有选表单');
  await find(page, '表单', '摊点登记表');
  await find(page, '添加一列', '经营品类');
  await find(page, '添加一列', '面积');
  await press(page, button(page, '上移面积'));
  await find(page, '添加一个条件', '面积');
  await tabTo(page, page.getByLabel('面积不小于'));
  await page.keyboard.type('5');
  await find(page, '小计按', '经营品类');
  await choose(page, '合计', '面积合计');
  await page.keyboard.press('Escape');
  await sees(page, '120.5');
  await press(page, button(page, '保存'));
  await eventually(() => button(page, '保存').count()).toBe(0);
  await look(page, 'register-list');
  const query = '{ register(key: "摊点") { title { zh } } }'.replace('摊点', key());
  expect((await ask(stage.machine.world, 'clerk', query)).register.title.zh).toBe('摊点台账');
});

it('becomes a cross-table, is given as a file and printed on A4', async () => {
  await mark(page, '交叉表');
  await find(page, '分行', '经营品类');
  await find(page, '分列', '开始日期，按月');
  await choose(page, '格内', '面积合计');
  await sees(page, '2026年5月');
  await press(page, button(page, '保存'));
  await eventually(() => button(page, '保存').count()).toBe(0);
  await look(page, 'register-cross');
  const link = page.getByRole('link', { name: '导出 CSV' });
  await tabTo(page, link, 'Shift+Tab');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('region', { name: '设置' }).isVisible()).toBe(false);
  await look(page, 'register-print');
  await page.emulateMedia({ media: 'screen' });
});

it('is read on a phone, and without its settings by who may not change it', async () => {
  const phone = await stage.window('approver', 390);
  await phone.goto(`${stage.machine.origin}/desk/registers/${key()}`);
  await sees(phone, '2026年5月');
  expect(await button(phone, '修改设置').count()).toBe(0);
  await look(phone, 'register-phone');
});
