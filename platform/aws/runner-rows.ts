import { type TransactWriteItem, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { JsonObject } from '../contract/json.ts';
import type { Commit } from '../contract/log.ts';
import { canonicalJson, type View } from '../contract/views.ts';
import { entriesOf, splitEntry } from '../projection/entries.ts';
import { type Marks, type Routed, refold, type Slot } from '../projection/fold.ts';
import { checkRowText } from '../projection/keys.ts';
import { type Item, keyText } from './log.items.ts';
import type { ParkRecord } from './runner-builds.ts';
import {
  COPY_BYTES,
  entriesIn,
  entryKey,
  mapOf,
  N,
  num,
  numbersOf,
  packed,
  rowKey,
  S,
  unpacked,
} from './views-items.ts';
import type { ViewsStore } from './views-store.ts';

/** Seconds that a tombstone stays after the checkpoint passed it: longer than any function runs. */
const TOMBSTONE_SECONDS = 86_400;

/** A row with what its item holds. */
export interface AwsSlot extends Slot {
  /** Version of the item; 0 when there is none. */
  readonly version: number;
  readonly storedEntries: readonly string[];
  /** Its entries hold the key only. */
  readonly keyOnly: boolean;
  readonly lanes: Map<string, number>;
  readonly streams: Map<string, number>;
  changed: boolean;
}

/**
 * What a row has seen, by its own account. Usually everything of a lane up to a position; of a stream that was ever set aside,
 * everything up to a position of its own from there on, since the lane's may have run ahead of it.
 */
export function marksOf(records: ReadonlyMap<string, ParkRecord>): Marks<AwsSlot> {
  const setAside = ({ stream, position }: Commit) =>
    position >= (records.get(stream)?.since ?? Number.POSITIVE_INFINITY);
  return {
    seen(slot, commit) {
      const upTo = setAside(commit) ? slot.streams.get(commit.stream) : slot.lanes.get(String(commit.lane));
      return (upTo ?? 0) >= commit.position;
    },
    applied(slot, commit, changed) {
      const lane = String(commit.lane);
      slot.lanes.set(lane, Math.max(slot.lanes.get(lane) ?? 0, commit.position));
      if (setAside(commit)) slot.streams.set(commit.stream, commit.position);
      if (changed) slot.changed = true;
    },
  };
}

/** The rows of these keys, consistently. */
export async function loadRows(
  store: ViewsStore,
  build: string,
  view: View,
  keys: ReadonlySet<string>,
): Promise<Map<string, AwsSlot>> {
  const items = await store.getMany([...keys].map((key) => rowKey(build, key)));
  const slots = new Map<string, AwsSlot>();
  for (const key of keys) slots.set(key, slotOf(view, key, items.get(keyText(rowKey(build, key)))));
  return slots;
}

function slotOf(view: View, key: string, item: Item | undefined): AwsSlot {
  const json = unpacked(item?.j);
  const row = json === undefined ? null : (JSON.parse(json) as JsonObject);
  return {
    key,
    row,
    entries: row === null ? [] : entriesOf(view, row, key),
    storedEntries: entriesIn(item?.x),
    keyOnly: json !== undefined && Buffer.byteLength(json) > COPY_BYTES,
    version: num(item?.n),
    lanes: numbersOf(item?.w),
    streams: numbersOf(item?.s),
    changed: false,
  };
}

/** Throws `RowTooLargeError` when a row cannot be stored. */
export function checkSlots(view: View, slots: Iterable<AwsSlot>): void {
  for (const { row, key } of slots) if (row !== null) checkRowText(view.name, key, canonicalJson(row));
}

/**
 * Writes a row with its index entries, at once and only over what was read. When another writer was there first, the row is
 * read again and the page's commits are folded into it once more. Returns the slot as it is now stored.
 */
export async function writeRow(
  store: ViewsStore,
  build: string,
  view: View,
  slot: AwsSlot,
  applied: readonly Routed[],
  marks: Marks<AwsSlot>,
): Promise<AwsSlot> {
  for (let now = slot; ; ) {
    if (!now.changed) return now;
    if (await store.transact(transactionOf(store.table, build, now))) return now;
    const fresh = (await loadRows(store, build, view, new Set([slot.key]))).get(slot.key) as AwsSlot;
    refold(view, fresh, applied, marks);
    now = fresh;
  }
}

function transactionOf(table: string, build: string, slot: AwsSlot): TransactWriteItem[] {
  const { key, row, entries, storedEntries, version, lanes, streams, keyOnly } = slot;
  const json = row === null ? undefined : canonicalJson(row);
  const large = json !== undefined && Buffer.byteLength(json) > COPY_BYTES;
  const j = json === undefined ? undefined : packed(json);
  const Item: Item = {
    ...rowKey(build, key),
    n: N(version + 1),
    w: mapOf(lanes),
    ...(streams.size > 0 ? { s: mapOf(streams) } : {}),
    ...(j ? { j } : {}),
    ...(entries.length > 0 ? { x: packed(JSON.stringify(entries)) } : {}),
  };
  const condition =
    version === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'n = :n', ExpressionAttributeValues: { ':n': N(version) } };
  const items: TransactWriteItem[] = [{ Put: { TableName: table, Item, ...condition } }];
  const keyOf = (entry: string) => {
    const { index, partition, sort } = splitEntry(entry);
    return entryKey(build, index, partition, sort, key);
  };
  for (const entry of storedEntries)
    if (!entries.includes(entry)) items.push({ Delete: { TableName: table, Key: keyOf(entry) } });
  for (const entry of entries) {
    // It is there already and would say the same.
    if (large && keyOnly && storedEntries.includes(entry)) continue;
    const copy: Item = large || !j ? {} : { j };
    items.push({ Put: { TableName: table, Item: { ...keyOf(entry), k: S(key), ...copy } } });
  }
  return items;
}

/** Lets a tombstone expire, unless the row has been made again. The checkpoint must have passed it. */
export async function expireTombstone(store: ViewsStore, build: string, slot: AwsSlot): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: store.table,
    Key: rowKey(build, slot.key),
    UpdateExpression: 'SET #ttl = :at',
    ConditionExpression: 'n = :n',
    ExpressionAttributeNames: { '#ttl': 'ttl' },
    ExpressionAttributeValues: {
      ':at': N(Math.floor(Date.now() / 1000) + TOMBSTONE_SECONDS),
      ':n': N(slot.version + 1),
    },
  });
  await store.client.send(command).catch((error: Error) => {
    if (error.name !== 'ConditionalCheckFailedException') throw error;
  });
}
