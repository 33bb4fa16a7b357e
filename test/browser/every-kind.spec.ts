import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contextFor, systemActor } from '../../commands/context.ts';
import { seedDefinition } from '../../local/seed/definitions.ts';
import { everyKindAnswers, everyKindForm } from '../../lowcode/form/every-kind.fixture.ts';
import { typeNameFromTitle } from '../../lowcode/form/names.ts';
import { webValues } from '../../lowcode/form/web-fields.ts';
import { plazaFlow, plazaService } from '../scenario/plaza.ts';
import { PDF } from '../scenario/road.ts';
import { ask } from '../scenario/world.ts';
import { lookAt } from './look.ts';
import { contextAt, type Machine, openBrowser, signIn, startMachine, WIDTHS } from './machine.ts';

const SCREENS = join(import.meta.dirname, '..', '..', process.env.SCREENS ?? 'test-results/screens');
const KEY = 'ge-lei-tian-xie';

let machine: Machine;
let browser: Browser;
let pdf: string;
let png: string;
let number: string;

beforeAll(async () => {
  mkdirSync(SCREENS, { recursive: true });
  [machine, browser] = await Promise.all([startMachine('2026-03-16'), openBrowser()]);
  const context = contextFor(machine.world.cloud, systemActor('seed'));
  await seedDefinition(context, 'form', KEY, everyKindForm as never);
  await seedDefinition(context, 'flow', KEY, plazaFlow as never);
  const service = { ...plazaService, name: { zh: '各类填写项示例' }, form: KEY, flow: KEY };
  await seedDefinition(context, 'service', KEY, service as never);
  await machine.world.platform.runner.catchUp();
  pdf = join(tmpdir(), `plan-${process.pid}.pdf`);
  png = join(tmpdir(), `photo-${process.pid}.png`);
  writeFileSync(pdf, PDF);
  writeFileSync(
    png,
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  );
});

afterAll(async () => {
  await browser?.close();
  await machine?.close();
});

const values = webValues(everyKindForm, everyKindAnswers);

/** Puts the answers into whatever controls of theirs the page has. */
async function fill(page: Page): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const controls = page.locator(`[name="${name}"]:not([type="hidden"])`);
    const first = controls.first();
    if ((await controls.count()) === 0) continue;
    const kind = await first.evaluate((one) => `${one.tagName} ${one.getAttribute('type') ?? ''}`);
    if (name.endsWith('Residence.division')) await chooseStep(page, name, value);
    else if (kind.startsWith('SELECT')) await first.selectOption(value);
    else if (kind.endsWith('checkbox') || kind.endsWith('radio'))
      for (const each of value.split(',')) await page.locator(`[name="${name}"][value="${each}"]`).check();
    else await first.fill(value);
  }
}

