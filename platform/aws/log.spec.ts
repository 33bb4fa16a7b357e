import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fault, type FaultyClient, faulty } from '../../test/emulators/dynamo.faults.ts';
import { createTable, type DynamoEmulator, startDynamo, uniqueName } from '../../test/emulators/dynamo.ts';
import { logCases } from '../conformance/log.cases.ts';
import type { OpenedLog } from '../conformance/log.hooks.ts';
import { type Log, type Position, UnavailableError } from '../contract/log.ts';
import { commandKey, commitKey, entryKey, guardKey, type Item, type Key } from './log.items.ts';
import { openLog } from './log.ts';

interface Opened extends OpenedLog {
  readonly faults: FaultyClient;
  item(key: Key): Promise<Item>;
  put(item: Item): Promise<void>;
  remove(...keys: Key[]): Promise<void>;
}

let emulator: DynamoEmulator;
beforeAll(async () => {
  emulator = await startDynamo();
});
afterAll(() => emulator.stop());

/** A fresh log; `entryRoom` 0 keeps the bytes out of the lanes, so that readers must fetch every commit. */
async function open(lanes: number, entryRoom?: number): Promise<Opened> {
  const table = uniqueName('log');
  const plain = emulator.client();
  // Without its stream: the emulator slows down as records pile up, and the log does not use it.
  await createTable(plain, table, {});
  const faults = faulty(plain);
  const settings = { table, lanes, ...(entryRoom === undefined ? {} : { entryRoom }) };
  const log = await openLog({ client: faults.client, ...settings });
  return {
    log,
    faults,
    another: () => openLog({ client: plain, ...settings }),
    close: () => log.close(),
    async item(key) {
      const { Item } = await plain.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }));
      if (!Item) throw new Error(`no item ${key.pk.S} ${key.sk.S}`);
      return Item;
    },
    async put(item) {
      await plain.send(new PutItemCommand({ TableName: table, Item: item }));
    },
    async remove(...keys) {
      for (const Key of keys) await plain.send(new DeleteItemCommand({ TableName: table, Key }));
    },
  };
}

const commitAt = (at: Position) => commitKey(at.stream, at.ordinal);
const entryAt = (at: Position) => entryKey(at.lane, at.position);

function hider(keyAt: (at: Position) => Key) {
  return async (opened: Opened, at: Position) => {
    const item = await opened.item(keyAt(at));
    await opened.remove(keyAt(at));
    return () => opened.put(item);
  };
}

async function flipByte(opened: Opened, at: Position): Promise<void> {
  const item = await opened.item(commitAt(at));
  const bytes = Uint8Array.from(item.b?.B ?? []);
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await opened.put({ ...item, b: { B: bytes } });
}

/** The command id of a commit, read from its own item. */
async function commandAt(opened: Opened, at: Position): Promise<Key> {
  const item = await opened.item(commitAt(at));
  const { commandId } = JSON.parse(Buffer.from(item.b?.B ?? []).toString()) as { commandId: string };
  return commandKey(at.stream, commandId);
}

type Damage = (opened: Opened, commits: readonly Position[], guard: string) => Promise<void>;
const halves: { name: string; damage: Damage }[] = [
  { name: 'a lane entry is missing', damage: (o, [a]) => o.remove(entryAt(a as Position)) },
  { name: 'a commit is missing', damage: (o, [a]) => o.remove(commitAt(a as Position)) },
  { name: 'a command is missing', damage: async (o, [a]) => o.remove(await commandAt(o, a as Position)) },
  { name: 'the guard is missing', damage: (o, _, guard) => o.remove(guardKey(guard)) },
  {
    name: 'the second stream is missing whole',
    damage: async (o, [, b]) =>
      o.remove(await commandAt(o, b as Position), entryAt(b as Position), commitAt(b as Position)),
  },
  {
    name: 'only the second stream is left, without its command',
    damage: async (o, [a, b]) =>
      o.remove(
        await commandAt(o, a as Position),
        await commandAt(o, b as Position),
        entryAt(a as Position),
        commitAt(a as Position),
      ),
  },
];

const FAULTS: Fault[] = ['throttled', 'itemThrottled', 'conflict', 'lost', 'unanswered'];
const shared = {
  runs: 15,
  writers: 24,
  flipByte,
  halves,
  faults: FAULTS.map((fault) => ({ name: fault, inject: ({ faults }: Opened) => faults.next(fault) })),
};

logCases('DynamoDB', () => open(3), {
  ...shared,
  lanes: 3,
  gaps: [{ name: 'the lane entry', hide: hider(entryAt) }],
});

