import { ok } from 'node:assert';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { filingBy } from '../commands/application/applicant.ts';
import { submitApplication } from '../commands/application/submit.ts';
import { contextFor, openCloud, systemActor } from '../commands/context.ts';
import { newId } from '../commands/ids.ts';
import { bundle, readAtStart } from '../infra/bundle.ts';
import { seedBasics } from '../local/seed/seed.ts';
import { type AwsConfig, VARIABLES } from '../platform/aws/config.ts';
import { openAws } from '../platform/aws/open.ts';
import { TABLES } from '../platform/aws/tables.ts';
import { readCounty } from '../samples/county.ts';
import { createTable, EMULATOR_CREDENTIALS, EMULATOR_REGION, startDynamo } from '../test/emulators/dynamo.ts';
import { startKms } from '../test/emulators/kms.ts';
import { domain } from '../views/registry.ts';
import { type Asked, capacityOf } from './lib/capacity.ts';
import { oldAgeAllowance } from './lib/old-age-allowance.ts';
import { citizen, NO_RECORDS } from './lib/people.ts';
import { median, ms, printTable, type Target } from './lib/report.ts';

const STARTS = 9;
const APPLICATIONS = 20;

const CONFIG: AwsConfig = {
  logTable: 'log',
  viewsTable: 'views',
  stateTable: 'state',
  keysTable: 'keys',
  filesBucket: 'files',
  intakeBucket: 'intake',
  kmsKey: 'alias/hengyun',
  hintQueues: '',
  lanes: 4,
  division: '430423',
  origin: 'https://www.example.gov.cn',
  oidcIssuer: 'https://id.example.gov.cn',
  oidcClient: 'hengyun',
  oidcAudience: 'hengyun',
  site: '{"name":{"zh":"示例"},"domain":"example.gov.cn"}',
};

/** A question that reads views, as the gateway hands it over. */
const REQUEST = {
  rawPath: '/graphql',
  rawQueryString: '',
  headers: { 'content-type': 'application/json', accept: 'application/json', origin: CONFIG.origin },
  requestContext: { http: { method: 'POST', path: '/graphql' } },
  body: JSON.stringify({ query: '{ region { name { zh } } services(first: 5) { edges { node { name { zh } } } } }' }),
  isBase64Encoded: false,
};

