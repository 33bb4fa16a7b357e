import { afterAll, beforeAll, expect, it } from 'vitest';
import { lapseSupplements } from '../../policies/lapse.ts';
import { recountUndated } from '../../policies/recount.ts';
import { acceptSilent } from '../../policies/silence.ts';
import { tellOfLimits } from '../../policies/tell.ts';
import { plannedNoticesView } from '../../views/planned-notices/view.ts';
import { apply } from './road.ts';
import { type SmallWorld, smallWorld } from './small-world.ts';
import { answerTo, ask } from './world.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
}, 60_000);
afterAll(() => world?.close());

it('the clock goes on past the cases of somebody erased, of whom nothing more can be told', async () => {
  const { case: id } = await apply(world, 'citizen', world.post);
  const { case: silent } = await apply(world, 'citizen', world.post);
  await ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id });
  await world.platform.runner.catchUp();
  const waiting = async () =>
    (await world.platform.views.list(plannedNoticesView, { index: 'due', partition: 'open', limit: 10 })).entries;
  expect(await waiting()).toHaveLength(1);
  const subject = await world.platform.vault.findSubject('430423199001010014');
  await ask(world, 'admin', 'mutation($s: ID!) { eraseSubject(subject: $s, reason: "request") }', { s: subject });
  world.clock.goTo('2026-06-01');
  await world.platform.runner.catchUp();
  const clocks = [tellOfLimits, lapseSupplements, acceptSilent, recountUndated];
  for (const clock of clocks) expect(await clock(world.cloud)).toBeGreaterThanOrEqual(0);
  const { data } = await answerTo(world, 'clerk', 'query($id: ID!) { case(id: $id) { state } }', { id: silent });
  expect(data?.case).toEqual({ state: 'accepted' });
});
