import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StoredEvent } from '../../platform/contract/log.ts';
import { applyForRelief, her } from '../../test/scenario/relief.ts';
import { type SmallWorld, smallWorld } from '../../test/scenario/small-world.ts';
import { ask } from '../../test/scenario/world.ts';
import { casesView } from '../../views/cases/view.ts';

let world: SmallWorld;
/** What the agent filed first, and must supplement. */
let oldest: string;
let submitted: StoredEvent;
let actor: string;

beforeAll(async () => {
  world = await smallWorld();
  const applicant = { kind: 'person', name: '李样例', identifier: her.identityNumber, phone: her.phone };
  const receipt = await applyForRelief(world, 'agent', {}, applicant);
  oldest = receipt.number;
  const [first] = (await world.platform.log.read(`application/${receipt.case}`)).commits;
  submitted = first?.events[0] as StoredEvent;
  actor = first?.actor ?? '';
  const supplement =
    'mutation($id: ID!) { requestSupplement(id: $id, defects: [{at: "requested", reason: "与票据不符"}]) { state } }';
  await ask(world, 'clerk-kaiyun', supplement, { id: receipt.case });
}, 60_000);
afterAll(() => world?.close());

/** More that the agent filed, later: the facts of the first with other numbers. */
async function fileAlike(from: number, to: number): Promise<void> {
  const appends = Array.from({ length: to - from }, (_, i) => {
    const n = from + i;
    return world.platform.log.append({
      commandId: `alike-${n}`,
      actor,
      at: world.clock.now(),
      streams: [
        {
          stream: `application/alike-${n}`,
          after: 'new',
          events: [{ ...submitted, data: { ...submitted.data, number: `ALIKE${String(n).padStart(6, '0')}` } }],
        },
      ],
    });
  });
  await Promise.all(appends);
  await world.platform.runner.catchUp([casesView.name]);
}

const counts = async () => (await ask(world, 'agent', '{ caseCounts { queue count more } }')).caseCounts;
const page = async (after: string | null = null) => {
  const query = `query($after: String) {
    cases(queue: todo, first: 1, after: $after) { edges { node { number } } pageInfo { hasNextPage endCursor } }
  }`;
  return (await ask(world, 'agent', query, { after })).cases;
};

it('what an agent must supplement is counted however much they filed since', async () => {
  await fileAlike(0, 150);
  expect(await counts()).toEqual([
    { queue: 'todo', count: 1, more: false },
    { queue: 'open', count: 99, more: true },
    { queue: 'overdue', count: 0, more: false },
  ]);
});

it('a page that looked through two thousand in vain says that there is more, and goes on from there', async () => {
  await fileAlike(150, 2100);
  const none = await page();
  expect(none).toEqual({ edges: [], pageInfo: { hasNextPage: true, endCursor: expect.any(String) } });
  const rest = await page(none.pageInfo.endCursor);
  expect(rest).toEqual({
    edges: [{ node: { number: oldest } }],
    pageInfo: { hasNextPage: false, endCursor: expect.any(String) },
  });
  expect((await counts())[0]).toEqual({ queue: 'todo', count: 0, more: true });
});
