import { type TransactionCanceledException, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { chainHash, decodeCommit } from '../contract/encode.ts';
import { ITEMS_PER_STREAM, MAX_ITEMS } from '../contract/limits.ts';
import { ConflictError, DamagedError, type StoredCommit } from '../contract/log.ts';
import { itemsOf, putNew } from './log.append.ts';
import { bin, commitKey, entryKey, equalBytes, type Item, keyText, num } from './log.items.ts';
import type { Store } from './log.store.ts';
import { type Tail, tailOf } from './log.tails.ts';
import { patiently } from './retry.ts';

const GROUP = Math.floor(MAX_ITEMS / ITEMS_PER_STREAM);
/** A transaction holds 4 MB; entries may repeat small bytes. */
const GROUP_BYTES = 3_000_000;

/**
 * See `Log.restore`. Everything is checked before anything is written; then 33 commits a transaction, in the order given, so
 * that an interrupted restore goes on where it stopped.
 */
export async function restore(
  store: Store,
  entryRoom: number,
  lanes: number,
  commits: readonly StoredCommit[],
): Promise<void> {
  const fresh = await check(store, lanes, commits);
  let group: StoredCommit[] = [];
  let size = 0;
  for (const commit of fresh) {
    if (group.length === GROUP || size + commit.bytes.length > GROUP_BYTES) {
      await write(store, entryRoom, lanes, group);
      group = [];
      size = 0;
    }
    group.push(commit);
    size += commit.bytes.length;
  }
  await write(store, entryRoom, lanes, group);
}

/** The commits that are not there yet. Throws `ConflictError` for one that cannot follow what is there. */
async function check(store: Store, lanes: number, commits: readonly StoredCommit[]): Promise<StoredCommit[]> {
  for (const { stream, lane } of commits)
    if (!(lane >= 0 && lane < lanes)) throw new ConflictError(stream, `there is no lane ${lane}`);
  const tails = new Map<number, Tail>();
  for (const lane of new Set(commits.map((each) => each.lane))) tails.set(lane, tailOf(await store.tail(lane)));
  const old = new Set(commits.filter(({ lane, position }) => position <= (tails.get(lane) as Tail).position));
  const before = commits.filter(({ ordinal }) => ordinal > 0).map((each) => commitKey(each.stream, each.ordinal - 1));
  const keys = [...old].flatMap((each) => [commitKey(each.stream, each.ordinal), entryKey(each.lane, each.position)]);
  const there = await store.getMany([...keys, ...before]);
  const streams = new Map<string, number>();
  const fresh: StoredCommit[] = [];
  for (const commit of commits) {
    const { stream, ordinal, lane, position, bytes } = commit;
    const refuse = (detail: string) => new ConflictError(stream, `${detail} ${lane}:${position}`);
    const tail = tails.get(lane) as Tail;
    if (old.has(commit)) {
      if (!isSame(commit, there)) throw refuse('another commit is stored at');
    } else {
      if (position !== tail.position + 1) throw refuse('a gap before');
      const hash = chainHash(tail.hash, bytes);
      if (!equalBytes(hash, commit.hash) || !isOf(commit)) throw refuse('the chain does not fit at');
      tails.set(lane, { position, hash });
      const previous = there.get(keyText(commitKey(stream, ordinal - 1)));
      const laneBefore = streams.get(`${stream} ${ordinal - 1}`) ?? (previous && num(previous.l));
      if (ordinal > 0 && laneBefore !== lane) throw refuse('the stream does not go on at');
      fresh.push(commit);
    }
    streams.set(`${stream} ${ordinal}`, lane);
  }
  return fresh;
}

/** True when the bytes are a commit of that stream with that ordinal. */
function isOf({ stream, ordinal, lane, position, bytes }: StoredCommit): boolean {
  try {
    const commit = decodeCommit(bytes, lane, position);
    return commit.stream === stream && commit.ordinal === ordinal;
  } catch (error) {
    if (error instanceof DamagedError) return false;
    throw error;
  }
}

function isSame(commit: StoredCommit, there: ReadonlyMap<string, Item>): boolean {
  const item = there.get(keyText(commitKey(commit.stream, commit.ordinal)));
  const entry = there.get(keyText(entryKey(commit.lane, commit.position)));
  return (
    num(item?.l) === commit.lane &&
    num(item?.p) === commit.position &&
    equalBytes(bin(item?.b) ?? new Uint8Array(), commit.bytes) &&
    equalBytes(bin(entry?.h) ?? new Uint8Array(), commit.hash)
  );
}

async function write(store: Store, entryRoom: number, lanes: number, group: readonly StoredCommit[]): Promise<void> {
  const [first] = group;
  if (!first) return;
  const items = group.flatMap((commit) => {
    const { commandId } = decodeCommit(commit.bytes, commit.lane, commit.position);
    return itemsOf({ entryRoom }, commandId, 'restored', commit, commit.bytes, commit.hash);
  });
  const command = new TransactWriteItemsCommand({ TransactItems: items.map((item) => putNew(store.table, item)) });
  try {
    await patiently(store.patience, () => store.client.send(command));
  } catch (error) {
    const reasons = (error as TransactionCanceledException).CancellationReasons;
    if (!reasons?.some((reason) => reason.Code === 'ConditionalCheckFailed')) throw error;
    // Our own first try, whose answer was lost; or somebody else's.
    if ((await check(store, lanes, group)).length > 0)
      throw new ConflictError(first.stream, 'somebody else wrote during the restore');
  }
}
