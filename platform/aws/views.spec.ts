import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fault, faulty } from '../../test/emulators/dynamo.faults.ts';
import { createTable, type DynamoEmulator, startDynamo, uniqueName } from '../../test/emulators/dynamo.ts';
import { viewsCases } from '../conformance/views.cases.ts';
import {
  append,
  commitsOf,
  dumpIndexes,
  dumpView,
  expectedIndexes,
  fixture,
  foldAll,
  type Poison,
} from '../conformance/views.fixtures.ts';
import type { ViewsStore } from '../conformance/views.hooks.ts';
import type { DynamoClient } from './log.items.ts';
import { openLog } from './log.ts';
import { openViews } from './views.ts';

let emulator: DynamoEmulator;
beforeAll(async () => {
  emulator = await startDynamo();
});
afterAll(() => emulator.stop());

interface AwsStore extends ViewsStore {
  readonly client: DynamoClient;
  readonly table: string;
}

async function freshStore(): Promise<AwsStore> {
  const client = emulator.client();
  const [logTable, table] = [uniqueName('log'), uniqueName('views')];
  await createTable(client, logTable, {});
  await createTable(client, table, {});
  const log = await openLog({ client, table: logTable, lanes: 3, freshMs: 0 });
  return {
    log,
    client,
    table,
    open: (domain, { log: other = log, ...options } = {}) =>
      openViews({ client, table, log: other, domain, freshMs: 0, countMs: 0, retireMs: 1000, ...options }),
    close: () => log.close(),
  };
}

viewsCases('DynamoDB views, three lanes', freshStore, { runs: 6, longList: 240 });

describe('DynamoDB views', () => {
  const data = { unit: 'hill', person: 'li', title: 'x' };

  async function expectExact({ log, open }: AwsStore): Promise<void> {
    const { views, close } = await open(fixture());
    const commits = await commitsOf(log);
    for (const view of fixture().views) {
      expect(await dumpView(views, view)).toBe(foldAll(view, commits));
      expect(await dumpIndexes(views, view)).toEqual(await expectedIndexes(views, view));
    }
    await close();
  }

  it.each<{ faults: Fault[] }>([
    { faults: ['lost'] },
    { faults: ['conflict'] },
    { faults: ['throttled'] },
    { faults: ['unanswered'] },
    { faults: ['lost', 'conflict', 'lost', 'throttled'] },
  ])('are exact when writes fail: $faults', async ({ faults }) => {
    const store = await freshStore();
    const { client, next, pending } = faulty(store.client);
    const { log, table } = store;
    const one = await openViews({ client, table, log, domain: fixture(), freshMs: 0 });
    await append(log, 'case/1', ['Opened', data]);
    await one.runner.catchUp();
    for (let i = 0; i < 4; i++) {
      await append(log, 'case/1', [i % 2 === 0 ? 'Closed' : 'Opened', data]);
      await append(log, `case/2${i}`, ['Opened', data], ['Titled', { ...data, title: 'y' }]);
      next(...faults);
      await one.runner.catchUp();
    }
    expect(pending()).toBe(0);
    await expectExact(store);
    await store.close();
  });

  it('lose no commit that a page passed over just before its stream came free', async () => {
    const store = await freshStore();
    const { log, table } = store;
    const poison: Poison = new Set(['p']);
    const { runner } = await store.open(fixture(poison));
    await append(log, 'case/bad', ['Opened', { ...data, poison: 'p' }]);
    await runner.catchUp();
    const { commits } = await append(log, 'case/bad', ['Titled', { ...data, title: 'passed over' }]);
    poison.clear();

    // The second runner has written its rows, and is about to move the checkpoint.
    let waits = 0;
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const send = async (command: { input: { Key?: { pk?: { S?: string } }; UpdateExpression?: string } }) => {
      if (command.input.UpdateExpression?.startsWith('SET #b0') && command.input.Key?.pk?.S?.startsWith('c#')) {
        waits++;
        await gate;
      }
      return store.client.send(command as never);
    };
    const client = { send } as unknown as DynamoClient;
    const late = await openViews({ client, table, log, domain: fixture(poison), freshMs: 0 });
    const done = late.runner.catchUp(undefined, [commits[0]?.lane ?? 0]);
    await expect.poll(() => waits).toBeGreaterThan(0);
    expect(await runner.redrive()).toBe(3);
    release();
    await done;
    await runner.catchUp();
    await expectExact(store);
    await store.close();
  });

  it('leave nothing of a dropped build behind', async () => {
    const store = await freshStore();
    const { log, table, client } = store;
    const one = await openViews({ client, table, log, domain: fixture(), freshMs: 0, retireMs: 0 });
    for (let i = 0; i < 12; i++) await append(log, `case/${i}`, ['Opened', data]);
    await one.runner.catchUp();
    const items = async () => {
      const { Items = [] } = await emulator.client().send(new ScanCommand({ TableName: table }));
      return Items.map(({ pk, sk, ...rest }) => JSON.stringify([pk, sk, Object.keys(rest)]));
    };
    const [{ build = '' } = {}] = await one.runner.status();
    const before = await items();
    expect(before.filter((item) => item.includes(build))).not.toHaveLength(0);
    await one.runner.rebuild('cases');
    const after = await items();
    expect(after.filter((item) => item.includes(build))).toEqual([]);
    expect(after).toHaveLength(before.length);
    await store.close();
  });
});
