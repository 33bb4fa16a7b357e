import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type Append,
  type Appended,
  type ChainReport,
  DamagedError,
  type HeldGuard,
  type LanePage,
  type Log,
  type StoredCommit,
  type StreamPage,
} from '../contract/log.ts';
import { inspectFile, openError } from './log-file.ts';
import { WriterQueue } from './log-queue.ts';
import { LogReader } from './log-reader.ts';
import { MAX_LANES } from './log-schema.ts';

/**
 * Opens the log in an SQLite file, making it when it is not there. `lanes` (1 when absent) counts for a new file only;
 * an existing one must have as many.
 *
 * Throws `LogOpenError`, having written nothing: DAMAGED (not a database, cut short, chain broken at an end),
 * UNWRITABLE, FOREIGN (another application's or version's file), LANES, UNSAFE (the store cannot promise durability), BUSY.
 */
export async function openLog({ file, lanes }: { file: string; lanes?: number }): Promise<Log> {
  if (lanes !== undefined && !(Number.isInteger(lanes) && lanes >= 1 && lanes <= MAX_LANES))
    throw new RangeError(`a log has 1 to ${MAX_LANES} lanes, not ${lanes}`);
  const path = resolve(file);
  // Closing a file drops every POSIX lock this process has on it, SQLite's too: never look into one that is open here.
  if (!openHere.has(path)) inspectFile(file);
  openHere.set(path, (openHere.get(path) ?? 0) + 1);
  const hints = new Set<() => void>();
  let writer: WriterQueue | undefined;
  try {
    writer = await WriterQueue.start({ file, lanes }, () => {
      for (const hint of hints) hint();
    });
    const db = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    return new EmbeddedLog(path, writer, new LogReader(db, writer.lanes), hints);
  } catch (error) {
    await writer?.close();
    leave(path);
    throw openError(file, error);
  }
}

/** How many logs of this process use a file. */
const openHere = new Map<string, number>();

function leave(path: string): void {
  const others = (openHere.get(path) ?? 1) - 1;
  if (others > 0) openHere.set(path, others);
  else openHere.delete(path);
}

class EmbeddedLog implements Log {
  readonly lanes: number;
  readonly #path: string;
  readonly #writer: WriterQueue;
  readonly #reader: LogReader;
  readonly #hints: Set<() => void>;
  #damage: DamagedError | undefined;
  #closed: Promise<void> | undefined;

  constructor(path: string, writer: WriterQueue, reader: LogReader, hints: Set<() => void>) {
    this.lanes = writer.lanes;
    this.#path = path;
    this.#writer = writer;
    this.#reader = reader;
    this.#hints = hints;
  }

  append(append: Append): Promise<Appended> {
    return this.#writer.append(append);
  }

  async read(stream: string): Promise<StreamPage> {
    return this.#remembered(() => this.#reader.read(stream));
  }

  async readLane(lane: number, after: number, limit = 500): Promise<LanePage> {
    return this.#remembered(() => this.#reader.readLane(lane, after, limit));
  }

  damage(): DamagedError | undefined {
    return this.#damage;
  }

  #remembered<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (error instanceof DamagedError) this.#damage = error;
      throw error;
    }
  }

  async heads(): Promise<number[]> {
    return this.#reader.heads();
  }

  subscribe(hint: () => void): () => void {
    this.#hints.add(hint);
    return () => this.#hints.delete(hint);
  }

  verify(lane: number, rest?: (commits: number) => Promise<void>): Promise<ChainReport> {
    return this.#reader.verify(lane, rest);
  }

  restore(commits: readonly StoredCommit[], guards: readonly HeldGuard[] = []): Promise<void> {
    return this.#writer.restore(commits, guards);
  }

  async *guards(): AsyncGenerator<readonly HeldGuard[]> {
    for (let page = this.#reader.guards(''); page.length > 0; page = this.#reader.guards(page.at(-1)?.guard ?? ''))
      yield page;
  }

  async streams(category: string): Promise<readonly string[]> {
    return this.#reader.streams(category);
  }

  /** A transaction of SQLite is in the file whole or not at all, and opening it has already replayed what was committed. */
  async repair(): Promise<string[]> {
    return [];
  }

  async close(): Promise<void> {
    this.#hints.clear();
    this.#reader.close();
    this.#closed ??= this.#writer.close().finally(() => leave(this.#path));
    await this.#closed;
  }
}
