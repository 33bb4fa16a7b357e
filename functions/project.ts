import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { ViewRunner } from '../platform/contract/views.ts';

/**
 * Brings the views up to date when hints arrive (or the minute's sweep, which is a message like any other). All good
 * messages of a batch ask for the same work, so it is done once and they succeed or fail together; a message that is
 * no hint fails alone and ends in the dead-letter queue, where someone looks at it.
 */
export function project(runner: Pick<ViewRunner, 'catchUp'>): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const strange = event.Records.filter((record) => !isHint(record.body));
    const batchItemFailures = strange.map((record) => ({ itemIdentifier: record.messageId }));
    if (strange.length < event.Records.length) await runner.catchUp();
    return { batchItemFailures };
  };
}

/** True for `{ lane, position }` and `{ sweep: true }`. */
export function isHint(body: string): boolean {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return false;
  }
  if (typeof value !== 'object' || value === null) return false;
  const { lane, position, sweep } = value as Record<string, unknown>;
  return sweep === true || (Number.isInteger(lane) && Number.isInteger(position));
}
