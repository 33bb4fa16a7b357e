import { randomUUID } from 'node:crypto';
import {
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { chainHash, laneOf } from '../contract/encode.ts';
import { encodeAppend } from '../contract/limits.ts';
import {
  type Append,
  type Appended,
  ConflictError,
  GuardError,
  type Position,
  type StreamAppend,
} from '../contract/log.ts';
import {
  commandItem,
  commandKey,
  commitItem,
  commitKey,
  entryItem,
  guardItem,
  guardKey,
  type Item,
  keyText,
  num,
  positionOf,
  type Whole,
  wholeOf,
} from './log.items.ts';
import type { Store } from './log.store.ts';
import type { Tail, Tails } from './log.tails.ts';
import { isTransient, pause, unavailable } from './retry.ts';

/** What one process knows of the log while it writes. */
export interface Writer {
  readonly store: Store;
  readonly tails: Tails;
  /** The lanes of commits known to exist, by `stream ordinal`: they never go away. */
  readonly known: Known;
  readonly lanes: number;
  readonly entryRoom: number;
}

/** A bounded memory of which commits exist, and in which lane. */
export class Known {
  readonly #lanes = new Map<string, number>();
  add(stream: string, ordinal: number, lane: number): void {
    const name = `${stream} ${ordinal}`;
    this.#lanes.delete(name);
    this.#lanes.set(name, lane);
    if (this.#lanes.size > 10_000) this.#lanes.delete(this.#lanes.keys().next().value as string);
  }
  lane(stream: string, ordinal: number): number | undefined {
    return this.#lanes.get(`${stream} ${ordinal}`);
  }
  forget(): void {
    this.#lanes.clear();
  }
}

/** Lost races for a lane position before giving up: each means that another writer got on. */
const MAX_RACES = 200;

/** See `Log.append`. */
export async function append(writer: Writer, wish: Append): Promise<Appended> {
  const bytes = encodeAppend(wish);
  const missing = await notWhereSaid(writer, wish.streams);
  if (missing) return settle(writer, wish, new ConflictError(missing.stream));
  const lanes = lanesOf(wish.streams, writer.lanes);
  return writer.tails.inTurn([...new Set(lanes)], () => commit(writer, wish, bytes, lanes));
}

async function commit(
  writer: Writer,
  wish: Append,
  bytes: readonly Uint8Array[],
  lanes: readonly number[],
): Promise<Appended> {
  const nonce = randomUUID();
  const guards = wish.guards ?? [];
  let look = false;
  let races = 0;
  for (let attempt = 0; ; ) {
    const tails = new Map<number, Tail>();
    for (const lane of new Set(lanes)) tails.set(lane, await writer.tails.of(lane, look));
    look = false;
    const commits: Position[] = [];
    const hashes: Uint8Array[] = [];
    wish.streams.forEach(({ stream, after }, i) => {
      const lane = lanes[i] as number;
      const tail = tails.get(lane) as Tail;
      const next = { position: tail.position + 1, hash: chainHash(tail.hash, bytes[i] as Uint8Array) };
      tails.set(lane, next);
      commits.push({ stream, ordinal: after === 'new' ? 0 : after.ordinal + 1, lane, position: next.position });
      hashes.push(next.hash);
    });
    const whole = commits.length > 1 || guards.length > 0 ? { commits, guards } : undefined;
    const items = commits.flatMap((at, i) =>
      itemsOf(writer, wish.commandId, nonce, at, bytes[i] as Uint8Array, hashes[i] as Uint8Array, whole),
    );
    const puts = items.map((item) => putNew(writer.store.table, item));
    const changes = guards.map((each) => guardWrite(writer.store.table, each));
    try {
      await writer.store.client.send(new TransactWriteItemsCommand({ TransactItems: [...puts, ...changes] }));
      for (const [lane, tail] of tails) writer.tails.saw(lane, tail);
      for (const at of commits) writer.known.add(at.stream, at.ordinal, at.lane);
      return { commits, repeated: false };
    } catch (error) {
      const reasons = (error as TransactionCanceledException).CancellationReasons;
      if (!reasons) {
        // No answer, or throttled as a whole. If it was written after all, the next attempt meets its own command.
        if (!isTransient(error)) throw error;
        if (++attempt >= writer.store.patience.attempts) throw unavailable(error);
        await pause(writer.store.patience, attempt - 1);
        continue;
      }
      const failed = (index: number) => reasons[index]?.Code === 'ConditionalCheckFailed';
      const seen = commits.findIndex((_, i) => failed(3 * i + COMMAND));
      if (seen >= 0) return resultOf(writer, wish, reasons[3 * seen + COMMAND]?.Item, nonce);
      const moved = commits.find((_, i) => failed(3 * i + COMMIT));
      if (moved) return settle(writer, wish, new ConflictError(moved.stream), nonce);
      const held = guards.findIndex((_, i) => failed(puts.length + i));
      if (held >= 0) {
        const owner = reasons[puts.length + held]?.Item?.w?.S ?? 'unknown';
        return settle(writer, wish, new GuardError(guards[held]?.guard as string, owner), nonce);
      }
      if (commits.some((_, i) => failed(3 * i + ENTRY))) {
        if (++races > MAX_RACES) throw unavailable(error);
        look = true;
        if (races > 3) await pause({ ...writer.store.patience, capMs: 50 }, races - 3);
        continue;
      }
      // A conflict with a transaction under way, or a throttled item: the same position again.
      if (!reasons.every((reason) => AGAIN.has(reason.Code ?? 'None'))) throw error;
      if (++attempt >= writer.store.patience.attempts) throw unavailable(error);
      await pause(writer.store.patience, attempt - 1);
    }
  }
}

/** Reasons after which the same transaction may succeed. */
const AGAIN = new Set(['None', 'TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** The three items of a commit, in the order of their index in the transaction. */
const COMMIT = 0;
const ENTRY = 1;
const COMMAND = 2;

export function itemsOf(
  writer: Pick<Writer, 'entryRoom'>,
  commandId: string,
  nonce: string,
  at: Position,
  bytes: Uint8Array,
  hash: Uint8Array,
  whole?: Whole,
): [Item, Item, Item] {
  return [
    commitItem(at, bytes, whole),
    entryItem(at, bytes, hash, writer.entryRoom),
    commandItem(at, commandId, nonce, whole),
  ];
}

export function putNew(table: string, item: Item): TransactWriteItem {
  return {
    Put: {
      TableName: table,
      Item: item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: item.n ? 'ALL_OLD' : 'NONE',
    },
  };
}

function guardWrite(table: string, { guard, change, owner }: Whole['guards'][number]): TransactWriteItem {
  const write = {
    TableName: table,
    ConditionExpression: 'attribute_not_exists(pk) OR w = :owner',
    ExpressionAttributeValues: { ':owner': { S: owner } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
  if (change === 'take') return { Put: { ...write, Item: guardItem(guard, owner) } };
  return { Delete: { ...write, Key: guardKey(guard) } };
}

/** The lane of each stream: where it is; for a new one that of the first stream, or its name's if it is the first. */
function lanesOf(streams: readonly StreamAppend[], lanes: number): number[] {
  const [first] = streams as [StreamAppend];
  const lane = first.after === 'new' ? laneOf(first.stream, lanes) : first.after.lane;
  return streams.map(({ after }) => (after === 'new' ? lane : after.lane));
}

/** The first stream whose last commit, as the writer claims to have seen it, does not exist there. */
async function notWhereSaid(writer: Writer, streams: readonly StreamAppend[]): Promise<StreamAppend | undefined> {
  const claims = streams.flatMap((each) => (each.after === 'new' ? [] : [{ each, ...each.after }]));
  const unknown = claims.filter(({ each, ordinal }) => writer.known.lane(each.stream, ordinal) === undefined);
  if (unknown.length > 0) {
    const found = await writer.store.getMany(
      unknown.map(({ each, ordinal }) => commitKey(each.stream, ordinal)),
      'pk, sk, l',
    );
    for (const { each, ordinal } of unknown) {
      const item = found.get(keyText(commitKey(each.stream, ordinal)));
      if (item) writer.known.add(each.stream, ordinal, num(item.l));
    }
  }
  return claims.find(({ each, ordinal, lane }) => writer.known.lane(each.stream, ordinal) !== lane)?.each;
}

/** Returns the first result if the command was carried out before; otherwise the refusal stands. */
async function settle(writer: Writer, wish: Append, refusal: Error, nonce?: string): Promise<Appended> {
  const keys = wish.streams.map(({ stream }) => commandKey(stream, wish.commandId));
  const found = await writer.store.getMany(keys);
  const first = keys.map((key) => found.get(keyText(key))).find((item) => item !== undefined);
  if (first) return resultOf(writer, wish, first, nonce);
  throw refusal;
}

/** The result that a command item remembers. It is no repetition when this very call wrote it and lost the answer. */
async function resultOf(writer: Writer, wish: Append, item: Item | undefined, nonce?: string): Promise<Appended> {
  if (!item) throw unavailable(new Error('the store did not say which command it met'));
  const repeated = item.n?.S !== nonce;
  const whole = wholeOf(item);
  if (whole) {
    const asked = wish.streams.map(({ stream }) => whole.commits.find((at) => at.stream === stream));
    // A retry that decided on other streams gets what was decided first.
    return { commits: asked.every((at) => at !== undefined) ? asked : whole.commits, repeated };
  }
  const keys = wish.streams.map(({ stream }) => commandKey(stream, wish.commandId));
  const found = await writer.store.getMany(keys);
  const items = keys.map((key) => found.get(keyText(key))).filter((each) => each !== undefined);
  return { commits: items.map(positionOf), repeated };
}
