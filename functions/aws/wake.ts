import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { configFromEnv } from '../../platform/aws/config.ts';
import { lambda } from '../middy.ts';
import { type LaneHint, wake } from '../wake.ts';

const queues = configFromEnv(process.env, ['hintQueues']).hintQueues.split(/\s+/);
const client = new SQSClient({});

async function send(hints: readonly LaneHint[]): Promise<void> {
  const sends: Promise<unknown>[] = [];
  for (const QueueUrl of queues) {
    for (let start = 0; start < hints.length; start += 10) {
      const Entries = hints
        .slice(start, start + 10)
        .map((hint) => ({ Id: String(hint.lane), MessageBody: JSON.stringify(hint) }));
      sends.push(
        client.send(new SendMessageBatchCommand({ QueueUrl, Entries })).then(({ Failed = [] }) => {
          if (Failed.length > 0) throw new Error(`${Failed.length} hints not sent: ${Failed[0]?.Code}`);
        }),
      );
    }
  }
  await Promise.all(sends);
}

export const handler = lambda('wake', wake(send));
