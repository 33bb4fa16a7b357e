import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ask } from '../scenario/world.ts';
import { act, beginFiling, fillFiling, open } from './story-desk.ts';
import { FILE, look, openStage, press, type Stage, sees } from './story-pages.ts';

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

describe('the window, for an applicant who came in person', () => {
  let first: string;
  let second: string;

  const file = async (): Promise<string> => {
    const page = await stage.window('window', 1440);
    await beginFiling(page, origin);
    await fillFiling(page);
    await press(page, '提交申请');
    await page.getByRole('heading', { name: '申请收件回执' }).waitFor();
    const number = await page.locator('.receipt .number').first().textContent();
    await page.close();
    return number ?? '';
  };
  const idOf = async (number: string): Promise<string> => {
    const query = 'query($n: String!) { case(number: $n) { id } }';
    return (await ask(stage.machine.world, 'clerk', query, { n: number })).case.id;
  };

  it('hands in what was wanting', async () => {
    first = await file();
    const defects = [{ at: 'locationMap', reason: '位置图没有标出盲道' }];
    await ask(
      stage.machine.world,
      'clerk',
      'mutation($id: ID!, $defects: [DefectInput!]!) { requestSupplement(id: $id, defects: $defects) { state } }',
      { id: await idOf(first), defects },
    );
    const page = await stage.window('window', 390);
    await open(page, origin, 'cases', first);
    await look(page, 'window-case-supplement');
    await page.getByRole('link', { name: '代为提交补正' }).click();
    await page.getByRole('heading', { name: '代为提交补正', level: 1 }).waitFor();
    await sees(page, '位置图没有标出盲道');
    await page.getByLabel('起止位置').fill('示例路12号至20号门前');
    const map = page.locator('.field').filter({ hasText: '占用、挖掘位置图' });
    await map.locator('input[type=file]').setInputFiles({ ...FILE, name: '位置图（补正）.pdf' });
    await sees(map, '位置图（补正）');
    await look(page, 'window-supplement');
    await press(page, '提交补正');
    await sees(page, '补正已提交');
    await sees(page, '示例路12号至20号门前', '申请人提交补正');
    await look(page, 'window-case-supplied');
  });

  it('prints the decision and records the rating that the applicant gives', async () => {
    const decline = `mutation($id: ID!) { declineCase(id: $id, reasons: "该路段不属于本机关管理。",
      remedies: "可以自收到之日起六十日内申请行政复议。") { state } }`;
    await ask(stage.machine.world, 'clerk', decline, { id: await idOf(first) });
    const page = await stage.window('window', 1440);
    await open(page, origin, 'cases', first);
    await sees(page, '已决定不予受理');
    await page.getByRole('link', { name: '打印', exact: true }).click();
    const paper = page.getByRole('article');
    await sees(paper, '不予受理决定书', '该路段不属于本机关管理。', /六十日内申请行政复议/, '2026年3月16日');
    await look(page, 'window-print-decision');
    await page.emulateMedia({ media: 'print' });
    for (const around of ['.rail-side', '.screen-head', '.tabs'])
      expect(await page.locator(around).isVisible()).toBe(false);
    expect(await paper.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByRole('link', { name: '办件登记表' }).click();
    await sees(paper, '示例路12号至20号门前', '办理过程');
    await look(page, 'window-print-record');
    await page.getByRole('link', { name: first }).click();
    await act(page, '评价', '提交评价', '评价已记录', async (form) => {
      await form.getByLabel('基本满意').check();
      await look(page, 'window-rating');
    });
    await sees(page, '基本满意');
    expect(await page.getByRole('button', { name: '评价', exact: true }).count()).toBe(0);
  });

  it('takes an application back when the applicant says so', async () => {
    second = await file();
    const page = await stage.window('window', 390);
    await open(page, origin, 'cases', second);
    await act(page, '撤回申请', '撤回申请', '申请已撤回', async (form) => {
      await press(form, '撤回申请');
      await sees(form, '请填写理由');
      await form.getByLabel('理由').fill('改用不开挖的施工方法');
      await look(page, 'window-withdraw');
    });
    await sees(page, '申请人已撤回申请。', '改用不开挖的施工方法');
    await look(page, 'window-withdrawn');
  });
});
