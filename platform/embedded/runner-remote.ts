import { Worker } from 'node:worker_threads';
import { UnavailableError } from '../contract/log.ts';
import type { RebuildReport, ViewRunner, ViewStatus } from '../contract/views.ts';
import type { RunnerOptions } from './runner.ts';

export interface WorkerSetup {
  readonly file: string;
  readonly logFile: string;
  readonly domainModule: string;
  readonly exportName: string;
  readonly options: Omit<RunnerOptions, 'fault' | 'report'>;
}

export type WorkerCall =
  | { readonly kind: 'hint' }
  | { readonly kind: 'call'; readonly id: number; readonly method: Method; readonly argument?: unknown };
type Method = keyof ViewRunner;

export type WorkerNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'moved' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: string; readonly code: string | undefined };

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** A runner in a worker thread: folding never holds up the thread that answers requests. */
export class RemoteRunner implements ViewRunner {
  readonly #setup: WorkerSetup;
  readonly #moved: () => void;
  readonly #unsubscribe: () => void;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #nextId = 1;
  #hinted = false;
  #started = false;
  #closed = false;

  private constructor(setup: WorkerSetup, subscribe: (hint: () => void) => () => void, moved: () => void) {
    this.#setup = setup;
    this.#moved = moved;
    this.#unsubscribe = subscribe(() => this.nudge());
  }

  /** Resolves when the thread has opened its files and every view can be read. */
  static async open(
    setup: WorkerSetup,
    subscribe: (hint: () => void) => () => void,
    moved: () => void,
  ): Promise<RemoteRunner> {
    const runner = new RemoteRunner(setup, subscribe, moved);
    try {
      await runner.#launch();
    } catch (error) {
      runner.#unsubscribe();
      throw error;
    }
    return runner;
  }

  #launch(): Promise<void> {
    const worker = new Worker(new URL('./runner-worker.ts', import.meta.url), {
      workerData: this.#setup,
      // A page of commits lives just long enough to be copied about in a small one.
      resourceLimits: { maxYoungGenerationSizeMb: 128 },
    });
    this.#worker = worker;
    return new Promise((ready, failed) => {
      let cause: Error | undefined;
      worker.on('message', (news: WorkerNews) => {
        if (news.kind === 'ready') ready();
        else this.#hear(news);
      });
      worker.on('error', (error: Error) => {
        cause = error;
        failed(error);
      });
      worker.on('exit', () => {
        failed(cause ?? new UnavailableError('the projection thread ended'));
        this.#ended(cause);
      });
    });
  }

  /** The thread died, which its own errors never make it do: everyone waiting is told, and a new one goes on from the checkpoints. */
  #ended(cause: Error | undefined): void {
    const error = new UnavailableError('the projection thread ended', { cause });
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#worker = undefined;
    if (this.#closed || !this.#started) return;
    process.stderr.write(`${JSON.stringify({ level: 'error', at: 'views', error: `${error.message}: ${cause}` })}\n`);
    setTimeout(() => {
      if (this.#closed) return;
      this.#launch().then(
        () => this.start(),
        () => undefined, // `exit` follows, and with it the next try.
      );
    }, 1000).unref();
  }

  #hear(news: WorkerNews): void {
    if (news.kind === 'moved') this.#moved();
    if (news.kind === 'moved' || news.kind === 'ready') return;
    const waiting = this.#waiting.get(news.id);
    this.#waiting.delete(news.id);
    if (news.kind === 'answer') waiting?.resolve(news.value);
    else waiting?.reject(Object.assign(new Error(news.error), { code: news.code }));
  }

  #call<T>(method: Method, argument?: unknown): Promise<T> {
    const worker = this.#worker;
    if (worker === undefined) return Promise.reject(new UnavailableError('the projection thread is not running'));
    const id = this.#nextId++;
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      worker.postMessage({ kind: 'call', id, method, argument } satisfies WorkerCall);
    });
  }

  catchUp(views?: readonly string[], lanes?: readonly number[]): Promise<void> {
    return this.#call('catchUp', { views, lanes });
  }

  rebuild(name: string): Promise<RebuildReport> {
    return this.#call('rebuild', name);
  }

  status(): Promise<readonly ViewStatus[]> {
    return this.#call('status');
  }

  redrive(name?: string): Promise<number> {
    return this.#call('redrive', name);
  }

  start(): void {
    this.#started = true;
    // When the thread has just died, its successor is started anyway.
    this.#call('start').catch(() => undefined);
  }

  /** Passes a hint on: one message for all hints of a turn. */
  nudge(): void {
    if (this.#hinted) return;
    this.#hinted = true;
    setImmediate(() => {
      this.#hinted = false;
      this.#worker?.postMessage({ kind: 'hint' } satisfies WorkerCall);
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#unsubscribe();
    const worker = this.#worker;
    if (worker === undefined) return;
    await this.#call('close');
    await worker.terminate();
  }
}
