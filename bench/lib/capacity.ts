import type { ConsumedCapacity, DynamoDBClient } from '@aws-sdk/client-dynamodb';

export interface Capacity {
  readonly writes: number;
  readonly reads: number;
  readonly calls: number;
}

export interface Asked {
  /** What was used since the last time. */
  take(): Capacity;
}

const WRITES = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

/** Counts the capacity units that the store says each call of a client used. */
export function capacityOf(client: DynamoDBClient): Asked {
  let used = { writes: 0, reads: 0, calls: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } as never });
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] };
      if (ConsumedCapacity === undefined) throw new Error(`${context.commandName} said nothing of its capacity`);
      const units = [ConsumedCapacity].flat().reduce((sum, each) => sum + (each.CapacityUnits ?? 0), 0);
      used.calls += 1;
      used[WRITES.test(context.commandName ?? '') ? 'writes' : 'reads'] += units;
      return result;
    },
    { step: 'initialize', name: 'countCapacity' },
  );
  return {
    take() {
      const taken = used;
      used = { writes: 0, reads: 0, calls: 0 };
      return taken;
    },
  };
}
