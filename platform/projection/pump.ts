/** Does work when told that there may be some, and every few seconds in case nobody told. */
export class Pump {
  readonly #work: () => Promise<void>;
  readonly #sweepMs: number;
  readonly #report: (error: unknown) => void;
  #running: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #started = false;

  constructor(work: () => Promise<void>, sweepMs: number, report: (error: unknown) => void) {
    this.#work = work;
    this.#sweepMs = sweepMs;
    this.#report = report;
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.nudge();
  }

  /** There may be work. Any number of nudges during a run make one more run. */
  nudge(): void {
    if (!this.#started) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#running = this.#run();
  }

  async #run(): Promise<void> {
    let failed = false;
    do {
      this.#again = false;
      try {
        await this.#work();
      } catch (error) {
        // The next sweep tries again; going on at once would spin on a broken store.
        failed = true;
        this.#report(error);
      }
    } while (this.#again && !failed && this.#started);
    this.#running = undefined;
    if (!this.#started) return;
    this.#timer = setTimeout(() => this.nudge(), this.#sweepMs);
    this.#timer.unref();
  }

  /** Resolves when the last run is over. */
  async stop(): Promise<void> {
    this.#started = false;
    clearTimeout(this.#timer);
    await this.#running;
  }
}

/** Runs jobs one after the other, in the order asked. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(job: () => Promise<T>): Promise<T> {
    const done = this.#last.then(job);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
