import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { encodeAppend } from '../contract/limits.ts';
import { type Append, type Appended, type HeldGuard, type StoredCommit, UnavailableError } from '../contract/log.ts';
import { OutcomeReader, packAppend, packBytes, type Reply, type Request, type Words } from './log-message.ts';
import { type LogOpenCode, LogOpenError } from './log-schema.ts';
import type { WriterData } from './log-writer.ts';

interface Waiting<T> {
  resolve(value: T): void;
  reject(error: Error): void;
}
type WaitingAppend = Waiting<Appended> & { readonly append: Append };
type Settle = (reply: Reply | Error) => void;

/** Bytes of one message at most, unless a single append is larger. */
const MESSAGE_BYTES = 1024 * 1024;

/**
 * The near end of the writer thread: appends made in one turn of the event loop leave in one message, and every
 * promise is settled by the answer that follows COMMIT. When the thread dies, everything waiting fails as unavailable.
 */
export class WriterQueue {
  readonly lanes: number;
  readonly #worker: Worker;
  readonly #sent = new Map<number, Settle>();
  readonly #onCommit: () => void;
  #nextId = 1;
  #scheduled = false;
  #words: Words = [];
  #chunks: Uint8Array[] = [];
  #size = 0;
  #waiting: WaitingAppend[] = [];
  #dead: Error | undefined;
  #closing: Promise<void> | undefined;

  private constructor(worker: Worker, lanes: number, onCommit: () => void) {
    this.#worker = worker;
    this.lanes = lanes;
    this.#onCommit = onCommit;
    worker.on('message', (replies: readonly Reply[]) => this.#settle(replies));
    worker.on('error', (error) => this.#die(new UnavailableError('the log writer failed', { cause: error })));
    worker.on('exit', () => this.#die(new UnavailableError('the log is closed')));
  }

  /** Starts the thread and waits until it has opened the file. Throws `LogOpenError`. */
  static async start(data: WriterData, onCommit: () => void): Promise<WriterQueue> {
    const worker = new Worker(new URL('./log-writer.ts', import.meta.url), { workerData: data });
    const [started] = (await once(worker, 'message')) as [{ lanes: number } | { code: LogOpenCode; message: string }];
    if ('lanes' in started) return new WriterQueue(worker, started.lanes, onCommit);
    await worker.terminate();
    throw new LogOpenError(started.code, started.message);
  }

  append(append: Append): Promise<Appended> {
    return new Promise((resolve, reject) => {
      const encoded = encodeAppend(append);
      this.#assertOpen();
      packAppend(this.#words, append, encoded);
      for (const bytes of encoded) {
        this.#chunks.push(bytes);
        this.#size += bytes.length;
      }
      this.#waiting.push({ append, resolve, reject });
      if (this.#size > MESSAGE_BYTES) this.#flush();
      else if (!this.#scheduled) {
        this.#scheduled = true;
        setImmediate(() => this.#flush());
      }
    });
  }

  restore(commits: readonly StoredCommit[], guards: readonly HeldGuard[]): Promise<void> {
    return this.#ask((id) => ({ id, kind: 'restore', commits, guards }));
  }

  /** Waits for what is under way, then ends the thread. */
  close(): Promise<void> {
    this.#closing ??= this.#dead === undefined ? this.#ask((id) => ({ id, kind: 'close' })) : Promise.resolve();
    return this.#closing.then(async () => {
      await this.#worker.terminate();
    });
  }

  #ask(request: (id: number) => Request): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#closing === undefined) this.#assertOpen();
      this.#flush();
      const settle: Settle = (reply) => {
        if (reply instanceof Error) reject(reply);
        else if (reply.kind === 'failed') reject(failureOf(reply));
        else resolve();
      };
      this.#send(request(this.#nextId), settle);
    });
  }

  #flush(): void {
    this.#scheduled = false;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    const bytes = packBytes(this.#chunks, this.#size);
    const words = this.#words;
    this.#waiting = [];
    this.#chunks = [];
    this.#words = [];
    this.#size = 0;
    const settle: Settle = (reply) => {
      if (reply instanceof Error) for (const { reject } of waiting) reject(reply);
      else if (reply.kind === 'failed') {
        const error = failureOf(reply);
        for (const { reject } of waiting) reject(error);
      } else if (reply.kind === 'appended') {
        const outcomes = new OutcomeReader(reply.words);
        for (const { append, resolve, reject } of waiting) {
          const outcome = outcomes.next(append.streams);
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome);
        }
      }
    };
    this.#send({ id: this.#nextId, kind: 'append', words, bytes }, settle, [bytes.buffer]);
  }

  #send(request: Request, settle: Settle, transfer: ArrayBuffer[] = []): void {
    if (this.#dead !== undefined) settle(this.#dead);
    else {
      this.#sent.set(this.#nextId++, settle);
      this.#worker.postMessage(request, transfer);
    }
  }

  #settle(replies: readonly Reply[]): void {
    for (const reply of replies) {
      const settle = this.#sent.get(reply.id);
      this.#sent.delete(reply.id);
      settle?.(reply);
    }
    this.#onCommit();
  }

  #assertOpen(): void {
    if (this.#dead !== undefined) throw this.#dead;
    if (this.#closing !== undefined) throw new UnavailableError('the log is closed');
  }

  #die(error: UnavailableError): void {
    this.#dead ??= error;
    for (const settle of this.#sent.values()) settle(this.#dead);
    this.#sent.clear();
  }
}

function failureOf({ words }: Reply & { kind: 'failed' }): Error {
  return new OutcomeReader(words).next([]) as Error;
}
