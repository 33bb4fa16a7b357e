import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCloud } from '../../commands/context.ts';
import announced from '../../lowcode/calendar/2027-expected.json' with { type: 'json' };
import { defaultCalendar, withYear } from '../../lowcode/calendar/calendar.ts';
import type { FlowDefinition } from '../../lowcode/flow/definition.ts';
import { documentFlow } from '../../lowcode/system/document.fixture.ts';
import { chaseOverdue } from '../../policies/chase.ts';
import { recountUndated } from '../../policies/recount.ts';
import { tellOfLimits } from '../../policies/tell.ts';
import { matterTasksView } from '../../views/matter-tasks/view.ts';
import { mattersView } from '../../views/matters/view.ts';
import { begunMatter } from './matter-stories.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { ask } from './world.ts';

const END =
  'mutation($id: ID!, $s: ID!, $a: JSON) { endMatterStage(id: $id, stage: $s, answers: $a, decision: pass) { id } }';
const MATTER =
  'query($id: ID!) { matter(id: $id) { due { date level note } stages { due { level } } timeline { text } } }';
const DUES = '{ matterTasks { edges { node { due { date } chased } } } }';
const DUE = '2027-01-04';
/** As it is, and its last stage tells whoever has it that it is overdue. */
const telling: FlowDefinition = {
  ...documentFlow,
  steps: documentFlow.steps.map((step) =>
    step.kind === 'stage' && step.stage.key === 'receive'
      ? { ...step, stage: { ...step.stage, notices: [{ on: 'over', to: 'actors', text: { zh: '请尽快签收。' } }] } }
      : step,
  ),
};
let world: SmallWorld;
let id: string;

beforeAll(async () => {
  world = await smallWorld();
  // The last working day of 2026: to be signed for within one, which nobody can name yet.
  world.clock.goTo('2026-12-31');
  id = await begunMatter(world, telling);
  await ask(world, 'approver', END, { id, s: 'check', a: { sound: true } });
  await ask(world, 'head', END, { id, s: 'issue' });
  await world.platform.runner.catchUp();
}, 60_000);
afterAll(() => world?.close());

const due = async () => (await ask(world, 'clerk-mzj', MATTER, { id })).matter.due;

it('a stage whose day nobody could name gets it once the holidays are announced, once, in every list', async () => {
  expect(await due()).toMatchObject({ date: DUE, level: 'unknown', note: expect.stringContaining('2027') });
  const heads = await world.platform.log.heads();
  expect(await recountUndated(world.cloud)).toBe(0);
  expect(await world.platform.log.heads()).toEqual(heads);
  const cloud = openCloud(world.platform, world.cloud.region, withYear(defaultCalendar, announced));
  expect(await recountUndated(cloud)).toBe(1);
  await world.platform.runner.catchUp();
  expect(await recountUndated(openCloud(world.platform, world.cloud.region, cloud.calendar))).toBe(0);
  // Whoever reads by the calendar of the year before still cannot tell how many days are left, but on which it is due.
  expect(await due()).toEqual({ date: DUE, level: 'normal', note: null });
  const { matter } = await ask(world, 'clerk-mzj', MATTER, { id });
  expect(matter.timeline.at(-1).text).toBe('放假安排已发布，重新计算办理期限，应于2027年1月4日（周一）前办结');
  expect((await ask(world, 'clerk-mzj', DUES)).matterTasks.edges[0].node.due).toEqual({ date: DUE });
  const { entries } = await world.platform.views.list(mattersView, {
    ...{ index: 'byDue', partition: '430423-cgj/fa-wen', limit: 10 },
  });
  expect(entries.map(({ row }) => row.open.receive?.due)).toEqual([DUE]);
});

it('it is chased by the clock then, each chase once, also after the lists are built anew', async () => {
  world.clock.goTo('2027-01-01 10:00');
  expect(await chaseOverdue(world.cloud)).toBe(2);
  await world.platform.runner.catchUp();
  // Lists that were built anew know what was sent, and the next chase too.
  for (const view of [mattersView, matterTasksView]) await world.platform.runner.rebuild(view.name);
  expect(await chaseOverdue(world.cloud)).toBe(0);
  world.clock.goTo('2027-01-06');
  expect(await chaseOverdue(world.cloud)).toBe(2);
  await world.platform.runner.catchUp();
  for (const view of [mattersView, matterTasksView]) await world.platform.runner.rebuild(view.name);
  expect(await chaseOverdue(world.cloud)).toBe(0);
  // What waited for the day was planned with it: of one matter both units are told.
  expect(await tellOfLimits(world.cloud)).toBe(1);
  await world.platform.runner.catchUp();
  expect(await tellOfLimits(world.cloud)).toBe(0);
  const { messages } = await ask(world, 'clerk-mzj', '{ messages { edges { node { text { zh } } } } }');
  expect(messages.edges).toEqual([{ node: { text: { zh: '请尽快签收。' } } }]);
  const { matterTasks } = await ask(world, 'clerk-mzj', DUES);
  expect(matterTasks.edges).toEqual([{ node: { due: { date: DUE }, chased: 'supervise' } }]);
  expect(world.faults).toEqual([]);
});
