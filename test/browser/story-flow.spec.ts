import { BpmnModdle } from 'bpmn-moddle';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { tellOfLimits } from '../../policies/tell.ts';
import { apply } from '../scenario/road.ts';
import { ask } from '../scenario/world.ts';
import { tabTo as reach } from './keyboard.ts';
import { poster } from './post.ts';
import { eventually, look, openStage, type Stage, sees } from './story-pages.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

const tabTo = (wanted: Locator, key?: 'Tab' | 'Shift+Tab') => reach(page, wanted, key);
const outline = () => page.getByRole('region', { name: '大纲' });
const properties = () => page.getByRole('region', { name: '属性' });
const chosen = () => outline().locator('[aria-current="true"]');

/** Goes in the outline to a part by its arrows. */
async function goTo(name: string): Promise<void> {
  await tabTo(chosen(), 'Shift+Tab');
  for (const key of ['ArrowUp', 'ArrowDown']) {
    for (let presses = 0; presses < 12; presses++) {
      if ((await chosen().locator('.outline-label').textContent()) === name) return;
      await page.keyboard.press(key);
    }
  }
  throw new Error(`no part ${name}`);
}

async function rename(from: string, to: string): Promise<void> {
  await goTo(from);
  await tabTo(properties().getByRole('textbox').first());
  await page.keyboard.press('Control+A');
  await page.keyboard.type(to);
  await eventually(() => chosen().locator('.outline-label').textContent()).toBe(to);
}

/** Chooses in a list by typing or by arrows. */
async function pick(label: string, option: string, typed = false): Promise<void> {
  const box = properties().getByRole('combobox', { name: label, exact: true });
  await tabTo(box);
  await page.keyboard.press('ArrowDown');
  if (typed) await page.keyboard.type(option);
  const active = () => page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').textContent();
  for (let presses = 0; presses < 14; presses++) {
    await page.waitForTimeout(60);
    if ((await active()) === option) break;
    await page.keyboard.press('ArrowDown');
  }
  expect(await active()).toBe(option);
  await page.keyboard.press('Enter');
}

it('builds the flow of the road item with the keyboard alone', async () => {
  const world = stage.machine.world;
  const draft =
    'mutation { draftDefinition(kind: flow, title: "占道挖掘办理流程", key: "zhan-dao-liu-cheng") { key } }';
  await ask(world, 'designer', draft);
  page = await stage.window('designer', 1440);
  await page.goto(`${stage.machine.origin}/desk/definitions/flow/zhan-dao-liu-cheng`);
  await tabTo(chosen());
  await tabTo(properties().getByText('从常用流程开始'));
  await page.keyboard.press('Enter');
  await tabTo(properties().getByRole('button', { name: '联办', exact: true }));
  await page.keyboard.press('Enter');
  await eventually(() => outline().locator('.outline-label').allTextContents()).toContain('协办部门审查');
  await rename('审查', '受理审查');
  await rename('联合审查', '并联审核');
  await rename('牵头部门审查', '城管现场审核');
  await rename('协办部门审查', '交警大队审核');
  await pick('哪个单位办', '固定的一个单位');
  await pick('单位', '衡山县公安局交通警察大队', true);
  await rename('决定', '负责人决定');
  await pick('可以停止计时的特别程序', '听证');
  await page.keyboard.press('Escape');
  await sees(page, '没有发现问题，可以发布');
  await look(page, 'flow-built');

  // Order by keyboard: the first stage after the parallel ones, and back again.
  await goTo('受理审查');
  const order = () => outline().locator('.outline-label').allTextContents();
  const before = await order();
  await page.keyboard.press('Alt+ArrowDown');
  await eventually(order).not.toEqual(before);
  await page.keyboard.press('Alt+ArrowUp');
  await eventually(order).toEqual(before);
  await page.keyboard.press('Control+S');
  await eventually(() => saved()).toMatchObject({
    steps: [
      { stage: { title: { zh: '受理审查' }, role: 'clerk' } },
      {
        title: { zh: '并联审核' },
        branches: [
          { stage: { title: { zh: '城管现场审核' }, role: 'approver' } },
          { stage: { title: { zh: '交警大队审核' }, unit: '430423-jjdd', limitDays: 2 } },
        ],
      },
      { stage: { title: { zh: '负责人决定' }, kind: 'decide', procedures: ['hearing'], signers: true } },
    ],
  });
}, 120_000);

async function saved(): Promise<unknown> {
  const query = '{ definition(kind: flow, key: "zhan-dao-liu-cheng") { definition } }';
  return (await ask(stage.machine.world, 'designer', query)).definition.definition;
}

it('gives notice of a stage and of the outcome, in words put together with the keyboard', async () => {
  await goTo('受理审查');
  await tabTo(properties().getByRole('button', { name: '添加通知' }));
  await page.keyboard.press('Enter');
  const words = properties().getByRole('textbox', { name: '怎么说' });
  await tabTo(words);
  await page.keyboard.type('您的');
  const put = async (place: string) => {
    await pick('在怎么说中插入', place, true);
    await eventually(() => words.evaluate((box) => box === document.activeElement)).toBe(true);
  };
  await put('事项名称');
  await page.keyboard.type('（');
  await put('编号');
  await page.keyboard.type('）在审查，{不知道}');
  await sees(page, '环节“受理审查”的通知中“{不知道}”不是表单中的字段');
  for (let n = 0; n < '，{不知道}'.length; n++) await page.keyboard.press('Backspace');
  await page.keyboard.type('。');
  await sees(page, '进入环节时，告诉申请人：“您的{事项名称}（{编号}）在审查。”');
  await sees(page, '没有发现问题，可以发布');
  await look(page, 'flow-notice');
  await page.keyboard.press('Control+S');
  await eventually(() => saved()).toMatchObject({
    steps: [
      { stage: { notices: [{ on: 'entered', to: 'applicant', text: { zh: '您的{@service}（{@number}）在审查。' } }] } },
      {},
      {},
    ],
  });
}, 60_000);

