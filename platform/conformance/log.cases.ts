import { describe } from 'vitest';
import { appendCases } from './log.append-cases.ts';
import { faultCases } from './log.fault-cases.ts';
import { groupCases } from './log.group-cases.ts';
import type { LogOptions, OpenedLog } from './log.hooks.ts';
import { randomCases } from './log.random-cases.ts';
import { storeCases } from './log.store-cases.ts';
import type { Suite } from './log.tools.ts';

/**
 * The conformance cases of the event log: one list, run on every platform.
 *
 * ```ts
 * // platform/aws/log.spec.ts
 * logCases('DynamoDB', async () => {
 *   const store = await freshTable();
 *   const log = await openLog({ ...store, lanes: 3 });
 *   return { log, store, another: () => openLog({ ...store, lanes: 3 }), close: async () => { await log.close(); await store.drop(); } };
 * }, { lanes: 3, runs: 10, flipByte: async ({ store }, at) => { ... }, gaps: [...], halves: [...], faults: [...] });
 * ```
 * `open` is called once per case. Semantics that the cases hold every platform to, beyond the contract's own words:
 * sizes and bad arguments are those of `encodeAppend` in `contract/limits.ts`; the command is looked up first (on the first
 * stream), then the ordinals, then the guards; releasing a free guard is harmless, releasing another's throws `GuardError`.
 */
export function logCases<Opened extends OpenedLog>(
  name: string,
  open: () => Promise<Opened>,
  options: LogOptions<Opened>,
): void {
  const suite: Suite<Opened> = {
    options,
    writers: options.writers ?? 64,
    on: (run) => async () => {
      const opened = await open();
      try {
        await run(opened.log, opened);
      } finally {
        await opened.close();
      }
    },
  };
  describe(`the log on ${name}, ${options.lanes === 1 ? 'one lane' : `${options.lanes} lanes`}`, () => {
    appendCases(suite);
    groupCases(suite);
    storeCases(suite);
    faultCases(suite);
    randomCases(suite);
  });
}
