import type { Locator, Page } from 'playwright-core';
import { press, sees } from './story-pages.ts';

/** The case or ticket, opened by its number as from a note on the table. */
export async function open(page: Page, origin: string, what: 'cases' | 'tickets', number: string): Promise<void> {
  await page.goto(`${origin}/desk/${what}/${number}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Opens the form of an action, fills it in, sends it, and waits until the desk says that it is done. */
export async function act(
  page: Page,
  action: string | RegExp,
  send: string,
  done: string,
  fill: (form: Locator) => Promise<void> = async () => undefined,
): Promise<void> {
  await page.getByRole('region', { name: '下一步' }).getByRole('button', { name: action }).click();
  const form = page.getByRole('dialog');
  await form.waitFor();
  await fill(form);
  await press(form, send);
  await sees(page, done);
  await form.waitFor({ state: 'detached' });
}

/** Types into a box that finds, and takes what it found. */
export async function choose(page: Page, at: Page | Locator, label: string | RegExp, option: string): Promise<void> {
  const box = at.getByRole('combobox', { name: label });
  await box.click();
  if (await box.isEditable()) await box.fill(option);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option')
    .filter({ hasText: option })
    .first()
    .click();
  await page.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
}

/** Passes the stage that waits for the person. */
export function pass(page: Page, title: string, opinion: string, decision: '通过' | '准予' = '通过'): Promise<void> {
  return act(page, `办理：${title}`, '提交意见', '意见已提交', async (form) => {
    await form.getByLabel(decision, { exact: true }).check();
    await form.getByLabel('办理意见').fill(opinion);
  });
}
