import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { createTable, EMULATOR_CREDENTIALS, EMULATOR_REGION, startDynamo } from '../emulators/dynamo.ts';
import { startKms } from '../emulators/kms.ts';
import { Assembly, type Resource } from './assembly.ts';
import { openFront } from './front.ts';
import { type Gate, openGate } from './gate.ts';
import { type Lambda, startLambda } from './lambda.ts';
import { followQueue } from './queue-source.ts';
import { allows, statementsOf } from './rights.ts';
import { followStream, type Source } from './stream-source.ts';

/** The cloud that a template declares, running on emulators. */
export interface Cloud {
  readonly assembly: Assembly;
  readonly gate: Gate;
  /** Where the HTTP API answers. */
  readonly origin: string;
  readonly dynamo: DynamoDBClient;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  /** Access key under which the gate lets calls through with a function's rights. */
  accessKeyOf(name: string): string;
  /** A function by the name it has in `infra/`. */
  lambda(name: string): Lambda;
  /** The physical name, ARN and URL of a resource: by type and the start of its logical id. */
  find(type: string, id: string): Resource;
  queueUrl(id: string): string;
  /** Sends what a scheduled rule sends. */
  tick(rule: string): Promise<void>;
  /** Resolves when all sources have been quiet. Throws after `timeoutMs`. */
  settled(timeoutMs?: number): Promise<void>;
  /** Everything that functions wrote. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

export interface CloudOptions {
  /** What `synthesize` wrote. */
  readonly folder: string;
  /** Bundles to run instead of the assets, by function name. */
  readonly code?: Readonly<Record<string, string>>;
  /** Event source mappings start at once, unless this is false. */
  readonly sources?: boolean;
  /** Values of the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Running copies of a function at most (default 1). */
  readonly copies?: number;
}

/**
 * Starts emulators, creates what the template declares (tables, queues, buckets), makes its functions ready behind a gate that checks
 * their rights, and connects them by the event source mappings. What it does not imitate: waiting times, throttling, cold starts of many
 * copies, policies of resources.
 */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const [gate, front, dynamo, kms] = await Promise.all([openGate(), openFront(), startDynamo(), startKms()]);
  const faux = await startFauxqs({ port: 0, logger: false });
  const assembly = new Assembly(options.folder, {
    queueHost: gate.endpoint,
    parameters: { ...SAMPLE_SITE, Origin: front.origin, ...options.parameters },
  });
  const common = { region: EMULATOR_REGION, credentials: EMULATOR_CREDENTIALS };
  const sqs = new SQSClient({ ...common, endpoint: faux.address });
  const s3 = new S3Client({ ...common, endpoint: faux.address, forcePathStyle: true });
  const client = dynamo.client();
  gate.route('dynamodb', dynamo.endpoint);
  gate.route('sqs', faux.address);
  gate.route('s3', faux.address);
  gate.route('kms', kms.endpoint);

  const streams = await createTables(client, assembly);
  await createQueues(sqs, assembly);
  for (const bucket of assembly.ofType('AWS::S3::Bucket'))
    await s3.send(new CreateBucketCommand({ Bucket: bucket.name }));

  const lines: string[] = [];
  const lambdas = new Map<string, Lambda>();
  const sources: Source[] = [];
  const pollers: SQSClient[] = [];
  for (const fn of assembly.ofType('AWS::Lambda::Function')) {
    const name = nameIn(fn);
    const accessKey = accessKeyOf(name);
    gate.admit(accessKey, { name, statements: statementsOf(assembly, fn) });
    const environment = {
      AWS_ACCESS_KEY_ID: accessKey,
      AWS_SECRET_ACCESS_KEY: 'emulator',
      AWS_REGION: EMULATOR_REGION,
      AWS_ENDPOINT_URL: gate.endpoint,
    };
    const { copies = 1, code } = options;
    lambdas.set(
      name,
      startLambda(assembly, fn, { environment, copies, log: (line) => void lines.push(line), code: code?.[name] }),
    );
  }
  front.connect(assembly, lambdas.values());
  const lambda = (name: string): Lambda => {
    const found = lambdas.get(name);
    if (!found) throw new Error(`no function ${name}: ${[...lambdas.keys()].join(', ')}`);
    return found;
  };
  const find = (type: string, id: string): Resource => {
    const found = assembly.ofType(type).filter((each) => plainId(each.id) === plainId(id));
    if (found.length !== 1) throw new Error(`${found.length} of ${type} ${id}`);
    return found[0] as Resource;
  };
  const urlOf = (queue: Resource) => `${faux.address}/000000000000/${queue.name}`;

  async function connect(mapping: Resource): Promise<void> {
    const { properties } = mapping;
    if (properties.Enabled === false) return;
    const target = [...lambdas.values()].find((each) => properties.FunctionName === each.resource.name);
    if (!target) throw new Error(`${mapping.id} names no function`);
    const arn = String(properties.EventSourceArn);
    const queue = assembly.byArn(arn);
    const statements = statementsOf(assembly, target.resource);
    const actions = queue
      ? ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']
      : ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
    for (const action of actions)
      if (!allows(statements, { action, resource: arn }))
        throw new Error(`${target.resource.id} may not ${action} on ${arn}`);
    if (queue) {
      const accessKeyId = accessKeyOf(nameIn(target.resource));
      const poller = new SQSClient({
        ...common,
        endpoint: gate.endpoint,
        credentials: { accessKeyId, secretAccessKey: 'x' },
      });
      pollers.push(poller);
      const queueUrl = `${gate.endpoint}/000000000000/${queue.name}`;
      sources.push(followQueue({ client: poller, queueUrl, queueArn: arn, mapping: properties, lambda: target }));
      return;
    }
    const table = assembly.byArn(arn.replace(/\/stream\/.*$/, ''));
    const streamArn = table && streams.get(table.name);
    if (!streamArn) throw new Error(`${mapping.id}: ${arn} is no stream`);
    const failed = assembly.byArn(String(properties.DestinationConfig?.OnFailure?.Destination));
    const onFailure = async (batch: object) => {
      if (!failed) return;
      if (!allows(statements, { action: 'sqs:SendMessage', resource: failed.arn }))
        throw new Error(`${mapping.id}: may not report failures`);
      await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(failed), MessageBody: JSON.stringify(batch) }));
    };
    sources.push(
      await followStream({
        endpoint: dynamo.endpoint,
        streamArn,
        sourceArn: arn,
        mapping: properties,
        lambda: target,
        onFailure,
      }),
    );
  }
  if (options.sources !== false)
    for (const mapping of assembly.ofType('AWS::Lambda::EventSourceMapping')) await connect(mapping);

  return {
    assembly,
    gate,
    origin: front.origin,
    dynamo: client,
    sqs,
    s3,
    accessKeyOf,
    lambda,
    find,
    lines,
    queueUrl: (id) => urlOf(find('AWS::SQS::Queue', id)),
    async tick(rule) {
      for (const target of find('AWS::Events::Rule', rule).properties.Targets as { Arn: string; Input?: string }[]) {
        const queue = assembly.byArn(target.Arn);
        if (queue?.type === 'AWS::SQS::Queue') {
          await sqs.send(new SendMessageCommand({ QueueUrl: urlOf(queue), MessageBody: target.Input ?? '{}' }));
          continue;
        }
        const fn = [...lambdas.values()].find((each) => each.resource.arn === target.Arn);
        if (!fn) throw new Error(`${rule} has a target that is not understood: ${target.Arn}`);
        await fn.invoke(JSON.parse(target.Input ?? '{}'));
      }
    },
    async settled(timeoutMs = 20_000) {
      const deadline = Date.now() + timeoutMs;
      while (Date.now() < deadline) {
        const before = sources.map((each) => each.look());
        // Everyone looks twice and finds nothing: then nothing was on the way from one to another either.
        const lookedTwice = () => sources.every((each, i) => each.look().quiet >= (before[i]?.quiet ?? 0) + 2);
        while (!lookedTwice() && Date.now() < deadline) await new Promise((wake) => setTimeout(wake, 20));
        if (lookedTwice() && sources.every((each, i) => each.look().busy === before[i]?.busy)) return;
      }
      throw new Error(`not settled after ${timeoutMs} ms: ${lines.slice(-5).join(' | ')}`);
    },
    async stop() {
      await Promise.all(sources.map((each) => each.stop()));
      await Promise.all([...lambdas.values()].map((each) => each.stop()));
      for (const each of [sqs, s3, ...pollers]) each.destroy();
      await Promise.all([front.stop(), gate.stop(), dynamo.stop(), kms.stop(), faux.stop()]);
    },
  };
}

