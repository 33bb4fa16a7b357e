import { DatabaseSync } from 'node:sqlite';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { assertSound, openError } from './log-file.ts';
import { packOutcome, type Reply, type Request, unpackAppends, type Words } from './log-message.ts';
import { Held, Refusal, restoreCommits, restoreGuards } from './log-restore.ts';
import { assertPragmas, createSchema, readLanes, setPragmas } from './log-schema.ts';
import { LogStore } from './log-store.ts';

/** What the thread is started with. */
export interface WriterData {
  readonly file: string;
  /** Undefined: what the file says, 1 for a new one. */
  readonly lanes: number | undefined;
}

/** Words of one transaction at most, some 1,000 appends: bounds how long the first one waits for the last. */
const GROUP_WORDS = 6000;

type AppendRequest = Request & { readonly kind: 'append' };
type RestoreRequest = Request & { readonly kind: 'restore' };

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

  /**
   * Carries out appends in one transaction: the first ones, and whatever `more` brings while they are being written.
   * An error of the store undoes them all.
   */
  append(first: AppendRequest, more: () => AppendRequest | undefined): Reply[] {
    const requests: AppendRequest[] = [];
    const replies: Reply[] = [];
    try {
      this.#transaction(() => {
        for (let next: AppendRequest | undefined = first; next !== undefined; next = more()) {
          requests.push(next);
          const words: Words = [];
          for (const wish of unpackAppends(next.words, next.bytes)) packOutcome(words, this.#store.apply(wish));
          replies.push({ id: next.id, kind: 'appended', words });
        }
      });
      return replies;
    } catch (error) {
      const words: Words = [];
      packOutcome(words, { kind: 'unavailable', detail: (error as Error).message });
      return requests.map(({ id }) => ({ id, kind: 'failed', words }));
    }
  }

  restore({ id, commits, guards }: RestoreRequest): Reply {
    const words: Words = [];
    try {
      this.#transaction(() => {
        restoreCommits(this.#db, this.#store, commits);
        restoreGuards(this.#db, guards);
      });
      return { id, kind: 'done' };
    } catch (error) {
      const detail = (error as Error).message;
      if (error instanceof Refusal) packOutcome(words, { kind: 'conflict', stream: error.stream, detail });
      else if (error instanceof Held) packOutcome(words, { kind: 'guard', guard: error.guard, owner: error.owner });
      else packOutcome(words, { kind: 'unavailable', detail });
    }
    return { id, kind: 'failed', words };
  }

  close(): void {
    this.#db.close();
  }
}

function run(writer: Writer, port: MessagePort): void {
  let waiting: Request | undefined;
  const receive = () => receiveMessageOnPort(port)?.message as Request | undefined;
  port.on('message', (first: Request) => {
    for (let request: Request | undefined = first; request !== undefined; request = waiting ?? receive()) {
      waiting = undefined;
      if (request.kind === 'append') {
        let size = request.words.length;
        const more = () => {
          waiting = size < GROUP_WORDS ? receive() : undefined;
          if (waiting?.kind !== 'append') return undefined;
          const next = waiting;
          waiting = undefined;
          size += next.words.length;
          return next;
        };
        port.postMessage(writer.append(request, more));
      } else if (request.kind === 'restore') port.postMessage([writer.restore(request)]);
      else {
        writer.close();
        port.postMessage([{ id: request.id, kind: 'done' } satisfies Reply]);
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
