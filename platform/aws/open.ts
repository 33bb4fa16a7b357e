import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Blobs } from '../contract/blobs.ts';
import { type Clock, type Domain, type Platform, systemClock } from '../contract/platform.ts';
import type { State } from '../contract/state.ts';
import type { Vault } from '../contract/vault.ts';
import type { AwsConfig } from './config.ts';
import { later, type Methods, once } from './later.ts';
import { openLog } from './log.ts';
import { openViews } from './views.ts';

/** The settings that a whole platform needs; what only some functions need is left out. */
export const PLATFORM_SETTINGS = [
  'logTable',
  'viewsTable',
  'stateTable',
  'keysTable',
  'filesBucket',
  'intakeBucket',
  'kmsKey',
  'lanes',
] as const satisfies readonly (keyof AwsConfig)[];

const VAULT: Methods<Vault> = {
  ...{ subjectFor: true, subjectsFor: true, findSubject: true, knows: true, erase: true, isErased: true },
  ...{ seal: true, sealMany: true, open: true, openMany: true, sealBytes: true, openBytes: true },
  ...{ digest: true, close: true },
};
const STATE: Methods<State> = {
  ...{ get: true, put: true, delete: true, listByOwner: true, deleteByOwner: true, takeNumbers: true },
};
const BLOBS: Methods<Blobs> = {
  ...{ presignUpload: true, readIntake: true, deleteIntake: true, put: true, get: true, delete: true },
};

export interface OpenAwsOptions {
  readonly config: Pick<AwsConfig, (typeof PLATFORM_SETTINGS)[number]>;
  readonly domain: Domain;
  /** The address of the site, `https://...`: where S3 sends a browser back to after an upload. */
  readonly origin?: string;
  readonly clock?: Clock;
  /** The caller's, which stay open; those not given are made from the environment and closed with the platform. */
  readonly clients?: Partial<AwsClients>;
}

export interface AwsClients {
  readonly dynamo: DynamoDBClient;
  readonly kms: KMSClient;
  readonly s3: S3Client;
}

/**
 * Opens the cloud in an AWS account whose tables, buckets and key exist already. Asks the log's table for its lanes, once per
 * function instance, and KMS for the key-encryption key when something sealed is first touched: what is public is answered without
 * it. Throws `UnavailableError` when the table does not answer; what needs the key throws the same when KMS does not.
 */
export async function openAws({
  config,
  domain,
  origin,
  clock = systemClock,
  clients = {},
}: OpenAwsOptions): Promise<Platform> {
  const own: { destroy(): void }[] = [];
  const made = <Client extends { destroy(): void }>(client: Client): Client => {
    own.push(client);
    return client;
  };
  const dynamo = clients.dynamo ?? made(new DynamoDBClient({}));
  const destroy = (): void => {
    for (const client of own.splice(0)) client.destroy();
  };
  try {
    const log = await openLog({ client: dynamo, table: config.logTable, lanes: config.lanes });
    let kms = clients.kms;
    const keyed = once(async () => {
      const { makeKms, openKeyed } = await import('./keyed.ts');
      kms ??= made(makeKms());
      const { keysTable: table, stateTable, kmsKey } = config;
      return openKeyed({ client: dynamo, kms, table, stateTable, kmsKey, clock });
    });
    const vault = later(async () => (await keyed()).vault, VAULT);
    const state = later(async () => (await keyed()).state, STATE);
    const { filesBucket, intakeBucket } = config;
    const stored = once(async () => {
      const { makeS3, openBlobs } = await import('./blobs.ts');
      return openBlobs({ client: clients.s3 ?? made(makeS3()), filesBucket, intakeBucket, clock, origin });
    });
    const blobs = later(stored, BLOBS);
    const { views, runner, close } = await openViews({ client: dynamo, table: config.viewsTable, log, domain });
    return {
      log,
      views,
      runner,
      vault,
      state,
      blobs,
      clock,
      async close() {
        await close();
        await log.close();
        destroy();
      },
    };
  } catch (error) {
    destroy();
    throw error;
  }
}
