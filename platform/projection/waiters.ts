/** Those who wait until a condition holds that somebody else brings about. */
export class Waiters {
  readonly #checks = new Set<() => void>();
  readonly #pollMs: number;

  /** `pollMs`: how often a waiter looks although nobody called. */
  constructor(pollMs: number) {
    this.#pollMs = pollMs;
  }

  /** Something moved: every waiter looks again. */
  notify(): void {
    for (const check of [...this.#checks]) check();
  }

  /** Resolves true as soon as the condition holds, false after `timeoutMs`. Rejects when the condition throws. */
  until(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let looking = false;
      let lookAgain = false;
      let over = false;
      const end = (settle: () => void) => {
        over = true;
        clearTimeout(timer);
        clearInterval(poll);
        this.#checks.delete(check);
        settle();
      };
      const look = async (last: boolean) => {
        if (over) return;
        if (looking) {
          lookAgain = true;
          return;
        }
        looking = true;
        try {
          do {
            lookAgain = false;
            if (await condition()) return end(() => resolve(true));
          } while (lookAgain && !over);
          if (last && !over) end(() => resolve(false));
        } catch (error) {
          if (!over) end(() => reject(error));
        } finally {
          looking = false;
        }
      };
      const check = () => void look(false);
      const timer = setTimeout(() => {
        if (looking) end(() => resolve(false));
        else void look(true);
      }, timeoutMs);
      const poll = setInterval(check, this.#pollMs);
      this.#checks.add(check);
      check();
    });
  }
}
