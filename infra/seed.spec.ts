import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { VARIABLES } from '../platform/aws/config.ts';
import { TABLES } from '../platform/aws/tables.ts';
import {
  createTable,
  type DynamoEmulator,
  EMULATOR_CREDENTIALS,
  EMULATOR_REGION,
  startDynamo,
} from '../test/emulators/dynamo.ts';
import { type KmsStandIn, startKms } from '../test/emulators/kms.ts';
import { seedAccount } from './seed.ts';

let dynamo: DynamoEmulator;
let kms: KmsStandIn;
beforeAll(async () => {
  [dynamo, kms] = await Promise.all([startDynamo(), startKms()]);
  for (const [name, shape] of Object.entries(TABLES)) await createTable(dynamo.client(), name, shape);
});
afterAll(() => Promise.all([dynamo.stop(), kms.stop()]));

it('loads the sample county into an account, and again changes nothing', { timeout: 60_000 }, async () => {
  const settings = { region: EMULATOR_REGION, credentials: EMULATOR_CREDENTIALS };
  const clients = () => ({
    dynamo: new DynamoDBClient({ ...settings, endpoint: dynamo.endpoint }),
    kms: new KMSClient({ ...settings, endpoint: kms.endpoint }),
  });
  const env = Object.fromEntries(Object.entries(VARIABLES).map(([name, variable]) => [variable, tableOf(name)]));
  const first = await seedAccount(env, clients());
  expect(first.commits).toBeGreaterThan(50);
  expect(await seedAccount(env, clients())).toEqual(first);
});

it('says which settings are missing', async () => {
  await expect(seedAccount({})).rejects.toThrow('HENGYUN_LOG_TABLE');
});

const tableOf = (setting: string): string => (setting === 'lanes' ? '4' : setting.replace(/Table$/, ''));
