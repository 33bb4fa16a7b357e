import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ROAD } from '../scenario/road.ts';
import { ask } from '../scenario/world.ts';
import { eventually, openStage, type Stage } from './story-pages.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await openStage('2026-03-16');
  page = await stage.window('designer', 1440);
  await page.goto(`${stage.machine.origin}/desk/definitions/form/${ROAD}`);
  await row('项目名称').waitFor();
});

afterAll(async () => {
  await stage?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await stage.picture(`failed-${task.name}`);
});

const outline = () => page.getByRole('region', { name: '大纲' });
/** A part by its name; of two of one name the inner one. */
const row = (label: string) =>
  outline()
    .locator('.outline-row')
    .filter({ has: page.locator(`.outline-label[title="${label}"]`) })
    .last();
const order = () => outline().locator('.outline-label').allTextContents();
const pathOf = (label: string) => row(label).getAttribute('data-path');

/** A point of a row that is in sight: near its upper or its lower edge. */
async function pointOf(at: Locator, part: 'upper' | 'lower'): Promise<readonly [number, number]> {
  const box = await at.boundingBox();
  if (!box) throw new Error(`not drawn: ${at}`);
  return [box.x + box.width / 3, box.y + box.height * (part === 'upper' ? 0.35 : 0.65)];
}

/** Takes a part with the mouse, and lets it go before or after another one: pressed, moved and released as by a hand. */
async function drag(label: string, to: string, where: 'before' | 'after'): Promise<void> {
  // In the middle: a list scrolls by itself while something is held at its edge.
  await row(to).evaluate((at) => at.scrollIntoView({ block: 'center' }));
  const target = await pointOf(row(to), where === 'before' ? 'upper' : 'lower');
  const start = await pointOf(row(label), 'lower');
  await page.mouse.move(...start);
  await page.mouse.down();
  await page.mouse.move(start[0] + 4, start[1] + 4, { steps: 3 });
  await page.mouse.move(...target, { steps: 12 });
  // Once more at the place: what is under the hand is told by its next movement.
  await page.mouse.move(target[0] + 2, target[1], { steps: 2 });
}

/** Where it would be dropped is shown before it is. */
async function marked(label: string, where: 'before' | 'after'): Promise<void> {
  await eventually(() => row(label).evaluate((at) => at.closest('li')?.className)).toBe(`drop-${where}`);
}

it('drops a field where the line showed that it would be, and saves it there', async () => {
  const before = await order();
  const at = before.indexOf('项目名称');
  expect(before[at + 1]).toBe('理由');
  await drag('项目名称', '理由', 'after');
  await marked('理由', 'after');
  await page.mouse.up();
  const wanted = before.with(at, '理由').with(at + 1, '项目名称');
  await eventually(order).toEqual(wanted);
  await page.keyboard.press('Control+s');
  await page.getByText('未保存', { exact: true }).waitFor({ state: 'detached' });
  await page.reload();
  await row('项目名称').waitFor();
  expect(await order()).toEqual(wanted);
  const query = `{ definition(kind: form, key: "${ROAD}") { definition } }`;
  const { definition } = await ask(stage.machine.world, 'designer', query);
  const keys = JSON.stringify(definition.definition);
  expect(keys.indexOf('"key":"reason"')).toBeLessThan(keys.indexOf('"key":"projectName"'));
});

it('drops a field into the rows of a group, and takes it out again', async () => {
  const place = await pathOf('理由');
  await drag('理由', '道路名称', 'before');
  await marked('道路名称', 'before');
  await page.mouse.up();
  await eventually(() => pathOf('理由')).toMatch(/\.fields\.0$/);
  await page.keyboard.press('Control+z');
  await eventually(() => pathOf('理由')).toBe(place);
});

it('lets nothing be dropped into itself', async () => {
  const before = await order();
  await drag('路段', '道路名称', 'after');
  expect(await row('道路名称').evaluate((at) => at.closest('li')?.className)).toBe('');
  await page.mouse.up();
  expect(await order()).toEqual(before);
});
