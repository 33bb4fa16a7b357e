import { afterEach, beforeEach, describe } from 'vitest';
import type { Domain } from '../contract/platform.ts';
import { crashCases } from './views.crash-cases.ts';
import { followCases } from './views.follow-cases.ts';
import type { Opened, OpenOptions, ViewsOptions, ViewsStore } from './views.hooks.ts';
import { parkCases } from './views.park-cases.ts';
import { randomCases } from './views.random-cases.ts';
import { readCases } from './views.read-cases.ts';
import { rebuildCases } from './views.rebuild-cases.ts';

/** What the cases of one group work with: a fresh store for each of them. */
export interface Bench {
  readonly store: ViewsStore;
  /** Opens views that are closed when the case is over. */
  open(domain: Domain, options?: OpenOptions): Promise<Opened>;
}

/**
 * The conformance cases of views and their runners: one list, run on every platform. `make` is called once per case.
 *
 * Semantics that they hold every platform to, beyond the contract's own words: keys sort as UTF-8; what cannot be stored
 * (see `projection/keys.ts`) parks its stream; a cursor that no list gave throws BAD_CURSOR, an impossible query BAD_QUERY.
 */
export function viewsCases(name: string, make: () => Promise<ViewsStore>, options: ViewsOptions = {}): void {
  describe(name, () => {
    let store: ViewsStore;
    let opened: Opened[] = [];
    beforeEach(async () => {
      store = await make();
      opened = [];
    });
    afterEach(async () => {
      for (const each of opened) await each.close();
      await store.close();
    });
    const bench: Bench = {
      get store() {
        return store;
      },
      async open(domain, openOptions) {
        const one = await store.open(domain, openOptions);
        opened.push(one);
        return one;
      },
    };
    describe('following the log', () => followCases(bench));
    describe('reading', () => readCases(bench, options));
    describe('crashes', () => crashCases(bench));
    describe('parking', () => parkCases(bench));
    describe('rebuilding', () => rebuildCases(bench));
    describe('any history', () => randomCases(bench, options));
  });
}
