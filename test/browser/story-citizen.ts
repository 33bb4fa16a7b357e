import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { FILE, follow, look, press, sees } from './story-pages.ts';

export interface Paper {
  readonly number: string;
  readonly queryCode: string;
}

/** Finds the item by the words people use, reads its guide, signs in on the way and begins. */
export async function beginApplication(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await page.getByLabel('搜索服务事项').fill('挖路');
  await press(page, '搜索');
  await look(page, 'services-found');
  await follow(page, '占用、挖掘城市道路审批');
  for (const heading of ['我能办吗', '要带什么', '要多久', '要多少钱'])
    await page.getByRole('heading', { name: heading }).waitFor();
  await sees(page, '5个工作日', '道路修复方案', '挖掘道路时提交');
  await look(page, 'guide');
  await follow(page, '网上申请');
  await page.getByRole('heading', { name: '选择示例人员登录' }).waitFor();
  await look(page, 'sign-in');
  await page.getByRole('button', { name: /李样例/ }).click();
  await page.getByRole('heading', { name: '申请：占用、挖掘城市道路审批' }).waitFor();
  await look(page, 'apply');
  await press(page, '开始填写');
}

/** Page one: what is known of the person stands there already. */
export async function fillApplicant(page: Page): Promise<void> {
  expect(await page.getByLabel('姓名或者单位名称').inputValue()).toBe('李样例');
  expect(await page.getByLabel('联系手机').inputValue()).toBe('13800000001');
  expect(await page.getByLabel('联系地址').inputValue()).toBe('湖南省衡山县开云镇金溪社区示例路12号');
  expect(await page.getByLabel('个人', { exact: true }).isChecked()).toBe(true);
  await look(page, 'draft-applicant');
  expect(await page.getByLabel('居民身份证号码').inputValue()).toBe('430423199001010014');
  await press(page, '保存并继续');
  await page.getByRole('heading', { name: '占用、挖掘的路段', level: 1 }).waitFor();
}

/** Saves in the middle of a page, leaves, and comes back to that page by 我的办事. */
export async function leaveAndResume(page: Page, origin: string): Promise<void> {
  await press(page, '保存草稿');
  await sees(page, '可以关闭页面');
  await page.goto(origin);
  await follow(page, /李样例.*的办事/);
  await page.getByRole('heading', { name: '我的办事' }).waitFor();
  await look(page, 'my-drafts');
  await follow(page, '占用、挖掘城市道路审批');
  await page.getByRole('heading', { name: '占用、挖掘的路段', level: 1 }).waitFor();
}

export interface Section {
  readonly roadName: string;
  readonly position: string;
  readonly purpose: '占用' | '挖掘';
  readonly surface: string;
  readonly length: string;
  readonly width: string;
  readonly days: string;
}

/** One row of the repeating group, by its number from one. */
export async function fillSection(page: Page, at: number, section: Section): Promise<void> {
  const row = page.getByRole('group', { name: `路段 ${at}`, exact: true });
  await row.getByLabel('道路名称').fill(section.roadName);
  await row.getByLabel('起止位置').fill(section.position);
  await row.getByLabel(section.purpose, { exact: true }).check();
  await row.getByLabel(section.surface, { exact: true }).check();
  await row.getByLabel('长度').fill(section.length);
  await row.getByLabel('宽度').fill(section.width);
  await row.getByLabel('天数').fill(section.days);
}

/** Adds one file by the step of its own: straight to the store, and back to the field it belongs to. */
export async function addFile(page: Page, legend: string, origin: string): Promise<void> {
  const posted: string[] = [];
  const listen = (request: { method(): string; url(): string }): void => {
    if (request.method() === 'POST') posted.push(new URL(request.url()).pathname);
  };
  await page.getByRole('group', { name: legend }).getByRole('button', { name: '选择文件' }).click();
  await page.getByRole('heading', { name: `上传：${legend}` }).waitFor();
  page.on('request', listen);
  await page.getByLabel('文件', { exact: true }).setInputFiles(FILE);
  await press(page, '上传');
  await page.getByRole('group', { name: legend }).getByRole('button', { name: /移除/ }).waitFor();
  page.off('request', listen);
  expect(posted).toEqual(['/uploads']);
  expect(new URL(page.url()).origin).toBe(origin);
}

/** What the error summary says; each of its links must lead to the field that is wrong. */
export async function errorsSaid(page: Page): Promise<string[]> {
  const links = page.getByRole('alert').getByRole('link');
  await links.first().waitFor();
  const said: string[] = [];
  for (const link of await links.all()) {
    const target = (await link.getAttribute('href')) ?? '';
    expect(target, 'a link into the page').toMatch(/^#f-/);
    expect(await page.locator(`[id="${target.slice(1)}"]`).count(), `${target} is there`).toBe(1);
    await link.click();
    expect(new URL(page.url()).hash).toBe(target);
    said.push((await link.textContent()) ?? '');
  }
  return said;
}

/** The number and the code that stand on a receipt. */
export async function receiptOn(page: Page, heading: string): Promise<Paper> {
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
  const [number = '', queryCode = ''] = await page.locator('.receipt .number').allInnerTexts();
  return { number: number.trim(), queryCode: queryCode.trim() };
}

/** Supplies what the notice named: a better position in the first row, and a second map. */
export async function supply(page: Page, origin: string, position: string): Promise<void> {
  await page.goto(`${origin}/my`);
  await page.getByRole('heading', { name: '等您办理' }).waitFor();
  await follow(page, '去补正');
  await page.getByRole('heading', { name: '补正材料', level: 1 }).waitFor();
  await sees(page, '位置图没有标出盲道', '请写明起止门牌');
  const row = page.getByRole('group', { name: '路段 1', exact: true });
  await row.getByLabel('起止位置').fill('');
  await press(page, '提交补正');
  expect(await errorsSaid(page)).toEqual(['路段 1：请填写起止位置']);
  await row.getByLabel('起止位置').fill(position);
  await page.getByRole('group', { name: '占用、挖掘位置图' }).getByRole('button', { name: '再加一个文件' }).click();
  await page.getByLabel('文件', { exact: true }).setInputFiles(FILE);
  await press(page, '上传');
  await page.getByRole('button', { name: /移除.*2/ }).waitFor();
  expect(await row.getByLabel('起止位置').inputValue()).toBe(position);
  await look(page, 'supplement');
  await press(page, '提交补正');
  await page.getByRole('heading', { name: '占用、挖掘城市道路审批', level: 1 }).waitFor();
}
