import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Commit } from '../contract/log.ts';
import type { RebuildReport, View } from '../contract/views.ts';
import { type Fault, noFault } from '../projection/fault.ts';
import type { Turns } from '../projection/pump.ts';
import { type Build, isCurrent } from './projection-builds.ts';
import type { ProjectionEngine } from './projection-engine.ts';
import { fillBuilds } from './projection-fill.ts';
import type { RunnerOptions } from './runner.ts';

/** Events read for each build. */
type Count = Map<number, number>;

/** Makes new builds of views beside the live ones, and switches to them. */
export class Rebuilds {
  readonly #engine: ProjectionEngine;
  readonly #turns: Turns;
  readonly #options: RunnerOptions;
  readonly #report: (error: unknown) => void;
  readonly #fault: Fault;
  readonly #running = new Map<string, Promise<RebuildReport>>();
  readonly #stopped = new AbortController();

  constructor(engine: ProjectionEngine, turns: Turns, options: RunnerOptions, report: (error: unknown) => void) {
    this.#engine = engine;
    this.#turns = turns;
    this.#options = options;
    this.#report = report;
    this.#fault = options.fault ?? noFault;
  }

  /** Rebuilds of views, together where they begin now: the log is read once for them. */
  all(names: readonly string[]): Promise<RebuildReport>[] {
    const fresh = names.filter((name) => !this.#running.has(name));
    if (fresh.length > 0) {
      const all = this.#rebuild(fresh).finally(() => {
        for (const name of fresh) this.#running.delete(name);
      });
      for (const [i, name] of fresh.entries())
        this.#running.set(
          name,
          all.then((reports) => reports[i] as RebuildReport),
        );
    }
    return names.map((name) => this.#running.get(name) as Promise<RebuildReport>);
  }

  /** Breaks off what is under way; it is gone on with after the next start. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await Promise.allSettled(this.#running.values());
  }

  /** Fills builds beside the live ones, switches when they have seen as much, drops the old ones. Goes on with what a crash left. */
  async #rebuild(names: readonly string[]): Promise<RebuildReport[]> {
    const engine = this.#engine;
    const started = performance.now();
    const heads = await engine.source.heads();
    const builds = engine.transaction(() => names.map((name) => this.#begin(engine.view(name), heads)));
    this.#fault('build made');
    const events: Count = new Map();
    const shared = builds.filter(({ state }) => state === 'sharing');
    const alone = builds.filter(({ state }) => state !== 'sharing');
    const [after] = await Promise.all([this.#share(shared, heads, events), this.#fill(alone, events)]);
    await this.#fill(after, events);
    const made = [...alone, ...after];
    for (const { id } of made) while (await this.#bringOn(id, events)) await setImmediate();
    engine.collect();
    const seconds = (performance.now() - started) / 1000;
    return names.map((name) => {
      const { id } = made.find(({ view }) => view === name) as Build;
      return { name, events: events.get(id) ?? 0, rows: engine.builds.get(id)?.rows ?? 0, seconds };
    });
  }

  /** The build beside the live one: begun, or left by a crash, or another runner's. What threads left half shared is worth nothing. */
  #begin(view: View, heads: readonly number[]): Build {
    const { builds } = this.#engine;
    const begun = builds.next(view.name);
    if (begun && isCurrent(begun, view) && begun.state !== 'sharing') return begun;
    if (begun) builds.setState(begun.id, 'dropped');
    const { fillShares, sharedFrom = 50_000 } = this.#options;
    const long = heads.reduce((sum, head) => sum + head, 0) >= sharedFrom;
    return builds.create(view, fillShares && view.rowsPerStream && long ? 'sharing' : 'filling');
  }

  /** Has builds filled by several threads up to these heads; gives back what is to be brought on, new builds when that failed. */
  async #share(shared: readonly Build[], heads: readonly number[], events: Count): Promise<Build[]> {
    const { fillShares } = this.#options;
    if (shared.length === 0 || fillShares === undefined) return [];
    const engine = this.#engine;
    const { builds } = engine;
    const ids = shared.map(({ id }) => id);
    const read = await fillShares(ids, heads, this.#stopped.signal).catch((error: unknown) => {
      if (this.#stopped.signal.aborted) throw error;
      this.#report(error);
      return undefined;
    });
    return engine.transaction(() =>
      shared.map(({ id, view }) => {
        const ours = builds.get(id)?.state === 'sharing';
        if (ours && read !== undefined) {
          for (const [lane, head] of heads.entries()) if (head > 0) builds.setCheckpoint(id, lane, head);
          builds.setState(id, 'ready');
          events.set(id, read);
        } else if (ours) builds.setState(id, 'dropped');
        return builds.next(view) ?? builds.create(engine.view(view), 'filling');
      }),
    );
  }

  #fill(builds: readonly Build[], events: Count): Promise<void> {
    const page = this.#options.rebuildPageSize ?? 500;
    return fillBuilds(
      this.#engine,
      builds,
      page,
      () => this.#stopped.signal.aborted,
      (id, commits) => add(events, id, commits),
    );
  }

  /** The next step of a build beside the live one; false when there is none: it is live, or another took its place. */
  async #bringOn(id: number, events: Count): Promise<boolean> {
    const engine = this.#engine;
    if (this.#stopped.signal.aborted) throw new Error('the runner was closed');
    const build = engine.builds.get(id);
    switch (build?.state) {
      case 'filling':
        await this.#fill([build], events);
        return true;
      case 'indexing':
        engine.index(id);
        return true;
      case 'ready': {
        let behind = false;
        for (let lane = 0; lane < engine.source.lanes; lane++) {
          const page = await this.#turns.take(() => engine.advance(lane, [id], this.#options.rebuildPageSize ?? 500));
          add(events, id, page);
          behind ||= page.length > 0;
        }
        if (behind) return true;
        this.#fault('build filled');
        engine.transaction(() => this.#switch(id));
        this.#fault('switched');
        return true;
      }
      default:
        return false;
    }
  }

  /** Makes a build live unless the live one has seen more of some lane: readers never go back in time. */
  #switch(id: number): void {
    const { builds, source } = this.#engine;
    const build = builds.get(id);
    if (build?.state !== 'ready') return;
    const live = builds.live(build.view);
    const own = builds.checkpoints(id, source.lanes);
    if (live && builds.checkpoints(live.id, source.lanes).some((at, lane) => at > (own[lane] ?? 0))) return;
    builds.switchTo(build);
  }
}

function add(events: Count, id: number, commits: readonly Commit[]): void {
  let sum = events.get(id) ?? 0;
  for (const commit of commits) sum += commit.events.length;
  events.set(id, sum);
}
