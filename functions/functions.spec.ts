import type { Context, DynamoDBStreamEvent, SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { lambda } from './middy.ts';
import { project } from './project.ts';
import { type LaneHint, wake } from './wake.ts';

const records = (...keys: [string, string][]) =>
  ({
    Records: keys.map(([pk, sk]) => ({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } })),
  }) as DynamoDBStreamEvent;
const messages = (...bodies: string[]) =>
  ({ Records: bodies.map((body, i) => ({ messageId: `m${i}`, body })) }) as SQSEvent;

describe('wake', () => {
  it('sends one hint a lane, with the highest position', async () => {
    const sent: LaneHint[] = [];
    await wake(async (hints) => void sent.push(...hints))(
      records(
        ['l#3', '000000000007'],
        ['s#a/1', 'c#000000000000'],
        ['l#3', '000000000006'],
        ['l#12', '000000000001'],
        ['g#x', 'g'],
      ),
    );
    expect(sent).toEqual([
      { lane: 3, position: 7 },
      { lane: 12, position: 1 },
    ]);
  });

  it('sends nothing when no lane moved, and fails when sending fails', async () => {
    const fail = wake(async () => {
      throw new Error('refused');
    });
    await fail(records(['s#a/1', 'c#000000000000'], ['meta', 'log']));
    await expect(fail(records(['l#1', '000000000001']))).rejects.toThrow('refused');
  });
});

describe('project', () => {
  const counted = (fails = false) => {
    const runs = { count: 0, lanes: undefined as readonly number[] | undefined };
    const catchUp = async (_: unknown, lanes?: readonly number[]) => {
      runs.count++;
      runs.lanes = lanes;
      if (fails) throw new Error('throttled');
    };
    return { runs, handler: project({ catchUp }) };
  };

  it('catches up once for a batch', async () => {
    const { runs, handler } = counted();
    expect(await handler(messages('{"lane":1,"position":2}', '{"lane":4,"position":9}', '{"sweep":true}'))).toEqual({
      batchItemFailures: [],
    });
    expect(runs).toEqual({ count: 1, lanes: undefined });
  });

  it('looks only at the lanes that moved, unless it is the sweep', async () => {
    const { runs, handler } = counted();
    await handler(messages('{"lane":1,"position":2}', '{"lane":4,"position":9}', '{"lane":1,"position":3}'));
    expect(runs).toEqual({ count: 1, lanes: [1, 4] });
  });

  it('sets aside what is no hint, without failing the others', async () => {
    const { runs, handler } = counted();
    expect(await handler(messages('{"lane":1,"position":2}', 'x', '{"lane":"1"}', 'null'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }, { itemIdentifier: 'm3' }],
    });
    expect(runs.count).toBe(1);
  });

  it('lets the whole batch come again when catching up failed', async () => {
    await expect(counted(true).handler(messages('{"sweep":true}'))).rejects.toThrow('throttled');
  });
});

describe('lambda', () => {
  it('passes failures on and logs neither the event nor a foreign message', async () => {
    const lines: string[] = [];
    const handler = lambda(
      'test',
      async (event: { name: string }) => {
        throw new TypeError(`bad name ${event.name}`);
      },
      (line) => lines.push(line),
    );
    const context = { awsRequestId: 'r1', getRemainingTimeInMillis: () => 1000 } as Context;
    await expect(handler({ name: 'Zhang San' }, context, () => {})).rejects.toMatchObject({
      name: 'TypeError',
      message: 'see the line before',
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('Zhang');
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      level: 'error',
      function: 'test',
      request: 'r1',
      error: 'TypeError',
    });
  });
});
