import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ask } from '../scenario/world.ts';
import { button, find, press, tabTo, write } from './keyboard.ts';
import { eventually, look, openStage, type Stage, sees } from './story-pages.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

it('registers a unit and appoints who works there, with the keyboard alone', async () => {
  const page = await stage.window('admin', 1440);
  await page.goto(`${stage.machine.origin}/desk/units`);
  await sees(page, '开云镇');
  await press(page, button(page, '登记单位'));
  await write(page, '单位名称', '衡山县档案馆');
  await find(page, '上级单位', '衡山县人民政府');
  await write(page, '办件编号里的简称', 'da');
  await press(page, button(page, '登记'));
  await page.getByRole('heading', { name: '衡山县档案馆', level: 1 }).waitFor();
  await sees(page, '还没有人员');
  await press(page, button(page, '添加人员').first());
  await write(page, '账号', 'zhang.san');
  for (const role of ['经办人', '窗口人员']) {
    const box = page.getByRole('checkbox', { name: role });
    await tabTo(page, box, role === '经办人' ? 'Tab' : 'Shift+Tab');
    await page.keyboard.press('Space');
  }
  await press(page, button(page, '保存'));
  await sees(page, '账号 zhang.san');
  await look(page, 'unit-staff');
  const query = '{ unit(code: "430423-da") { name { zh } level staff { account roles } } }';
  const read = async () => (await ask(stage.machine.world, 'admin', query)).unit;
  await eventually(read).toMatchObject({
    name: { zh: '衡山县档案馆' },
    level: 'county',
    staff: [{ account: 'zhang.san', roles: expect.arrayContaining(['clerk', 'window']) }],
  });
});

it('says what is wrong, and releases somebody, on a phone', async () => {
  const phone = await stage.window('admin', 390);
  await phone.goto(`${stage.machine.origin}/desk/units/430423-da`);
  await phone.getByRole('button', { name: /添加人员/ }).click();
  await phone.getByLabel('账号').fill('张三');
  await phone.getByRole('checkbox', { name: '审核人' }).check();
  await phone.getByRole('button', { name: '保存' }).click();
  await sees(phone, '账号应为登录系统给出的标识');
  await phone.getByRole('button', { name: '取消' }).click();
  await phone.getByRole('button', { name: /^免去/ }).click();
  await phone.locator('.ant-popover').getByRole('button', { name: '免去' }).click();
  await sees(phone, '还没有人员');
  await look(phone, 'unit-staff-phone');
});

it('is no place for others', async () => {
  const page = await stage.window('clerk', 1440);
  await page.goto(`${stage.machine.origin}/desk/units/430423-cgj`);
  await sees(page, '看不到这个单位的人员');
  expect(await page.getByRole('link', { name: '单位和人员' }).count()).toBeLessThanOrEqual(1);
});
