import { performance } from 'node:perf_hooks';
import type { RebuildReport, View, ViewRunner, ViewStatus } from '../contract/views.ts';
import { type Fault, noFault } from '../projection/fault.ts';
import { Pump } from '../projection/pump.ts';
import { inParallel } from './in-parallel.ts';
import { type AwsBuild, type AwsBuilds, indexesOf } from './runner-builds.ts';
import { dropBuild } from './runner-drop.ts';
import type { AwsEngine } from './runner-engine.ts';
import { SHARDS, shardPk } from './views-items.ts';
import type { ViewsStore } from './views-store.ts';

export interface AwsRunnerOptions {
  /** Commits a page (default 200). */
  readonly pageSize?: number;
  /** How often to look although nobody hinted, once started (default 5,000 ms). */
  readonly sweepMs?: number;
  /** How long a superseded build stays for those who still read it (default 60,000 ms). */
  readonly retireMs?: number;
  /** How long the number of rows is believed, which takes reading them (default 60,000 ms). */
  readonly countMs?: number;
  readonly fault?: Fault;
  /** Told of errors in the background; the default writes one line to the standard error. */
  readonly report?: (error: unknown) => void;
}

/** Lanes that one runner works on at the same time. */
const PARALLEL_LANES = 8;

/** Keeps the views in DynamoDB up to date: `catchUp` in a function that hints wake, `start` in a process that stays. */
export class AwsRunner implements ViewRunner {
  readonly #store: ViewsStore;
  readonly #engine: AwsEngine;
  readonly #builds: AwsBuilds;
  readonly #options: AwsRunnerOptions;
  readonly #fault: Fault;
  readonly #moved: () => void;
  readonly #pump: Pump;
  readonly #unsubscribe: () => void;
  readonly #rebuilding = new Map<string, Promise<RebuildReport>>();
  readonly #counted = new Map<string, { at: number; rows: number }>();
  #collectedAt = 0;
  #closed = false;

  constructor(store: ViewsStore, engine: AwsEngine, options: AwsRunnerOptions, moved: () => void) {
    this.#store = store;
    this.#engine = engine;
    this.#builds = engine.builds;
    this.#options = options;
    this.#fault = options.fault ?? noFault;
    this.#moved = moved;
    const report = options.report ?? reportError;
    this.#pump = new Pump(() => this.#sweep(report), options.sweepMs ?? 5000, report);
    this.#unsubscribe = engine.log.subscribe(() => this.#pump.nudge());
  }

