import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Properties } from './assembly.ts';
import type { Lambda } from './lambda.ts';
import type { Source } from './stream-source.ts';

const POLL_MS = 40;

/**
 * Reads a queue and calls the function as Lambda's event source mapping does: batches, deletes what succeeded, leaves what
 * failed. What would become visible again after its time limit does so at once; the queue itself moves it to its dead-letter queue.
 */
export function followQueue(options: {
  /** Reads with the function's rights. */
  readonly client: SQSClient;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly mapping: Properties;
  readonly lambda: Lambda;
}): Source {
  const { client, queueUrl: QueueUrl, mapping, lambda } = options;
  const partial = ((mapping.FunctionResponseTypes ?? []) as string[]).includes('ReportBatchItemFailures');
  let stopping = false;
  let quiet = 0;
  let busy = 0;

  async function follow(): Promise<void> {
    while (!stopping) {
      const batch = await gather();
      if (batch.length === 0) {
        quiet++;
        await new Promise((wake) => setTimeout(wake, POLL_MS));
        continue;
      }
      busy++;
      const outcome = await lambda.invoke({ Records: batch.map(record) });
      const failed = failures(outcome.ok, outcome.ok ? outcome.value : undefined, batch);
      for (const { MessageId, ReceiptHandle } of batch) {
        if (MessageId !== undefined && failed.has(MessageId))
          await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
        else await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }

  async function gather(): Promise<Message[]> {
    const batch: Message[] = [];
    const size = Number(mapping.BatchSize ?? 10);
    while (batch.length < size) {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(10, size - batch.length),
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      const { Messages = [] } = await client.send(command);
      batch.push(...Messages);
      if (Messages.length === 0) break;
    }
    return batch;
  }

  const record = (message: Message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: message.MessageAttributes ?? {},
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: options.queueArn,
    awsRegion: 'us-east-1',
  });

  /** The messages that failed: all when the function did, or when its report is not one (then Lambda trusts nothing). */
  function failures(ok: boolean, value: unknown, batch: readonly Message[]): Set<string> {
    const everything = new Set(batch.map((each) => each.MessageId ?? ''));
    if (!ok) return everything;
    if (!partial) return new Set();
    const reported = (value as { batchItemFailures?: { itemIdentifier?: string }[] } | undefined)?.batchItemFailures;
    if (!reported) return new Set();
    const named = reported.map((each) => each.itemIdentifier ?? '');
    return named.every((each) => everything.has(each)) ? new Set(named) : everything;
  }

  let failure: unknown;
  const running = follow().catch((error) => {
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
