import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply } from '../../test/scenario/road.ts';
import { type SmallWorld, smallWorld } from '../../test/scenario/small-world.ts';
import { ask } from '../../test/scenario/world.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
}, 60_000);
afterAll(() => world?.close());

const DATES = 'acceptance { promisedDue legalDue } due { date level }';

const read = async (id: string) =>
  (await ask(world, 'clerk', `query($id: ID!) { case(id: $id) { ${DATES} } }`, { id })).case;
const act = async (person: string, id: string, call: string) =>
  (await ask(world, person, `mutation($id: ID!) { done: ${call} { ${DATES} } }`, { id })).done;

describe('what acceptance told', () => {
  it('stays as told when the clock stops, runs again and the limit is extended', async () => {
    const { case: id } = await apply(world, 'citizen', world.post);
    expect((await read(id)).acceptance).toBeNull();
    const accepted = await act('clerk', id, 'acceptCase(id: $id)');
    const told = { promisedDue: '2026-03-09', legalDue: '2026-03-30' };
    expect(accepted).toEqual({ acceptance: told, due: { date: '2026-03-09', level: 'normal' } });
    world.clock.goTo('2026-03-05');
    const stopped = await act('clerk', id, 'stopClock(id: $id, procedure: expertReview, reason: "组织评审")');
    expect(stopped).toEqual({ acceptance: told, due: { date: null, level: 'stopped' } });
    world.clock.goTo('2026-03-06');
    await act('clerk', id, 'restartClock(id: $id, result: "通过")');
    const extended = await act('head', id, 'extendLimit(id: $id, days: 3, reason: "需要会商")');
    expect(extended.acceptance).toEqual(told);
    expect(extended.due.date > '2026-03-11').toBe(true);
    const line = await ask(world, 'clerk', `{ cases(queue: open) { edges { node { ${DATES} } } } }`);
    expect(line.cases.edges[0].node.acceptance).toEqual(told);
  });

  it('has no date where the calendar did not reach, though a provisional one is shown', async () => {
    world.clock.goTo('2026-12-29');
    const { case: id } = await apply(world, 'citizen', world.post);
    const { acceptance, due } = await act('clerk', id, 'acceptCase(id: $id)');
    expect(acceptance).toEqual({ promisedDue: null, legalDue: null });
    expect(due).toMatchObject({ level: 'unknown', date: expect.stringMatching(/^2027-/) });
  });
});
