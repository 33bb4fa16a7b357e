import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { choose } from './story-desk.ts';
import { eventually, follow, look, openStage, press, type Stage, sees } from './story-pages.ts';

let stage: Stage;
let origin: string;
let page: Page;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  origin = stage.machine.origin;
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

const outline = () => page.getByRole('region', { name: '大纲' });
const properties = () => page.getByRole('region', { name: '属性' });
const preview = () => page.getByRole('region', { name: '预览' });
const part = (name: string) => outline().getByRole('button', { name: new RegExp(`^${name}`) });

/** The form's parts in their order, as the outline lists them. */
async function parts(): Promise<string[]> {
  return outline().locator('.outline-label').allTextContents();
}

async function add(what: string): Promise<void> {
  await press(outline(), '添加');
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}

async function rename(to: string): Promise<void> {
  await properties().getByLabel('名称', { exact: true }).fill(to);
}

it('begins a form, adds and moves its parts by buttons', async () => {
  page = await stage.window('designer', 1440);
  await page.goto(`${origin}/desk`);
  await follow(page.getByRole('navigation', { name: '工作台' }), '表单');
  await press(page, '新建表单');
  await page.getByRole('dialog').getByLabel('名称').fill('广场活动申请表');
  await press(page.getByRole('dialog'), '新建');
  await page.getByRole('heading', { name: '广场活动申请表', level: 1 }).waitFor();
  await part('分组 1').click();
  await properties().getByLabel('分组标题').fill('活动');
  await add('数值');
  await rename('预计人数');
  await add('单行文字');
  await rename('安全负责人');
  await eventually(parts).toContain('安全负责人');
  const before = await parts();
  expect(before.indexOf('预计人数')).toBeLessThan(before.indexOf('安全负责人'));
  await page.getByRole('button', { name: /^上移/ }).click();
  await eventually(parts).not.toEqual(before);
  const after = await parts();
  expect(after.indexOf('安全负责人')).toBe(after.indexOf('预计人数') - 1);
  await page.getByRole('button', { name: /^下移/ }).click();
  await eventually(parts).toEqual(before);
  await add('分组');
  await properties().getByLabel('分组标题').fill('其他');
  await add('多行文字');
  await rename('备注');
  await sees(page, '没有发现问题，可以发布');
  await look(page, 'designer-parts');
});

it('shows a field on a condition set in rows, and tries it in the preview', async () => {
  await part('安全负责人').click();
  const visible = properties().locator('.property').filter({ hasText: '什么时候显示' });
  await visible.getByRole('button', { name: /^设置/ }).click();
  const rule = page.getByRole('dialog');
  await choose(page, rule, '左边', '预计人数');
  await choose(page, rule, '怎样比较', '大于');
  await rule.getByLabel('数', { exact: true }).fill('500');
  await sees(rule, /“预计人数”(大于|超过)500/);
  await look(page, 'designer-rule');
  await press(rule, '确定');
  await rule.waitFor({ state: 'detached' });
  expect(await preview().getByLabel('安全负责人').count()).toBe(0);
  await preview().getByLabel('预计人数').fill('501');
  await preview().getByLabel('安全负责人').waitFor();
  await preview().getByLabel('预计人数').fill('500');
  await preview().getByLabel('安全负责人').waitFor({ state: 'detached' });
});

it('is published by somebody else, and at once programs find a mutation of its own', async () => {
  await press(page, '送审…');
  const dialog = page.getByRole('dialog');
  await sees(dialog, '第一次发布');
  await dialog.getByLabel('给审核人的说明').fill('新的活动申请表');
  await look(page, 'designer-submit');
  await press(dialog, '送审');
  await sees(page, '已送审，等待审核');
  const reviewer = await stage.window('admin', 1440);
  await reviewer.goto(`${origin}/desk`);
  await follow(reviewer.getByRole('navigation', { name: '工作台' }), '待我审核');
  await reviewer.getByRole('link', { name: /广场活动申请表/ }).waitFor();
  await look(reviewer, 'reviews');
  await follow(reviewer, /广场活动申请表/);
  await sees(reviewer, '新的活动申请表', '全部内容都是新的');
  await look(reviewer, 'review');
  await press(reviewer, '通过并发布');
  await sees(reviewer, '没有等您审核的配置');
  await page.reload();
  await sees(page, '已发布第 1 版');
  const token = await stage.machine.token('citizen');
  const answer = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: 'mutation { submitGuangChangHuoDongShenQingBiao(input: {}) { number } }' }),
  });
  const { errors } = (await answer.json()) as { errors: { extensions: { code: string } }[] };
  // The mutation is known and its input fits; an application needs an item besides a form.
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['SERVICE_REQUIRED']);
  await look(page, 'designer-published');
});
