import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallWorld, smallWorld } from '../test/scenario/small-world.ts';
import { ask, refusal } from '../test/scenario/world.ts';
import { openDataCsv } from './open-data-csv.ts';

let world: SmallWorld;

beforeAll(async () => {
  world = await smallWorld();
  const raise = 'mutation($input: TicketInput!) { registerTicket(input: $input) { ticket } }';
  const one = async (kind: string, town: string) =>
    ask(world, 'operator', raise, {
      input: { kind, town, title: '路灯不亮', text: '示例路的路灯不亮了。', channel: 'phone' },
    });
  for (let i = 0; i < 7; i++) await one('complaint', '430423100');
  for (let i = 0; i < 5; i++) await one('complaint', '430423101');
  for (let i = 0; i < 2; i++) await one('complaint', '430423102');
  for (let i = 0; i < 6; i++) await one('help', '430423100');
  await world.platform.runner.catchUp();
}, 60_000);
afterAll(() => world?.close());

const lines = async (address: string) => {
  const response = await openDataCsv(world.services, new Request(`http://localhost${address}`));
  const [header = '', ...rest] = (await response?.text())?.replace('\uFEFF', '').trim().split('\r\n') ?? [];
  return rest.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(header.split(',').map((name, i) => [name, cells[i]]));
  });
};

describe('what is public of tickets', () => {
  it('is the same in the file, in lists and in statistics, and five at least everywhere', async () => {
    const fields = 'quarter kind category town townName closed count';
    const { openTickets, openTicketStatistics } = await ask(
      world,
      null,
      `{ openTickets { edges { node { ${fields} } } } openTicketStatistics(groupBy: [kind, town]) { rows { codes count } suppressed total } }`,
    );
    const listed = openTickets.edges.map(({ node }: { node: object }) => node) as Record<string, unknown>[];
    const filed = await lines('/open/tickets.csv');
    const text = (value: unknown) => (value === null ? '' : String(value));
    expect(filed).toEqual(
      listed.map((node) =>
        expect.objectContaining(Object.fromEntries(Object.entries(node).map(([k, v]) => [k, text(v)]))),
      ),
    );
    // Two of one town take those of the smallest other along, or 7 of 14 and what is seen would tell.
    expect(openTicketStatistics).toEqual({
      rows: [
        { codes: ['complaint', '430423100'], count: 7 },
        { codes: ['complaint', null], count: 7 },
        { codes: ['help', '430423100'], count: 6 },
      ],
      suppressed: 7,
      total: 20,
    });
    expect(await lines('/open/tickets.csv?town=430423102')).toEqual([]);
  });

  it('says what is wrong with a month, in both', async () => {
    const statistics = 'query($f: String) { openTicketStatistics(filter: {from: $f}, groupBy: [kind]) { total } }';
    for (const f of ['abc', '2026-13', '2026-1', '']) {
      expect(await refusal(world, null, statistics, { f })).toBe('BAD_MONTH');
      expect(
        await refusal(world, null, 'query($f: String) { openTickets(filter: {from: $f}) { edges { cursor } } }', { f }),
      ).toBe('BAD_MONTH');
    }
    for (const address of ['/open/tickets.csv?from=abc', '/open/cases.csv?from=2026-02-30']) {
      expect((await openDataCsv(world.services, new Request(`http://localhost${address}`)))?.status).toBe(400);
    }
    expect(await refusal(world, 'evaluator', '{ performance(from: "2026-13") { month } }')).toBe('BAD_MONTH');
    expect(await refusal(world, 'evaluator', '{ performance(from: "2026-05", to: "2026-03") { month } }')).toBe(
      'BAD_RANGE',
    );
  });

  it('is grouped by each dimension once', async () => {
    expect(await refusal(world, null, '{ openCaseStatistics(groupBy: [unit, unit]) { total } }')).toBe('BAD_DIMENSION');
  });
});
