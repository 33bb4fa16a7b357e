import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { GuardChange, Position } from '../contract/log.ts';

/** What the log needs of the client: enough for a wrapper to stand in. */
export type DynamoClient = Pick<DynamoDBClient, 'send'>;
export type Item = Record<string, AttributeValue>;
export interface Key extends Item {
  pk: AttributeValue.SMember;
  sk: AttributeValue.SMember;
}

/*
 * The log's table. A stream's commits and its command ids share a partition, so a decision loads with one query.
 *
 *   s#<stream>   c#<ordinal>     b bytes, l lane, p position, w the append it was part of (when there is more to it)
 *   s#<stream>   k#<commandId>   o ordinal, l, p, n nonce of the attempt, w
 *   l#<lane>     <position>      s stream, o ordinal, h hash, b bytes (when they fit, see `entryItem`)
 *   g#<guard>    g               w owner
 *   meta         log             lanes
 */

const pad = (n: number): string => String(n).padStart(12, '0');
const S = (value: string): AttributeValue.SMember => ({ S: value });
const N = (value: number): AttributeValue.NMember => ({ N: String(value) });

const key = (pk: string, sk: string): Key => ({ pk: S(pk), sk: S(sk) });
export const streamPk = (stream: string): string => `s#${stream}`;
export const lanePk = (lane: number): string => `l#${lane}`;
export const commitKey = (stream: string, ordinal: number): Key => key(streamPk(stream), `c#${pad(ordinal)}`);
export const commandKey = (stream: string, commandId: string): Key => key(streamPk(stream), `k#${commandId}`);
export const entryKey = (lane: number, position: number): Key => key(lanePk(lane), pad(position));
export const guardKey = (guard: string): Key => key(`g#${guard}`, 'g');
export const META_KEY: Key = key('meta', 'log');

/** Where and under which names an append was made, kept with it when it has several streams or guards: `repair` needs it. */
export interface Whole {
  readonly commits: readonly Position[];
  readonly guards: readonly GuardChange[];
}

/** The commit as its stream holds it. */
export function commitItem(at: Position, bytes: Uint8Array, whole: Whole | undefined): Item {
  return {
    ...commitKey(at.stream, at.ordinal),
    b: { B: bytes },
    l: N(at.lane),
    p: N(at.position),
    ...wholeAttribute(whole),
  };
}

/** The command as its stream remembers it. */
export function commandItem(at: Position, commandId: string, nonce: string, whole: Whole | undefined): Item {
  return {
    ...commandKey(at.stream, commandId),
    o: N(at.ordinal),
    l: N(at.lane),
    p: N(at.position),
    n: S(nonce),
    ...wholeAttribute(whole),
  };
}

/**
 * The commit as its lane holds it. The bytes come along while the whole entry stays within `room`, by default one write
 * unit (1 KB): then they cost nothing to write, and readers need no second read. Above that each further KB would cost two
 * write units (ten read units' money) to save every reader one.
 */
export function entryItem(at: Position, bytes: Uint8Array, hash: Uint8Array, room: number): Item {
  const item: Item = {
    ...entryKey(at.lane, at.position),
    s: S(at.stream),
    o: N(at.ordinal),
    h: { B: hash },
  };
  const names = 'pk'.length + 'sk'.length + 's'.length + 'o'.length + 'h'.length + 'b'.length;
  const size = names + lanePk(at.lane).length + 12 + Buffer.byteLength(at.stream) + 8 + hash.length + bytes.length;
  if (size <= room) item.b = { B: bytes };
  return item;
}

/** One write unit. */
export const ENTRY_ROOM = 1024;

export function guardItem(guard: string, owner: string): Item {
  return { ...guardKey(guard), w: S(owner) };
}

function wholeAttribute(whole: Whole | undefined): Item {
  if (!whole) return {};
  const commits = whole.commits.map((at) => [at.stream, at.ordinal, at.lane, at.position]);
  const guards = whole.guards.map((each) => [each.guard, each.change, each.owner]);
  return { w: S(JSON.stringify([commits, guards])) };
}

/** Reads the `w` of a commit or command item. */
export function wholeOf(item: Item): Whole | undefined {
  const text = item.w?.S;
  if (text === undefined) return undefined;
  const [commits, guards] = JSON.parse(text) as [
    [string, number, number, number][],
    [string, 'take' | 'release', string][],
  ];
  return {
    commits: commits.map(([stream, ordinal, lane, position]) => ({ stream, ordinal, lane, position })),
    guards: guards.map(([guard, change, owner]) => ({ guard, change, owner })),
  };
}

export const streamOf = (item: Item): string => item.pk?.S?.slice(2) ?? '';
export const num = (value: AttributeValue | undefined): number => Number(value?.N);
export const bin = (value: AttributeValue | undefined): Uint8Array | undefined => value?.B;

/** Where a commit or command item says its commit stands. */
export function positionOf(item: Item): Position {
  const ordinal = item.o ? num(item.o) : Number(item.sk?.S?.slice(2));
  return { stream: streamOf(item), ordinal, lane: num(item.l), position: num(item.p) };
}

export const keyOf = (item: Item): Key => ({ pk: item.pk, sk: item.sk }) as Key;
export const keyText = (item: Item): string => `${item.pk?.S}\n${item.sk?.S}`;
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
