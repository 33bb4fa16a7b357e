import { randomUUID } from 'node:crypto';
import {
  type TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { chainHash } from '../contract/encode.ts';
import { encodeAppend } from '../contract/limits.ts';
import { type Append, type Appended, GuardError, type Position } from '../contract/log.ts';
import { commandItem, commitItem, entryItem, guardItem, guardKey, type Item, type Whole } from './log.items.ts';
import type { Tail } from './log.tails.ts';
import { lanesOf, resultOf, settle, type Writer } from './log.writer.ts';
import { isTransient, pause, unavailable } from './retry.ts';

/** Lost races for a lane position before giving up: each means that another writer got on. */
const MAX_RACES = 200;

/** See `Log.append`. */
export async function append(writer: Writer, wish: Append): Promise<Appended> {
  const bytes = encodeAppend(wish);
  const lanes = await lanesOf(writer, wish.streams);
  if (!lanes) return settle(writer, wish);
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
      if (commits.some((_, i) => failed(3 * i + COMMIT))) return settle(writer, wish, nonce);
      const held = guards.findIndex((_, i) => failed(puts.length + i));
      if (held >= 0) {
        const owner = reasons[puts.length + held]?.Item?.w?.S ?? 'unknown';
        return settle(writer, wish, nonce, new GuardError(guards[held]?.guard as string, owner));
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
