import { businessDate, type Clock } from '../contract/platform.ts';

/** A clock that stands still until a case lets time pass. */
export interface TestClock extends Clock {
  pass(seconds: number): void;
}

export function testClock(start = new Date()): TestClock {
  let ms = start.getTime();
  return {
    now: () => new Date(ms).toISOString(),
    today: () => businessDate(new Date(ms)),
    pass(seconds) {
      ms += seconds * 1000;
    },
  };
}
