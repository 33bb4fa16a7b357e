import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { FILE, follow, press, sees } from './story-pages.ts';
import { DIG } from './story-roads.ts';

/** The case or ticket, opened by its number as from a note on the table. */
export async function open(page: Page, origin: string, what: 'cases' | 'tickets', number: string): Promise<void> {
  await page.goto(`${origin}/desk/${what}/${number}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Opens the form of an action, fills it in, sends it, and waits until the desk says that it is done. */
export async function act(
  page: Page,
  action: string,
  send: string,
  done: string,
  fill: (form: Locator) => Promise<void> = async () => undefined,
): Promise<void> {
  await page
    .getByRole('region', { name: /^(下一步|现在)$/ })
    .getByRole('button', { name: action, exact: true })
    .click();
  const form = page.getByRole('dialog');
  await form.waitFor();
  await fill(form);
  await press(form, send);
  await sees(page, done);
  await form.waitFor({ state: 'detached' });
}

/** Types into a box that finds, and takes what it found. */
export async function choose(page: Page, at: Page | Locator, label: string | RegExp, option: string): Promise<void> {
  const box = at.getByRole('combobox', { name: label });
  await box.click();
  if (await box.isEditable()) await box.fill(option);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ has: page.getByText(option, { exact: true }) })
    .first()
    .click();
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
}

/** Passes the stage that waits for the person. */
export function pass(page: Page, title: string, opinion: string, decision: '通过' | '准予' = '通过'): Promise<void> {
  return act(page, `办理：${title}`, '提交意见', '意见已提交', async (form) => {
    await form.getByLabel(decision, { exact: true }).check();
    await form.getByLabel('办理意见').fill(opinion);
  });
}

/** A walk-in application at the window, from the choice of the item to its form. */
export async function beginFiling(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/desk`);
  await follow(page.getByRole('navigation', { name: '工作台' }), '窗口收件');
  await page.getByLabel('按名称查找事项').fill('挖掘');
  await page.getByRole('button', { name: /占用、挖掘城市道路审批/ }).click();
  await page.getByLabel('个人', { exact: true }).check();
  await page.getByLabel('姓名').fill('王示范');
  await page.getByLabel('身份证号码').fill('430423198502020022');
  await page.getByLabel('联系电话').fill('13800000002');
  await press(page, '下一步');
  await sees(page, '身份证号码不对，请对照证件核对');
  await page.getByLabel('身份证号码').fill('430423198502020021');
  await page.getByLabel('地址').fill('湖南省衡山县店门镇梅桥村示例组3号');
  await press(page, '下一步');
  await page.getByRole('heading', { name: '占用、挖掘的路段' }).waitFor();
  // Who applies was asked before: it is shown, and asked once.
  for (const [label, answer] of [
    ['以什么身份申请', '个人'],
    ['姓名或者单位名称', '王示范'],
    ['居民身份证号码', '430423198502020021'],
    ['联系手机', '13800000002'],
  ])
    await page
      .locator('.field')
      .filter({ hasText: label })
      .locator('output')
      .getByText(answer ?? '', { exact: true })
      .waitFor();
  expect(await page.getByLabel('姓名或者单位名称').count()).toBe(0);
}

/** Fills the whole form in on one page, as somebody at the window tells it. */
export async function fillFiling(page: Page): Promise<void> {
  await choose(page, page, '因为什么占用或者挖掘', '管线抢修、维修');
  await page.getByLabel('项目名称').fill('燃气入户');
  await page.getByLabel('理由', { exact: true }).fill('为沿街住户接通燃气，须开挖沥青路面。');
  await page.getByLabel('开始日期').fill('2026年3月20日');
  await page.getByLabel('开始日期').press('Enter');
  const row = page.getByRole('group', { name: '路段 1' });
  await row.getByLabel('道路名称').fill(DIG.roadName);
  await row.getByLabel('起止位置').fill(DIG.position);
  await choose(page, row, '用途', DIG.purpose);
  await choose(page, row, '路面类别', DIG.surface);
  await row.getByLabel('长度').fill(DIG.length);
  await row.getByLabel('宽度').fill(DIG.width);
  await row.getByLabel('天数').fill(DIG.days);
  await sees(page, '6,400.00元');
  await page.getByLabel('怎样修复').fill('分层回填砂砾石并压实，恢复沥青面层，四月十日前完成。');
  for (const label of ['道路修复方案', '占用、挖掘位置图']) {
    const field = page
      .locator('.field')
      .filter({ has: page.getByText(label, { exact: true }) })
      .last();
    await field.locator('input[type=file]').setInputFiles(FILE);
    await field.getByRole('button', { name: /移除/ }).waitFor();
  }
  await page.getByLabel(/我承诺所填内容/).check();
}
