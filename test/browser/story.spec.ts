import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StoryClock } from '../scenario/world.ts';
import {
  addFile,
  beginApplication,
  errorsSaid,
  fillApplicant,
  fillSection,
  leaveAndResume,
  type Paper,
  receiptOn,
  supply,
} from './story-citizen.ts';
import { act, beginFiling, choose, fillFiling, open, pass } from './story-desk.ts';
import { eventually, follow, look, openStage, press, type Stage, sees } from './story-pages.ts';
import { DIG, OCCUPY } from './story-roads.ts';

let stage: Stage;
let origin: string;
let clock: StoryClock;
/** The citizen's window, and what stands on the receipt. */
let page: Page;
let paper: Paper;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  origin = stage.machine.origin;
  clock = stage.machine.world.clock;
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

describe('a citizen without scripts', () => {
  it('finds the item, reads the guide, signs in, begins, leaves and resumes', async () => {
    page = await stage.window(null, 390, { script: false });
    await beginApplication(page, origin);
    await fillApplicant(page);
    await page.getByLabel('项目名称').fill('供水管道抢修');
    await leaveAndResume(page, origin);
    expect(await page.getByLabel('项目名称').inputValue()).toBe('供水管道抢修');
  });

  it('is told what is wrong by links to the fields, and keeps what was typed', async () => {
    await page.getByLabel('管线抢修、维修').check();
    await page.getByLabel('理由').fill('地下供水管道破裂，须开挖沥青路面抢修。');
    await page.getByLabel('开始日期').fill('2026-03-01');
    await fillSection(page, 1, { ...DIG, length: '十米', days: '120' });
    await press(page, '保存并继续');
    const said = await errorsSaid(page);
    expect(said).toEqual([
      '开始日期不能早于今天。',
      '路段 1：长度的格式不正确，请检查',
      '路段 1 · 天数：一次挖掘不超过 90 天，更长的请分期申请。',
    ]);
    await look(page, 'draft-road-wrong');
    expect(await page.getByLabel('长度').inputValue()).toBe('十米');
    expect(await page.getByRole('textbox', { name: '天数' }).inputValue()).toBe('120');
    expect(await page.getByLabel('挖掘', { exact: true }).isChecked()).toBe(true);
  });

  it('adds a second road section and sees the restoration plan and the fee', async () => {
    await page.getByLabel('开始日期').fill('2026-03-20');
    await fillSection(page, 1, DIG);
    await press(page, '再加一个路段');
    await fillSection(page, 2, OCCUPY);
    await page.getByLabel('怎样修复').fill('分层回填砂砾石并压实，恢复沥青面层，四月十日前完成。');
    await press(page, '重新计算');
    // 10×2×320 + 30×2.5×2×0.4
    await sees(page, '6,460.00元', '95平方米');
    await look(page, 'draft-road');
    await addFile(page, '道路修复方案', origin);
    await press(page, '保存并继续');
    await page.getByRole('heading', { name: '材料与承诺', level: 1 }).waitFor();
    await addFile(page, '占用、挖掘位置图', origin);
    await page.getByLabel(/我承诺所填内容/).check();
    await look(page, 'draft-files');
    await press(page, '保存并继续');
  });

  it('checks, submits, and submits again with the same receipt', async () => {
    await page.getByRole('heading', { name: '核对并提交', level: 1 }).waitFor();
    await sees(page, '示例路12号至20号东侧', '6,460.00元', '沥青路面', '位置图');
    await look(page, 'draft-check');
    const second = await page.context().newPage();
    await second.goto(page.url());
    await press(page, '提交申请');
    paper = await receiptOn(page, '申请已提交');
    await sees(page, '2026年3月23日');
    await look(page, 'receipt');
    await page.goBack();
    await page.getByRole('heading', { name: '我的办事' }).waitFor();
    await press(second, '提交申请');
    expect(await receiptOn(second, '申请已提交')).toEqual(paper);
    await sees(second, '这件事此前已经提交过');
    await second.close();
  });

  it('asks how far it is with number and code; a wrong code gives nothing away', async () => {
    await page.goto(origin);
    await follow(page, '进度查询');
    await page.getByLabel('办件编号').fill(paper.number);
    await page.getByLabel('查询码').fill('AAAAAAAA');
    await press(page, '查询');
    expect(await errorsSaid(page)).toEqual(['没有查到。请对照回执核对编号和查询码']);
    expect(await page.getByLabel('办件编号').inputValue()).toBe(paper.number);
    await page.getByLabel('查询码').fill(paper.queryCode);
    await press(page, '查询');
    await sees(page, '占用、挖掘城市道路审批', '已收件', paper.number);
    await look(page, 'progress-found');
  });
});

