import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { applyForRelief, RELIEF } from '../scenario/relief.ts';
import { Hand } from './hand.ts';
import { eventually, look, openStage, type Stage, sees } from './story-pages.ts';

let stage: Stage;
let origin: string;
let page: Page;
let hand: Hand;
/** An application from before the item had documents of its own. */
let earlier: string;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  origin = stage.machine.origin;
  earlier = (await applyForRelief(stage.machine.world, 'citizen')).number;
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

const sheet = () => page.getByRole('region', { name: '文书样张' });
const focused = () => page.evaluate(() => document.activeElement?.id ?? '');

/** Opens a button's menu and takes the entry with these words. */
async function choose(button: string, words: string): Promise<void> {
  await hand.reach(button);
  await hand.key('Enter');
  const entry = page.getByRole('menuitem', { name: words, exact: true });
  await eventually(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('menuitem');
  for (let down = 0; down < 12; down += 1) {
    if (await entry.evaluate((item) => item === document.activeElement)) return hand.key('Enter');
    await hand.key('ArrowDown');
  }
  throw new Error(`the menu never came to ${words}`);
}

/** Goes down the parts of the item to this one. */
async function part(name: string): Promise<void> {
  await hand.reach(/^基本信息/);
  for (let down = 0; down < 20; down += 1) {
    await hand.key('ArrowDown');
    if ((await page.locator('.editor-outline [aria-current] .outline-label').textContent()) === name) return;
  }
  throw new Error(`no part ${name}`);
}

/** Saves what was made, sends it for review, and has somebody else publish it: each by keyboard alone. */
async function publish(note: string, version: number): Promise<void> {
  await hand.key('Control+s');
  await page.getByText('未保存', { exact: true }).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await hand.reach('送审…');
  await hand.key('Enter');
  const dialog = page.getByRole('dialog');
  await sees(dialog, /文书/);
  await look(page, `documents-submit-${version}`);
  await hand.reach(/^给审核人的说明/);
  await hand.write(note);
  await hand.reach(/^送\s?审$/);
  await hand.key('Enter');
  await sees(page, '已送审，等待审核');
  const reviewer = await stage.window('admin', 390);
  const other = new Hand(reviewer);
  await reviewer.goto(`${origin}/desk/reviews`);
  await reviewer.getByRole('link', { name: /临时救助/ }).waitFor();
  await other.reach(/临时救助/);
  await other.key('Enter');
  await sees(reviewer, note);
  await look(reviewer, `documents-review-${version}`);
  await other.reach('通过并发布');
  await other.key('Enter');
  await sees(reviewer, '没有等您审核的配置');
  await reviewer.context().close();
  await page.reload();
  await sees(page, `已发布第 ${version} 版`);
}

it('makes the paper form of a service from its form by keyboard alone, and sees it filled in on A4', async () => {
  page = await stage.window('designer', 1440);
  hand = new Hand(page);
  await page.goto(`${origin}/desk/definitions/service/${RELIEF}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await part('文书和表单套打');
  await sees(page, '还没有自己的文书');
  await choose('添加文书', '按表单生成申请表（套打）');
  await sheet().waitFor();
  // The name of what was added waits to be typed over.
  await eventually(focused).toBe('property-documents-0-title');
  await hand.key('Control+a');
  await hand.write('衡山县临时救助申请表');
  await sees(sheet(), '衡山县临时救助申请表', '张试填', '外购药');
  await look(page, 'documents-form');
}, 120_000);

it('adds a text with a place to be filled in, in the words that a clerk knows it by', async () => {
  const blocks = await page.locator('.records > details').count();
  await choose('添加内容', '一段文字');
  await eventually(focused).toBe(`property-documents-0-blocks-${blocks}-text`);
  await hand.write('本表由');
  await hand.reach('在文字中插入');
  await hand.key('ArrowDown');
  await hand.write('办理机关');
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').waitFor();
  await hand.key('Enter');
  await eventually(focused).toBe(`property-documents-0-blocks-${blocks}-text`);
  await hand.write('存档');
  await sees(sheet(), '本表由〔办理机关〕存档');
  await look(page, 'documents-text');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByText('属性', { exact: true }).click();
  await look(page, 'documents-narrow');
  await page.getByText('预览', { exact: true }).click();
  await sheet().waitFor();
  await look(page, 'documents-narrow-sheet');
  await page.setViewportSize({ width: 1440, height: 900 });
  await publish('加一张套打的申请表', 2);
}, 120_000);

it('prints the form of a case by the version that the case keeps', async () => {
  const { world } = stage.machine;
  const { number } = await applyForRelief(world, 'citizen2', {
    applicantName: '王示范',
    identityNumber: '430423198502020021',
  });
  await part('文书和表单套打');
  await hand.reach('文书名称');
  await hand.key('Control+a');
  await hand.write('临时救助申请表（新）');
  await publish('改了申请表的名称', 3);

  const clerk = await stage.window('head-kaiyun', 1440);
  const other = new Hand(clerk);
  const titles = () => clerk.getByRole('navigation', { name: '可以打印的文书' }).getByRole('link').allTextContents();
  await clerk.goto(`${origin}/desk/cases/${number}`);
  await clerk.getByRole('heading', { level: 1 }).waitFor();
  await other.reach(/^打印/);
  await other.key('Enter');
  await clerk.getByRole('heading', { name: '打印', level: 1 }).waitFor();
  await other.reach('衡山县临时救助申请表');
  await other.key('Enter');
  await sees(clerk.getByRole('article'), '衡山县临时救助申请表', '王示范', '本表由开云镇人民政府存档');
  await look(clerk, 'documents-print');
  expect(await titles()).not.toContain('临时救助申请表（新）');
  // What is printed is what is seen: the page's own print command, asked for by keyboard.
  await clerk.evaluate(() => {
    window.print = () =>
      document.body.setAttribute('data-printed', document.querySelector('.printed h2')?.textContent ?? '');
  });
  await other.reach('打印这一份');
  await other.key('Enter');
  await eventually(() => clerk.locator('body').getAttribute('data-printed')).toBe('衡山县临时救助申请表');
  await clerk.goto(`${origin}/desk/cases/${earlier}/print`);
  await sees(clerk, '办件登记表');
  expect(await titles()).toEqual(['办件登记表']);
  const narrow = await stage.window('head-kaiyun', 390);
  await narrow.goto(`${origin}/desk/cases/${number}/print`);
  await sees(narrow, '本表由开云镇人民政府存档');
  await look(narrow, 'documents-print-narrow');
}, 120_000);
