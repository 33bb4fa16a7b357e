import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { TooLargeError, UnavailableError } from '../contract/log.ts';
import { numberBlocks } from '../contract/numbers.ts';
import type { Clock } from '../contract/platform.ts';
import { MAX_VALUE_BYTES, type State, type StateEntry } from '../contract/state.ts';
import type { Keyring } from '../vault/keyring.ts';
import { inParallel } from './in-parallel.ts';
import { type DynamoClient, keyText } from './log.items.ts';
import { Store } from './log.store.ts';
import { PATIENT, type Patience, patiently, pause } from './retry.ts';
import { entryKey, entryOf, isLive, itemOf, liveFor, pointerKey, seriesKey, stateNames } from './state-items.ts';

const LIST_LIMIT = 100;
const PARALLEL = 16;
/** Numbers that one function instance reserves at most: many instances take from one series at once. */
const LARGEST_BLOCK = 32;

export interface StateSettings {
  readonly client: DynamoClient;
  /** Exists already, in the shape of `TABLES.state`. */
  readonly table: string;
  readonly keys: Keyring;
  readonly clock: Clock;
  readonly patience?: Patience;
}

/** State in a DynamoDB table: see `state-items.ts` for what its items show. */
export function openState({ client, table, keys, clock, patience = PATIENT }: StateSettings): State {
  const store = new Store(client, table, patience);
  const names = stateNames(keys);
  const nowMs = (): number => Date.parse(clock.now());

  /** Writes an entry over exactly what was read; false when it moved meanwhile. */
  const tryPut = async (items: TransactWriteItem[]): Promise<boolean> => {
    const command = new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: randomUUID() });
    try {
      await patiently(patience, () => client.send(command));
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException) return false;
      throw error;
    }
  };

  const numbers = numberBlocks(async (series, count) => {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: seriesKey(series),
      UpdateExpression: 'ADD taken :count',
      ExpressionAttributeValues: { ':count': { N: String(count) } },
      ReturnValues: 'UPDATED_NEW',
    });
    const { Attributes } = await patiently(patience, () => client.send(command));
    return Number(Attributes?.taken?.N) - count + 1;
  }, LARGEST_BLOCK);

  return {
    async get(kind, id) {
      const item = await store.get(entryKey(kind, names.name(kind, id)));
      return item && isLive(item, nowMs()) ? entryOf(names, item) : null;
    },
    async put(kind, id, value, { ttlSeconds, owner, ifVersion }) {
      const plain = Buffer.from(JSON.stringify({ id, value }), 'utf8');
      if (plain.length > MAX_VALUE_BYTES) throw new TooLargeError(`over ${MAX_VALUE_BYTES} bytes of state`);
      const name = names.name(kind, id);
      const key = entryKey(kind, name);
      for (let attempt = 0; attempt < patience.attempts; attempt++) {
        if (attempt > 0) await pause(patience, attempt);
        const current = await store.get(key);
        const now = nowMs();
        const before = current && isLive(current, now) ? Number(current.version?.N) : 0;
        if (ifVersion !== undefined && ifVersion !== before) return null;
        const item = itemOf(names, { kind, name, plain, owner, version: before + 1, now, ttlSeconds });
        // Each write has its own random mark: the condition is on what was read, not only on its number.
        const over = current
          ? {
              ConditionExpression: 'mark = :mark',
              ExpressionAttributeValues: { ':mark': current.mark ?? { NULL: true } },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' };
        const items: TransactWriteItem[] = [{ Put: { TableName: table, Item: item, ...over } }];
        const oldOwner = current?.owner?.S;
        const newOwner = item.owner?.S;
        if (newOwner) items.push({ Put: { TableName: table, Item: liveFor(item, newOwner) } });
        if (oldOwner && oldOwner !== newOwner)
          items.push({ Delete: { TableName: table, Key: pointerKey(oldOwner, kind, name) } });
        if (await tryPut(items)) return before + 1;
      }
      throw new UnavailableError('the entry is being written by others');
    },
    async delete(kind, id) {
      const name = names.name(kind, id);
      const command = new DeleteItemCommand({ TableName: table, Key: entryKey(kind, name), ReturnValues: 'ALL_OLD' });
      const { Attributes } = await patiently(patience, () => client.send(command));
      if (Attributes?.owner?.S) await store.delete(pointerKey(Attributes.owner.S, kind, name));
    },
    async listByOwner(kind, owner) {
      const hash = names.owner(owner);
      const pointers = (await allOf(store, hash, `${kind}#`)).filter((item) => item.kind?.S === kind);
      pointers.sort((a, b) => Number(b.saved?.N) - Number(a.saved?.N));
      const found: StateEntry[] = [];
      // A pointer may be left over from an entry that is gone: go on until there are enough.
      for (let at = 0; at < pointers.length && found.length < LIST_LIMIT; at += LIST_LIMIT) {
        const wanted = pointers.slice(at, at + LIST_LIMIT).map((item) => entryKey(kind, item.name?.S as string));
        const items = await store.getMany(wanted);
        const now = nowMs();
        for (const key of wanted) {
          const item = items.get(keyText(key));
          if (item && isLive(item, now) && item.owner?.S === hash) found.push(entryOf(names, item));
        }
      }
      return found.slice(0, LIST_LIMIT);
    },
    async deleteByOwner(owner) {
      const hash = names.owner(owner);
      await inParallel(PARALLEL, await allOf(store, hash, ''), async (pointer) => {
        const [kind, name] = [pointer.kind?.S as string, pointer.name?.S as string];
        const command = new DeleteItemCommand({
          TableName: table,
          Key: entryKey(kind, name),
          ConditionExpression: '#owner = :owner',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': { S: hash } },
        });
        try {
          await patiently(patience, () => client.send(command));
        } catch (error) {
          // The entry is gone or another's by now.
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }
        await store.delete(pointerKey(hash, kind, name));
      });
    },
    takeNumbers: numbers.take,
  };
}

/** All pointers of an owner below a prefix. */
async function allOf(store: Store, ownerHash: string, prefix: string) {
  const { pk } = pointerKey(ownerHash, '', '');
  const found = [];
  let page = await store.query(pk.S, { prefix });
  for (;;) {
    found.push(...page.items);
    if (!page.next) return found;
    page = await store.query(pk.S, { prefix, start: page.next });
  }
}
