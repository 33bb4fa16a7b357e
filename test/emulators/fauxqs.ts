import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs as start } from 'fauxqs';
import { EMULATOR_CREDENTIALS, EMULATOR_REGION } from './dynamo.ts';

/** S3 and SQS to test against. */
export interface FauxqsEmulator {
  readonly endpoint: string;
  /** Clients of one's own; the caller need not destroy them. */
  s3(): S3Client;
  sqs(): SQSClient;
  createBucket(name: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a fresh, empty S3 and SQS in this process on a free loopback port. It checks neither signatures nor the
 * conditions of posted forms, and knows no conditional writes: what rests on those is tested by its parts.
 */
export async function startFauxqs(): Promise<FauxqsEmulator> {
  const server = await start({ port: 0, host: '127.0.0.1', logger: false });
  const endpoint = `http://127.0.0.1:${server.port}`;
  const settings = { endpoint, region: EMULATOR_REGION, credentials: EMULATOR_CREDENTIALS };
  const clients: { destroy(): void }[] = [];
  const keep = <T extends { destroy(): void }>(client: T): T => {
    clients.push(client);
    return client;
  };
  const s3 = () => keep(new S3Client({ ...settings, forcePathStyle: true }));
  return {
    endpoint,
    s3,
    sqs: () => keep(new SQSClient(settings)),
    async createBucket(name) {
      await s3().send(new CreateBucketCommand({ Bucket: name }));
    },
    async stop() {
      for (const client of clients) client.destroy();
      await server.stop();
    },
  };
}
