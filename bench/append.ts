import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Appender, castore, emmett, hengyun, plainInsert, uuidv7 } from './lib/appenders.ts';
import { syncRates } from './lib/disk.ts';
import { withPostgres } from './lib/postgres.ts';
import { median, ms, printTable, quantile, rate, ratio, type Target } from './lib/report.ts';

/** Appends to one stream before a writer begins the next: what a case has. */
const STREAM = 10;
const ROUNDS = 5;
const SECONDS = 2;

/** Durable appends per second: 16 writers against PostgreSQL's event stores, turn by turn; then 64 writers on SQLite alone. */
export async function run(): Promise<readonly Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-append-'));
  try {
    const peers = await withPostgres(async (url) =>
      compare([
        await hengyun(join(folder, 'sixteen.db')),
        await emmett(url, 16),
        await castore(url, 16),
        await plainInsert(url, 16),
      ]),
    );
    const alone = await saturate(folder);
    return [...peers, ...alone];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compare(appenders: readonly [Appender, ...Appender[]]): Promise<Target[]> {
  const results = appenders.map((appender) => ({ appender, done: 0, rates: [] as number[], times: [] as number[] }));
  for (const { appender } of results)
    await measure(appender, 16, 0.5).then(({ times }) => bump(results, appender, times));
  for (let round = 0; round < ROUNDS; round++)
    for (const result of results) {
      const { times, perSecond } = await measure(result.appender, 16, SECONDS);
      result.done += times.length;
      result.rates.push(perSecond);
      result.times.push(...times);
    }
  for (const { appender, done } of results) {
    await appender.check(done);
    await appender.close();
  }
  const [ours, first, second, plain] = results.map(({ rates }) => median(rates)) as [number, number, number, number];
  printTable(
    `16 writers, ${ROUNDS} turns of ${SECONDS} s each, median`,
    results.map(({ appender, rates, times }) => ({
      ...row(appender.name, median(rates), times),
      Hengyun: ratio(ours / median(rates)),
    })),
  );
  const better = Math.max(first, second);
  return [
    { what: '16 writers, the better library', measured: ratio(ours / better), wanted: '3 x', met: ours >= 3 * better },
    { what: '16 writers, a plain INSERT', measured: ratio(ours / plain), wanted: '2 x', met: ours >= 2 * plain },
  ];
}

function bump(results: { appender: Appender; done: number }[], appender: Appender, times: readonly number[]): void {
  for (const result of results) if (result.appender === appender) result.done += times.length;
}

async function saturate(folder: string): Promise<Target[]> {
  const appender = await hengyun(join(folder, 'sixtyfour.db'));
  let done = (await measure(appender, 64, 1)).times.length;
  const rates: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const result = await measure(appender, 64, SECONDS);
    done += result.times.length;
    rates.push(result.perSecond);
    times.push(...result.times);
  }
  await appender.check(done);
  await appender.close();
  const perSecond = median(rates);
  printTable(`64 writers on SQLite, ${ROUNDS} turns of ${SECONDS} s, median`, [row(appender.name, perSecond, times)]);
  printTable('The disk below, 32 KB a write', syncRates(folder, 32 * 1024));
  const p99 = quantile(times, 0.99);
  return [
    { what: '64 writers', measured: rate(perSecond), wanted: rate(30_000), met: perSecond >= 30_000 },
    { what: '64 writers, p99', measured: ms(p99), wanted: '10 ms', met: p99 < 10 },
  ];
}

function row(name: string, perSecond: number, times: number[]): Record<string, string> {
  times.sort((a, b) => a - b);
  const [p50, p99, most] = [quantile(times, 0.5), quantile(times, 0.99), quantile(times, 1)];
  return { store: name, appends: rate(perSecond), p50: ms(p50), p99: ms(p99), max: ms(most) };
}

/** Lets each writer append one after another until the time is over; milliseconds of every append. */
async function measure(appender: Appender, writers: number, seconds: number) {
  const times: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  const write = async () => {
    while (performance.now() < end) {
      const stream = `bench/${uuidv7()}`;
      for (let version = 0; version < STREAM && performance.now() < end; version++) {
        const sent = performance.now();
        await appender.append(stream, version);
        times.push(performance.now() - sent);
      }
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return { times, perSecond: (times.length / (performance.now() - started)) * 1000 };
}
