import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { CreateTableCommand, DynamoDBClient, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import type { TableShape } from '../../platform/aws/tables.ts';

/** A DynamoDB to test against. */
export interface DynamoEmulator {
  readonly endpoint: string;
  /** A client of its own; the caller need not destroy it. */
  client(): DynamoDBClient;
  stop(): Promise<void>;
}

/** Credentials that mean nothing: emulators want some. */
export const EMULATOR_CREDENTIALS = { accessKeyId: 'emulator', secretAccessKey: 'emulator' };
export const EMULATOR_REGION = 'us-east-1';

/**
 * Starts a fresh, empty, in-memory DynamoDB (dynoxide) on a free loopback port: one per test file, because it slows
 * down as stream records pile up. When `DYNAMODB_ENDPOINT` is set (DynamoDB Local, LocalStack) that one is used
 * instead, so table names must be unique: see `uniqueName`.
 */
export async function startDynamo(): Promise<DynamoEmulator> {
  const given = process.env.DYNAMODB_ENDPOINT;
  const clients: DynamoDBClient[] = [];
  const clientOf = (endpoint: string) => () => {
    const client = new DynamoDBClient({ endpoint, region: EMULATOR_REGION, credentials: EMULATOR_CREDENTIALS });
    clients.push(client);
    return client;
  };
  const destroy = () => {
    for (const client of clients) client.destroy();
  };
  if (given) return { endpoint: given, client: clientOf(given), stop: async () => destroy() };

  const { child, endpoint } = await spawnDynoxide();
  return {
    endpoint,
    client: clientOf(endpoint),
    async stop() {
      destroy();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** A name that no other run uses, for endpoints that outlive a test. */
export function uniqueName(base: string): string {
  return `${base}-${process.pid}-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
}

/** Creates a table of the given shape (string keys `pk` and `sk`) and returns its stream's ARN, if it has one. */
export async function createTable(
  client: DynamoDBClient,
  name: string,
  shape: TableShape,
): Promise<string | undefined> {
  const { TableDescription } = await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      ...(shape.stream ? { StreamSpecification: { StreamEnabled: true, StreamViewType: shape.stream } } : {}),
    }),
  );
  if (shape.ttl) {
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: name,
        TimeToLiveSpecification: { AttributeName: shape.ttl, Enabled: true },
      }),
    );
  }
  return TableDescription?.LatestStreamArn;
}

/** The binary of this machine's dynoxide package. */
function dynoxidePath(): string {
  const resolver = createRequire(import.meta.url);
  const exe = process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  return resolver.resolve(`@dynoxide/${process.platform}-${process.arch}/${exe}`);
}

async function spawnDynoxide(): Promise<{ child: ChildProcess; endpoint: string }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const child = spawn(dynoxidePath(), ['serve', '--host', '127.0.0.1', '--port', String(port)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2000);
    });
    const endpoint = `http://127.0.0.1:${port}`;
    if (await answers(endpoint, child)) return { child, endpoint };
    child.kill('SIGKILL');
    // Another process may have taken the port between the two steps.
    if (attempt === 3) throw new Error(`dynoxide did not start: ${complaint}`);
  }
}

async function answers(endpoint: string, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const up = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (up) return child.exitCode === null;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

/** A loopback port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
