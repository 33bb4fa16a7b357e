import { deepStrictEqual as equal } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { County } from '../samples/county.ts';
import { makeCounty } from './lib/county.ts';
import { type ApplicationRow, applications, fillLog } from './lib/list/applications.ts';
import { APOLLO, type Asked, HENGYUN, MERCURIUS, type Peer, POSTGRAPHILE } from './lib/list/askers.ts';
import { fillPostgres } from './lib/list/postgres-store.ts';
import { fillSqlite } from './lib/list/sqlite-store.ts';
import { load } from './lib/load.ts';
import { withPostgres } from './lib/postgres.ts';
import { median, ms, printTable, quantile, rate, ratio, type Target } from './lib/report.ts';
import { type Served, start } from './lib/serve.ts';

const ROWS = Number(process.env.BENCH_ROWS ?? 100_000);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3);
const CONNECTIONS = 32;
const PAGES = 4;
const SIZE = 20;

/** Names that stand beside an application: of services by key, of units by code. */
export interface Names {
  readonly services: ReadonlyMap<string, string>;
  readonly units: ReadonlyMap<string, string>;
}

interface Contender {
  readonly peer: Peer;
  readonly served: Served;
  readonly requests: readonly string[];
  readonly rates: number[];
  readonly times: number[];
  /** Milliseconds of processor time for one request, a round each. */
  readonly cpu: number[];
}

/** Twenty of 100,000 applications of an item, newest first, page by page, over HTTP: each server from its own store. */
export async function run(): Promise<readonly Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-list-'));
  try {
    let rows: ApplicationRow[] = [];
    const county = await makeCounty(join(folder, 'data'), async (platform, made) => {
      rows = applications(made, ROWS);
      await fillLog(platform, made, rows);
    });
    const names = namesIn(county);
    fillSqlite(join(folder, 'peers.db'), rows, names);
    return await withPostgres(async (url) => {
      await fillPostgres(url, rows, names);
      const contenders: Contender[] = [];
      try {
        for (const peer of [HENGYUN, MERCURIUS, APOLLO, POSTGRAPHILE]) {
          const data = { dataDir: join(folder, 'data'), citizens: 0, file: join(folder, 'peers.db'), url };
          const served = await start(peer.module, data);
          const requests = await walk(peer, served, rows, names);
          contenders.push({ peer, served, requests, rates: [], times: [], cpu: [] });
        }
        return await compare(contenders);
      } finally {
        for (const { served } of contenders) await served.stop();
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function namesIn(county: County): Names {
  const services = [...county.services].map(([key, service]) => [key, (service as { name: { zh: string } }).name.zh]);
  const units = county.units.map((unit) => [unit.code, unit.name.zh]);
  return { services: new Map(services as [string, string][]), units: new Map(units as [string, string][]) };
}

/** Goes through the pages of every filter once, as a reader would, and holds each row against the list it must come from. */
async function walk(peer: Peer, served: Served, rows: readonly ApplicationRow[], names: Names): Promise<string[]> {
  const asker = await peer.asker(served);
  const requests: string[] = [];
  for (const service of names.services.keys()) {
    const filter: Asked = { service };
    const expected = rows.filter((row) => row.service === service).reverse();
    let after: string | undefined;
    for (let page = 0; page < PAGES; page++) {
      const { request, answer } = await asker({ ...filter, ...(after ? { after } : {}) });
      const wanted = expected.slice(page * SIZE, (page + 1) * SIZE).map(({ service, unit, ...row }) => {
        const { number, state, submittedOn, acceptBy } = row;
        const [serviceName, unitName] = [names.services.get(service), names.units.get(unit)];
        return { number, serviceName, unitName, state, submittedOn, acceptBy };
      });
      equal(answer.rows, wanted, `${peer.name}: a wrong page`);
      equal(answer.more, expected.length > (page + 1) * SIZE, `${peer.name}: a wrong end`);
      requests.push(request);
      after = answer.end;
    }
  }
  return requests;
}

async function compare(contenders: readonly Contender[]): Promise<Target[]> {
  const measure = async ({ served, requests, ...into }: Contender, seconds: number, keep: boolean) => {
    const before = await served.cpu();
    const { done, times, ...result } = await load({
      port: served.port,
      connections: CONNECTIONS,
      seconds,
      requests,
      bodies: 'same',
    });
    if (!keep) return;
    into.cpu.push(((await served.cpu()) - before) / done);
    into.rates.push(done / result.seconds);
    for (const time of times) into.times.push(time);
  };
  // Warm: compilers of all of them have seen thousands of requests.
  for (const contender of contenders) await measure(contender, 3 * SECONDS, false);
  for (let round = 0; round < ROUNDS; round++) for (const one of contenders) await measure(one, SECONDS, true);
  const [ours, ...peers] = contenders as [Contender, ...Contender[]];
  const title = `${SIZE} of ${ROWS.toLocaleString('en')} applications, ${CONNECTIONS} connections, ${ROUNDS} turns of ${SECONDS} s`;
  printTable(
    `${title}, median; load now ${loadavg()[0]?.toFixed(1)}`,
    contenders.map(({ peer, rates, times, cpu }) => {
      times.sort((a, b) => a - b);
      return {
        server: peer.name,
        requests: rate(median(rates)),
        p50: ms(quantile(times, 0.5)),
        p99: ms(quantile(times, 0.99)),
        'its CPU a request': ms(median(cpu)),
        Hengyun: ratio(median(ours.rates) / median(rates)),
      };
    }),
  );
  return peers.map(({ peer, rates }) => {
    const times = median(ours.rates) / median(rates);
    return { what: `lists, against ${peer.name}`, measured: ratio(times), wanted: 'ahead', met: times > 1 };
  });
}
