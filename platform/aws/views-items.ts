import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { laneOf as hashOf } from '../contract/encode.ts';
import type { Item, Key } from './log.items.ts';

/*
 * The views' table. Nothing in it is a fact; all of it can be built again from the log.
 *
 *   v#<view>                        live         build, version
 *   v#<view>                        building     build, version (while one is built beside the live one)
 *   v#<view>                        old#<build>  at (ms): superseded then, dropped some time later
 *   b#<build>                       build        view, version, indexes
 *   b#<build>                       p#<stream>   lane, since, position, error, waiting: the stream was set aside, and is while `waiting`
 *   c#<lane>                        c            <build>: position up to which it has everything; epoch: see `AwsBuilds`
 *   r#<build>#<shard>               <key>        j row, x its entries, n version of the item, w lane -> position, s stream -> position
 *                                                (j and x as `packed` makes them)
 *   i#<build>#<index>#<partition>   <sort>^<key> k key, j row (unless it is large)
 *
 * A row that is gone leaves its item without `j` (a tombstone), so that a late writer sees that it is late; `ttl` is set on it
 * once the checkpoint has passed.
 */

/** Partitions over which a view's rows are spread: each takes some 1,000 write units a second. */
export const SHARDS = 8;
/** Rows up to this size are copied into their index entries, so that a list is one query. */
export const COPY_BYTES = 32_000;
/** Between `sort` and key in an index entry: below every character that either may have. */
export const SEPARATOR = '\u0001';

const key = (pk: string, sk: string): Key => ({ pk: { S: pk }, sk: { S: sk } });
export const S = (value: string): AttributeValue => ({ S: value });
export const N = (value: number): AttributeValue => ({ N: String(value) });

export const viewPk = (view: string): string => `v#${view}`;
export const liveKey = (view: string): Key => key(viewPk(view), 'live');
export const buildingKey = (view: string): Key => key(viewPk(view), 'building');
export const oldKey = (view: string, build: string): Key => key(viewPk(view), `old#${build}`);
export const buildPk = (build: string): string => `b#${build}`;
export const buildKey = (build: string): Key => key(buildPk(build), 'build');
export const parkedKey = (build: string, stream: string): Key => key(buildPk(build), `p#${stream}`);
export const laneKey = (lane: number): Key => key(`c#${lane}`, 'c');
export const shardPk = (build: string, shard: number): string => `r#${build}#${shard}`;
export const rowKey = (build: string, row: string): Key => key(shardPk(build, hashOf(row, SHARDS)), row);
export const indexPk = (build: string, index: string, partition: string): string => `i#${build}#${index}#${partition}`;
export const entryKey = (build: string, index: string, partition: string, sort: string, row: string): Key =>
  key(indexPk(build, index, partition), `${sort}${SEPARATOR}${row}`);

export const text = (value: AttributeValue | undefined): string => value?.S ?? '';
export const num = (value: AttributeValue | undefined): number => Number(value?.N ?? 0);

/** Texts from this size on are compressed: below it the item stays within the unit that it costs anyway. */
const PACK_BYTES = 400;
/** Windows of the size of a row: zlib would take a quarter of a megabyte each time. */
const DEFLATE = { windowBits: 12, memLevel: 5 };
// Taken when the first row is read or written: a function that starts needs none.
const zlib = () => process.getBuiltinModule('node:zlib');

/** A text as it is stored: a row is copied into each of its index entries, and each begun kilobyte of each of them is paid for. */
export function packed(plain: string): AttributeValue {
  const bytes = Buffer.from(plain, 'utf8');
  return bytes.length < PACK_BYTES ? S(plain) : { B: zlib().deflateRawSync(bytes, DEFLATE) };
}

/** The text that was stored; undefined when there is none. */
export function unpacked(value: AttributeValue | undefined): string | undefined {
  return value?.B === undefined ? value?.S : zlib().inflateRawSync(value.B).toString('utf8');
}

/** The entries of a row, as its item names them: those of older items are a list. */
export function entriesIn(value: AttributeValue | undefined): readonly string[] {
  const json = unpacked(value);
  return json === undefined ? (value?.L ?? []).map(text) : (JSON.parse(json) as string[]);
}

export function numbersOf(value: AttributeValue | undefined): Map<string, number> {
  return new Map(Object.entries(value?.M ?? {}).map(([name, each]) => [name, num(each)]));
}

export function mapOf(numbers: ReadonlyMap<string, number>): AttributeValue {
  const M: Item = {};
  for (const [name, value] of numbers) M[name] = N(value);
  return { M };
}