const accessKeyOf = (name: string): string => `AK${name.toUpperCase()}`;

/** Parameters of a visibly fictitious site. */
const SAMPLE_SITE = {
  Division: '430423',
  OidcIssuer: 'http://localhost/oidc',
  OidcClient: 'portal',
  OidcAudience: 'hengyun',
  Site: JSON.stringify({
    name: { zh: '示例' },
    host: { zh: '示例' },
    domain: 'localhost',
    phone: '0734-5550100',
    address: { zh: '示例' },
  }),
};

/** The id that `infra/` gave: CDK appends eight characters of a hash. */
function plainId(id: string): string {
  return id
    .replace(/[0-9A-F]{8}$/, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
}

const nameIn = (fn: Resource): string => plainId(fn.id);

async function createTables(client: DynamoDBClient, assembly: Assembly): Promise<Map<string, string>> {
  const streams = new Map<string, string>();
  for (const { name, properties } of assembly.ofType('AWS::DynamoDB::Table')) {
    const keys = (properties.KeySchema as { AttributeName: string }[]).map((each) => each.AttributeName);
    if (keys.join() !== 'pk,sk') throw new Error(`${name} has other keys than pk and sk: ${keys}`);
    const ttl = properties.TimeToLiveSpecification?.AttributeName as string | undefined;
    const stream = properties.StreamSpecification?.StreamViewType as 'KEYS_ONLY' | undefined;
    const arn = await createTable(client, name, { ...(ttl ? { ttl } : {}), ...(stream ? { stream } : {}) });
    if (arn) streams.set(name, arn);
  }
  return streams;
}

async function createQueues(client: SQSClient, assembly: Assembly): Promise<void> {
  const queues = assembly.ofType('AWS::SQS::Queue');
  // Dead-letter queues first: the others name them.
  queues.sort((a, b) => Number('RedrivePolicy' in a.properties) - Number('RedrivePolicy' in b.properties));
  for (const { name, properties } of queues) {
    const Attributes: Record<string, string> = {};
    for (const key of ['VisibilityTimeout', 'MessageRetentionPeriod', 'DelaySeconds', 'FifoQueue'])
      if (properties[key] !== undefined) Attributes[key] = String(properties[key]);
    if (properties.RedrivePolicy) Attributes.RedrivePolicy = JSON.stringify(properties.RedrivePolicy);
    await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  }
}
