import { chainHash, GENESIS } from '../../platform/contract/encode.ts';
import type { Log, StoredCommit } from '../../platform/contract/log.ts';
import { ToolError } from '../file-error.ts';
import { linesOf, notWhole } from './lines.ts';

/** What an export holds, found before anything is written. */
export interface Inspected {
  readonly kek: string | null;
  readonly commits: number;
  /** Commits that this log does not have yet. */
  readonly newCommits: number;
  /** Subjects that something in the commits is sealed for. */
  readonly named: ReadonlySet<string>;
  /** Subjects whose keys, or whose erasure, come along. */
  readonly supplied: ReadonlySet<string>;
}

/** Sealed values in the text of a commit; see `platform/vault/seal.ts`. */
const SEALED = /"s1\.([A-Za-z0-9_-]{1,64})\./g;

/**
 * Reads an export through: whole, its chains unbroken, and this log its beginning (or all of it, and more). Throws
 * `ToolError` EXPORT_INCOMPLETE or IMPORT_ELSEWHERE, having written nothing.
 */
export async function inspectExport(log: Log, file: string): Promise<Inspected> {
  const heads = await log.heads();
  const ends = new Map<number, { position: number; hash: Uint8Array }>();
  const named = new Set<string>();
  const supplied = new Set<string>();
  let kek: string | null = null;
  let [commits, newCommits] = [0, 0];
  let ended = false;
  for await (const line of linesOf(file)) {
    if (line.kind === 'head') {
      kek = line.kek;
      if (line.lanes !== log.lanes)
        throw new ToolError('IMPORT_ELSEWHERE', `分道数不符：文件有${line.lanes}道，此日志有${log.lanes}道`);
    } else if (line.kind === 'commit') {
      const { lane, position, hash, bytes } = line.commit;
      follow(line.commit, ends.get(lane));
      ends.set(lane, { position, hash });
      for (const [, subject] of Buffer.from(bytes).toString('latin1').matchAll(SEALED)) named.add(subject as string);
      commits += 1;
      if (position > (heads[lane] ?? 0)) newCommits += 1;
      if (position === heads[lane]) await assertSame(log, line.commit);
    } else if (line.kind === 'carried' && 'subject' in line.row) supplied.add(line.row.subject);
    else if (line.kind === 'end') ended = line.commits === commits;
  }
  if (!ended) throw notWhole(`（读到${commits}次提交）`);
  for (const [lane, head] of heads.entries()) {
    const end = ends.get(lane);
    if (head > 0 && !end) throw elsewhere(lane, 1);
    if (end && end.position < head) await assertSame(log, { lane, ...end });
  }
  return { kek, commits, newCommits, named, supplied };
}

function follow(
  { lane, position, bytes, hash }: StoredCommit,
  before: { position: number; hash: Uint8Array } | undefined,
) {
  const expected = chainHash(before?.hash ?? GENESIS, bytes);
  if (position !== (before?.position ?? 0) + 1 || Buffer.compare(expected, hash) !== 0)
    throw new ToolError('EXPORT_INCOMPLETE', `第${lane}道位置${position}的提交被改动或缺失，文件不可用，请重新导出`);
}

/** The hash covers everything before it too. */
async function assertSame(log: Log, { lane, position, hash }: Pick<StoredCommit, 'lane' | 'position' | 'hash'>) {
  const [there] = (await log.readLane(lane, position - 1, 1)).commits;
  if (!there || Buffer.compare(there.hash, hash) !== 0) throw elsewhere(lane, position);
}

function elsewhere(lane: number, position: number): ToolError {
  return new ToolError(
    'IMPORT_ELSEWHERE',
    `此数据目录里已有别的数据（第${lane}道位置${position}起不同），未作任何改动；请换一个新的空目录，用 --empty 启动后再导入`,
  );
}
