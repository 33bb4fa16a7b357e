import { chainHash, decodeCommit, GENESIS } from '../contract/encode.ts';
import type { ChainReport } from '../contract/log.ts';
import { bin, equalBytes, type Item, keyText, lanePk, num } from './log.items.ts';
import { commitKeyOf } from './log.read.ts';
import type { Store } from './log.store.ts';

/**
 * Recomputes a lane's chain from the bytes that the streams hold, and compares the copies that the entries hold.
 * Reads every commit once: some 1 read unit each.
 */
export async function verifyLane(store: Store, lane: number): Promise<ChainReport> {
  let hash = GENESIS;
  let position = 0;
  let start: Item | undefined;
  do {
    const page = await store.query(lanePk(lane), start ? { start } : {});
    const commits = await store.getMany(page.items.map(commitKeyOf));
    for (const entry of page.items) {
      position++;
      const commit = commits.get(keyText(commitKeyOf(entry)));
      const why = misfit(entry, commit, lane, position, hash);
      if (why) return { lane, ok: false, position, stream: entry.s?.S ?? '', why };
      hash = bin(entry.h) as Uint8Array;
    }
    start = page.next;
  } while (start);
  return { lane, ok: true, commits: position, head: Buffer.from(hash).toString('hex') };
}

function misfit(
  entry: Item,
  commit: Item | undefined,
  lane: number,
  position: number,
  previous: Uint8Array,
): string | undefined {
  if (Number(entry.sk?.S) !== position) return `position ${position} is missing`;
  const bytes = bin(commit?.b);
  if (!commit || !bytes) return 'the commit is missing';
  if (num(commit.l) !== lane || num(commit.p) !== position) return 'the commit says it stands elsewhere';
  const hash = bin(entry.h);
  if (!hash || !equalBytes(chainHash(previous, bytes), hash)) return 'the hash does not fit the bytes';
  const copy = bin(entry.b);
  if (copy && !equalBytes(copy, bytes)) return 'the copy in the lane differs from the commit';
  const { stream, ordinal } = decodeCommit(bytes, lane, position);
  if (stream !== entry.s?.S || ordinal !== num(entry.o)) return 'the entry names another commit';
  return undefined;
}
