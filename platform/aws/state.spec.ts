import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faulty } from '../../test/emulators/dynamo.faults.ts';
import { createTable, type DynamoEmulator, startDynamo, uniqueName } from '../../test/emulators/dynamo.ts';
import { testClock } from '../conformance/clock.ts';
import { stateCases } from '../conformance/state.cases.ts';
import { keyring } from '../vault/keyring.ts';
import { openState } from './state.ts';
import { TABLES } from './tables.ts';

const keys = keyring(Buffer.alloc(32, 5));
let dynamo: DynamoEmulator;
beforeAll(async () => {
  dynamo = await startDynamo();
});
afterAll(() => dynamo.stop());

const freshTable = async (): Promise<string> => {
  const table = uniqueName('state');
  await createTable(dynamo.client(), table, TABLES.state);
  return table;
};

stateCases(
  'DynamoDB',
  async () => {
    const table = await freshTable();
    const clock = testClock();
    const open = () => openState({ client: dynamo.client(), table, keys, clock });
    return { state: open(), clock, another: async () => open(), close: async () => {} };
  },
  { runs: 20 },
);

describe('the table of state', () => {
  it('shows neither value nor id nor owner, and when an item may go', async () => {
    const table = await freshTable();
    const clock = testClock(new Date('2026-03-02T01:00:00Z'));
    const state = openState({ client: dynamo.client(), table, keys, clock });
    await state.put('draft', 'draft-of-zhang', { name: '张三' }, { ttlSeconds: 60, owner: 'owner-1' });
    const { Items } = await dynamo.client().send(new ScanCommand({ TableName: table }));
    expect(Items).toHaveLength(2);
    const told = JSON.stringify(Items);
    for (const secret of ['张三', 'draft-of-zhang', 'owner-1']) expect(told).not.toContain(secret);
    const ttl = Date.parse('2026-03-02T01:01:00Z') / 1000;
    for (const item of Items ?? []) expect(item.ttl).toEqual({ N: String(ttl) });
  });

  it('leaves nothing of an owner who is deleted', async () => {
    const table = await freshTable();
    const state = openState({ client: dynamo.client(), table, keys, clock: testClock() });
    for (let i = 0; i < 30; i++) await state.put('draft', `d${i}`, {}, { ttlSeconds: 60, owner: 'p1' });
    await state.put('draft', 'd0', {}, { ttlSeconds: 60, owner: 'p2' });
    await state.delete('draft', 'd1');
    await state.deleteByOwner('p1');
    await state.deleteByOwner('p2');
    const { Items } = await dynamo.client().send(new ScanCommand({ TableName: table }));
    expect(Items).toEqual([]);
  });

  it('gives no number twice to many processes at once', async () => {
    const table = await freshTable();
    const all = Array.from({ length: 6 }, () =>
      openState({ client: dynamo.client(), table, keys, clock: testClock() }),
    );
    const given = await Promise.all(
      all.flatMap((state) => Array.from({ length: 30 }, () => state.takeNumbers('a', 1))),
    );
    expect(new Set(given).size).toBe(180);
    expect(Math.max(...given)).toBeLessThan(500);
  });

  it.each(['throttled', 'itemThrottled', 'conflict', 'lost', 'unanswered'] as const)(
    'writes once when the store is %s',
    async (fault) => {
      const table = await freshTable();
      const faults = faulty(dynamo.client());
      const state = openState({ client: faults.client, table, keys, clock: testClock() });
      faults.next(fault);
      expect(await state.put('draft', 'd', { n: 1 }, { ttlSeconds: 60, owner: 'p', ifVersion: 0 })).toBe(1);
      expect(faults.pending()).toBe(0);
      expect((await state.get('draft', 'd'))?.version).toBe(1);
      expect(await state.listByOwner('draft', 'p')).toHaveLength(1);
    },
  );
});
