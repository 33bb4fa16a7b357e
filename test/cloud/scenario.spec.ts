import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, describe, expect, it } from 'vitest';
import { contextFor, openCloud, systemActor } from '../../commands/context.ts';
import { createEngine } from '../../graphql/execute.ts';
import { synthesize } from '../../infra/synth.ts';
import { seedBasics } from '../../local/seed/seed.ts';
import { configFromEnv } from '../../platform/aws/config.ts';
import { openLog } from '../../platform/aws/log.ts';
import { openAws, PLATFORM_SETTINGS } from '../../platform/aws/open.ts';
import { openViews } from '../../platform/aws/views.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import { readCounty } from '../../samples/county.ts';
import { openDataOf } from '../../views/open-data/engine.ts';
import { recordsOf } from '../../views/records/engine.ts';
import { domain } from '../../views/registry.ts';
import { directoryOf } from '../../views/services/directory.ts';
import { EMULATOR_REGION } from '../emulators/dynamo.ts';
import { closingStories } from '../scenario/closing-stories.ts';
import { documentNumberStories } from '../scenario/document-number-stories.ts';
import { flowStories } from '../scenario/flow-stories.ts';
import { liveApiStories } from '../scenario/live-api-stories.ts';
import { matterDraftStories } from '../scenario/matter-draft-stories.ts';
import { matterStories } from '../scenario/matter-stories.ts';
import { prefillStories } from '../scenario/prefill-stories.ts';
import { registerStories } from '../scenario/register-stories.ts';
import type { PostFile } from '../scenario/road.ts';
import { serviceStories } from '../scenario/service-stories.ts';
import { roadStories } from '../scenario/stories.ts';
import { ticketStories } from '../scenario/ticket-stories.ts';
import { StoryClock, type World } from '../scenario/world.ts';
import { packageStories } from '../told/stories.ts';
import { type Cloud, startCloud } from './cloud.ts';
import { rightsIn, statementsOf } from './rights.ts';

/**
 * The stories that are told on one machine, told in the cloud: commands run here with the rights of the function `api`, views are kept by
 * the functions `wake` and `project` themselves. Time is the story's, so nothing waits for a real clock.
 */
describe('in the cloud', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'hengyun-scenario-'));
  let opened: Promise<{ world: World; post: PostFile; running: Cloud; platform: Platform }> | null = null;

  afterAll(async () => {
    const { running, platform } = (await opened?.catch(() => undefined)) ?? {};
    await platform?.close();
    await running?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open() {
    synthesize('aws', folder);
    const running = await startCloud({ folder });
    const as = (name: string) => ({
      endpoint: running.gate.endpoint,
      region: EMULATOR_REGION,
      credentials: { accessKeyId: running.accessKeyOf(name), secretAccessKey: 'emulator' },
    });
    const settings = running.lambda('api').resource.properties.Environment.Variables as Record<string, string>;
    const config = configFromEnv(settings, PLATFORM_SETTINGS);
    const clock = new StoryClock('2026-03-02T00:00:00.000Z');
    const clients = {
      dynamo: new DynamoDBClient(as('api')),
      kms: new KMSClient(as('api')),
      s3: new S3Client({ ...as('api'), forcePathStyle: true }),
    };
    const real = await openAws({ config, domain, origin: 'http://localhost', clock, clients });
    const rebuilder = await runnerAs(new DynamoDBClient(as('project')), config);
    const runner: Platform['runner'] = {
      catchUp: () => running.settled(60_000),
      rebuild: (name) => rebuilder.rebuild(name),
      status: () => rebuilder.status(),
      redrive: (name) => rebuilder.redrive(name),
      start() {},
      close: () => rebuilder.close(),
    };
    const platform: Platform = { ...real, views: patient(real.views), runner };
    const county = readCounty();
    const cloud = openCloud(platform, county.region);
    await seedBasics(contextFor(cloud, systemActor('seed')), county);
    await running.settled(120_000);
    const probe = async () => ({ reachable: false, ms: null, status: null, problem: 'UNREACHABLE' });
    const services = {
      cloud,
      directory: directoryOf(platform),
      openData: openDataOf(platform),
      records: recordsOf(platform),
      probe,
    };
    const plain = createEngine(services, (reference, error) => console.error(reference, error));
    // Whoever asks comes a moment later; the answer to a mutation must be right at once.
    const engine: typeof plain = {
      ...plain,
      async execute(request, viewer) {
        if (!/^\s*mutation\b/.test(request.query)) await running.settled(60_000);
        return plain.execute(request, viewer);
      },
    };
    const post: PostFile = async (upload, bytes, name) => {
      const form = new FormData();
      for (const field of upload.fields) form.append(field.name, field.value);
      form.append('file', new Blob([new Uint8Array(bytes)]), name);
      const answer = await fetch(upload.url, { method: 'POST', body: form, redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '', 'http://localhost').searchParams.get('key') ?? '';
    };
    return { world: { platform, cloud, engine, clock }, post, running, platform };
  }

  const told = () => {
    opened ??= open();
    return opened;
  };
  roadStories(told);
  flowStories(told);
  ticketStories(told);
  serviceStories(told);
  closingStories(told);
  liveApiStories(told);
  registerStories(told);
  prefillStories(told);
  matterStories(told);
  matterDraftStories(told);
  documentNumberStories(told);
  packageStories(told);

  it('made no call that was not granted, and none that failed in a function', async () => {
    const { running } = await told();
    expect(running.gate.denied).toEqual([]);
    expect(running.lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    expect(running.lambda('project').invocations).toBeGreaterThan(5);
  });

  it('was given no right that it does not need', async () => {
    const { running } = await told();
    // What event source mappings and Lambda itself use does not come through the gate.
    const others =
      /logs:|kms:.*datakey|wakefailed|sqs:(Get|Change|Receive|Delete)|dynamodb:(DescribeS|ListS|GetR|GetShard)/;
    const idle = ['api', 'project', 'wake'].flatMap((name) =>
      rightsIn(statementsOf(running.assembly, running.lambda(name).resource))
        .filter((right) => !others.test(right) && !running.gate.granted.has(`${name} ${right}`))
        .map(
          (right) => `${name} ${right.replace(/arn:.*[-:/](files|intake|log|state|views|keys)[0-9A-Fa-f]{8}/, '$1')}`,
        ),
    );
    // Needed outside these stories: the list of drafts, downloads, withdrawn files, files that are not there.
    expect(idle.sort()).toEqual([
      'api dynamodb:BatchGetItem state',
      'api s3:DeleteObject files/*',
      'api s3:GetObject files/*',
      'api s3:ListBucket files',
      'api s3:ListBucket intake',
    ]);
  });
});

/** Waits for a view as long as a busy machine may take to start a function. */
function patient(views: Platform['views']): Platform['views'] {
  return {
    get: (view, key) => views.get(view, key),
    getMany: (view, keys) => views.getMany(view, keys),
    list: (view, query) => views.list(view, query),
    scan: (view, options) => views.scan(view, options),
    revision: (view) => views.revision(view),
    waitFor: (view, position, timeoutMs = 60_000) => views.waitFor(view, position, timeoutMs),
  };
}

/** A runner with the rights of the function `project`. */
async function runnerAs(client: DynamoDBClient, config: { logTable: string; viewsTable: string; lanes: number }) {
  const log = await openLog({ client, table: config.logTable, lanes: config.lanes });
  return (await openViews({ client, table: config.viewsTable, log, domain, retireMs: 0 })).runner;
}
