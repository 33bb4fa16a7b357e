import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openLog } from '../platform/embedded/log.ts';
import { openViews } from '../platform/embedded/views.ts';
import { domain } from './lib/case-domain.ts';
import { fillWithCases } from './lib/case-log.ts';
import { printTable, rate, type Target } from './lib/report.ts';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const WANTED = 50_000;

/** Rebuild of the work queue, beside the live one and in its worker thread, as `cloud rebuild cases` does it. */
export async function run(): Promise<readonly Target[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-rebuild-'));
  const logFile = join(folder, 'log.db');
  const file = join(folder, 'views.db');
  const log = await openLog({ file: logFile, lanes: 1 });
  const domainModule = new URL('./lib/case-domain.ts', import.meta.url);
  const { views, runner, close } = await openViews({ file, log, domain: { domainModule, logFile } });
  const [view] = domain.views;
  if (view === undefined) throw new Error('no view to rebuild');
  try {
    const filling = performance.now();
    const events = await fillWithCases(log, EVENTS);
    const filled = (performance.now() - filling) / 1000;
    const started = performance.now();
    await runner.catchUp();
    const followed = (performance.now() - started) / 1000;
    const report = await runner.rebuild(view.name);
    const { rows } = await views.scan(view, { limit: 1000 });
    if (report.events !== events || report.rows !== events / 8) throw new Error('the rebuild missed something');
    if (rows.some(({ row }) => row.state !== 'granted')) throw new Error('a rebuilt row is wrong');
    const page = await views.list(view, { index: 'byState', partition: '430423/granted', limit: 20 });
    if (page.entries.length !== 20) throw new Error('a rebuilt index is wrong');

    const perSecond = events / report.seconds;
    const size = (path: string) => `${Math.round(statSync(path).size / 1e6)} MB`;
    printTable(`one view of ${report.rows.toLocaleString('en')} rows from ${events.toLocaleString('en')} events`, [
      { '': 'log written', seconds: filled.toFixed(1), events: rate(events / filled), file: size(logFile) },
      { '': 'first build', seconds: followed.toFixed(1), events: rate(events / followed), file: '' },
      { '': 'rebuild beside it', seconds: report.seconds.toFixed(1), events: rate(perSecond), file: size(file) },
    ]);
    const what = 'rebuild of one view';
    return [{ what, measured: rate(perSecond), wanted: rate(WANTED), met: perSecond >= WANTED }];
  } finally {
    await close();
    await log.close();
    rmSync(folder, { recursive: true });
  }
}
