import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { errorsSaid, receiptOn } from './story-citizen.ts';
import { act, choose, open } from './story-desk.ts';
import { eventually, follow, look, openStage, press, type Stage, sees } from './story-pages.ts';

let stage: Stage;
let origin: string;
let caller: Page;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  origin = stage.machine.origin;
  caller = await stage.window(null, 390, { script: false });
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

it('takes a suggestion from somebody who stays anonymous, and answers by number and code', async () => {
  await caller.goto(origin);
  await follow(caller.getByRole('navigation', { name: '主要入口' }), '12345热线');
  await press(caller, '提交');
  expect(await errorsSaid(caller)).toEqual([
    '请选择诉求类型',
    '请用一句话写明什么事',
    '请写明时间、地点和经过',
    '请填写称呼，或者选择匿名',
    '请填写能联系到您的电话，例如13800000001',
  ]);
  await caller.getByLabel('建议', { exact: true }).check();
  await caller.getByLabel('什么事').fill('末班车再晚一点');
  await caller.getByLabel('详细情况').fill('白果镇末班车太早，下班赶不上，希望延后半小时。');
  await caller.getByLabel(/^匿名/).check();
  await press(caller, '提交');
  const { number, queryCode } = await receiptOn(caller, '诉求已登记');
  await look(caller, 'hotline-receipt');
  await follow(caller, '查询进度');
  await caller.getByLabel('工单编号').fill(number);
  await caller.getByLabel('查询码').fill(queryCode);
  await press(caller, '查询');
  await sees(caller, number, '建议');
  await look(caller, 'hotline-found');
});

it('takes a report about a page of the website', async () => {
  await caller.goto(`${origin}/open`);
  await follow(caller, '我为政府网站找错');
  expect(await caller.getByLabel('网页地址').inputValue()).toBe(`${origin}/open`);
  await press(caller, '提交');
  expect(await errorsSaid(caller)).toEqual(['请写明哪里错了']);
  await caller.getByLabel('哪里错了').fill('数据集的更新日期写错了');
  await press(caller, '提交');
  await receiptOn(caller, '诉求已登记');
});

it('goes from the phone to the unit, back to the caller, and is closed', async () => {
  const operator = await stage.window('operator', 1440);
  await operator.goto(`${origin}/desk`);
  await follow(operator.getByRole('navigation', { name: '工作台' }), '电话登记');
  await press(operator, '登记工单');
  await sees(operator, '请用一句话写明诉求', '请填写来电人');
  await operator.getByLabel('投诉', { exact: true }).check();
  await choose(operator, operator, '所在乡镇', '开云镇');
  await operator.getByLabel('诉求概要').fill('夜间施工噪声');
  await operator.getByLabel('详细内容').fill('开云镇示例路工地夜里十一点后还在打桩。');
  await operator.getByRole('textbox', { name: '来电人' }).fill('来电人乙');
  await operator.getByLabel('联系电话').fill('13800000112');
  await look(operator, 'desk-register');
  await press(operator, '登记工单');
  await operator.getByRole('heading', { name: '已登记' }).waitFor();
  const number = (await operator.locator('.receipt .number').first().textContent()) ?? '';
  await look(operator, 'desk-registered');
  await follow(operator, '打开工单');
  await act(operator, '受理', '受理', '已受理');
  await act(operator, '派单', '派单', '已派单', async (form) => {
    await choose(operator, form, '主办单位', '衡山县城市管理和综合执法局');
    await form.getByLabel('说明').fill('请今晚现场核查');
    await look(operator, 'desk-dispatch');
  });
  await sees(operator, '等待衡山县城市管理和综合执法局签收');

  const handler = await stage.window('handler', 390);
  await handler.goto(`${origin}/desk/tickets`);
  await sees(handler, '夜间施工噪声');
  await look(handler, 'desk-tickets-handler');
  await handler.getByRole('link', { name: /夜间施工噪声/ }).click();
  await sees(handler, '13800000112');
  await act(handler, '签收', '签收', '已签收');
  await act(handler, '回复', '提交回复', '回复已提交审核', async (form) => {
    await form.getByLabel('回复内容').fill('已责令停止夜间打桩，并约谈施工单位。');
  });
  await sees(handler, '已回复，等待热线审核');
  await look(handler, 'desk-ticket-replied');

  await open(operator, origin, 'tickets', number);
  await act(operator, '审核回复', '提交审核', '审核已提交', async (form) => {
    await form.getByLabel('通过，转回访').check();
  });
  await act(operator, '回访', '记录回访', '回访已记录', async (form) => {
    await form.getByLabel('是', { exact: true }).check();
    await form.getByLabel('满意', { exact: true }).check();
  });
  await act(operator, '办结', '办结', '已办结');
  await sees(operator, '已责令停止夜间打桩');
  // The suggestion and the report about the page still wait.
  await eventually(() => operator.locator('.rail-side .rail-count').textContent()).toMatch(/^2/);
  await look(operator, 'desk-ticket-closed');
});
