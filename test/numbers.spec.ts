import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CommandContext } from '../commands/context.ts';
import { nextNumber } from '../commands/numbers.ts';
import { transact } from '../commands/transact.ts';
import { openLog as openDynamo } from '../platform/aws/log.ts';
import type { Log } from '../platform/contract/log.ts';
import { openLog as openSqlite } from '../platform/embedded/log.ts';
import { createTable, startDynamo, uniqueName } from './emulators/dynamo.ts';

const closing: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

async function sqlite(): Promise<Log> {
  const folder = mkdtempSync(join(tmpdir(), 'numbers-'));
  const log = await openSqlite({ file: join(folder, 'log.db'), lanes: 3 });
  closing.push(
    () => rmSync(folder, { recursive: true }),
    () => log.close(),
  );
  return log;
}

async function dynamo(): Promise<Log> {
  const emulator = await startDynamo();
  const client = emulator.client();
  const table = uniqueName('log');
  await createTable(client, table, {});
  const log = await openDynamo({ client, table, lanes: 8 });
  closing.push(
    () => emulator.stop(),
    () => log.close(),
  );
  return log;
}

const numbering = { key: 'sent', title: { zh: '发文字号' }, pattern: '山{unit}发〔{year}〕{n}号' };

/** Takes a number as a program that may remember nothing of the others: twenty of them are twenty functions in the cloud. */
async function take(log: Log, id: string, code: string, shortCode: string, today = '2026-03-02'): Promise<string> {
  const context = { platform: { log }, definitions: {}, region: '430423', today } as unknown as CommandContext;
  const series = { system: 'fa-wen', numbering, unit: { code, shortCode } };
  const asker = {
    ...context,
    actor: { id: 'staff/x', kind: 'staff', roles: [] },
    now: `${today}T01:00:00.000Z`,
  } as const;
  let official = '';
  await transact(
    asker,
    id,
    async () => {
      const next = await nextNumber(context, `matter/${id}`, series);
      official = next.prepared.official;
      return { changes: [{ read: next.read, events: next.events }] };
    },
    60,
  );
  return official;
}

const upTo = (most: number, word: string, year = 2026) =>
  Array.from({ length: most }, (_, i) => `山${word}发〔${year}〕${i + 1}号`).sort();

describe.each([
  ['SQLite', sqlite],
  ['DynamoDB', dynamo],
])('official numbers on %s', (_, open) => {
  it('are given without a gap and once each to twenty at a time, for each unit and year', {
    timeout: 120_000,
  }, async () => {
    const log = await open();
    const ask = (word: string, at: string, today?: string) => (__: unknown, i: number) =>
      take(log, `${word}-${at}-${i}`, `430423-${word}`, word, today);
    const [first, other] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, ask('CG', 'a'))),
      Promise.all(Array.from({ length: 5 }, ask('MZ', 'a'))),
    ]);
    expect(first.toSorted()).toEqual(upTo(20, 'CG'));
    expect(other.toSorted()).toEqual(upTo(5, 'MZ'));
    const more = await Promise.all(Array.from({ length: 20 }, ask('CG', 'b')));
    expect([...first, ...more].toSorted()).toEqual(upTo(40, 'CG'));
    const nextYear = await Promise.all(Array.from({ length: 3 }, ask('CG', 'c', '2027-01-04')));
    expect(nextYear.toSorted()).toEqual(upTo(3, 'CG', 2027));
  });
});
