import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Hand } from './hand.ts';
import { eventually, follow, look, openStage, press, type Stage, sees } from './story-pages.ts';

let stage: Stage;
let origin: string;
let page: Page;
let hand: Hand;

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
const preview = () => page.frameLocator('iframe[title="申请人看到的表单"]');

/** The form's parts in their order, as the outline lists them. */
async function parts(): Promise<string[]> {
  return outline().locator('.outline-label').allTextContents();
}

/** What the outline stands on. */
const chosen = () => outline().locator('[aria-current] .outline-label').textContent();

/** Adds what is found by these words, and gives it a name: the palette closes on Enter, the name waits to be typed over. */
async function add(search: string, name: string, label = '名称'): Promise<void> {
  await hand.key('a');
  await page.getByRole('combobox', { name: /^找要添加的/ }).waitFor();
  await hand.write(search);
  await hand.key('Enter');
  const box = properties().getByLabel(label, { exact: true });
  await eventually(() => box.evaluate((input) => input === document.activeElement)).toBe(true);
  await hand.write(name);
  await eventually(chosen).toBe(name);
  await toOutline();
}

/** Back to the part that is chosen. */
async function toOutline(): Promise<void> {
  await hand.key('Escape');
  await eventually(() => page.evaluate(() => document.activeElement?.classList.contains('outline-row'))).toBe(true);
}

async function choosePart(name: string): Promise<void> {
  await hand.key('Home');
  for (let steps = 0; steps < 40; steps += 1) {
    if ((await chosen()) === name) return;
    await hand.key('ArrowDown');
  }
  throw new Error(`no part ${name}`);
}

/** Chooses in a list that drops down, by typing what is looked for. */
async function pick(label: string, search: string): Promise<void> {
  await hand.reach(label);
  await hand.key('ArrowDown');
  await hand.write(search);
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').waitFor();
  await hand.key('Enter');
}

it('begins a form by keyboard alone, adds, moves and takes away its parts', async () => {
  page = await stage.window('designer', 1440);
  hand = new Hand(page);
  await page.goto(`${origin}/desk/definitions/form`);
  await page.getByRole('button', { name: '新建表单' }).waitFor();
  await hand.reach('新建表单');
  await hand.key('Enter');
  const title = page.getByRole('dialog').getByLabel('名称');
  await title.waitFor();
  await eventually(() => title.evaluate((input) => input === document.activeElement)).toBe(true);
  await hand.write('广场活动申请表');
  await hand.key('Enter');
  await page.getByRole('heading', { name: '广场活动申请表', level: 1 }).waitFor();
  await hand.reach(/^广场活动申请表表单/);
  await choosePart('分组 1');
  await hand.key('Enter');
  await eventually(() => page.evaluate(() => document.activeElement?.id ?? '')).toContain('title');
  await hand.write('活动');
  await toOutline();
  await add('数值', '预计人数');
  await add('单行', '安全负责人');
  const before = await parts();
  expect(before.indexOf('安全负责人')).toBe(before.indexOf('预计人数') + 1);
  await hand.key('Alt+ArrowUp');
  await eventually(parts).not.toEqual(before);
  await hand.key('Alt+ArrowDown');
  await eventually(parts).toEqual(before);
  await hand.key('Control+d');
  await eventually(async () => (await parts()).length).toBe(before.length + 1);
  await hand.key('Delete');
  await eventually(parts).toEqual(before);
  await hand.key('Control+z');
  await eventually(async () => (await parts()).length).toBe(before.length + 1);
  await hand.key('Control+y');
  await eventually(parts).toEqual(before);
  await look(page, 'designer-parts');
});

it('builds a group, moves a field in and out of it, and a section with a note', async () => {
  await choosePart('安全负责人');
  await add('重复组', '摊位');
  await choosePart('摊位');
  await add('金额', '押金');
  await choosePart('摊位');
  await add('分组', '其他', '分组标题');
  await add('多行', '备注');
  expect((await parts()).slice(-3)).toEqual(['押金', '其他', '备注']);
  await choosePart('备注');
  await hand.key('Alt+ArrowUp');
  await eventually(async () => (await parts()).slice(-2)).toEqual(['备注', '其他']);
  await hand.key('Alt+ArrowRight');
  await eventually(() => outline().locator('[aria-current]').getAttribute('data-path')).toMatch(/\.fields\.\d$/);
  await hand.key('Alt+ArrowLeft');
  await hand.key('Alt+ArrowDown');
  await eventually(async () => (await parts()).slice(-2)).toEqual(['其他', '备注']);
  await hand.key('ArrowLeft');
  await hand.key('ArrowLeft');
  await eventually(async () => (await parts()).at(-1)).toBe('其他');
  await hand.key('ArrowRight');
  await eventually(async () => (await parts()).at(-1)).toBe('备注');
});

it('shows a field on a condition set in rows, and tries it in the preview', async () => {
  await choosePart('安全负责人');
  await hand.reach(/^条件与计算/);
  await hand.key('Enter');
  await hand.reach('设置什么时候显示');
  await hand.key('Enter');
  const rule = page.getByRole('dialog');
  await rule.waitFor();
  await pick('左边', '预计人数');
  await hand.reach('怎样比较');
  await hand.key('ArrowDown');
  await page.locator('.ant-select-dropdown:visible').waitFor();
  for (let down = 0; down < 4; down += 1) await hand.key('ArrowDown');
  await hand.key('Enter');
  await hand.reach('数');
  await hand.key('Control+a');
  await hand.write('500');
  await sees(rule, /“预计人数”(大于|超过)500/);
  await look(page, 'designer-rule');
  await hand.reach(/^确\s?定$/);
  await hand.key('Enter');
  await rule.waitFor({ state: 'detached' });
  const person = preview().getByLabel('安全负责人（选填）');
  await person.waitFor({ state: 'detached' });
  await preview().getByLabel('预计人数').focus();
  await hand.write('501');
  await person.waitFor();
  await hand.key('Backspace');
  await person.waitFor({ state: 'detached' });
});

