import type { DynamoDBStreamEvent } from 'aws-lambda';

/** What travels from `wake` to those who follow the log: a lane moved at least to a position. A hint, never the data. */
export interface LaneHint {
  readonly lane: number;
  readonly position: number;
}

/** Sends all hints to everyone who follows the log; rejects when one may not have arrived. */
export type SendHints = (hints: readonly LaneHint[]) => Promise<void>;

/**
 * Reads the log's change stream and sends one hint for every lane that moved. Two readers a shard is DynamoDB's limit,
 * so this is the only one, and it fans out by queue. Rejects when sending failed: the batch comes again, and a hint
 * sent twice is harmless.
 */
export function wake(send: SendHints): (event: DynamoDBStreamEvent) => Promise<void> {
  return async (event) => {
    const moved = new Map<number, number>();
    for (const record of event.Records) {
      const hint = hintOf(record.dynamodb?.Keys?.pk?.S, record.dynamodb?.Keys?.sk?.S);
      if (hint && hint.position > (moved.get(hint.lane) ?? 0)) moved.set(hint.lane, hint.position);
    }
    if (moved.size > 0) await send([...moved].map(([lane, position]) => ({ lane, position })));
  };
}

/** The hint in the keys of a lane entry (`l#<lane>`, `<position>`); undefined for the log's other items. */
export function hintOf(pk: string | undefined, sk: string | undefined): LaneHint | undefined {
  const lane = /^l#(\d+)$/.exec(pk ?? '')?.[1];
  if (lane === undefined || !/^\d+$/.test(sk ?? '')) return undefined;
  return { lane: Number(lane), position: Number(sk) };
}
