import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  addFile,
  beginApplication,
  errorsSaid,
  fillApplicant,
  fillSection,
  leaveAndResume,
  type Paper,
  receiptOn,
} from './story-citizen.ts';
import { follow, look, openStage, press, type Stage, sees } from './story-pages.ts';

const DIG = {
  roadName: '示例路',
  position: '示例路12号至20号东侧',
  purpose: '挖掘',
  surface: '沥青路面',
  length: '10',
  width: '2',
  days: '15',
} as const;
const OCCUPY = {
  ...DIG,
  position: '示例路20号门前',
  purpose: '占用',
  surface: '人行道铺装',
  length: '30',
  width: '2.5',
  days: '2',
} as const;

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

describe('a citizen without scripts', () => {
  let page: Page;
  let paper: Paper;

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
      '第1行：长度的格式不正确，请检查',
      '路段第1行 · 天数：一次挖掘不超过 90 天，更长的请分期申请。',
    ]);
    await look(page, 'draft-road-wrong');
    expect(await page.getByLabel('长度').inputValue()).toBe('十米');
    expect(await page.getByLabel('天数').inputValue()).toBe('120');
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
    expect(await errorsSaid(page)).toEqual(['没有查到。请核对编号和查询码；一小时内最多试错五次']);
    expect(await page.getByLabel('办件编号').inputValue()).toBe(paper.number);
    await page.getByLabel('查询码').fill(paper.queryCode);
    await press(page, '查询');
    await sees(page, '占用、挖掘城市道路审批', '已收件', paper.number);
    await look(page, 'progress-found');
  });
});

describe('the desk', () => {
  it('takes in a walk-in case for another person', async () => {
    const page = await stage.window('window', 1440);
    await page.goto(`${origin}/desk`);
    await follow(page.getByRole('navigation', { name: '工作台' }), '窗口收件');
    await page.getByLabel('按名称查找事项').fill('挖掘');
    await page.getByRole('button', { name: /占用、挖掘城市道路审批/ }).click();
    await page.getByLabel('个人', { exact: true }).check();
    await page.getByLabel('姓名').fill('王示范');
    await page.getByLabel('身份证号码').fill('430423198502020022');
    await page.getByLabel('联系电话').fill('13800000002');
    await press(page, '下一步');
    await sees(page, '身份证号码不对，请对照证件核对');
    await page.getByLabel('身份证号码').fill('430423198502020021');
    await page.getByLabel('地址').fill('湖南省衡山县店门镇梅桥村示例组3号');
    await press(page, '下一步');
    await page.getByRole('heading', { name: '占用、挖掘的路段' }).waitFor();
    await look(page, 'desk-filing-form');
    await press(page, '提交申请');
    await sees(page, /处需要改正/);
    await stage.picture('desk-filing');
  });
});
