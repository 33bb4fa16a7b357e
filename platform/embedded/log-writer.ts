import { DatabaseSync } from 'node:sqlite';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { assertSound, openError } from './log-file.ts';
import { type Outcome, packOutcome, type Reply, type Request, unpackAppends, type Words } from './log-message.ts';
import { Refusal, restoreCommits } from './log-restore.ts';
import { assertPragmas, createSchema, readLanes, setPragmas } from './log-schema.ts';
import { LogStore } from './log-store.ts';

/** What the thread is started with. */
export interface WriterData {
  readonly file: string;
  /** Undefined: what the file says, 1 for a new one. */
  readonly lanes: number | undefined;
}

/** Appends of one transaction at most: bounds how long the first one waits for the last. */
const GROUP = 1024;

/**
 * The only writer of a log in this process. It takes what has queued up, applies it in one transaction, and answers
 * after COMMIT: one sync of the disk for all who wait.
 */
class Writer {
  readonly #db: DatabaseSync;
  readonly #store: LogStore;
  readonly #begin;
  readonly #commit;
  readonly #dataVersion;
  #seenVersion = -1;

  constructor(db: DatabaseSync, lanes: number) {
    this.#db = db;
    this.#store = new LogStore(db, lanes);
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#dataVersion = db.prepare('PRAGMA data_version');
  }

  /** Runs `work` in a transaction; undoes everything when it throws. */
  #transaction<T>(work: () => T): T {
    this.#begin.run();
    try {
      const { data_version } = this.#dataVersion.get() as { data_version: number };
      if (data_version !== this.#seenVersion) this.#store.forget();
      this.#seenVersion = data_version;
      const result = work();
      this.#commit.run();
      return result;
    } catch (error) {
      this.#store.forget();
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  append(requests: readonly (Request & { kind: 'append' })[]): Reply[] {
    const wishes = requests.map((request) => unpackAppends(request.words, request.bytes));
    let answer: (n: number, i: number) => Outcome;
    try {
      const outcomes = this.#transaction(() => wishes.map((group) => group.map((wish) => this.#store.apply(wish))));
      answer = (n, i) => outcomes[n]?.[i] as Outcome;
    } catch (error) {
      answer = () => ({ kind: 'unavailable', detail: (error as Error).message });
    }
    return requests.map(({ id }, n) => {
      const words: Words = [];
      for (const i of (wishes[n] ?? []).keys()) packOutcome(words, answer(n, i));
      return { id, kind: 'appended', words };
    });
  }

  restore({ id, commits }: Request & { kind: 'restore' }): Reply {
    const words: Words = [];
    try {
      this.#transaction(() => restoreCommits(this.#db, this.#store, commits));
      return { id, kind: 'done' };
    } catch (error) {
      const detail = (error as Error).message;
      if (error instanceof Refusal) packOutcome(words, { kind: 'conflict', stream: error.stream, detail });
      else packOutcome(words, { kind: 'unavailable', detail });
    }
    return { id, kind: 'failed', words };
  }

  close(): void {
    this.#db.close();
  }
}

function run(writer: Writer, port: MessagePort): void {
  const queue: Request[] = [];
  port.on('message', (first: Request) => {
    queue.push(first);
    while (queue.length > 0) {
      for (let more = receiveMessageOnPort(port); more !== undefined; more = receiveMessageOnPort(port))
        queue.push(more.message as Request);
      const group: (Request & { kind: 'append' })[] = [];
      for (let size = 0; size < GROUP && queue[0]?.kind === 'append'; ) {
        const next = queue.shift() as Request & { kind: 'append' };
        group.push(next);
        size += next.words.length >> 2;
      }
      if (group.length > 0) port.postMessage(writer.append(group));
      const other = queue[0]?.kind === 'append' ? undefined : queue.shift();
      if (other?.kind === 'restore') port.postMessage([writer.restore(other)]);
      if (other?.kind === 'close') {
        writer.close();
        port.postMessage([{ id: other.id, kind: 'done' } satisfies Reply]);
        port.close();
        return;
      }
    }
  });
}

function start(port: MessagePort, { file, lanes }: WriterData): void {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { timeout: 5000 });
    createSchema(db, lanes ?? 1);
    const found = readLanes(db, lanes);
    assertSound(db, file, found);
    setPragmas(db);
    assertPragmas(db);
    run(new Writer(db, found), port);
    port.postMessage({ lanes: found });
  } catch (error) {
    if (db?.isOpen) db.close();
    const { code, message } = openError(file, error);
    port.postMessage({ code, message });
  }
}

if (parentPort !== null) start(parentPort, workerData as WriterData);