/** One level after the other; each press posts the page and shows the next list. */
async function chooseStep(page: Page, name: string, code: string): Promise<void> {
  for (const [at, step] of [`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code].entries()) {
    await page.locator(`select[name="${name}"]`).nth(at).selectOption(step);
    if (at < 2) await page.locator(`button[value="calculate:${name}"]`).click();
  }
}

async function upload(page: Page, path: string, file: string): Promise<void> {
  await page.locator(`button[value="file:${path}"]`).click();
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.locator(`button[value^="drop:${path}"]`).waitFor();
}

describe('every kind of field', () => {
  it.each(WIDTHS)('is filled in without scripts and looks right at %i px', { timeout: 180_000 }, async (width) => {
    const context = await contextAt(browser, width, { script: width !== 390 });
    await signIn(context, machine.origin, width === 390 ? 'citizen' : 'citizen2');
    const page = await context.newPage();
    await page.goto(`${machine.origin}/apply/${KEY}`);
    await page
      .getByRole('button', { name: /开始填写|重新开始|再填一份/ })
      .first()
      .click();
    for (let at = 1; at <= everyKindForm.pages.length; at++) {
      await page.locator(`form[action$="/${at}"]`).waitFor();
      await fill(page);
      if (at === 5) {
        await upload(page, 'aFile', pdf);
        await upload(page, 'aImage', png);
      }
      await page.screenshot({ path: join(SCREENS, `kinds-${at}-${width}.png`), fullPage: true });
      if (width !== 390) await lookAt(page, `kinds ${at} ${width}`);
      await page.getByRole('button', { name: '保存并继续' }).click();
    }
    await page.getByRole('heading', { name: '核对并提交', level: 1 }).waitFor();
    const told = await page.locator('main').textContent();
    for (const words of [
      ...[
        '土家族',
        '大写：壹仟贰佰元伍角整',
        '长期',
        '2026年3月9日 09:00至10:00',
        '普通护照 E12345678',
        '0734-5812345',
      ],
      ...[
        '𠮷田花（居民身份证 11010519491231002X）',
        '湖南省 衡阳市 衡山县',
        '4分（满分5分）',
        '约5497平方米',
        '已同意（版本2026-1）',
      ],
      ...['𠮷田花（本人签名）', '阿依古丽·买买提', '430423 001001 GB00001 F00010001', '衡山县城市管理和综合执法局'],
    ])
      expect(told).toContain(words);
    expect(told).not.toContain('内部分类');
    await page.screenshot({ path: join(SCREENS, `kinds-check-${width}.png`), fullPage: true });
    if (width === 390) {
      await page.getByRole('button', { name: '提交申请' }).click();
      await page.locator('.receipt .number').first().waitFor();
      number = ((await page.locator('.receipt .number').first().textContent()) ?? '').trim();
      await machine.world.platform.runner.catchUp();
    } else await lookAt(page, 'kinds check');
    await context.close();
  });

  it('is told to programs by its type, parts and all', async () => {
    const name = typeNameFromTitle(everyKindForm.title.zh);
    const query = name.charAt(0).toLowerCase() + name.slice(1);
    const type = await ask(
      machine.world,
      'citizen',
      `query($n: String!) { form: ${query}(number: $n) {
        aPerson { name certificateKind certificateNumber } aResidence { division detail } aSignature { own } aUnits aConsent } }`,
      { n: number },
    );
    expect(type.form).toEqual({
      aPerson: everyKindAnswers.aPerson,
      aResidence: everyKindAnswers.aResidence,
      aSignature: { own: true },
      aUnits: everyKindAnswers.aUnits,
      aConsent: '2026-1',
    });
  });

  it.each(WIDTHS)(
    'is read at the desk, and looks right at the window at %i px',
    { timeout: 120_000 },
    async (width) => {
      const context = await contextAt(browser, width);
      await signIn(context, machine.origin, 'clerk');
      const page = await context.newPage();
      await page.goto(`${machine.origin}/desk/cases/${encodeURIComponent(number)}`);
      await page.getByRole('heading', { name: '申请表' }).waitFor();
      await page.getByText('湖南省衡阳市衡山县').first().waitFor();
      await page.screenshot({ path: join(SCREENS, `kinds-desk-case-${width}.png`), fullPage: true });
      await context.close();
      const front = await contextAt(browser, width);
      await signIn(front, machine.origin, 'window');
      const filing = await front.newPage();
      await filing.goto(`${machine.origin}/desk/file`);
      await filing.getByLabel('按名称查找事项').fill('各类');
      await filing.getByRole('button', { name: /各类填写项示例/ }).click();
      await filing.getByLabel('个人', { exact: true }).check();
      await filing.getByLabel('姓名').fill('王示范');
      await filing.getByLabel('身份证号码').fill('430423198502020021');
      await filing.getByLabel('联系电话').fill('13800000002');
      await filing.getByLabel('地址').fill('湖南省衡山县店门镇梅桥村示例组3号');
      await filing.getByRole('button', { name: '下一步' }).click();
      await filing.getByRole('group', { name: '户籍地' }).waitFor();
      await filing.screenshot({ path: join(SCREENS, `kinds-filing-${width}.png`), fullPage: true });
      await lookAt(filing, `kinds filing ${width}`);
      await filing.getByRole('button', { name: '提交申请' }).click();
      await filing.getByText('请阅读并勾选').first().waitFor();
      await front.close();
    },
  );
});
