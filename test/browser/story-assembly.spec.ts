import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Hand } from './hand.ts';
import { TABLE } from './pasted-table.ts';
import { addFile } from './story-citizen.ts';
import { eventually, follow, look, openStage, press, type Stage, sees } from './story-pages.ts';

let stage: Stage;
let origin: string;

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

it('makes a running service of a pasted form in five minutes and sixty actions, by keyboard alone', async () => {
  const page = await stage.window('designer', 1440);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  await page.goto(`${origin}/desk`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Copied in a spreadsheet before.
  await page.evaluate((text) => navigator.clipboard.writeText(text), TABLE);
  const reviewer = await stage.window('head', 1440);
  await reviewer.goto(`${origin}/desk`);
  await reviewer.getByRole('heading', { level: 1 }).waitFor();

  const began = Date.now();
  const hand = new Hand(page);
  await hand.reach('服务组装');
  await hand.key('Enter');
  await page.getByRole('heading', { name: '服务组装', level: 1 }).waitFor();
  await hand.reach('组装新服务');
  await hand.key('Enter');
  await page.getByRole('heading', { name: '组装新服务', level: 1 }).waitFor();
  await hand.write('广场活动许可备案');
  await hand.key('Tab');
  await hand.paste();
  await sees(page, '认出23个填写项、2份材料');
  await hand.reach('实施主体');
  await hand.write('城市管理');
  await page.locator('.ant-select-item-option', { hasText: '衡山县城市管理' }).waitFor();
  await hand.key('Enter');
  await hand.reach('依据的法律法规');
  await hand.write('湖南省城市市容和环境卫生管理条例');
  await hand.key('Tab');
  await hand.write('第二十一条');
  await hand.key('Tab');
  await hand.write('活动在衡山县城区的公共广场举行');
  await look(page, 'assembly-new');
  await hand.key('Control+Enter');
  await page.getByRole('heading', { name: '广场活动许可备案', level: 1 }).waitFor();
  await sees(page, '都齐了，可以送审');
  await look(page, 'assembly');
  await hand.reach('送审');
  await hand.key('Enter');
  await sees(page, '已送审，等待另一位');

  const other = new Hand(reviewer);
  await other.reach(/^待我审核/);
  await other.key('Enter');
  await reviewer.getByRole('heading', { name: '待我审核', level: 1 }).waitFor();
  await reviewer.getByRole('link', { name: /广场活动许可备案/ }).waitFor();
  await look(reviewer, 'assembly-reviews');
  await other.reach(/^广场活动许可备案/);
  await other.key('Enter');
  await reviewer.getByRole('heading', { name: '审核：广场活动许可备案', level: 1 }).waitFor();
  await look(reviewer, 'assembly-review');
  await other.reach('通过并发布');
  await other.key('Enter');
  await sees(reviewer, '没有等您审核的配置');
  const seconds = (Date.now() - began) / 1000;
  const actions = hand.actions.length + other.actions.length;
  console.log(
    `service running after ${actions} actions (${hand.actions.length} + ${other.actions.length}), ${seconds.toFixed(1)} s`,
  );
  expect(actions).toBeLessThanOrEqual(60);
  expect(seconds).toBeLessThanOrEqual(300);
  await page.reload();
  await sees(page, '已发布第 1 版');
});

it('is found in the portal and applied for there, without scripts', async () => {
  const page = await stage.window('citizen', 390, { script: false });
  await page.goto(`${origin}/services?q=广场活动`);
  await follow(page, '广场活动许可备案');
  await sees(page, '湖南省城市市容和环境卫生管理条例', '活动方案', '场地使用协议');
  await look(page, 'assembly-guide');
  await follow(page, '网上申请');
  await press(page, '开始填写');
  expect(await page.getByLabel('申请人姓名').inputValue()).toBe('李样例');
  await press(page, '保存并继续');
  for (const [label, text] of [
    ['活动名称', '社区惠民市集'],
    ['活动地点', '衡山县开云镇中心广场'],
    ['占用面积', '300'],
    ['预计人数', '500'],
    ['安全负责人', '李样例'],
    ['安全负责人电话', '13800000001'],
    ['保洁安排', '每小时清扫一次，结束后两小时内恢复原状'],
    ['应急措施', '设两处疏散口和一个医疗点'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(text);
  for (const date of ['开始日期', '结束日期']) await page.getByLabel(date, { exact: true }).fill('2026-03-28');
  await page.getByLabel('展销', { exact: true }).check();
  await page.getByRole('group', { name: '是否搭建临时设施' }).getByLabel('否', { exact: true }).check();
  await press(page, '保存并继续');
  for (const paper of ['活动方案', '场地使用协议']) await addFile(page, paper, origin);
  await look(page, 'assembly-materials');
  await press(page, '保存并继续');
  await press(page, '提交申请');
  await page.locator('.receipt .number').first().waitFor();
  const [number = ''] = await page.locator('.receipt .number').allInnerTexts();
  const clerk = await stage.window('clerk', 1440);
  await clerk.goto(`${origin}/desk/cases/${number.trim()}`);
  await sees(clerk, '社区惠民市集', '活动方案', '场地使用协议');
  await eventually(() => clerk.getByText('下一步').count()).toBeGreaterThan(0);
});