describe('the desk', () => {
  it('takes in a walk-in case for another person, and sends two defects back at once', async () => {
    const window = await stage.window('window', 1440);
    await beginFiling(window, origin);
    await press(window, '提交申请');
    await sees(window, /处需要改正/);
    await fillFiling(window);
    await look(window, 'desk-filing-filled');
    await press(window, '提交申请');
    await window.getByRole('heading', { name: '申请收件回执' }).waitFor();
    await sees(window, '王示范', '2026年3月23日');
    await look(window, 'desk-filing-receipt');
  });

  it('finds the case by keyboard and asks for what is wanting, all at once', async () => {
    clock.goTo('2026-03-17');
    const clerk = await stage.window('clerk', 1440);
    await clerk.goto(`${origin}/desk/cases`);
    await sees(clerk, '李样例', '王示范');
    const rows = clerk.getByRole('list', { name: '办件' }).getByRole('link');
    const at = (words: string) =>
      eventually(() => clerk.evaluate(() => document.activeElement?.textContent ?? '')).toContain(words);
    const [first = '', second = ''] = await rows.allTextContents();
    await clerk.keyboard.press('j');
    await at(first);
    await clerk.keyboard.press('j');
    await at(second);
    await clerk.keyboard.press('k');
    await at(first);
    if (!first.includes('李样例')) await clerk.keyboard.press('j');
    await clerk.keyboard.press('Enter');
    await clerk.waitForURL(`${origin}/desk/cases/${paper.number}`);
    await sees(clerk, '6,460.00元');
    await look(clerk, 'desk-case-received');
    await act(clerk, '一次性告知补正', '发出补正告知', '补正告知已发出', async (form) => {
      const [map, row] = [form.getByRole('group', { name: /第 1 项/ }), form.getByRole('group', { name: /第 2 项/ })];
      await choose(clerk, map, '材料或填写项', '材料：占用、挖掘位置图');
      await map.getByLabel('问题和要求').fill('位置图没有标出盲道');
      await press(form, '再加一项');
      await choose(clerk, row, '材料或填写项', '填写项：路段 · 起止位置');
      await row.getByLabel('问题和要求').fill('请写明起止门牌');
      await look(clerk, 'desk-supplement-notice');
    });
    await sees(clerk, '等待补正材料', '位置图没有标出盲道');
    expect(await clerk.getByRole('button', { name: '一次性告知补正' }).count()).toBe(0);
  });

  it('hears from the citizen, accepts, and stops the clock for 专家评审', async () => {
    await stage.nextDay('2026-03-18', 'citizen', page);
    await supply(page, origin, '示例路12号至20号门前');
    await look(page, 'my-case-supplied');
    clock.goTo('2026-03-19');
    const clerk = await stage.window('clerk', 390);
    await open(clerk, origin, 'cases', paper.number);
    await sees(clerk, '示例路12号至20号门前');
    await act(clerk, '受理', '受理', '已受理，开始计时');
    await sees(clerk, '轮到您办理“受理审查”');
    await look(clerk, 'desk-case-accepted');
    await stage.nextDay('2026-03-20', 'clerk', clerk);
    await act(clerk, '启动特别程序', '停止计时', '已停止计时', async (form) => {
      await form.getByLabel('专家评审').check();
      await form.getByLabel('理由').fill('组织专家评审交通组织方案');
    });
    await sees(clerk, '特别程序进行中，计时已停止');
    await look(clerk, 'desk-case-stopped');
    await stage.nextDay('2026-03-24', 'clerk', clerk);
    await act(clerk, '结束特别程序', '继续计时', '已继续计时', async (form) => {
      await form.getByLabel('特别程序的结果').fill('评审通过');
    });
    // 20, 23 and 24 March are not counted: 25, 26, 27, 30 and 31 are the five days.
    await sees(clerk, '2026年3月31日');
    await pass(clerk, '受理审查', '材料齐全，评审通过');
  });

  it('is examined by two departments at a time, decided by the head, and the licence is there', async () => {
    clock.goTo('2026-03-25');
    const [site, traffic] = [await stage.window('approver', 1440), await stage.window('approver2', 1440)];
    await Promise.all([site, traffic].map((each) => open(each, origin, 'cases', paper.number)));
    await sees(site, '轮到您办理“城管现场审核”');
    await sees(traffic, '轮到您办理“交警大队审核”');
    // They act on different stages, so who is slower is not disturbed by who was quicker.
    await pass(traffic, '交警大队审核', '同意交通组织方案');
    const twice = await site.context().newPage();
    await open(twice, origin, 'cases', paper.number);
    await pass(site, '城管现场审核', '现场具备条件');
    await sees(site, '等待衡山县城市管理和综合执法局办理“负责人决定”');
    // The very stage again, from a page that was open before: told, and what was typed stays.
    const form = twice.getByRole('dialog');
    await press(twice, '办理：城管现场审核');
    await form.getByLabel('通过', { exact: true }).check();
    await form.getByLabel('办理意见').fill('另一位同事的意见');
    await press(form, '提交意见');
    await sees(form, '这一页打开后，已有人办理过');
    expect(await form.getByLabel('办理意见').inputValue()).toBe('另一位同事的意见');
    await look(twice, 'desk-case-stale');
    await twice.close();
    const head = await stage.window('head', 1440);
    await head.goto(`${origin}/desk`);
    await sees(head, '先办这些');
    await look(head, 'desk-home-head');
    await head.getByRole('link', { name: /李样例/ }).click();
    await pass(head, '负责人决定', '准予占用、挖掘', '准予');
    await sees(head, '已准予，证照已生成', '电子证照标识', '按时');
    await look(head, 'desk-case-granted');
  });
});