it('says who may ask for a supplement and what follows when none comes, with the keyboard', async () => {
  await goTo('占道挖掘办理流程');
  await sees(page, '窗口人员、经办人、村（社区）代办点可以要求补正1次，再要求须由监督人员批准；补正没有期限。');
  await pick('逾期以后', '逾期视为撤回申请');
  await sees(page, '没有写补正期限，就不会逾期：请填写工作日数');
  await tabTo(properties().getByRole('spinbutton', { name: '申请人有几个工作日' }), 'Shift+Tab');
  await page.keyboard.type('10');
  await sees(page, '申请人有10个工作日，逾期视为撤回申请。', '没有发现问题，可以发布');
  await look(page, 'flow-supplement');
  await page.keyboard.press('Control+S');
  await eventually(() => saved()).toMatchObject({ supplement: { days: 10, expiry: 'withdrawn' } });
}, 60_000);

it('says in words what is wrong, leads to it, and downloads the picture for other programs', async () => {
  await goTo('负责人决定');
  await page.keyboard.press('Delete');
  await goTo('受理审查');
  const problems = page.getByText('1 处必须改正');
  await tabTo(problems.locator('xpath=ancestor-or-self::summary'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('button', { name: /最后一步必须是决定环节/ }));
  await page.keyboard.press('Enter');
  await eventually(() => chosen().locator('.outline-label').textContent()).toBe('并联审核');
  const button = page.getByRole('button', { name: '下载 BPMN 文件' });
  await tabTo(button, 'Shift+Tab');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toBe('zhan-dao-liu-cheng.bpmn');
  const { definition } = await ask(
    stage.machine.world,
    'designer',
    '{ definition(kind: flow, key: "zhan-dao-liu-cheng") { bpmn } }',
  );
  const { warnings, elementsById } = await new BpmnModdle().fromXML(definition.bpmn);
  expect(warnings).toEqual([]);
  expect(Object.values(elementsById as Record<string, { name?: string }>).map(({ name }) => name)).toContain(
    '城管现场审核',
  );
});

it('is arranged on a phone as well', async () => {
  const phone = await stage.window('head', 390);
  await phone.goto(`${stage.machine.origin}/desk/substitutes`);
  await phone.getByRole('button', { name: '安排代班' }).click();
  const dialog = phone.getByRole('dialog');
  await dialog.getByLabel('代谁').click();
  await phone.locator('.ant-select-dropdown:visible').getByText('签批人', { exact: true }).click();
  await dialog.getByLabel('由谁代').click();
  await phone.locator('.ant-select-dropdown:visible').getByText('审核人', { exact: true }).click();
  await dialog.getByLabel('止日（含）').fill('2026-03-20');
  await dialog.getByRole('button', { name: /安\s?排/ }).click();
  await sees(phone, '正在代班', /2026年3月16日（周一）至/);
  await look(phone, 'substitutes');
});

it('tells the applicant in the portal and who acts at the desk, until they have read it', async () => {
  const { world } = stage.machine;
  const receipt = await apply(world, 'citizen', poster(stage.machine.origin));
  await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id: receipt.case });
  await world.platform.runner.catchUp();
  for (const width of [390, 1440] as const) {
    const portal = await stage.window('citizen', width);
    await portal.goto(`${stage.machine.origin}/my`);
    await portal.getByRole('link', { name: '全部消息' }).click();
    await sees(portal, `申请（${receipt.number}）已经进入受理审查`);
    await look(portal, `messages-portal-${width}`);
  }
  const portal = await stage.window('citizen', 390, { script: false });
  await portal.goto(`${stage.machine.origin}/my/messages`);
  await portal.getByRole('button', { name: '1条未读，全部标为已读' }).click();
  await portal.getByRole('button', { name: '全部标为已读' }).waitFor({ state: 'detached' });
  expect((await ask(world, 'citizen', '{ unreadMessages }')).unreadMessages).toBe(0);

  world.clock.goTo('2026-03-18');
  expect(await tellOfLimits(world.cloud)).toBe(1);
  expect(await tellOfLimits(world.cloud)).toBe(0);
  await world.platform.runner.catchUp();
  for (const width of [390, 1440] as const) {
    const desk = await stage.window('head', width);
    await desk.goto(`${stage.machine.origin}/desk/messages`);
    await sees(desk, `${receipt.number}的受理审查已过2026年3月17日`);
    await look(desk, `messages-desk-${width}`);
  }
  const desk = await stage.window('head', 1440);
  await desk.goto(`${stage.machine.origin}/desk`);
  await sees(desk, '条未读');
  await desk.goto(`${stage.machine.origin}/desk/messages`);
  const read = desk.getByRole('button', { name: '1条未读，全部标为已读' });
  await read.press('Enter');
  await read.waitFor({ state: 'detached' });
  await desk.getByText('条未读').waitFor({ state: 'detached' });
}, 120_000);
