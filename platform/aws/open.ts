import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import { type Clock, type Domain, type Platform, systemClock } from '../contract/platform.ts';
import { laterBlobs } from './blobs-later.ts';
import type { AwsConfig } from './config.ts';
import { openLog } from './log.ts';
import { openState } from './state.ts';
import { openVault } from './vault.ts';
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
 * Opens the cloud in an AWS account whose tables, buckets and key exist already. Asks the log's table for its lanes and KMS for
 * the key-encryption key, nothing else; once per function instance. Throws `UnavailableError` when they do not answer.
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
  const kms = clients.kms ?? made(new KMSClient({}));
  const destroy = (): void => {
    for (const client of own.splice(0)) client.destroy();
  };
  try {
    const [log, { vault, keys }] = await Promise.all([
      openLog({ client: dynamo, table: config.logTable, lanes: config.lanes }),
      openVault({ client: dynamo, kms, table: config.keysTable, kmsKey: config.kmsKey }),
    ]);
    const state = openState({ client: dynamo, table: config.stateTable, keys, clock });
    const { filesBucket, intakeBucket } = config;
    const blobs = laterBlobs(async () => {
      const { makeS3, openBlobs } = await import('./blobs.ts');
      return openBlobs({ client: clients.s3 ?? made(makeS3()), filesBucket, intakeBucket, clock, origin });
    });
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
        await vault.close();
        await log.close();
        destroy();
      },
    };
  } catch (error) {
    destroy();
    throw error;
  }
}