it('has one page of all its keys, and widens the preview by one', async () => {
  await choosePartByFocus();
  await hand.key('?');
  await sees(page.getByRole('dialog'), '移进上面的重复组');
  await look(page, 'designer-keys');
  await hand.key('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await choosePartByFocus();
  await hand.key('p');
  await eventually(() => page.locator('iframe').evaluate((frame) => frame.clientWidth)).toBeGreaterThan(900);
  await look(page, 'designer-wide');
  await hand.key('p');
  await eventually(() => page.locator('iframe').evaluate((frame) => frame.clientWidth)).toBe(390);
});

async function choosePartByFocus(): Promise<void> {
  await outline().locator('[aria-current]').focus();
}

it('keeps what was not saved when the window is gone, and gives it back', async () => {
  await sees(page, /已自动留存/);
  await page.reload();
  await sees(page, '您上次的修改没有保存');
  expect(await parts()).not.toContain('预计人数');
  await look(page, 'designer-leftover');
  await hand.reach('接着改');
  await hand.key('Enter');
  await eventually(parts).toContain('预计人数');
  await hand.key('Control+s');
  await sees(page, '已保存');
  await page.reload();
  await eventually(parts).toContain('预计人数');
  expect(await page.getByText('您上次的修改没有保存').count()).toBe(0);
});

it('shows who else has it open, and lets them choose where both changed the same', async () => {
  const other = await stage.window('admin', 1440);
  await other.goto(page.url());
  const row = (at: Page, name: string) => at.locator('.outline-row').filter({ hasText: name });
  const name = (at: Page) => at.getByRole('region', { name: '属性' }).getByLabel('名称', { exact: true });
  await row(other, '备注').click();
  await sees(page, /在看“备注”/);
  await row(page, '备注').click();
  await name(page).fill('其他说明');
  await row(page, '预计人数').click();
  await name(page).fill('最多人数');
  await name(other).fill('补充');
  await other.getByRole('button', { name: /^保\s?存$/ }).click();
  await sees(other, '已保存');
  await look(page, 'designer-presence');
  await page.keyboard.press('Control+s');
  const dialog = page.getByRole('dialog');
  await sees(dialog, '两边都改过', /「其他说明」/, /「补充」/);
  await look(page, 'designer-conflict');
  await dialog
    .getByRole('radiogroup', { name: /备注|其他说明/ })
    .getByLabel('用对方的')
    .check();
  await press(dialog, '按所选的合在一起保存');
  await sees(page, '两边的修改已合在一起保存');
  await eventually(parts).toEqual(expect.arrayContaining(['补充', '最多人数']));
  expect(await parts()).not.toContain('其他说明');
  await other.close();
});

it('keeps an example of what was filled in, and says when it no longer comes out', async () => {
  await outline()
    .getByRole('button', { name: /^广场活动申请表/ })
    .click();
  await preview().getByLabel('最多人数').fill('20');
  await preview().getByRole('button', { name: '保存并继续' }).first().click({ force: true });
  await preview().getByRole('button', { name: '存为测试用例' }).click();
  await page.getByRole('dialog').getByLabel('用例名称').fill('二十人');
  await press(page.getByRole('dialog'), '存为测试用例');
  await properties().locator('summary').filter({ hasText: '测试用例' }).click();
  await sees(properties(), '二十人', '通过');
  await outline().getByRole('button', { name: /^补充/ }).click();
  await properties().locator('#property-pages-0-sections-1-items-0-required').click();
  await page
    .locator('.ant-select-item-option')
    .filter({ hasText: /^必填$/ })
    .click();
  await sees(page, '1 处必须改正');
  await page.getByText('1 处必须改正').click();
  await sees(page, '用例“二十人”未通过：“补充”提示没有填写，用例没有预期');
  await page.keyboard.press('Control+s');
  await sees(page, /1 个测试用例不通过/);
  await properties().locator('#property-pages-0-sections-1-items-0-required').click();
  await page
    .locator('.ant-select-item-option')
    .filter({ hasText: /^选填$/ })
    .click();
  await page.keyboard.press('Control+s');
  await page.getByText('未保存', { exact: true }).waitFor({ state: 'detached' });
});

it('is published by somebody else, and at once programs find a mutation of its own', async () => {
  await page.reload();
  await press(page, '送审…');
  const dialog = page.getByRole('dialog');
  await sees(dialog, '第一次发布');
  await dialog.getByLabel('给审核人的说明').fill('新的活动申请表');
  await look(page, 'designer-submit');
  await press(dialog, '送审');
  await sees(page, '已送审，等待审核');
  // The administrator changed it too a moment ago, so that somebody else has to look at it.
  const appoint =
    'mutation { appointStaff(unit: "430423", account: "supervisor", roles: [supervisor, head]) { code } }';
  expect(await asked('admin', appoint)).toMatchObject({ data: { appointStaff: { code: '430423' } } });
  const reviewer = await stage.window('supervisor', 1440);
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
  const { errors } = await asked('citizen', 'mutation { submitGuangChangHuoDongShenQingBiao(input: {}) { number } }');
  // The mutation is known and its input fits; an application needs an item besides a form.
  expect(errors.map(({ extensions }) => extensions.code)).toEqual(['SERVICE_REQUIRED']);
  await look(page, 'designer-published');
});

/** What a program of the person's is answered. */
async function asked(person: string, query: string) {
  const token = await stage.machine.token(person);
  const answer = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  return (await answer.json()) as { data?: unknown; errors: { extensions: { code: string } }[] };
}
