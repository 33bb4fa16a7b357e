import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { documentFlow, documentForm, documentSystem } from '../../lowcode/system/document.fixture.ts';
import { assemble } from '../scenario/matter-stories.ts';
import { button, choose, find, goesOnHere, mark, press, write } from './keyboard.ts';
import { eventually, look, openStage, type Stage, sees } from './story-pages.ts';

let stage: Stage;
let number: string;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  const parts = { form: documentForm, flow: documentFlow, system: documentSystem };
  await assemble(stage.machine.world, 'fa-wen', parts);
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

/** Somebody's list of what waits for them, and the matter in it. */
async function fromTheList(person: string, width: 390 | 1440 = 1440): Promise<Page> {
  const page = await stage.window(person, width);
  await page.goto(`${stage.machine.origin}/desk/systems`);
  await press(page, page.getByRole('link', { name: /防汛/ }));
  await page.getByRole('heading', { level: 1, name: /防汛/ }).waitFor();
  return page;
}

it('begins a document with the keyboard alone', async () => {
  const page = await stage.window('clerk', 1440);
  await page.goto(`${stage.machine.origin}/desk/systems`);
  await press(page, page.getByRole('link', { name: /^发起\s*公文传输$/ }));
  await page.getByRole('heading', { level: 1, name: '发起公文传输' }).waitFor();
  await press(page, button(page, '发起'));
  await sees(page, /标题.*/);
  await eventually(() => page.getByRole('alert').count()).toBeGreaterThan(0);
  await look(page, 'matter-begin-errors');
  await write(page, '标题', '关于做好防汛工作的通知');
  await sees(page, /已自动保存/);
  await page.reload();
  await sees(page, /已恢复您.*填写的内容/);
  expect(await page.getByLabel('标题', { exact: true }).inputValue()).toBe('关于做好防汛工作的通知');
  await choose(page, '缓急', '急件');
  await write(page, '正文', '各单位要加强值守。');
  await find(page, '主送单位', '衡山县民政局', true);
  await press(page, button(page, '发起'));
  await page.getByRole('heading', { level: 1, name: '关于做好防汛工作的通知' }).waitFor();
  await sees(page, '等待衡山县城市管理和综合执法局办理“核稿”。');
  await look(page, 'matter-begun');
  number = (await page.locator('.head-line .number').textContent()) ?? '';
  await page.close();
}, 120_000);

it('asks for a signature, which another unit gives, and ends the stage with its page', async () => {
  const approver = await fromTheList('approver');
  await press(approver, button(approver, '加签'));
  const form = approver.getByRole('dialog');
  await find(approver, '单位', '衡山县民政局');
  await write(approver, '请对方看什么', '请看值班安排');
  await press(approver, button(form, '发出加签'));
  await sees(approver, '等待衡山县民政局加签，签完才能办结本环节。');
  await goesOnHere(approver);
  await look(approver, 'matter-signature-asked');

  const other = await fromTheList('head-mzj', 390);
  await sees(other, '请您加签：看过内容后写明是否同意。');
  await press(other, button(other, '签署'));
  await mark(other, '同意');
  await write(other, '意见', '值班安排可行');
  await look(other, 'matter-signing');
  await press(other, button(other.getByRole('dialog'), '提交签署意见'));
  await sees(other, '已签署', '衡山县民政局加签：同意');
  await goesOnHere(other);
  await other.close();

  await approver.reload();
  await press(approver, approver.getByRole('link', { name: '办理：核稿' }));
  await approver.getByRole('heading', { level: 1, name: '核稿' }).waitFor();
  await mark(approver, '是');
  await write(approver, '办理意见', '格式正确');
  await sees(approver, /已自动保存/);
  await approver.reload();
  await sees(approver, /已恢复您.*填写的内容/);
  expect(await approver.getByRole('radio', { name: '是', exact: true }).isChecked()).toBe(true);
  expect(await approver.getByLabel(/^办理意见/).inputValue()).toBe('格式正确');
  await look(approver, 'matter-stage');
  await press(approver, button(approver, '办结本环节'));
  await sees(approver, /办理“签发”。/);
  await approver.close();
}, 120_000);

it('is sent back with a reason, ended again, and issued under a number', async () => {
  const head = await fromTheList('head');
  await press(head, button(head, '退回'));
  await write(head, '理由', '标题再改');
  await press(head, button(head.getByRole('dialog'), '退回'));
  await sees(head, '已退回', '标题再改', /办理“核稿”。/);
  await goesOnHere(head);
  await look(head, 'matter-sent-back');

  const approver = await fromTheList('approver');
  await press(approver, approver.getByRole('link', { name: '办理：核稿' }));
  await press(approver, button(approver, '办结本环节'));
  await sees(approver, /办理“签发”。/);
  await approver.close();

  await head.reload();
  await press(head, button(head, '办理：签发'));
  await mark(head, '同意');
  await press(head, button(head.getByRole('dialog'), '提交'));
  await sees(head, '已办结本环节', '山CG发〔2026〕1号');
  await goesOnHere(head);
  await head.close();
}, 120_000);

it('is signed for by the unit that it was sent to, and is done', async () => {
  const page = await fromTheList('clerk-mzj', 390);
  await press(page, page.getByRole('link', { name: '办理：签收' }));
  await page.getByRole('heading', { level: 1, name: '签收' }).waitFor();
  await write(page, '收到份数', '2');
  await sees(page, /已自动保存/);
  await page.reload();
  await sees(page, '清除，重新填写');
  await look(page, 'matter-stage-restored');
  page.once('dialog', (dialog) => dialog.accept());
  await press(page, button(page, '清除，重新填写'));
  await eventually(() => page.getByLabel('收到份数', { exact: true }).inputValue()).toBe('');
  await write(page, '收到份数', '3');
  await write(page, '签收人', '签收人甲');
  await press(page, button(page, '办结本环节'));
  await sees(page, '已办结。', '1 个单位，已办 1 个，未办 0 个。');
  await look(page, 'matter-done');
  expect(await page.locator('.head-line .number').textContent()).toBe(number);
  await page.close();
}, 120_000);
