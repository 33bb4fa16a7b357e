import type { Log } from '../contract/log.ts';
import { DEFAULT_LANES } from './config.ts';
import { append } from './log.append.ts';
import { type DynamoClient, ENTRY_ROOM, META_KEY, num, positionOf, streamOf } from './log.items.ts';
import { heads, readLane, readStream } from './log.read.ts';
import { repair } from './log.repair.ts';
import { restore } from './log.restore.ts';
import { guardsIn, restoreGuards } from './log.restore-guards.ts';
import { Store } from './log.store.ts';
import { Tails } from './log.tails.ts';
import { verifyLane } from './log.verify.ts';
import { Known, type Writer } from './log.writer.ts';
import { PATIENT, type Patience } from './retry.ts';

export interface LogSettings {
  /** The caller's: it stays open when the log is closed. */
  readonly client: DynamoClient;
  /** Exists already, in the shape of `TABLES.log`. */
  readonly table: string;
  /** Fixed by whoever opens the log first (default 64); naming another number later is an error. */
  readonly lanes?: number;
  readonly patience?: Patience;
  /** How long the end of a lane is believed without looking, in milliseconds (default 100). */
  readonly freshMs?: number;
  /** Bytes of a lane entry up to which it carries its commit (default one write unit, 1,024). */
  readonly entryRoom?: number;
}

/**
 * Opens the log in a DynamoDB table. An append is one transaction of commit, lane entry and command id per stream; positions are
 * observed + 1, so that there is no counter, no gap and no indexer behind. Reads are consistent.
 */
export async function openLog(settings: LogSettings): Promise<Log> {
  const { client, table, patience = PATIENT, freshMs = 100, entryRoom = ENTRY_ROOM } = settings;
  const store = new Store(client, table, patience);
  const { lanes, fix } = await lanesOf(store, settings.lanes);
  const tails = new Tails(store, freshMs);
  const known = new Known();
  const writer: Writer = { store, tails, known, lanes, entryRoom };
  const hints = new Set<() => void>();
  const hint = () => {
    for (const call of hints) call();
  };
  const forget = () => {
    tails.forget();
    known.forget();
  };
  return {
    lanes,
    async append(wish) {
      await fix();
      const result = await append(writer, wish);
      if (!result.repeated) hint();
      return result;
    },
    async read(stream) {
      const page = await readStream(store, stream);
      if (page.token) known.add(stream, page.token.ordinal, page.token.lane);
      return page;
    },
    async readLane(lane, after, limit = 500) {
      checkLane(lane, lanes);
      return readLane(store, lane, after, limit);
    },
    heads: () => heads(store, lanes),
    subscribe(call) {
      // Own appends only; what other processes write is told by the table's stream, through `functions/wake.ts`.
      hints.add(call);
      return () => hints.delete(call);
    },
    async verify(lane) {
      checkLane(lane, lanes);
      return verifyLane(store, lane);
    },
    async restore(commits, guards = []) {
      forget();
      await fix();
      await restore(store, entryRoom, lanes, commits);
      await restoreGuards(store, guards);
      hint();
    },
    guards: () => guardsIn(store),
    async streams(category) {
      const found: string[] = [];
      for await (const items of store.scan({ pk: `s#${category}/`, sk: 'c#' }))
        for (const item of items) if (positionOf(item).ordinal === 0) found.push(streamOf(item));
      return found;
    },
    async repair() {
      forget();
      return repair(store, entryRoom);
    },
    async close() {
      hints.clear();
    },
  };
}

/**
 * The number of lanes: the table's; of a log that nobody has written to, the number asked for. Only `fix` writes it, before the first
 * append, so that whoever merely reads needs no right to write.
 */
async function lanesOf(store: Store, asked: number | undefined): Promise<{ lanes: number; fix(): Promise<void> }> {
  const meta = await store.get(META_KEY);
  const lanes = meta ? num(meta.lanes) : (asked ?? DEFAULT_LANES);
  expectLanes(store, lanes, asked);
  let fixed: Promise<void> | undefined = meta && Promise.resolve();
  const fix = async () => {
    const item = { ...META_KEY, lanes: { N: String(lanes) } };
    await store.put(item, { ConditionExpression: 'attribute_not_exists(pk)' }).catch(async (error: Error) => {
      if (error.name !== 'ConditionalCheckFailedException') throw error;
      // Another process was first: its number counts.
      expectLanes(store, num((await store.get(META_KEY))?.lanes), lanes);
    });
  };
  return {
    lanes,
    fix() {
      fixed ??= fix().catch((error) => {
        fixed = undefined;
        throw error;
      });
      return fixed;
    },
  };
}

function expectLanes(store: Store, lanes: number, asked = lanes): void {
  if (!Number.isInteger(lanes) || lanes < 1) throw new Error(`table ${store.table} does not hold a log`);
  if (asked !== lanes) throw new Error(`the log was made with ${lanes} lanes, not ${asked}`);
}

function checkLane(lane: number, lanes: number): void {
  if (!Number.isInteger(lane) || lane < 0 || lane >= lanes) throw new RangeError(`no lane ${lane}: there are ${lanes}`);
}