logCases('DynamoDB, bytes apart', () => open(1, 0), {
  ...shared,
  lanes: 1,
  gaps: [
    { name: 'the lane entry', hide: hider(entryAt) },
    { name: 'the commit behind an entry', hide: hider(commitAt) },
  ],
});

describe('the log on DynamoDB', () => {
  const wish = (n: number, bytes = 300) => ({
    commandId: `command-${n}`,
    actor: 'actor',
    at: '2026-01-01T00:00:00.000Z',
    streams: [
      {
        stream: `ticket/${n}`,
        after: 'new' as const,
        events: [{ type: 'T', v: 1, data: { text: 'x'.repeat(bytes) } }],
      },
    ],
  });
  async function lanesTogether(log: Log): Promise<number> {
    let commits = 0;
    for (let lane = 0; lane < log.lanes; lane++) commits += (await log.readLane(lane, 0)).commits.length;
    return commits;
  }

  it('is not repeated when its own answer was lost, and is when another call repeats it', async () => {
    const { log, faults } = await open(3);
    faults.next('lost');
    expect((await log.append(wish(1))).repeated).toBe(false);
    expect((await log.append(wish(1))).repeated).toBe(true);
    expect(await lanesTogether(log)).toBe(1);
  });

  it('rides out a burst of every fault, and writes once', async () => {
    const { log, faults } = await open(3);
    faults.next('throttled', 'conflict', 'lost', 'itemThrottled', 'unanswered');
    for (let n = 0; n < 4; n++) await log.append(wish(n));
    expect(faults.pending()).toBe(0);
    expect(await lanesTogether(log)).toBe(4);
  });

  it('says that it is unavailable when patience runs out', async () => {
    const { log, faults } = await open(3);
    faults.next(...new Array<Fault>(12).fill('throttled'));
    await expect(log.append(wish(1))).rejects.toBeInstanceOf(UnavailableError);
    expect(await lanesTogether(log)).toBe(0);
  });

  it('refuses to open with another number of lanes', async () => {
    const table = uniqueName('log');
    const client = emulator.client();
    await createTable(client, table, {});
    const log = await openLog({ client, table, lanes: 5 });
    const late = await openLog({ client, table, lanes: 7 });
    await log.append(wish(1));
    await expect(late.append(wish(2))).rejects.toThrow('5 lanes');
    expect((await openLog({ client, table })).lanes).toBe(5);
    await expect(openLog({ client, table, lanes: 6 })).rejects.toThrow('5 lanes');
  });

  it('stays within the capacity it promises', async () => {
    const { log, faults } = await open(1);
    const units = (name: string) => faults.calls.get(name)?.units ?? 0;
    for (let n = 0; n < 40; n++) await log.append(wish(n, 300));
    // A small append: three items of one write unit, twice for the transaction.
    expect(units('TransactWriteItemsCommand') / 40).toBe(6);
    const before = units('QueryCommand');
    expect((await log.readLane(0, 0)).commits).toHaveLength(40);
    // Small commits ride in their entries: 40 of about 0.6 KB by one query, four KB a read unit.
    expect(units('QueryCommand') - before).toBeLessThanOrEqual(10);
    expect(units('BatchGetItemCommand')).toBe(0);
  });

  it('pages a long stream of large commits', async () => {
    const { log } = await open(1);
    const stream = 'item/long';
    const events = [{ type: 'T', v: 1, data: { text: 'x'.repeat(300_000) } }];
    for (let ordinal = 0; ordinal < 9; ordinal++) {
      const after = ordinal === 0 ? ('new' as const) : { lane: 0, ordinal: ordinal - 1 };
      await log.append({ ...wish(0), commandId: `c-${ordinal}`, streams: [{ stream, after, events }] });
    }
    const page = await log.read(stream);
    expect(page.commits.map((commit) => commit.ordinal)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const { commits, head } = await log.readLane(0, 0);
    expect(commits.length).toBeGreaterThan(0);
    expect(head).toBe(9);
  });

  it('keeps with a commit what repair needs, and only when there is more than the commit', async () => {
    const opened = await open(1);
    const result = await opened.log.append({ ...wish(1), guards: [{ guard: 'g', change: 'take', owner: 'me' }] });
    const commit = await opened.item(commitAt(result.commits[0] as Position));
    expect(Object.keys(commit).sort()).toEqual(['b', 'l', 'p', 'pk', 'sk', 'w']);
    const plain = await opened.log.append(wish(2));
    const other = await opened.item(commitAt(plain.commits[0] as Position));
    expect(Object.keys(other).sort()).toEqual(['b', 'l', 'p', 'pk', 'sk']);
  });
});
