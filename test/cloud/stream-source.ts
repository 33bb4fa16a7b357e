import { matches, type Pattern } from '../emulators/patterns.ts';
import type { Properties } from './assembly.ts';
import type { Lambda } from './lambda.ts';

interface StreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly dynamodb: { readonly SequenceNumber: string; readonly Keys: object };
}

export interface Source {
  /** How often it found something and delivered it, and how often it looked and found nothing. Throws when it broke down. */
  look(): { readonly busy: number; readonly quiet: number };
  stop(): Promise<void>;
}

const POLL_MS = 40;

/**
 * Reads a table's change stream and calls the function as Lambda's event source mapping does: filter, batch, and on failure retry,
 * halve the batch, and in the end hand it to the on-failure destination. Waiting times are left out.
 */
export async function followStream(options: {
  readonly endpoint: string;
  readonly streamArn: string;
  /** What the function knows the stream as. */
  readonly sourceArn: string;
  readonly mapping: Properties;
  readonly lambda: Lambda;
  /** Called with the description of a batch that was given up. */
  readonly onFailure: (batch: object) => Promise<void>;
}): Promise<Source> {
  const { endpoint, streamArn, mapping, lambda } = options;
  const { Shards } = (await streams(endpoint, 'DescribeStream', { StreamArn: streamArn })).StreamDescription;
  const shards = (Shards as { ShardId: string }[]).map((shard) => shard.ShardId);
  const filters = ((mapping.FilterCriteria?.Filters ?? []) as { Pattern: string }[]).map(
    (each) => JSON.parse(each.Pattern) as Pattern,
  );
  let stopping = false;
  let quiet = 0;
  let busy = 0;

  async function follow(ShardId: string): Promise<void> {
    const first = await streams(endpoint, 'GetShardIterator', {
      StreamArn: streamArn,
      ShardId,
      ShardIteratorType: 'TRIM_HORIZON',
    });
    let iterator = first.ShardIterator as string | undefined;
    while (!stopping && iterator) {
      const page = await streams(endpoint, 'GetRecords', { ShardIterator: iterator, Limit: 1000 });
      const records = page.Records as StreamRecord[];
      iterator = page.NextShardIterator as string | undefined;
      if (records.length > 0) busy++;
      const wanted =
        filters.length === 0 ? records : records.filter((record) => filters.some((each) => matches(each, record)));
      const size = Number(mapping.BatchSize ?? 100);
      for (let start = 0; start < wanted.length; start += size)
        await deliver(wanted.slice(start, start + size), ShardId);
      if (records.length === 0) {
        quiet += 1 / shards.length;
        await new Promise((wake) => setTimeout(wake, POLL_MS));
      }
    }
  }

  async function deliver(batch: readonly StreamRecord[], shard: string): Promise<void> {
    const Records = batch.map((record) => ({
      ...record,
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      eventSourceARN: options.sourceArn,
    }));
    const attempts = 1 + Number(mapping.MaximumRetryAttempts ?? 2);
    for (let attempt = 1; attempt <= attempts && !stopping; attempt++) {
      if ((await lambda.invoke({ Records })).ok) return;
      if (attempt === 1 && mapping.BisectBatchOnFunctionError && batch.length > 1) {
        const middle = batch.length >> 1;
        await deliver(batch.slice(0, middle), shard);
        return deliver(batch.slice(middle), shard);
      }
    }
    await options.onFailure({
      requestContext: { condition: 'RetryAttemptsExhausted', functionArn: lambda.resource.arn },
      DDBStreamBatchInfo: {
        shardId: shard,
        startSequenceNumber: batch[0]?.dynamodb.SequenceNumber,
        endSequenceNumber: batch.at(-1)?.dynamodb.SequenceNumber,
        batchSize: batch.length,
        streamArn: options.sourceArn,
      },
    });
  }

  let failure: unknown;
  const running = Promise.all(shards.map(follow)).catch((error) => {
    failure = error;
  });
  return {
    look() {
      if (failure) throw failure;
      return { busy, quiet };
    },
    async stop() {
      stopping = true;
      await running;
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: four answers of one service.
async function streams(endpoint: string, operation: string, body: object): Promise<any> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDBStreams_20120810.${operation}`,
      authorization:
        'AWS4-HMAC-SHA256 Credential=poller/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
      'x-amz-date': '20260101T000000Z',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${operation}: ${await response.text()}`);
  return response.json();
}
