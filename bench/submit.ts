import { deepStrictEqual as equal, ok } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChainReport, StoredEvent } from '../platform/contract/log.ts';
import { makeCounty } from './lib/county.ts';
import { syncRates } from './lib/disk.ts';
import { type LoadResult, load, post } from './lib/load.ts';
import { oldAgeAllowance } from './lib/old-age-allowance.ts';
import { citizen } from './lib/people.ts';
import { median, ms, printTable, quantile, rate, type Target } from './lib/report.ts';
import { type Served, start } from './lib/serve.ts';

const CITIZENS = 1000;
const CLIENTS = 32;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const SERVICE = 'gao-ling-jin-tie';

/** The old-age allowance by its typed mutation: seventeen fields, two of them computed, sealed for the applicant. */
const MUTATION = `mutation Apply($input: GaoLingJinTieInput!) {
  receipt: submitGaoLingJinTie(input: $input) { case number queryCode submittedOn }
}`;

/** Applications over HTTP until they are durable, by 32 clients with the tokens of 1,000 citizens. */
export async function run(): Promise<readonly Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-submit-'));
  try {
    const dataDir = join(folder, 'data');
    // They have signed in before: their keys are made.
    await makeCounty(dataDir, async ({ vault }) => {
      await vault.subjectsFor(Array.from({ length: CITIZENS }, (_, n) => citizen(n).identifier.value));
    });
    const served = await start('./serve-hengyun.ts', { dataDir, citizens: CITIZENS });
    try {
      return await measure(served, folder);
    } finally {
      await served.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(served: Served, folder: string): Promise<Target[]> {
  const typeName = await served.ask<string>('typeName', { form: SERVICE });
  const query = MUTATION.replaceAll('GaoLingJinTie', typeName);
  const requests: string[] = [];
  for (let n = 0; n < CITIZENS; n++) {
    const token = await served.ask<string>('token', { person: citizen(n).key });
    requests.push(post({ query, variables: { input: oldAgeAllowance(n) } }, token));
  }
  const [before = 0] = await served.ask<number[]>('heads');
  const plan = { port: served.port, connections: CLIENTS, requests, bodies: 'keep' } as const;
  const bodies: string[] = [];
  const rates: number[] = [];
  const times: number[] = [];
  const cpu: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const used = await served.cpu();
    const result: LoadResult = await load({ ...plan, seconds: SECONDS });
    bodies.push(...result.bodies);
    if (round < 0) continue;
    cpu.push(((await served.cpu()) - used) / result.done);
    rates.push(result.done / result.seconds);
    for (const time of result.times) times.push(time);
  }
  times.sort((a, b) => a - b);
  await check(served, before, bodies);
  const caughtUp = performance.now();
  await served.ask('catchUp');
  const behind = performance.now() - caughtUp;
  const p99 = quantile(times, 0.99);
  const title = `Applications submitted, ${CLIENTS} clients, ${ROUNDS} turns of ${SECONDS} s`;
  printTable(`${title}; load now ${loadavg()[0]?.toFixed(1)}`, [
    {
      server: 'Hengyun (SQLite)',
      applications: rate(median(rates)),
      p50: ms(quantile(times, 0.5)),
      p99: ms(p99),
      'its CPU each, all threads': ms(median(cpu)),
      'views behind at the end': ms(behind),
    },
  ]);
  printTable('The disk below, 32 KB a write', syncRates(folder, 32 * 1024));
  return [
    { what: 'applications', measured: rate(median(rates)), wanted: rate(800), met: median(rates) >= 800 },
    { what: 'applications, p99', measured: ms(p99), wanted: '50 ms', met: p99 < 50 },
  ];
}

/** Every acknowledged application must stand in the log once, under the number and stream its receipt names, in a whole chain. */
async function check(served: Served, before: number, bodies: readonly string[]): Promise<void> {
  const receipts = new Map<string, string>();
  for (const body of bodies) {
    const { data, errors } = JSON.parse(body) as {
      data?: { receipt: { number: string; case: string } };
      errors?: unknown;
    };
    ok(data && !errors, `a refused application: ${body.slice(0, 300)}`);
    receipts.set(data.receipt.number, `application/${data.receipt.case}`);
  }
  equal(receipts.size, bodies.length, 'a number was given twice');
  const stored = new Map<string, string>();
  for (let after = before; ; ) {
    const page = await served.ask<{ stream: string; position: number; events: StoredEvent[] }[]>('events', { after });
    for (const { stream, events } of page)
      for (const { type, data } of events) if (type === 'ApplicationSubmitted') stored.set(String(data.number), stream);
    const last = page.at(-1);
    if (!last) break;
    after = last.position;
  }
  for (const [number, stream] of receipts) equal(stored.get(number), stream, `${number} is not in the log`);
  const report = await served.ask<ChainReport>('verify');
  ok(report.ok, 'the chain does not verify');
}