/** The GraphQL function as it is deployed: its size, how long it takes to be ready, and what an application costs in DynamoDB. */
export async function run(): Promise<readonly Target[]> {
  const folder = bundle('api');
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  const size = files.reduce((sum, file) => sum + file.length, 0);
  const packed = gzipSync(Buffer.concat(files)).length;
  const atStart = readAtStart(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  const [dynamo, kms] = await Promise.all([startDynamo(), startKms()]);
  try {
    for (const [name, shape] of Object.entries(TABLES)) await createTable(dynamo.client(), name, shape);
    const endpoints = { dynamo: dynamo.endpoint, kms: kms.endpoint };
    const costs = await capacity(endpoints);
    const times: Awaited<ReturnType<typeof startUp>>[] = [];
    for (let n = 0; n < STARTS; n++) times.push(await startUp(join(folder, 'index.mjs'), endpoints));
    const [init, cpu] = [median(times.map((one) => one.wall)), median(times.map((one) => one.cpu))];
    const mb = (bytes: number) => `${(bytes / 1e6).toFixed(2)} MB`;
    printTable(`The function api, ${STARTS} starts in fresh processes`, [
      { '': 'code that a start reads', value: mb(atStart) },
      { '': 'bundle, all its files', value: mb(size) },
      { '': 'bundle, compressed', value: mb(packed) },
      { '': 'ready after (its questions to table and key service included)', value: ms(init) },
      { '': 'its processor time', value: ms(cpu) },
      { '': 'the first request after that', value: ms(median(times.map((one) => one.first))) },
      { '': 'its processor time', value: ms(median(times.map((one) => one.firstCpu))) },
    ]);
    printTable("Capacity units of one application, as the emulator counts them by DynamoDB's rules", costs);
    return [
      { what: 'code that a start reads', measured: mb(atStart), wanted: mb(1.5e6), met: atStart < 1.5e6 },
      { what: 'bundle, compressed', measured: mb(packed), wanted: mb(1.5e6), met: packed < 1.5e6 },
      { what: 'ready', measured: ms(init), wanted: ms(150), met: init < 150 },
    ];
  } finally {
    await Promise.all([dynamo.stop(), kms.stop()]);
  }
}

interface Endpoints {
  readonly dynamo: string;
  readonly kms: string;
}

interface Start {
  readonly wall: number;
  readonly cpu: number;
  /** The first request, which pays for what the start left for later. */
  readonly first: number;
  readonly firstCpu: number;
}

/** Loads the bundle in a process of its own, as Lambda's runtime does, and says how long that took. */
async function startUp(file: string, { dynamo, kms }: Endpoints): Promise<Start> {
  const settings = Object.entries(VARIABLES).map(([name, variable]) => [
    variable,
    String(CONFIG[name as keyof AwsConfig]),
  ]);
  const env = {
    ...Object.fromEntries(settings),
    AWS_REGION: EMULATOR_REGION,
    AWS_ACCESS_KEY_ID: EMULATOR_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: EMULATOR_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo,
    AWS_ENDPOINT_URL_KMS: kms,
  };
  const script = `const began = performance.now(), used = process.cpuUsage();
    const { handler } = await import(${JSON.stringify(file)});
    if (typeof handler !== 'function') throw new Error('no handler');
    const busy = ({ user, system }) => (user + system) / 1000;
    const [wall, cpu] = [performance.now() - began, busy(process.cpuUsage(used))];
    const [asked, usedThen] = [performance.now(), process.cpuUsage()];
    const { statusCode, body } = await handler(${JSON.stringify(REQUEST)}, { awsRequestId: 'bench' });
    if (statusCode !== 200 || JSON.parse(body).errors) throw new Error(body);
    const [first, firstCpu] = [performance.now() - asked, busy(process.cpuUsage(usedThen))];
    console.log(JSON.stringify({ wall, cpu, first, firstCpu }));
    process.exit(0);`;
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 30_000 });
  return JSON.parse(stdout) as Start;
}

/** What DynamoDB is asked for one application of a citizen who was here before: by the command, then by all views. */
async function capacity(endpoints: Endpoints): Promise<Record<string, string>[]> {
  const settings = { region: EMULATOR_REGION, credentials: EMULATOR_CREDENTIALS };
  const client = new DynamoDBClient({ ...settings, endpoint: endpoints.dynamo });
  const kms = new KMSClient({ ...settings, endpoint: endpoints.kms });
  const platform = await openAws({ config: CONFIG, domain, clients: { dynamo: client, kms } });
  try {
    const county = readCounty();
    const cloud = openCloud(platform, county.region);
    await seedBasics(contextFor(cloud, systemActor('seed')), county);
    await platform.runner.catchUp();
    const submit = async (n: number) => {
      const context = contextFor(cloud, systemActor('bench'));
      const { name, phone, identifier } = citizen(n % 3);
      const service = 'gao-ling-jin-tie';
      const of = { kind: 'person', name, phone, identifier: identifier.value } as const;
      const filing = await filingBy(context, null, of, service);
      const wish = { service, answers: oldAgeAllowance(n % 3), filing, filesOf: null, holdings: NO_RECORDS };
      return submitApplication(context, newId(), wish);
    };
    for (let n = 0; n < 3; n++) await submit(n);
    await platform.runner.catchUp();
    const asked: Asked = capacityOf(client);
    for (let n = 0; n < APPLICATIONS; n++) ok((await submit(n)).position, 'it was not submitted');
    const command = asked.take();
    await platform.runner.catchUp();
    const views = asked.take();
    return [
      { '': 'the command', ...perApplication(command) },
      { '': `all ${domain.views.length} views (${APPLICATIONS} applications together)`, ...perApplication(views) },
    ];
  } finally {
    await platform.close();
    client.destroy();
    kms.destroy();
  }
}

function perApplication({ reads, writes, calls }: { reads: number; writes: number; calls: number }) {
  const each = (value: number) => (value / APPLICATIONS).toFixed(1);
  return { writes: each(writes), reads: each(reads), calls: each(calls) };
}
