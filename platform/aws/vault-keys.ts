import { randomUUID } from 'node:crypto';
import {
  PutItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { UnavailableError } from '../contract/log.ts';
import type { KeyStore, NewKey } from '../vault/key-store.ts';
import { inParallel } from './in-parallel.ts';
import type { Item, Key } from './log.items.ts';
import { keyText } from './log.items.ts';
import type { Store } from './log.store.ts';
import { patiently, pause } from './retry.ts';

/*
 * The table of keys. `subject#<id>` holds the wrapped key and the hashes that lead to it, or `erased` and nothing else;
 * `lookup#<hash>` holds the subject. Point-in-time backups of this table keep destroyed keys for as long as they are kept:

 */
export const subjectKey = (subject: string): Key => ({ pk: { S: `subject#${subject}` }, sk: { S: 'key' } });
export const lookupKey = (digest: string): Key => ({ pk: { S: `lookup#${digest}` }, sk: { S: 'subject' } });

const ABSENT = 'attribute_not_exists(pk)';
/** Two items a look-up, a hundred items a transaction. */
const PER_TRANSACTION = 50;
const PARALLEL = 16;

/** The vault's rows in a DynamoDB table. */
export function openKeys(store: Store): KeyStore {
  const { client, table, patience } = store;

  const find = async (subjects: readonly string[]): Promise<Map<string, Uint8Array | null>> => {
    const items = await store.getMany(subjects.map(subjectKey));
    const found = new Map<string, Uint8Array | null>();
    for (const subject of subjects) {
      const item = items.get(keyText(subjectKey(subject)));
      if (item) found.set(subject, item.erased?.BOOL ? null : (item.wrapped?.B as Uint8Array));
    }
    return found;
  };

  const subjectsOf = async (digests: readonly string[]): Promise<Map<string, string>> => {
    const items = await store.getMany(digests.map(lookupKey));
    const found = new Map<string, string>();
    for (const digest of digests) {
      const subject = items.get(keyText(lookupKey(digest)))?.subject?.S;
      if (subject) found.set(digest, subject);
    }
    return found;
  };

  /** Makes look-ups with their keys, all or none; false when somebody else made one of them or is about to. */
  const tryMake = async (made: ReadonlyMap<string, NewKey>): Promise<boolean> => {
    const put = (item: Item): TransactWriteItem => ({
      Put: { TableName: table, Item: item, ConditionExpression: ABSENT },
    });
    const items = [...made].flatMap(([digest, { subject, wrapped }]) => [
      put({ ...lookupKey(digest), subject: { S: subject } }),
      put({ ...subjectKey(subject), wrapped: { B: wrapped }, lookups: { SS: [digest] } }),
    ]);
    // The token makes a repetition after a lost answer the same transaction.
    const command = new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: randomUUID() });
    try {
      await patiently(patience, () => client.send(command));
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException) return false;
      throw error;
    }
  };

  return {
    find,
    async keep(made) {
      await inParallel(PARALLEL, made, async ({ subject, wrapped }) => {
        const Item = { ...subjectKey(subject), wrapped: { B: wrapped } };
        const command = new PutItemCommand({ TableName: table, Item, ConditionExpression: ABSENT });
        try {
          await patiently(patience, () => client.send(command));
        } catch (error) {
          // Somebody else was first: what is there counts, and is read below.
          if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
        }
      });
      return find(made.map((each) => each.subject));
    },
    lookUp: async (digest) => (await subjectsOf([digest])).get(digest),
    async lookUpOrMake(digests, make) {
      const found = new Map<string, { subject: string; made: boolean }>();
      let missing = [...new Set(digests)];
      for (let attempt = 0; ; attempt++) {
        for (const [digest, subject] of await subjectsOf(missing)) found.set(digest, { subject, made: false });
        missing = missing.filter((digest) => !found.has(digest));
        if (missing.length === 0) break;
        if (attempt >= patience.attempts) throw new UnavailableError('look-ups are being made by others');
        if (attempt > 0) await pause(patience, attempt);
        const chunks: Map<string, NewKey>[] = [];
        for (let i = 0; i < missing.length; i += PER_TRANSACTION)
          chunks.push(new Map(missing.slice(i, i + PER_TRANSACTION).map((digest) => [digest, make()])));
        await inParallel(PARALLEL, chunks, async (chunk) => {
          if (await tryMake(chunk))
            for (const [digest, { subject }] of chunk) found.set(digest, { subject, made: true });
        });
        missing = missing.filter((digest) => !found.has(digest));
      }
      // A hash that was asked for twice was made once.
      const told = new Set<string>();
      return digests.map((digest) => {
        const { subject, made } = found.get(digest) as { subject: string; made: boolean };
        const first = made && !told.has(digest);
        told.add(digest);
        return { subject, made: first };
      });
    },
    async destroy(subject) {
      const item = await store.get(subjectKey(subject));
      // Look-ups first: whoever repeats this after a crash in between still finds the rest.
      for (const digest of item?.lookups?.SS ?? []) await store.delete(lookupKey(digest));
      await store.put({ ...subjectKey(subject), erased: { BOOL: true } });
    },
    async close() {},
  };
}
