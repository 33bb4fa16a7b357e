import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { apply, complete, type Receipt } from '../scenario/road.ts';
import { ask } from '../scenario/world.ts';
import { button, choose, find, goesOnHere, mark, press, tabTo, write, writeDay } from './keyboard.ts';
import { poster } from './post.ts';
import { look, openStage, type Stage, sees } from './story-pages.ts';

let stage: Stage;
let receipt: Receipt;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  const { world, origin } = stage.machine;
  receipt = await apply(world, 'citizen', poster(origin));
  const id = receipt.case;
  await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id });
  await complete(world, 'clerk', id, 'review');
  await complete(world, 'approver', id, 'siteReview');
  await complete(world, 'approver2', id, 'trafficReview', 'refuse');
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

/** Somebody's list of what waits for them, and the case in it. */
async function fromTheList(person: string, width: 390 | 1440): Promise<Page> {
  const page = await stage.window(person, width);
  await page.goto(`${stage.machine.origin}/desk/cases`);
  await press(page, page.getByRole('link', { name: new RegExp(receipt.number) }));
  await page.getByRole('heading', { level: 1, name: '占用、挖掘城市道路审批' }).waitFor();
  return page;
}

it('sends a stage back to the branch that was wrong (退回)', async () => {
  const page = await fromTheList('head', 1440);
  await press(page, button(page, '退回'));
  const form = page.getByRole('dialog');
  await press(page, button(form, '退回重办'));
  await sees(form, '请填写退回的理由');
  await mark(page, '交警大队审核');
  await write(page, '退回的理由', '路段不在禁占范围');
  await look(page, 'case-sending-back');
  await press(page, button(form, '退回重办'));
  await sees(page, '已退回，由前面的环节重办', /等待.*办理“交警大队审核”/, '路段不在禁占范围');
  await goesOnHere(page);
  await look(page, 'case-sent-back');
  await page.close();
}, 120_000);

it('asks another unit to sign first (加签), which it does on a phone (签署)', async () => {
  await complete(stage.machine.world, 'approver2', receipt.case, 'trafficReview');
  const page = await fromTheList('head', 390);
  await press(page, button(page, '加签'));
  await find(page, '由哪个单位签署', '衡山县公安局交通警察大队');
  await mark(page, '审核人');
  await write(page, '请对方签署什么', '请核对施工期间的交通组织');
  await look(page, 'case-asking');
  await press(page, button(page.getByRole('dialog'), '发出加签'));
  await sees(page, /等待加签：衡山县公安局交通警察大队审核人/);
  await goesOnHere(page);
  await look(page, 'case-asked');
  await page.close();

  const other = await fromTheList('approver2', 390);
  await sees(other, '请您加签“负责人决定”。');
  await press(other, button(other, '签署：负责人决定'));
  await mark(other, '同意');
  await write(other, '签署意见', '交通组织可行');
  await press(other, button(other.getByRole('dialog'), '提交签署意见'));
  await sees(other, '已签署', '交通组织可行');
  await goesOnHere(other);
  await look(other, 'case-signed');
  await other.close();
}, 120_000);

it('names who stands in for the head (代班), who decides', async () => {
  const head = await stage.window('head', 1440);
  await head.goto(`${stage.machine.origin}/desk/substitutes`);
  await press(head, button(head, '安排代班'));
  await choose(head, '代谁', '签批人');
  await choose(head, '由谁代', '审核人');
  await writeDay(head, '止日（含）', ['2026', '03', '18']);
  await look(head, 'substitute-naming');
  await press(head, button(head.getByRole('dialog'), '安排'));
  await sees(head, '正在代班');
  await goesOnHere(head);
  await look(head, 'substitute-named');
  await head.close();

  const page = await fromTheList('approver', 390);
  await press(page, button(page, '办理：负责人决定'));
  await mark(page, '准予');
  await write(page, '办理意见', '同意');
  await press(page, button(page.getByRole('dialog'), '提交意见'));
  await sees(page, /已准予/);
  await goesOnHere(page);
  await look(page, 'case-decided');
  await page.close();
}, 120_000);

it.each([390, 1440] as const)('shows the applicant the way that it went, at %i px', async (width) => {
  const page = await stage.window('citizen', width);
  await page.goto(`${stage.machine.origin}/my/cases/${receipt.case}`);
  const chart = page.locator('figure.flow');
  expect(await chart.locator('.way-sendBack').count()).toBeGreaterThan(0);
  await tabTo(page, page.getByText('用文字看流程'));
  await page.keyboard.press('Enter');
  await sees(chart, /负责人决定.*可以退回“受理审查”/);
  await look(page, `case-way-${width}`);
  await page.close();
});
