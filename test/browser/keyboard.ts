import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from './story-pages.ts';

/** For stories that touch no mouse: every function does what a person at the keyboard does, and waits for what it sees. */

/** Goes on with Tab until something has the focus; throws when it never does. */
export async function tabTo(page: Page, wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await wanted.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`not reached by ${key}: ${wanted}`);
}

/** Presses a button, or follows a link. */
export async function press(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Enter');
}

/** Something with exactly these words on it. */
export function button(at: Page | Locator, name: string): Locator {
  return at.getByRole('button', { name, exact: true });
}

export async function write(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(new RegExp(`^${label}\\s*(选填)?$`)));
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

const active = (page: Page) =>
  page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').first().textContent();

/** Takes what typing finds in a box; a box of many stays open for the next until it is closed. */
export async function find(page: Page, label: string, option: string, many = false): Promise<void> {
  await tabTo(page, page.getByRole('combobox', { name: label, exact: true }));
  await page.keyboard.type(option);
  await eventually(() => active(page)).toBe(option);
  await page.keyboard.press('Enter');
  if (many) await page.keyboard.press('Escape');
}

/** Goes down a short list until the option. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await tabTo(page, page.getByRole('combobox', { name: label, exact: true }));
  await page.keyboard.press('ArrowDown');
  for (let presses = 0; presses < 20; presses++) {
    const now = await active(page);
    if (now === option) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('ArrowDown');
    await eventually(() => active(page)).not.toBe(now);
  }
  throw new Error(`no ${option} in ${label}`);
}

/** Marks one of a few answers. */
export async function mark(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole('radio', { name, exact: true });
  const group = page.getByRole('radiogroup').filter({ has: wanted });
  await wanted.waitFor();
  const checked = group.locator('input:checked');
  await tabTo(page, (await checked.count()) > 0 ? checked : group.locator('input').first());
  await page.keyboard.press('Space');
  for (let presses = 0; presses < 6 && !(await wanted.isChecked()); presses++) await page.keyboard.press('ArrowDown');
  expect(await wanted.isChecked()).toBe(true);
}

/** Types a day into a field of days, whose parts stand in the order of the browser's own language. */
export async function writeDay(page: Page, label: string, [year, month, day]: readonly [string, string, string]) {
  const field = page.getByLabel(label, { exact: true });
  await tabTo(page, field);
  await page.keyboard.type(month + day + year);
  if ((await field.inputValue()) !== `${year}-${month}-${day}`) {
    for (const _part of [1, 2]) await page.keyboard.press('ArrowLeft');
    await page.keyboard.type(year);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type(month + day);
  }
  expect(await field.inputValue()).toBe(`${year}-${month}-${day}`);
}

/** After something was done the keyboard goes on from the page, not from its very beginning. */
export async function goesOnHere(page: Page): Promise<void> {
  await eventually(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
}
