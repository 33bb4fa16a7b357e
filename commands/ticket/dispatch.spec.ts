import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallWorld, smallWorld } from '../../test/scenario/small-world.ts';
import { ask, refusal } from '../../test/scenario/world.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
}, 60_000);
afterAll(() => world?.close());

const DISPATCH = `mutation($id: ID!, $unit: ID!, $joint: [ID!]! = []) {
  dispatchTicket(id: $id, unit: $unit, jointUnits: $joint) { state due { date } }
}`;
const RECALL =
  'mutation($id: ID!, $reason: String!) { recallTicket(id: $id, reason: $reason) { state unit { code } actions } }';

async function accepted(): Promise<string> {
  const { registerTicket } = await ask(
    world,
    'operator',
    'mutation($input: TicketInput!) { registerTicket(input: $input) { ticket } }',
    {
      input: {
        kind: 'complaint',
        title: '占道经营',
        text: '示例路每天有人占道经营。',
        channel: 'phone',
        confidential: true,
      },
    },
  );
  await ask(world, 'operator', 'mutation($id: ID!) { acceptTicket(id: $id) { id } }', { id: registerTicket.ticket });
  return registerTicket.ticket;
}

const seenBy = async (person: string, id: string) =>
  (await ask(world, person, 'query($id: ID!) { ticket(id: $id) { state } }', { id })).ticket;

describe('a ticket that is sent out', () => {
  it('stays in the region of its hotline, joint units too', async () => {
    const id = await accepted();
    expect(await refusal(world, 'operator', DISPATCH, { id, unit: '430424-cgj' })).toBe('OUTSIDE_REGION');
    expect(await refusal(world, 'operator', DISPATCH, { id, unit: '430423-cgj', joint: ['430424-cgj'] })).toBe(
      'OUTSIDE_REGION',
    );
    expect(await refusal(world, 'operator', DISPATCH, { id, unit: '430400' })).toMatch(/OUTSIDE_REGION|NOT_FOUND/);
    expect(await seenBy('clerk2', id)).toBeNull();
    expect(await seenBy('operator', id)).toEqual({ state: 'accepted' });
  });

  it('is recalled with a reason before anybody signs, and sent elsewhere with the first due date', async () => {
    const id = await accepted();
    const { dispatchTicket: first } = await ask(world, 'operator', DISPATCH, { id, unit: '430423-scjgj' });
    expect(await seenBy('handler-scjgj', id)).toEqual({ state: 'dispatched' });
    expect(await refusal(world, 'handler-scjgj', RECALL, { id, reason: '不是我们的' })).toBe('FORBIDDEN');
    expect(await refusal(world, 'operator', RECALL, { id, reason: '  ' })).toBe('REASONS_REQUIRED');
    const { recallTicket } = await ask(world, 'operator', RECALL, { id, reason: '派错了单位' });
    expect(recallTicket).toMatchObject({ state: 'accepted', unit: null });
    expect(recallTicket.actions).toContain('dispatch');
    expect(await seenBy('handler-scjgj', id)).toBeNull();
    const theirs = await ask(world, 'handler-scjgj', '{ tickets(queue: all) { edges { node { id } } } }');
    expect(theirs.tickets.edges).toEqual([]);

    world.clock.goTo('2026-03-05');
    const { dispatchTicket: again } = await ask(world, 'operator', DISPATCH, { id, unit: '430423-cgj' });
    expect(again).toEqual({ state: 'dispatched', due: first.due });
    await ask(world, 'handler', 'mutation($id: ID!) { signTicket(id: $id) { state } }', { id });
    expect(await refusal(world, 'operator', RECALL, { id, reason: '太晚了' })).toBe('WRONG_STATE');
    const { ticket } = await ask(
      world,
      'operator',
      'query($id: ID!) { ticket(id: $id) { timeline { text detail } } }',
      {
        id,
      },
    );
    expect(ticket.timeline).toContainEqual({ text: '热线撤回给衡山县市场监督管理局的派单', detail: '派错了单位' });
  });
});

describe('the units that people choose from', () => {
  it('are those of the region', async () => {
    for (const query of [
      '{ units { code } }',
      '{ units(level: county) { code } }',
      '{ units(parent: "430424") { code } }',
    ]) {
      const { units } = await ask(world, null, query);
      expect(units.filter((unit: { code: string }) => !unit.code.startsWith('430423'))).toEqual([]);
    }
    expect((await ask(world, null, '{ units(level: county) { code } }')).units.length).toBeGreaterThan(10);
  });
});
