import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { splitEntry } from '../projection/entries.ts';
import type { Item, Key } from './log.items.ts';
import { patiently } from './retry.ts';
import { buildPk, entriesIn, entryKey, laneKey, oldKey, SHARDS, shardPk, text } from './views-items.ts';
import type { ViewsStore } from './views-store.ts';

/** Removes a superseded build: its rows with their entries, its checkpoints, at last the note that it is to be removed. */
export async function dropBuild(store: ViewsStore, view: string, build: string, lanes: number): Promise<void> {
  for (let shard = 0; shard < SHARDS; shard++) {
    let start: Item | undefined;
    do {
      const page = await store.range(shardPk(build, shard), start ? { start } : {});
      const keys: Key[] = [];
      for (const { pk, sk, x } of page.items) {
        for (const entry of entriesIn(x)) keys.push(entryOf(build, entry, text(sk)));
        keys.push({ pk, sk } as Key);
      }
      await store.deleteMany(keys);
      start = page.next;
    } while (start);
  }
  const records = await store.all(buildPk(build), '');
  await store.deleteMany(records.map(({ pk, sk }) => ({ pk, sk }) as Key));
  for (let lane = 0; lane < lanes; lane++) {
    const command = new UpdateItemCommand({
      TableName: store.table,
      Key: laneKey(lane),
      UpdateExpression: 'REMOVE #b',
      ExpressionAttributeNames: { '#b': build },
    });
    await patiently(store.patience, () => store.client.send(command));
  }
  await store.delete(oldKey(view, build));
}

function entryOf(build: string, entry: string, key: string): Key {
  const { index, partition, sort } = splitEntry(entry);
  return entryKey(build, index, partition, sort, key);
}
