import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apply, type Receipt, ROAD } from '../../test/scenario/road.ts';
import { type SmallWorld, smallWorld } from '../../test/scenario/small-world.ts';
import { ask, claimsOf, refusal } from '../../test/scenario/world.ts';

let world: SmallWorld;
let declined: Receipt;
let received: Receipt;
let accepted: Receipt;

const accept = (id: string) => ask(world, 'clerk', 'mutation($id: ID!) { acceptCase(id: $id) { state } }', { id });

beforeAll(async () => {
  world = await smallWorld();
  declined = await apply(world, 'citizen', world.post);
  await ask(
    world,
    'clerk',
    'mutation($id: ID!) { declineCase(id: $id, reasons: "材料不实", remedies: "可以申请行政复议") { state } }',
    {
      id: declined.case,
    },
  );
  received = await apply(world, 'citizen', world.post);
  const { name, identifier } = claimsOf('citizen2');
  accepted = await apply(world, 'citizen2', world.post, { applicantName: name, identityNumber: identifier });
  await accept(accepted.case);
}, 60_000);
afterAll(() => world?.close());

const LIST = `query($queue: CaseQueue!, $filter: CaseFilter, $first: Int, $after: String) {
  cases(queue: $queue, filter: $filter, first: $first, after: $after) { edges { node { number state } } pageInfo { hasNextPage endCursor } }
}`;

async function listed(person: string, queue: string, filter: object = {}): Promise<string[]> {
  const numbers: string[] = [];
  for (let after: string | null = null; ; ) {
    const { cases } = await ask(world, person, LIST, { queue, filter, first: 1, after });
    for (const { node } of cases.edges) numbers.push(node.number);
    after = cases.pageInfo.endCursor;
    if (!cases.pageInfo.hasNextPage) return numbers.sort();
  }
}

describe('a filter narrows its queue', () => {
  it('by state', async () => {
    expect(await listed('clerk', 'all')).toEqual([declined, received, accepted].map(({ number }) => number).sort());
    for (const [queue, state, found] of [
      ['todo', 'notAccepted', []],
      ['todo', 'received', [received.number]],
      ['open', 'notAccepted', []],
      ['open', 'accepted', [accepted.number]],
      ['closed', 'received', []],
      ['closed', 'notAccepted', [declined.number]],
      ['overdue', 'received', []],
    ] as const)
      expect([queue, state, await listed('clerk', queue, { state })]).toEqual([queue, state, found]);
  });

  it('by item, and by item and state', async () => {
    expect(await listed('clerk', 'open', { service: ROAD })).toEqual([received.number, accepted.number].sort());
    expect(await listed('clerk', 'open', { service: ROAD, state: 'received' })).toEqual([received.number]);
    expect(await listed('clerk', 'closed', { service: ROAD, state: 'received' })).toEqual([]);
    expect(await listed('clerk', 'all', { service: 'no-such-item' })).toEqual([]);
  });

  it('by words: the beginning of a number, an item, a whole identity number', async () => {
    const every = [declined, received, accepted].map(({ number }) => number).sort();
    expect(await listed('clerk', 'all', { search: every[0]?.slice(0, 8).toLowerCase() })).toEqual(every);
    expect(await listed('clerk', 'all', { search: received.number })).toEqual([received.number]);
    expect(await listed('clerk', 'closed', { search: received.number })).toEqual([]);
    expect(await listed('clerk', 'all', { search: '城市道路' })).toEqual(every);
    expect(await listed('clerk', 'open', { search: '城市道路', state: 'accepted' })).toEqual([accepted.number]);
    expect(await listed('clerk', 'all', { search: '430423199001010014' })).toEqual(
      [declined.number, received.number].sort(),
    );
    // Sealed: nobody can look for a name.
    expect(await listed('clerk', 'all', { search: '李样例' })).toEqual([]);
  });

  it('and finds nothing of units that are not the viewer’s', async () => {
    for (const search of [received.number, received.number.slice(0, 6), '城市道路', '430423199001010014'])
      expect(await listed('clerk2', 'all', { search })).toEqual([]);
  });
});

