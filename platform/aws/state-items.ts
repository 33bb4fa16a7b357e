import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../contract/json.ts';
import type { StateEntry } from '../contract/state.ts';
import type { Keyring } from '../vault/keyring.ts';
import { decrypt, encrypt } from '../vault/seal.ts';
import type { Item, Key } from './log.items.ts';

/*
 * The table of state. `entry#<kind>#<name>` holds an encrypted value; `owner#<owner>` holds a pointer to each entry of an
 * owner, written in the same transaction, so that lists are consistent without an index; `series#<series>` the numbers
 * taken. Names and owners are keyed hashes: only kind, times and versions stand in the open.
 */
export const entryKey = (kind: string, name: string): Key => ({ pk: { S: `entry#${kind}#${name}` }, sk: { S: '0' } });
export const pointerKey = (ownerHash: string, kind: string, name: string): Key => ({
  pk: { S: `owner#${ownerHash}` },
  sk: { S: `${kind}#${name}` },
});
export const seriesKey = (series: string): Key => ({ pk: { S: `series#${series}` }, sk: { S: '0' } });

export interface StateNames {
  readonly keys: Keyring;
  name(kind: string, id: string): string;
  owner(owner: string): string;
}

export function stateNames(keys: Keyring): StateNames {
  return {
    keys,
    name: (kind, id) => keys.hash('state-id', `${kind}\0${id}`),
    owner: (owner) => keys.hash('state-owner', owner),
  };
}

interface NewEntry {
  readonly kind: string;
  readonly name: string;
  /** JSON of id and value. */
  readonly plain: Buffer;
  readonly owner: string | undefined;
  readonly version: number;
  /** Milliseconds. */
  readonly now: number;
  readonly ttlSeconds: number;
}

export function itemOf(names: StateNames, { kind, name, plain, owner, version, now, ttlSeconds }: NewEntry): Item {
  const expires = now + ttlSeconds * 1000;
  return {
    ...entryKey(kind, name),
    kind: { S: kind },
    name: { S: name },
    value: { B: encrypt(names.keys.key('state'), plain, aad(kind, name)) },
    version: { N: String(version) },
    mark: { S: randomUUID() },
    saved: { N: String(now) },
    expires: { N: String(expires) },
    ttl: { N: String(Math.ceil(expires / 1000)) },
    ...(owner ? { owner: { S: names.owner(owner) } } : {}),
  };
}

/** The pointer of an entry's owner to it; it expires with the entry. */
export function liveFor({ kind, name, saved, ttl }: Item, ownerHash: string): Item {
  return { ...pointerKey(ownerHash, kind?.S as string, name?.S as string), kind, name, saved, ttl } as Item;
}

export const isLive = (item: Item, now: number): boolean => Number(item.expires?.N) > now;

export function entryOf(names: StateNames, item: Item): StateEntry {
  const bytes = item.value?.B as Uint8Array;
  const plain = decrypt(names.keys.key('state'), bytes, aad(item.kind?.S as string, item.name?.S as string));
  const { id, value } = JSON.parse(plain.toString('utf8')) as { id: string; value: JsonObject };
  return { id, value, version: Number(item.version?.N), savedAt: new Date(Number(item.saved?.N)).toISOString() };
}

const aad = (kind: string, name: string): Buffer => Buffer.from(`${kind}\0${name}`);
