import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthesize } from '../../infra/synth.ts';
import { openLog } from '../../platform/aws/log.ts';
import type { Log } from '../../platform/contract/log.ts';
import { type Cloud, startCloud } from './cloud.ts';

/** From a committed fact to a row: the stacks' own tables, stream, queues and functions; only the view is a test's. */
const folder = mkdtempSync(join(tmpdir(), 'hengyun-cloud-'));
let cloud: Cloud;
let log: Log;

beforeAll(async () => {
  synthesize('aws', join(folder, 'out'));
  const project = join(folder, 'project');
  mkdirSync(project);
  await build({
    entryPoints: [join(import.meta.dirname, 'fixtures/project.ts')],
    outfile: join(project, 'index.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire as __c}from'node:module';const require=__c(import.meta.url);" },
  });
  cloud = await startCloud({ folder: join(folder, 'out'), code: { project } });
  log = await openLog({ client: cloud.dynamo, table: cloud.find('AWS::DynamoDB::Table', 'log').name, lanes: 64 });
}, 120_000);
afterAll(async () => {
  await cloud?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const wish = (n: number, type = 'Reported') => ({
  commandId: `command-${n}`,
  actor: 'a',
  at: '2026-01-01T00:00:00.000Z',
  streams: [{ stream: `ticket/${n}`, after: 'new' as const, events: [{ type, v: 1, data: { n } }] }],
});
async function rows(): Promise<string[]> {
  const command = new ScanCommand({
    TableName: cloud.find('AWS::DynamoDB::Table', 'views').name,
    ConsistentRead: true,
  });
  return ((await cloud.dynamo.send(command)).Items ?? []).map((item) => item.commandId?.S ?? '').sort();
}
async function waiting(queue: string): Promise<number> {
  const AttributeNames = ['ApproximateNumberOfMessages' as const, 'ApproximateNumberOfMessagesNotVisible' as const];
  const command = new GetQueueAttributesCommand({ QueueUrl: cloud.queueUrl(queue), AttributeNames });
  const { Attributes = {} } = await cloud.sqs.send(command);
  return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
}

describe('from facts to views in the cloud', () => {
  it('a commit becomes a row: stream, wake, queue, project', async () => {
    for (let n = 0; n < 10; n++) await log.append(wish(n));
    await cloud.settled();
    expect(await rows()).toEqual(Array.from({ length: 10 }, (_, n) => `command-${n}`));
    expect(cloud.lambda('wake').invocations).toBeGreaterThan(0);
    expect(cloud.gate.denied).toEqual([]);
    const { arn } = cloud.find('AWS::SQS::Queue', 'project-hints');
    expect(cloud.gate.granted.get(`wake sqs:SendMessage ${arn}`)).toBeGreaterThan(0);
    expect(await waiting('project-hints')).toBe(0);
  });

  it('does not wake for what is no lane entry', async () => {
    const before = cloud.lambda('wake').invocations;
    await log.append({ ...wish(100), guards: [{ guard: 'g', change: 'take', owner: 'me' }] });
    await cloud.settled();
    const { invocations } = cloud.lambda('wake');
    expect(invocations - before).toBe(1);
  });

  it('a message that is no hint ends in the dead-letter queue, and stops nobody', async () => {
    await cloud.sqs.send(
      new SendMessageCommand({ QueueUrl: cloud.queueUrl('project-hints'), MessageBody: 'nonsense' }),
    );
    await log.append(wish(200));
    await cloud.settled();
    expect(await rows()).toContain('command-200');
    expect(await waiting('project-hints-dead')).toBe(1);
  });

  it('a sweep catches what a lost hint missed', async () => {
    const { properties } = cloud.find('AWS::Events::Rule', 'sweep');
    expect(properties.ScheduleExpression).toBe('rate(1 minute)');
    const before = cloud.lambda('project').invocations;
    await cloud.tick('sweep');
    await cloud.settled();
    expect(cloud.lambda('project').invocations).toBe(before + 1);
  });

  it('what cannot be projected comes again, then waits in the dead-letter queue; the log line names no value', async () => {
    await log.append(wish(300, 'Poison'));
    await cloud.settled();
    expect(await waiting('project-hints')).toBe(0);
    expect(await waiting('project-hints-dead')).toBe(2);
    const lines = cloud.lines.filter(
      (line) => line.includes('"level":"error"') && line.includes('"function":"project"'),
    );
    expect(lines.length).toBeGreaterThanOrEqual(5);
    expect(cloud.lines.join()).not.toContain('poison');
  });

  it('refuses a call that the policy does not grant', async () => {
    const { allows, statementsOf } = await import('./rights.ts');
    const statements = statementsOf(cloud.assembly, cloud.lambda('project').resource);
    const { arn } = cloud.find('AWS::DynamoDB::Table', 'log');
    expect(allows(statements, { action: 'dynamodb:Query', resource: arn })).toBe(true);
    expect(allows(statements, { action: 'dynamodb:PutItem', resource: arn })).toBe(false);
    expect(
      allows(statements, { action: 'dynamodb:Query', resource: cloud.find('AWS::DynamoDB::Table', 'keys').arn }),
    ).toBe(false);
  });
});
