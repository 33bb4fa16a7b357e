import { equal, ok } from 'node:assert';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Column } from '../lowcode/register/columns.ts';
import { openEmbedded } from '../platform/embedded/open.ts';
import { recordsOf } from '../views/records/engine.ts';
import { type ExploreRow, grouped, matching, sorted } from '../views/records/explore.ts';
import { domain } from '../views/registry.ts';
import { fillWithCases } from './lib/case-log.ts';
import { median, ms, printTable, type Target } from './lib/report.ts';

const CASES = Number(process.env.BENCH_CASES ?? 10_000);
const ROWS = Number(process.env.BENCH_ROWS ?? 100_000);
const TURNS = 7;
const WANTED_MS = 500;

const column = (id: string, type: Column['type']): Column => ({ id, label: id, type, personal: false, field: null });
const columns = new Map(
  [column('kind', 'choice'), column('day', 'date'), column('area', 'number'), column('town', 'division')].map((one) => [
    one.id,
    one,
  ]),
);

/** The explore list: what taking the cases of a form costs, and what a question over many rows costs; the same question to SQLite. */
export async function run(): Promise<readonly Target[]> {
  const taking = await take();
  const rows = Array.from({ length: ROWS }, (_, n): ExploreRow => {
    const day = new Date(Date.UTC(2026, 0, 1 + (n % 365))).toISOString().slice(0, 10);
    const values = { kind: `k${n % 7}`, day, area: `${n % 1000}.${n % 100}`, town: `43042${n % 9}10${n % 3}` };
    return { key: `case/${n}`, version: 1, units: ['430423'], values };
  });
  const asked = () => {
    const found = matching(rows, [{ column: 'area', from: '100' }], columns);
    return grouped(found, [{ column: 'kind' }, { column: 'day', part: 'month' }], ['area'], columns);
  };
  const groups = asked();
  const grouping = times(asked);
  const sorting = times(() => sorted(rows, [{ column: 'area', descending: true }], columns));
  const lite = sqlite(rows);
  // The same answer, or the comparison is worth nothing; SQLite's numbers are binary fractions.
  equal(lite.groups.length, groups.length);
  groups.forEach(({ count, sums }, i) => {
    equal(lite.groups[i]?.count, count);
    ok(Math.abs((lite.groups[i]?.sum ?? 0) - Number(sums.area?.sum) / 1e6) < 0.01);
  });
  printTable(`Explore, ${ROWS.toLocaleString('en')} rows; median of ${TURNS}`, [
    { '': 'filter, group by two, sum', 'plain functions': ms(grouping), SQLite: ms(lite.asked) },
    { '': 'sort by a number', 'plain functions': ms(sorting), SQLite: ms(lite.sorted) },
    { '': 'made ready from rows in memory', 'plain functions': '0', SQLite: ms(lite.loaded) },
    {
      '': `taken from the views, ${CASES.toLocaleString('en')} cases`,
      'plain functions': ms(taking),
      SQLite: 'the same',
    },
  ]);
  return [
    { what: `a question over ${ROWS} rows`, measured: ms(grouping), wanted: ms(WANTED_MS), met: grouping < WANTED_MS },
  ];
}

async function take(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bench-explore-'));
  const platform = await openEmbedded({ dataDir, domain });
  try {
    await fillWithCases(platform.log, CASES * 8);
    await platform.runner.catchUp();
    const began = performance.now();
    const { rows } = await recordsOf(platform).stand('form');
    const took = performance.now() - began;
    equal(rows.length, CASES);
    return took;
  } finally {
    await platform.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function times(work: () => unknown): number {
  const taken = Array.from({ length: TURNS }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return median(taken);
}

function sqlite(rows: readonly ExploreRow[]) {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE row (kind TEXT, day TEXT, area REAL, town TEXT) STRICT');
  const began = performance.now();
  const insert = db.prepare('INSERT INTO row VALUES (?, ?, ?, ?)');
  db.exec('BEGIN');
  for (const { values } of rows)
    insert.run(String(values.kind), String(values.day), Number(values.area), String(values.town));
  db.exec('COMMIT');
  const loaded = performance.now() - began;
  const group = db.prepare(
    'SELECT kind, substr(day, 1, 7) AS month, count(*) AS count, sum(area) AS sum FROM row WHERE area >= 100 GROUP BY 1, 2 ORDER BY 1, 2',
  );
  const sort = db.prepare('SELECT rowid FROM row ORDER BY area DESC');
  const groups = group.all() as { count: number; sum: number }[];
  const asked = times(() => group.all());
  const inOrder = times(() => sort.all());
  db.close();
  return { loaded, asked, sorted: inOrder, groups };
}
