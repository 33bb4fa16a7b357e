import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openStalls, publish } from '../scenario/stall.ts';
import { ask } from '../scenario/world.ts';
import { eventually, look, openStage, press, type Stage, sees } from './story-pages.ts';

const KEY = 'zu-fang-bu-tie';

let stage: Stage;
let origin: string;

const label = (zh: string) => ({ zh });
const form = (home: object = {}) => ({
  title: label('租房补贴申请表'),
  pages: [
    {
      ...{ key: 'page1', title: label('申请人') },
      sections: [
        {
          key: 'who',
          items: [
            { kind: 'personName', key: 'holder', label: label('姓名'), prefill: 'applicantName', required: true },
            {
              kind: 'address',
              key: 'home',
              label: label('现住址'),
              prefill: 'applicantAddress',
              required: true,
              ...home,
            },
            { kind: 'money', key: 'rent', label: label('月租金'), required: true },
          ],
        },
      ],
    },
  ],
});

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  origin = stage.machine.origin;
  const { world } = stage.machine;
  await openStalls(world, KEY);
  await publish(world, 'form', KEY, form());
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

it('a designer says by pickers where an answer comes from, and reads it as a sentence', async () => {
  const page = await stage.window('designer', 1440);
  await page.goto(`${origin}/desk/definitions/form/${KEY}`);
  await page.getByRole('region', { name: '大纲' }).getByText('现住址').click();
  const properties = page.getByRole('region', { name: '属性' });
  await properties.getByText('预填与个人信息').click();
  const pick = async (name: string, option: string) => {
    const box = properties.getByRole('combobox', { name });
    await box.click();
    // Long lists are drawn as far as they are seen: who types finds the rest.
    if (await box.isEditable()) await box.fill(option);
    await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
  };
  await pick('从记录预填', '申请人以前的申请');
  await sees(properties, '没有写明从哪一份记录的哪一项预填');
  await pick('哪一份记录', '高龄津贴申请表');
  await sees(properties, '没有写明从哪一份记录的哪一项预填');
  await pick('哪一份记录', '本表单');
  await pick('取其中哪一项', '现住址');
  await sees(properties, '取自申请人最近一次用本表单提交的申请的“现住址”；带出后可以修改。');
  await look(page, 'form-prefill');
  await page.keyboard.press('Control+s');
  const saved = async () => {
    const { definition } = await ask(
      stage.machine.world,
      'designer',
      `{ definition(kind: form, key: "${KEY}") { definition } }`,
    );
    return definition.definition.pages[0].sections[0].items[1].takenFrom;
  };
  await eventually(saved).toEqual({ from: 'earlierCase', field: 'home' });
  await publish(stage.machine.world, 'form', KEY, form({ takenFrom: await saved() }));
});

it('a citizen without scripts begins with the address of the last application, and changes it', async () => {
  const page = await stage.window('citizen', 390, { script: false });
  const begin = async () => {
    await page.goto(`${origin}/apply/${KEY}`);
    await press(page, '开始填写');
    await page.getByRole('heading', { name: '申请人', level: 1 }).waitFor();
  };
  const submit = async (home: string, rent: string) => {
    await page.getByLabel('现住址').fill(home);
    await page.getByLabel('月租金').fill(rent);
    await press(page, '保存并继续');
    await page.getByRole('heading', { name: '核对并提交', level: 1 }).waitFor();
    await sees(page, home);
    await press(page, '提交申请');
    await sees(page, '查询码');
  };
  await begin();
  expect(await page.getByLabel('姓名').getAttribute('aria-describedby')).toBe('f-holder-hint');
  await sees(page, /^取自您的登录信息$/, '取自您的登录信息，可以修改');
  expect(await page.getByLabel('现住址').inputValue()).toBe('湖南省衡山县开云镇金溪社区示例路12号');
  await submit('湖南省衡山县店门镇示例路3号', '600');

  await begin();
  expect(await page.getByLabel('现住址').inputValue()).toBe('湖南省衡山县店门镇示例路3号');
  await sees(page, /取自您2026年3月16日提交的申请（.+），可以修改/);
  await look(page, 'draft-prefilled');
  await submit('湖南省衡山县白果镇示例路8号', '650');
  const { myCases } = await ask(stage.machine.world, 'citizen', '{ myCases(first: 1) { edges { node { answers } } } }');
  expect(myCases.edges[0].node.answers.home).toBe('湖南省衡山县白果镇示例路8号');
});