  async catchUp(views?: readonly string[], lanes?: readonly number[]): Promise<void> {
    const wanted = (views ?? [...this.#engine.views.keys()]).map((name) => this.#engine.view(name));
    const live = await this.#ensure(wanted);
    await this.#follow(wanted, lanes);
    for (const view of wanted) if (!current(live.get(view.name), view)) await this.rebuild(view.name);
    await this.#collect();
  }

  async #sweep(report: (error: unknown) => void): Promise<void> {
    const views = [...this.#engine.views.values()];
    const live = await this.#ensure(views);
    for (const view of views)
      if (!current(live.get(view.name), view) && !this.#rebuilding.has(view.name))
        this.rebuild(view.name).catch(report);
    await this.#follow(views);
    await this.#collect();
  }

  /** The live builds of the views, made where there are none. */
  async #ensure(views: readonly View[]): Promise<Map<string, AwsBuild>> {
    const live = await this.#builds.lives(views.map(({ name }) => name));
    for (const view of views) if (!live.has(view.name)) live.set(view.name, await this.#builds.create(view, 'live'));
    return live;
  }

  /** Brings the live builds of the views' present version up to where the log is now. */
  async #follow(views: readonly View[], lanes?: readonly number[]): Promise<void> {
    const heads = await this.#engine.log.heads();
    const states = await this.#builds.allLanes(heads.length);
    const live = await this.#liveOf(views);
    const behind = heads.flatMap((head, lane) => {
      const asked = lanes === undefined || lanes.includes(lane);
      return asked && live.some(({ id }) => (states[lane]?.positions.get(id) ?? 0) < head) ? [lane] : [];
    });
    await inParallel(PARALLEL_LANES, behind, async (lane) => {
      for (let builds = live; builds.length > 0 && !this.#closed; ) {
        const page = await this.#engine.advance(lane, builds, this.#options.pageSize ?? 200);
        if (page !== undefined && page.length > 0) this.#moved();
        // Builds are looked up again at every page: a rebuild may have switched one meanwhile.
        builds = await this.#liveOf(views);
        const { positions } = await this.#builds.lane(lane);
        builds = builds.filter(({ id }) => (positions.get(id) ?? 0) < (heads[lane] ?? 0));
        if (page?.length === 0) break;
      }
    });
  }

  async #liveOf(views: readonly View[]): Promise<AwsBuild[]> {
    const live = await this.#builds.lives(views.map(({ name }) => name));
    return views.flatMap((view) => {
      const build = live.get(view.name);
      return build && current(build, view) ? [build] : [];
    });
  }

  rebuild(name: string): Promise<RebuildReport> {
    const running = this.#rebuilding.get(name);
    if (running) return running;
    const done = this.#rebuild(name).finally(() => this.#rebuilding.delete(name));
    this.#rebuilding.set(name, done);
    return done;
  }

  /** Fills a build beside the live one, switches when it has seen as much. Goes on with one that was left or is shared. */
  async #rebuild(name: string): Promise<RebuildReport> {
    const view = this.#engine.view(name);
    const started = performance.now();
    let build = await this.#builds.building(name);
    if (build && !current(build, view)) {
      await this.#builds.setAside(build);
      build = undefined;
    }
    const own = build ?? (await this.#builds.create(view, 'building'));
    this.#fault('build made');
    const { lanes } = this.#engine.log;
    let events = 0;
    for (;;) {
      await inParallel(
        PARALLEL_LANES,
        Array.from({ length: lanes }, (_, lane) => lane),
        async (lane) => {
          for (;;) {
            if (this.#closed) throw new Error('the runner was closed');
            const page = await this.#engine.advance(lane, [own], this.#options.pageSize ?? 200);
            for (const commit of page ?? []) events += commit.events.length;
            if (page?.length === 0) break;
          }
        },
      );
      this.#fault('build filled');
      const before = await this.#builds.live(name);
      if (before?.id === own.id) break;
      if (await this.#builds.switchTo(own, before, lanes)) break;
      // Another runner switched to the build and has begun the next, or gave it up for another version's.
      if ((await this.#builds.building(name))?.id !== own.id) break;
    }
    this.#fault('switched');
    this.#moved();
    await this.#collect(true);
    return { name, events, rows: await this.#count(own.id), seconds: (performance.now() - started) / 1000 };
  }

  async status(): Promise<readonly ViewStatus[]> {
    const { log, views } = this.#engine;
    const heads = await log.heads();
    const lanes = await this.#builds.allLanes(log.lanes);
    const live = await this.#builds.lives([...views.keys()]);
    const states: ViewStatus[] = [];
    for (const view of views.values()) {
      const { name } = view;
      const { id, version } = live.get(name) ?? { id: '', version: view.version };
      if (id === '') {
        // No runner has begun it yet.
        const behind = heads.reduce((sum, head) => sum + head, 0);
        states.push({ name, version, build: '', behind, rows: 0, parked: [] });
        continue;
      }
      const gap = (head: number, lane: number) => Math.max(0, head - (lanes[lane]?.positions.get(id) ?? 0));
      const behind = heads.reduce((sum, head, lane) => sum + gap(head, lane), 0);
      const waiting = [...(await this.#builds.records(id)).values()].filter((record) => record.waiting);
      const parked = waiting.map(({ stream, lane, position, error }) => ({ stream, lane, position, error }));
      states.push({ name, version, build: id, behind, rows: await this.#count(id), parked });
    }
    return states;
  }

  /** Rows of a build. Counting reads them all, so a number is believed for a while. */
  async #count(build: string): Promise<number> {
    const known = this.#counted.get(build);
    if (known && Date.now() - known.at < (this.#options.countMs ?? 60_000)) return known.rows;
    const counts = Array.from({ length: SHARDS }, (_, shard) => this.#store.count(shardPk(build, shard), 'j'));
    const rows = (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    this.#counted.set(build, { at: Date.now(), rows });
    return rows;
  }

  async redrive(name?: string): Promise<number> {
    const views = name === undefined ? [...this.#engine.views.values()] : [this.#engine.view(name)];
    let freed = 0;
    for (const build of await this.#liveOf(views)) {
      for (const { stream, waiting } of (await this.#builds.records(build.id)).values())
        if (waiting && (await this.#engine.redrive(build, stream))) freed++;
    }
    if (freed > 0) this.#moved();
    return freed;
  }

  /** Drops builds that were superseded long enough ago; looks once a minute at most, unless told. */
  async #collect(now = false): Promise<void> {
    const { retireMs = 60_000 } = this.#options;
    if (!now && Date.now() - this.#collectedAt < retireMs) return;
    this.#collectedAt = Date.now();
    for (const view of this.#engine.views.keys()) {
      for (const build of await this.#builds.old(view, Date.now() - retireMs)) {
        await dropBuild(this.#store, view, build, this.#engine.log.lanes);
        this.#fault('old build dropped');
      }
    }
  }

  start(): void {
    this.#pump.start();
  }

  nudge(): void {
    this.#pump.nudge();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    await this.#pump.stop();
    await Promise.allSettled(this.#rebuilding.values());
  }
}

/** Whether a build is what the view's present code makes. */
function current(build: AwsBuild | undefined, view: View): boolean {
  return build?.version === view.version && build.indexes.join() === indexesOf(view).join();
}

function reportError(error: unknown): void {
  const line = { level: 'error', at: 'views', error: error instanceof Error ? error.message : String(error) };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