describe('afterwards', () => {
  let identifier: string;

  it('the citizen sees the licence and rates the handling once', async () => {
    await stage.nextDay('2026-03-26', 'citizen', page);
    await page.goto(`${origin}/my`);
    await page.getByRole('region', { name: '办件' }).getByRole('link', { name: '占用、挖掘城市道路审批' }).click();
    const licence = page.locator('.licence-card');
    identifier = (await licence.getByRole('link').textContent()) ?? '';
    await sees(page, '准予', '1个工作日', '6,460.00元');
    await look(page, 'my-case-granted');
    await press(page, '提交评价');
    expect(await errorsSaid(page)).toEqual(['请选择一个评价']);
    await page.getByLabel('非常满意').check();
    await page.getByLabel('办得快').check();
    await press(page, '提交评价');
    await sees(page, '您的评价：非常满意');
    expect(await page.getByRole('button', { name: '提交评价' }).count()).toBe(0);
  });

  it('anybody verifies the licence, and a wrong check character is told', async () => {
    const passer = await stage.window(null, 1440, { script: false });
    await passer.goto(origin);
    await follow(passer, '证照核验');
    await passer.getByLabel('电子证照标识').fill(identifier);
    await press(passer, '核验');
    await sees(passer, '真实有效', '李**', '衡山县城市管理和综合执法局');
    expect(await passer.getByText('李样例').count()).toBe(0);
    await look(passer, 'verify-valid');
    await follow(passer, '再核验一个');
    await passer.getByLabel('电子证照标识').fill(`${identifier.slice(0, -1)}${identifier.endsWith('A') ? 'B' : 'A'}`);
    await press(passer, '核验');
    await sees(passer, '最后一位校验位与前面的字符对不上');
    await look(passer, 'verify-wrong');
  });

  it('the head finds the licence by its number, withholds it with the reason and gives it back', async () => {
    const head = await stage.window('head', 1440);
    await head.goto(`${origin}/desk`);
    await follow(head.getByRole('navigation', { name: '工作台' }), '证照');
    const rows = head.getByRole('list', { name: '证照' }).getByRole('link');
    await rows.first().waitFor();
    await look(head, 'desk-licences');
    const box = head.getByRole('searchbox', { name: '按证照编号或电子证照标识查找' });
    await box.fill('李样例');
    await box.press('Enter');
    await sees(head, '没有符合条件的证照');
    await box.fill(identifier);
    await box.press('Enter');
    await eventually(() => rows.count()).toBe(1);
    await rows.first().click();
    await sees(head, '照面信息', '变更记录', /^颁发，自/);
    const window = await stage.window('head', 390);
    await window.goto(head.url());
    await act(head, '暂扣', '暂扣', '证照已暂扣', async (form) => {
      await form.getByLabel('理由和依据').fill('施工现场没有围挡，责令整改');
      await press(form, '暂扣');
      await sees(form, '请核对后勾选');
      await form.getByRole('checkbox', { name: /我已核对是/ }).check();
      await look(head, 'desk-licence-withhold');
    });
    await sees(head, '已暂扣，不能使用', '施工现场没有围挡，责令整改');
    await look(head, 'desk-licence-withheld');
    // Another window that was open before is told, and keeps what was typed.
    const form = window.getByRole('dialog');
    await press(window, '吊销');
    await form.getByLabel('理由和依据').fill('处罚决定书');
    await form.getByRole('checkbox', { name: /此后不能恢复/ }).check();
    await press(form, '吊销');
    await sees(form, '这一页打开后，已有人办理过');
    expect(await form.getByLabel('理由和依据').inputValue()).toBe('处罚决定书');
    await look(window, 'desk-licence-stale');
    await press(form, '取消');
    await act(window, '恢复有效', '恢复有效', '证照已恢复有效', async (drawer) => {
      await drawer.getByLabel('理由和依据').fill('整改合格');
      await drawer.getByRole('checkbox').check();
    });
    await sees(window, '整改合格', '恢复有效');
    await look(window, 'desk-licence-restored');
    const other = await stage.window('clerk2', 1440);
    await other.goto(`${origin}/desk/licences`);
    await sees(other, '还没有证照');
    await other.goto(head.url());
    await sees(other, '没有这份证照');
  });

  it('the evaluator finds the case behind the figure', async () => {
    const evaluator = await stage.window('evaluator', 1440);
    await evaluator.goto(`${origin}/desk`);
    await follow(evaluator.getByRole('navigation', { name: '工作台' }), '服务效能');
    const row = evaluator.getByRole('row', { name: /衡山县城市管理和综合执法局/ });
    await row.waitFor();
    await look(evaluator, 'desk-performance');
    await row.getByRole('button').first().click();
    const evidence = evaluator.getByRole('dialog');
    await sees(evidence, paper.number, '2026年3月25日');
    await look(evaluator, 'desk-evidence');
    await evaluator.keyboard.press('Escape');
    await evidence.waitFor({ state: 'detached' });
    // A share is proved by both of its sides.
    await row.getByRole('button', { name: /按时办结率依据/ }).click();
    await sees(evidence, '2026年3月', paper.number);
    await evidence.getByText('逾期的').click();
    await sees(evidence, '这个月没有');
    await evidence.getByText('按时的').click();
    await evidence.getByRole('link', { name: paper.number }).click();
    await evaluator.waitForURL(`${origin}/desk/cases/${paper.number}`);
  });
});
