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

  /**
   * Resolves true as soon as the condition holds, false after `timeoutMs`, having looked once at least. Rejects when the
   * condition throws.
   */
  until(condition: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
    return new Promise((resolve, reject) => {
      let looking = false;
      let lookAgain = false;
      let looked = false;
      let late = false;
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
            const holds = await condition();
            if (over) return;
            looked = true;
            if (holds) return end(() => resolve(true));
          } while (lookAgain && !late);
          if (last || late) end(() => resolve(false));
        } catch (error) {
          if (!over) end(() => reject(error));
        } finally {
          looking = false;
        }
      };
      const check = () => void look(false);
      const timer = setTimeout(() => {
        late = true;
        if (!looking) void look(true);
        else if (looked) end(() => resolve(false));
      }, timeoutMs);
      const poll = setInterval(check, this.#pollMs);
      this.#checks.add(check);
      check();
    });
  }
}
