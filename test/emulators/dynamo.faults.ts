import {
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { DynamoClient } from '../../platform/aws/log.items.ts';

/**
 * What DynamoDB does and the emulator does not. `throttled` and `refused` write nothing; `conflict` is another
 * transaction under way; `lost` writes and loses the answer; `unanswered` loses the question.
 */
export type Fault = 'throttled' | 'itemThrottled' | 'conflict' | 'lost' | 'unanswered';

export interface FaultyClient {
  readonly client: DynamoClient;
  /** Makes the next write transactions fail, one fault each. */
  next(...faults: Fault[]): void;
  /** Calls seen so far, by command name, and the capacity units they consumed. */
  readonly calls: Map<string, { count: number; units: number }>;
  /** Faults that were not used up. */
  pending(): number;
}

/** Wraps a client: passes everything on, except where a fault was asked for. Asks for consumed capacity, to measure costs. */
export function faulty(inner: DynamoClient): FaultyClient {
  const faults: Fault[] = [];
  const calls: FaultyClient['calls'] = new Map();
  type Sent = { input: TransactWriteItemsCommandInput & { ReturnConsumedCapacity?: string } };
  type Answer = { ConsumedCapacity?: { CapacityUnits?: number } | { CapacityUnits?: number }[] };

  async function pass(command: Sent): Promise<unknown> {
    const name = command.constructor.name;
    command.input.ReturnConsumedCapacity = 'TOTAL';
    const answer = (await (inner.send as (command: unknown) => Promise<Answer>)(command)) ?? {};
    const entry = calls.get(name) ?? { count: 0, units: 0 };
    for (const each of [answer.ConsumedCapacity ?? []].flat()) entry.units += each.CapacityUnits ?? 0;
    entry.count++;
    calls.set(name, entry);
    return answer;
  }

  async function send(command: Sent): Promise<unknown> {
    const fault = command.constructor.name === 'TransactWriteItemsCommand' ? faults.shift() : undefined;
    if (fault === undefined) return pass(command);
    const items = command.input.TransactItems ?? [];
    const reasons = (code: string) => items.map((_, i) => ({ Code: i === 1 ? code : 'None' }));
    const $metadata = {};
    switch (fault) {
      case 'throttled':
        throw new ProvisionedThroughputExceededException({ message: 'injected', $metadata });
      case 'itemThrottled':
        throw new TransactionCanceledException({
          message: 'injected',
          $metadata,
          CancellationReasons: reasons('ThrottlingError'),
        });
      case 'conflict':
        throw new TransactionCanceledException({
          message: 'injected',
          $metadata,
          CancellationReasons: reasons('TransactionConflict'),
        });
      case 'unanswered':
        throw Object.assign(new Error('injected'), { name: 'TimeoutError' });
      case 'lost':
        await pass(command);
        throw Object.assign(new Error('socket hang up (injected)'), { code: 'ECONNRESET' });
    }
  }
  return {
    client: { send: send as DynamoClient['send'] },
    next: (...more) => faults.push(...more),
    calls,
    pending: () => faults.length,
  };
}