describe('a page', () => {
  it('is asked for rightly, also where there is nothing to list', async () => {
    for (const person of ['clerk', 'citizen', null]) {
      for (const list of ['cases(queue: all', 'tickets(queue: all']) {
        for (const first of [-1, 0, 101])
          expect(await refusal(world, person, `{ ${list}, first: ${first}) { edges { cursor } } }`)).toBe(
            'BAD_PAGE_SIZE',
          );
        for (const after of ['x', 'found', 'WzEsMl0'])
          expect(await refusal(world, person, `{ ${list}, after: "${after}") { edges { cursor } } }`)).toBe(
            'BAD_CURSOR',
          );
      }
    }
  });

  it('of services is not searched with a book', async () => {
    const query = 'query($s: String) { services(filter: {search: $s}) { totalCount } }';
    expect(await refusal(world, null, query, { s: '证'.repeat(50_000) })).toBe('BAD_QUERY');
    expect(await refusal(world, 'clerk', LIST, { queue: 'all', filter: { search: '证'.repeat(50_000) } })).toBe(
      'BAD_QUERY',
    );
  });
});

describe('progress by number and code', () => {
  const PROGRESS = 'query($n: String!, $c: String!) { progress(number: $n, queryCode: $c) { number } }';
  it('is told to the holder, whatever strangers try', async () => {
    for (let i = 0; i < 5; i++)
      expect((await ask(world, null, PROGRESS, { n: received.number, c: 'WRONG' })).progress).toBeNull();
    expect(await refusal(world, null, PROGRESS, { n: received.number, c: 'WRONG' })).toBe('TOO_MANY_TRIES');
    const right = { n: received.number, c: received.queryCode };
    expect((await ask(world, null, PROGRESS, right)).progress).toEqual({ number: received.number });
    const rate = 'mutation($n: String!, $c: String!) { rateCase(number: $n, queryCode: $c, stars: 5) { stars } }';
    expect(await refusal(world, null, rate, { n: received.number, c: 'WRONG' })).toBe('TOO_MANY_TRIES');
    expect(await refusal(world, null, rate, right)).toBe('WRONG_STATE');
  });

  it('has the days of a ticket that is closed or not accepted', async () => {
    const raise = 'mutation($i: TicketInput!) { registerTicket(input: $i) { ticket number queryCode } }';
    const input = { kind: 'suggestion', title: '末班车', text: '希望末班车晚一点。', anonymous: true };
    const steps = async (receipt: { number: string; queryCode: string }) =>
      (
        await ask(
          world,
          null,
          'query($number: String!, $queryCode: String!) { ticketProgress(number: $number, queryCode: $queryCode) { steps { label on status } } }',
          receipt,
        )
      ).ticketProgress.steps;
    const [one, two] = [
      await ask(world, 'operator', raise, { i: input }),
      await ask(world, 'operator', raise, { i: input }),
    ];
    world.clock.goTo('2026-03-04');
    const id = one.registerTicket.ticket;
    await ask(world, 'operator', 'mutation($id: ID!) { answerTicketOnSpot(id: $id, reply: "已转告。") { id } }', {
      id,
    });
    world.clock.goTo('2026-03-05');
    await ask(world, 'operator', 'mutation($id: ID!) { closeTicket(id: $id) { id } }', { id });
    await ask(world, 'operator', 'mutation($id: ID!) { rejectTicket(id: $id, reason: "不属受理范围") { id } }', {
      id: two.registerTicket.ticket,
    });
    expect(await steps(one.registerTicket)).toEqual([
      { label: '登记', on: '2026-03-02', status: 'passed' },
      { label: '派单', on: null, status: 'skipped' },
      { label: '办理', on: '2026-03-04', status: 'passed' },
      { label: '办结', on: '2026-03-05', status: 'passed' },
    ]);
    expect((await steps(two.registerTicket)).slice(2)).toEqual([
      { label: '办理', on: null, status: 'skipped' },
      { label: '办结', on: '2026-03-05', status: 'refused' },
    ]);
  });
});
