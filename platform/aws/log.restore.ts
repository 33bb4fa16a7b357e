import { type TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { decodeCommit } from '../contract/encode.ts';
import { ITEMS_PER_STREAM, MAX_ITEMS } from '../contract/limits.ts';
import { ConflictError, type StoredCommit } from '../contract/log.ts';
import { itemsOf, putNew } from './log.append.ts';
import { bin, commitKey, entryKey, equalBytes, keyText, num } from './log.items.ts';
import type { Store } from './log.store.ts';
import { patiently } from './retry.ts';

const GROUP = Math.floor(MAX_ITEMS / ITEMS_PER_STREAM);
/** A transaction holds 4 MB; entries may repeat small bytes. */
const GROUP_BYTES = 3_000_000;

/** See `Log.restore`. Writes 33 commits a transaction, one by one where some are there already. */
export async function restore(store: Store, entryRoom: number, commits: readonly StoredCommit[]): Promise<void> {
  let group: StoredCommit[] = [];
  let size = 0;
  for (const commit of commits) {
    if (group.length === GROUP || size + commit.bytes.length > GROUP_BYTES) {
      await restoreGroup(store, entryRoom, group);
      group = [];
      size = 0;
    }
    group.push(commit);
    size += commit.bytes.length;
  }
  await restoreGroup(store, entryRoom, group);
}

async function restoreGroup(store: Store, entryRoom: number, group: readonly StoredCommit[]): Promise<void> {
  if (group.length === 0) return;
  const items = group.flatMap((commit) => {
    const { commandId, stream, ordinal } = decodeCommit(commit.bytes, commit.lane, commit.position);
    if (stream !== commit.stream || ordinal !== commit.ordinal)
      throw new ConflictError(commit.stream, 'the bytes are those of another commit');
    return itemsOf({ entryRoom }, commandId, 'restored', commit, commit.bytes, commit.hash);
  });
  const TransactItems = items.map((item) => putNew(store.table, item));
  const command = new TransactWriteItemsCommand({ TransactItems });
  try {
    await patiently(store.patience, () => store.client.send(command));
  } catch (error) {
    const reasons = (error as TransactionCanceledException).CancellationReasons;
    if (!reasons) throw error;
    if (group.length > 1) {
      for (const commit of group) await restoreGroup(store, entryRoom, [commit]);
    } else await expectSame(store, group[0] as StoredCommit);
  }
}

/** Throws unless the commit is stored already, exactly as it is. */
async function expectSame(store: Store, commit: StoredCommit): Promise<void> {
  const keys = [commitKey(commit.stream, commit.ordinal), entryKey(commit.lane, commit.position)] as const;
  const found = await store.getMany(keys);
  const [item, entry] = keys.map((key) => found.get(keyText(key)));
  const same =
    item !== undefined &&
    entry !== undefined &&
    num(item.l) === commit.lane &&
    num(item.p) === commit.position &&
    equalBytes(bin(item.b) ?? new Uint8Array(), commit.bytes) &&
    equalBytes(bin(entry.h) ?? new Uint8Array(), commit.hash);
  if (!same) throw new ConflictError(commit.stream, `another commit is stored at ${commit.lane}/${commit.position}`);
}
