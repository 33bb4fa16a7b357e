import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { LaneHint } from './wake.ts';

/**
 * Brings the views up to date when hints arrive (or the minute's sweep, which is a message like any other). All good
 * messages of a batch ask for the same work, so it is done once and they succeed or fail together; a message that is
 * no hint fails alone and ends in the dead-letter queue, where someone looks at it.
 */
export function project(runner: Follower): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async (event) => {
    const hints = event.Records.map((record) => hintIn(record.body));
    const batchItemFailures = event.Records.filter((_, i) => hints[i] === null).map((record) => ({
      itemIdentifier: record.messageId,
    }));
    const good = hints.filter((hint) => hint !== null);
    // A sweep looks at every lane; hints spare the look at the others.
    const lanes = good.includes('sweep') ? undefined : [...new Set(good.map((hint) => (hint as LaneHint).lane))];
    if (good.length > 0) await runner.catchUp(undefined, lanes);
    return { batchItemFailures };
  };
}

/** A runner that can be told which lanes moved; one that cannot looks at all of them. */
export interface Follower {
  catchUp(views?: readonly string[], lanes?: readonly number[]): Promise<void>;
}

/** What a message says: `{ lane, position }` or `{ sweep: true }`; null when it is neither. */
export function hintIn(body: string): LaneHint | 'sweep' | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { lane, position, sweep } = value as Record<string, unknown>;
  if (sweep === true) return 'sweep';
  const whole = (number: unknown): number is number => Number.isSafeInteger(number) && (number as number) >= 0;
  return whole(lane) && whole(position) ? { lane, position } : null;
}
