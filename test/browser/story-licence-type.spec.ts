import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ask } from '../scenario/world.ts';
import { button, choose, find, press, tabTo, write } from './keyboard.ts';
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

const chosen = () => page.getByRole('region', { name: '大纲' }).locator('[aria-current="true"]');

/** Goes down the outline to a part. */
async function part(name: string): Promise<void> {
  await tabTo(page, chosen(), 'Shift+Tab');
  for (let presses = 0; presses < 4; presses++) {
    if ((await chosen().locator('.outline-label').textContent()) === name) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no part ${name}`);
}

it('is arranged by keyboard alone: its face and its period are picked from the application form', async () => {
  page = await stage.window('designer', 1440);
  await page.goto(`${stage.machine.origin}/desk/definitions/licenceType`);
  await press(page, button(page, '新建证照类型'));
  await write(page, '名称', '临时占道许可证');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '临时占道许可证', level: 1 }).waitFor();
  await find(page, '颁发机关', '衡山县城市管理和综合执法局');
  await choose(page, '持有人', '个人或法人');
  await write(page, '证照类型代码', '11430400DEM0010253036');
  await write(page, '定义机构', '湖南省住房和城乡建设厅');

  await part('有效期');
  await find(page, '对照哪张申请表', '占用、挖掘城市道路申请表');
  await choose(page, '从申请表的哪个日期起', '开始日期');
  await choose(page, '有效多少天，按申请表的哪个整数', '占用、挖掘的天数');
  await part('票面内容');
  await press(page, page.getByRole('button', { name: /^添加项目/ }));
  await write(page, '票面上的名称', '批准面积');
  await choose(page, '取自申请表的哪一项', '面积合计');
  await sees(page, '没有发现问题，可以发布');
  await look(page, 'licence-type');
  await page.keyboard.press('Control+S');
  const query = '{ definitions(kind: licenceType) { key title { zh } } }';
  const saved = async () => {
    const { definitions } = await ask(stage.machine.world, 'designer', query);
    const { key } = definitions.find(({ title }: { title: { zh: string } }) => title.zh === '临时占道许可证');
    const one = `{ definition(kind: licenceType, key: "${key}") { definition } }`;
    return (await ask(stage.machine.world, 'designer', one)).definition.definition;
  };
  await eventually(saved).toMatchObject({
    holder: 'both',
    issuer: '430423-cgj',
    validity: { start: 'startDate', days: 'totalDays' },
    fields: [{ label: { zh: '批准面积' }, from: 'totalArea' }],
  });
});

it('says which item is made of it, and picks from the form of that item, on a phone as well', async () => {
  const { definitions } = await ask(
    stage.machine.world,
    'designer',
    '{ definitions(kind: licenceType) { key title { zh } } }',
  );
  const [first] = definitions.filter(({ title }: { title: { zh: string } }) => title.zh !== '临时占道许可证');
  const phone = await stage.window('designer', 390);
  await phone.goto(`${stage.machine.origin}/desk/definitions/licenceType/${first.key}`);
  await sees(phone, '用于');
  await look(phone, 'licence-type-phone');
  expect(await phone.getByText('不在这张表里的一项').count()).toBe(0);
});
