import { afterAll, beforeAll } from 'vitest';
import { createTable, type DynamoEmulator, startDynamo, uniqueName } from '../../test/emulators/dynamo.ts';
import { viewsCases } from '../conformance/views.cases.ts';
import type { ViewsStore } from '../conformance/views.hooks.ts';
import { openLog } from './log.ts';
import { openViews } from './views.ts';

let emulator: DynamoEmulator;
beforeAll(async () => {
  emulator = await startDynamo();
});
afterAll(() => emulator.stop());

async function freshStore(): Promise<ViewsStore> {
  const client = emulator.client();
  const [logTable, table] = [uniqueName('log'), uniqueName('views')];
  await createTable(client, logTable, {});
  await createTable(client, table, {});
  const log = await openLog({ client, table: logTable, lanes: 3, freshMs: 0 });
  return {
    log,
    open: (domain, { log: other = log, ...options } = {}) =>
      openViews({ client, table, log: other, domain, freshMs: 0, countMs: 0, retireMs: 1000, ...options }),
    close: () => log.close(),
  };
}

viewsCases('DynamoDB views, three lanes', freshStore, { runs: 6, longList: 240 });
