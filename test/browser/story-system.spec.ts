import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { documentFlow, documentForm, documentSystem } from '../../lowcode/system/document.fixture.ts';
import { assemble } from '../scenario/matter-stories.ts';
import { ask } from '../scenario/world.ts';
import { button, choose, find, press, tabTo, write } from './keyboard.ts';
import { eventually, look, openStage, type Stage, sees } from './story-pages.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  await assemble(stage.machine.world, 'fa-wen', { form: documentForm, flow: documentFlow, system: documentSystem });
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

const outline = () => page.getByRole('region', { name: '大纲' });
const chosen = () => outline().locator('[aria-current="true"]');

/** Goes down the outline to a part. */
async function part(name: string): Promise<void> {
  await tabTo(page, chosen(), 'Shift+Tab');
  for (let presses = 0; presses < 8; presses++) {
    if ((await chosen().locator('.outline-label').textContent()) === name) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no part ${name}`);
}

const add = (name: string) => press(page, page.getByRole('button', { name: new RegExp(`添加${name}$`) }));

it('is assembled of a form and a flow by keyboard alone', async () => {
  page = await stage.window('designer', 1440);
  await page.goto(`${stage.machine.origin}/desk/definitions/system`);
  await press(page, button(page, '新建内部系统').first());
  await write(page, '名称', '会议纪要');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '会议纪要', level: 1 }).waitFor();
  await write(page, '办什么事', '会议纪要拟稿、核稿、签发、编号，发到各单位签收。');
  await find(page, '管理单位', '衡山县人民政府');
  await part('表单和流程');
  await choose(page, '表单', '发文单');
  await choose(page, '流程', '发文流程');
  await choose(page, '用哪一项作标题', '标题');
  await sees(page, '谁在什么时候填写什么', '经办人：《签收》');
  await part('谁发起、谁办结');
  if ((await page.getByRole('combobox', { name: '角色' }).count()) === 0) await add('发起人');
  await choose(page, '角色', '经办人');
  await part('文号');
  await add('文号');
  await choose(page, '哪个环节编', '签发');
  await write(page, '格式', '山府纪〔{year}〕{n}号');
  await part('台账');
  if ((await page.getByLabel('名称').count()) === 0) await add('台账');
  await write(page, '名称', '纪要台账');
  await sees(page, '没有发现问题，可以发布');
  await look(page, 'system-built');
  await page.keyboard.press('Control+S');
  const saved = async () => {
    const { world } = stage.machine;
    const { definitions } = await ask(world, 'designer', '{ definitions(kind: system) { key title { zh } } }');
    const { key } = definitions.find(({ title }: { title: { zh: string } }) => title.zh === '会议纪要');
    const query = `{ definition(kind: system, key: "${key}") { definition problems { level } } }`;
    return (await ask(world, 'designer', query)).definition;
  };
  await eventually(saved).toMatchObject({
    definition: { form: 'fa-wen', flow: 'fa-wen', titleFrom: 'subject', numberings: [{ key: 'sent' }] },
    problems: [],
  });
});

it('is arranged on a phone as well', async () => {
  const phone = await stage.window('designer', 390);
  await phone.goto(`${stage.machine.origin}/desk/definitions/system/fa-wen`);
  await phone.getByText('预览', { exact: true }).click();
  await sees(phone, '谁在什么时候填写什么');
  await look(phone, 'system-phone');
  expect(await phone.getByText('undefined').count()).toBe(0);
});
