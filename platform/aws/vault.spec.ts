import { GetItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { type DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faulty } from '../../test/emulators/dynamo.faults.ts';
import {
  createTable,
  type DynamoEmulator,
  EMULATOR_CREDENTIALS,
  EMULATOR_REGION,
  startDynamo,
  uniqueName,
} from '../../test/emulators/dynamo.ts';
import { type KmsStandIn, startKms } from '../../test/emulators/kms.ts';
import { type OpenedVault, vaultCases } from '../conformance/vault.cases.ts';
import type { DynamoClient } from './log.items.ts';
import { TABLES } from './tables.ts';
import { openVault } from './vault.ts';
import { KEK_KEY, type KmsClient } from './vault-kek.ts';
import { subjectKey } from './vault-keys.ts';

let dynamo: DynamoEmulator;
let kms: KmsStandIn;
let kmsClient: KMSClient;
const kmsKey = 'alias/hengyun-test';
beforeAll(async () => {
  [dynamo, kms] = await Promise.all([startDynamo(), startKms()]);
  const settings = { region: EMULATOR_REGION, credentials: EMULATOR_CREDENTIALS };
  kmsClient = new KMSClient({ endpoint: kms.endpoint, ...settings });
});
afterAll(async () => {
  kmsClient.destroy();
  await Promise.all([dynamo.stop(), kms.stop()]);
});

const freshTable = async (): Promise<string> => {
  const table = uniqueName('keys');
  await createTable(dynamo.client(), table, TABLES.keys);
  return table;
};
async function openIn(table: string, client: DynamoClient = dynamo.client()): Promise<OpenedVault> {
  const { vault } = await openVault({ client, kms: kmsClient, table, kmsKey });
  return { vault, reopen: () => openIn(table, client), close: () => vault.close() };
}

vaultCases('DynamoDB and KMS', async () => openIn(await freshTable()), { runs: 30 });

describe('the table of keys', () => {
  it('takes one key-encryption key of many that are made at once, and asks KMS once a start', async () => {
    const table = await freshTable();
    const asked: string[] = [];
    const counting = {
      send: (command: { constructor: { name: string } }) => {
        asked.push(command.constructor.name);
        return kmsClient.send(command as DecryptCommand);
      },
    } as unknown as KmsClient;
    const client = dynamo.client();
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => openVault({ client, kms: counting, table, kmsKey })),
    );
    expect(new Set(opened.map(({ keys }) => keys.check)).size).toBe(1);
    asked.length = 0;
    const { vault } = await openVault({ client, kms: counting, table, kmsKey });
    await vault.sealMany(Array.from({ length: 50 }, (_, i) => ({ subject: `s-${i}`, value: i })));
    expect(asked).toEqual(['DecryptCommand']);
  });

  it('holds no key that could be used without KMS, and no identifier', async () => {
    const table = await freshTable();
    const { vault } = await openIn(table);
    await vault.subjectFor('430423198003122914');
    const { Items } = await dynamo.client().send(new ScanCommand({ TableName: table }));
    expect(Items).toHaveLength(3);
    expect(JSON.stringify(Items)).not.toContain('430423198003122914');
    const { Item } = await dynamo.client().send(new GetItemCommand({ TableName: table, Key: KEK_KEY }));
    expect(Item?.wrapped?.B?.length).toBeGreaterThan(32);
  });

  it('keeps nothing of the erased but that they were', async () => {
    const table = await freshTable();
    const { vault } = await openIn(table);
    const { subject } = await vault.subjectFor('id');
    await vault.erase(subject);
    const { Items } = await dynamo.client().send(new ScanCommand({ TableName: table }));
    expect(Items?.filter((item) => item.pk?.S !== 'kek')).toEqual([{ ...subjectKey(subject), erased: { BOOL: true } }]);
  });

  it('finishes an erasure that was cut off after the look-ups', async () => {
    const table = await freshTable();
    const { vault } = await openIn(table);
    const { subject } = await vault.subjectFor('id');
    const sealed = await vault.seal(subject, 1);
    const client = dynamo.client();
    const broken: DynamoClient = {
      send: ((command: { constructor: { name: string } }) => {
        if (command.constructor.name === 'PutItemCommand') throw new Error('cut off');
        return client.send(command as ScanCommand);
      }) as unknown as DynamoClient['send'],
    };
    const { vault: cut } = await openIn(table, broken);
    await expect(cut.erase(subject)).rejects.toThrow('cut off');
    expect(await vault.findSubject('id')).toBeUndefined();
    await vault.erase(subject);
    expect(await vault.open(sealed)).toBeNull();
  });

  it('lets another process open the erased no longer than its cache lasts', async () => {
    const table = await freshTable();
    const open = async (cacheMs: number) =>
      (await openVault({ client: dynamo.client(), kms: kmsClient, table, kmsKey, cacheMs })).vault;
    const [here, short] = [await open(30_000), await open(50)];
    const sealed = await here.seal('s-1', 'secret');
    expect(await short.open(sealed)).toBe('secret');
    await here.erase('s-1');
    expect(await here.open(sealed)).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await short.open(sealed)).toBeNull();
  });

  it.each(['throttled', 'itemThrottled', 'conflict', 'lost', 'unanswered'] as const)(
    'makes a subject once when the store is %s',
    async (fault) => {
      const table = await freshTable();
      const faults = faulty(dynamo.client());
      const { vault } = await openIn(table, faults.client);
      faults.next(fault);
      const { subject } = await vault.subjectFor('id');
      expect(faults.pending()).toBe(0);
      expect(await vault.findSubject('id')).toBe(subject);
      const { Items } = await dynamo.client().send(new ScanCommand({ TableName: table }));
      expect(Items).toHaveLength(3);
    },
  );
});
