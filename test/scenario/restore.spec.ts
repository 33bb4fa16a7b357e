import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { contextFor, openCloud, systemActor } from '../../commands/context.ts';
import { newId } from '../../commands/ids.ts';
import { eraseSubject } from '../../commands/subject/erase.ts';
import { replayErasures } from '../../commands/subject/replay-erasures.ts';
import { exportLog, importLog } from '../../local/transfer.ts';
import { openAws } from '../../platform/aws/open.ts';
import { TABLES } from '../../platform/aws/tables.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import { openEmbedded } from '../../platform/embedded/open.ts';
import { readCounty } from '../../samples/county.ts';
import { domain } from '../../views/registry.ts';
import { createTable, EMULATOR_CREDENTIALS, EMULATOR_REGION, startDynamo } from '../emulators/dynamo.ts';
import { startKms } from '../emulators/kms.ts';

/** A place that a platform is opened in, whose keys and state can be put back to what they were. */
interface Place {
  open(): Promise<Platform>;
  /** Copies what a backup of keys and state holds, while nobody is there. */
  backUp(): Promise<void>;
  putBack(): Promise<void>;
  end(): Promise<void>;
}

const identifier = '430423196507284416';

describe.each([
  ['one machine', onDisk],
  ['an account', inAccount],
])('a restore of an older backup on %s', { timeout: 60_000 }, (_, make) => {
  it('brings nobody back who was erased since', async () => {
    const place = await make();
    try {
      const before = await place.open();
      const { subject } = await before.vault.subjectFor(identifier);
      const other = (await before.vault.subjectFor('430423198812030028')).subject;
      const name = await before.vault.seal(subject, { name: '欧阳建国' });
      const others = await before.vault.seal(other, { name: '罗桂英' });
      const life = { ttlSeconds: 3600, owner: `subject/${subject}` };
      await before.state.put('draft', 'd1', { step: 2 }, life);
      await before.close();
      await place.backUp();

      const erasing = await place.open();
      const context = contextFor(openCloud(erasing, readCounty().region), systemActor('test'));
      await eraseSubject(context, { subject, reasonCode: 'request', commandId: newId() });
      expect(await erasing.vault.open(name)).toBeNull();
      await erasing.close();
      await place.putBack();

      const after = await place.open();
      expect(await after.vault.open(name), 'the backup does hold the key').toEqual({ name: '欧阳建国' });
      await after.close();
      const restored = await place.open();
      expect(await replayErasures(restored)).toEqual({ erased: 1 });
      expect(await restored.vault.open(name)).toBeNull();
      expect(await restored.vault.findSubject(identifier)).toBeUndefined();
      expect(await restored.state.get('draft', 'd1')).toBeNull();
      expect(await restored.vault.open(others)).toEqual({ name: '罗桂英' });
      // Drafts alone from a backup: the keys were known to be gone.
      await restored.state.put('draft', 'd1', { step: 2 }, life);
      expect(await replayErasures(restored)).toEqual({ erased: 0 });
      expect(await restored.state.get('draft', 'd1')).toBeNull();
      for (let lane = 0; lane < restored.log.lanes; lane++)
        expect(await restored.log.verify(lane)).toMatchObject({ ok: true });
      await restored.close();
    } finally {
      await place.end();
    }
  });

  it('as an export carries erasures and guards along', async () => {
    const [from, to] = [await make(), await make()];
    const folder = mkdtempSync(join(tmpdir(), 'hengyun-export-'));
    try {
      const source = await from.open();
      const target = await to.open();
      const { subject } = await target.vault.subjectFor(identifier);
      const name = await target.vault.seal(subject, { name: '欧阳建国' });
      const context = contextFor(openCloud(source, readCounty().region), systemActor('test'));
      await source.vault.seal(subject, { name: '欧阳建国' });
      await eraseSubject(context, { subject, reasonCode: 'request', commandId: newId() });
      const held = { guard: 'live-application/x/y', change: 'take' as const, owner: 'application/1' };
      await source.log.append({ ...append('application/1'), guards: [held] });
      await exportLog(source, join(folder, 'log'));
      expect(await importLog(target, join(folder, 'log'))).toMatchObject({ commits: 2, added: 2 });
      expect(await target.vault.open(name)).toBeNull();
      const second = { ...append('application/2'), guards: [{ ...held, owner: 'application/2' }] };
      await expect(target.log.append(second)).rejects.toMatchObject({ code: 'GUARD_HELD' });
      await Promise.all([source.close(), target.close()]);
    } finally {
      rmSync(folder, { recursive: true });
      await Promise.all([from.end(), to.end()]);
    }
  });
});

const append = (stream: string) => ({
  commandId: newId(),
  actor: 'system/test',
  at: '2026-03-02T01:00:00.000Z',
  streams: [{ stream, after: 'new' as const, events: [{ type: 'Tested', v: 1, data: {} }] }],
});

async function onDisk(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'hengyun-restore-'));
  const dataDir = join(folder, 'data');
  const parts = ['keys.db', 'state.db'];
  return {
    open: () => openEmbedded({ dataDir, domain, lanes: 3 }),
    async backUp() {
      for (const part of parts) cpSync(join(dataDir, part), join(folder, part));
    },
    async putBack() {
      // The list of the erased beside the keys is as old as they are: there was none yet.
      rmSync(join(dataDir, 'erased.txt'));
      for (const part of parts) {
        for (const end of ['-wal', '-shm']) rmSync(join(dataDir, part + end), { force: true });
        cpSync(join(folder, part), join(dataDir, part));
      }
    },
    end: async () => rmSync(folder, { recursive: true }),
  };
}

async function inAccount(): Promise<Place> {
  const [dynamo, kms] = await Promise.all([startDynamo(), startKms()]);
  const settings = { region: EMULATOR_REGION, credentials: EMULATOR_CREDENTIALS };
  const client = new DynamoDBClient({ ...settings, endpoint: dynamo.endpoint });
  for (const [name, shape] of Object.entries(TABLES)) await createTable(client, name, shape);
  const config = {
    ...{ logTable: 'log', viewsTable: 'views', stateTable: 'state', keysTable: 'keys' },
    ...{ filesBucket: 'files', intakeBucket: 'intake', kmsKey: 'alias/hengyun', lanes: 3 },
  };
  const kmsClient = new KMSClient({ ...settings, endpoint: kms.endpoint });
  const items = async (table: string) => (await client.send(new ScanCommand({ TableName: table }))).Items ?? [];
  const backup = new Map<string, Awaited<ReturnType<typeof items>>>();
  const write = (table: string, requests: object[]) =>
    client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests as never } }));
  return {
    open: () => openAws({ config, domain, clients: { dynamo: client, kms: kmsClient } }),
    async backUp() {
      for (const table of ['keys', 'state']) backup.set(table, await items(table));
    },
    async putBack() {
      for (const [table, old] of backup) {
        const now = await items(table);
        if (now.length > 0)
          await write(
            table,
            now.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
          );
        await write(
          table,
          old.map((Item) => ({ PutRequest: { Item } })),
        );
      }
    },
    async end() {
      client.destroy();
      kmsClient.destroy();
      await Promise.all([dynamo.stop(), kms.stop()]);
    },
  };
}
