import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createTable,
  type DynamoEmulator,
  EMULATOR_CREDENTIALS,
  EMULATOR_REGION,
  startDynamo,
  uniqueName,
} from '../../test/emulators/dynamo.ts';
import { type FauxqsEmulator, startFauxqs } from '../../test/emulators/fauxqs.ts';
import { type KmsStandIn, startKms } from '../../test/emulators/kms.ts';
import { postForm } from '../conformance/blobs.cases.ts';
import type { JsonObject } from '../contract/json.ts';
import type { Platform } from '../contract/platform.ts';
import type { View } from '../contract/views.ts';
import { openAws } from './open.ts';
import { TABLES } from './tables.ts';

const applications: View = {
  name: 'applications',
  version: 1,
  events: ['Submitted'],
  route: (event) => [event.stream],
  evolve: (_row, event) => event.data as JsonObject,
};
const domain = { views: [applications], upcast: <T>(commit: T): T => commit };

let dynamo: DynamoEmulator;
let kms: KmsStandIn;
let files: FauxqsEmulator;
const names = { logTable: '', viewsTable: '', stateTable: '', keysTable: '', filesBucket: '', intakeBucket: '' };
beforeAll(async () => {
  [dynamo, kms, files] = await Promise.all([startDynamo(), startKms(), startFauxqs()]);
  for (const name of ['log', 'views', 'state', 'keys'] as const) {
    names[`${name}Table`] = uniqueName(name);
    await createTable(dynamo.client(), names[`${name}Table`], TABLES[name]);
  }
  names.filesBucket = 'files';
  names.intakeBucket = 'intake';
  await Promise.all([files.createBucket('files'), files.createBucket('intake')]);
});
afterAll(async () => {
  await Promise.all([dynamo.stop(), kms.stop(), files.stop()]);
});

const settings = { region: EMULATOR_REGION, credentials: EMULATOR_CREDENTIALS };
const open = (kmsClient = new KMSClient({ ...settings, endpoint: kms.endpoint })): Promise<Platform> =>
  openAws({
    config: { ...names, kmsKey: 'alias/hengyun', lanes: 4 },
    domain,
    origin: 'https://portal.test',
    clients: {
      dynamo: new DynamoDBClient({ ...settings, endpoint: dynamo.endpoint }),
      kms: kmsClient,
      s3: files.s3(),
    },
  });

describe('the cloud in an account', () => {
  it('carries a person from upload to view, and into another instance, and forgets them', async () => {
    const here = await open();
    const { subject } = await here.vault.subjectFor('430423196507284416');
    await here.state.put('draft', 'd1', { step: 2 }, { ttlSeconds: 600, owner: subject });
    const post = await here.blobs.presignUpload({
      intakeKey: 'draft/d1/1',
      maxBytes: 999,
      redirectTo: '/apply?step=3',
    });
    const answer = await postForm(post, Buffer.from('scan'));
    expect(answer.headers.get('location')).toMatch(/^https:\/\/portal\.test\/apply\?step=3&.*key=draft%2Fd1%2F1/);
    const file = await here.vault.sealBytes(subject, (await here.blobs.readIntake('draft/d1/1')) as Uint8Array);
    await here.blobs.put('files/1', file, 'text/plain');
    const applicant = await here.vault.seal(subject, { name: '欧阳建国' });
    const { commits } = await here.log.append({
      commandId: 'c1',
      actor: subject,
      at: '2026-03-02T01:00:00.000Z',
      streams: [{ stream: 'application/1', after: 'new', events: [{ type: 'Submitted', v: 1, data: { applicant } }] }],
    });
    await here.runner.catchUp();

    const there = await open();
    expect(await there.views.waitFor(applications, commits[0] as { lane: number; position: number })).toBe(true);
    const row = await there.views.get(applications, 'application/1');
    expect(await there.vault.open(row?.applicant as string)).toEqual({ name: '欧阳建国' });
    expect((await there.state.listByOwner('draft', subject)).map((entry) => entry.id)).toEqual(['d1']);
    const sealed = (await there.blobs.get('files/1')) as Uint8Array;
    expect(Buffer.from((await there.vault.openBytes(sealed)) as Uint8Array).toString()).toBe('scan');
    expect(await there.vault.findSubject('430423196507284416')).toBe(subject);

    await there.vault.erase(subject);
    await there.state.deleteByOwner(subject);
    expect(await there.vault.open(row?.applicant as string)).toBeNull();
    expect(await there.vault.openBytes(sealed)).toBeNull();
    expect(await here.vault.findSubject('430423196507284416')).toBeUndefined();
    expect(await here.state.get('draft', 'd1')).toBeNull();
    await Promise.all([here.close(), there.close()]);
  });

  it('answers what is public where KMS refuses, and asks again for what is sealed', async () => {
    const client = new KMSClient({ ...settings, endpoint: kms.endpoint });
    let refuses = true;
    const refusing = {
      send: async (command: DecryptCommand) =>
        refuses ? Promise.reject(named('AccessDeniedException')) : client.send(command),
    };
    const cloud = await open(refusing as unknown as KMSClient);
    expect(await cloud.views.get(applications, 'application/none')).toBeNull();
    const sealing = () => cloud.vault.subjectFor('430423196507284416');
    await expect(sealing()).rejects.toThrow(expect.objectContaining({ name: 'AccessDeniedException' }));
    refuses = false;
    expect((await sealing()).subject).toMatch(/^[0-9a-f-]{36}$/);
    await cloud.close();
  });
});

function named(name: string): Error {
  return Object.assign(new Error('refused'), { name });
}
