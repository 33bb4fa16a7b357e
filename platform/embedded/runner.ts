import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { RebuildReport, View, ViewRunner, ViewStatus } from '../contract/views.ts';
import { type Fault, noFault } from '../projection/fault.ts';
import { Pump, Turns } from '../projection/pump.ts';
import type { Build } from './projection-builds.ts';
import type { ProjectionEngine } from './projection-engine.ts';

export interface RunnerOptions {
  /** Commits a page while following the log (default 1,000), and while rebuilding (default 5,000). */
  readonly pageSize?: number;
  readonly rebuildPageSize?: number;
  /** How often to look although nobody hinted (default 2,000 ms). */
  readonly sweepMs?: number;
  readonly fault?: Fault;
  /** Told of errors in the background; the default writes one line to the standard error. */
  readonly report?: (error: unknown) => void;
}

/** Keeps the views of `views.db` up to date, in the thread it is made in. */
export class EmbeddedRunner implements ViewRunner {
  readonly #engine: ProjectionEngine;
  readonly #options: RunnerOptions;
  readonly #fault: Fault;
  readonly #turns = new Turns();
  readonly #pump: Pump;
  readonly #unsubscribe: () => void;
  readonly #rebuilding = new Map<string, Promise<RebuildReport>>();
  #closed = false;

  constructor(engine: ProjectionEngine, subscribe: (hint: () => void) => () => void, options: RunnerOptions = {}) {
    this.#engine = engine;
    this.#options = options;
    this.#fault = options.fault ?? noFault;
    const report = options.report ?? reportError;
    this.#pump = new Pump(() => this.#sweep(report), options.sweepMs ?? 2000, report);
    this.#unsubscribe = subscribe(() => this.#pump.nudge());
  }

  /** Makes what every view needs to be read: a live build. A build ahead of the log belongs to another log. */
  async prepare(): Promise<void> {
    const { engine, lanes } = this.#parts();
    const heads = await engine.source.heads();
    engine.transaction(() => {
      for (const { view } of engine.kept.values()) {
        for (const build of [engine.builds.live(view.name), engine.builds.building(view.name)]) {
          if (build === undefined) continue;
          const ahead = engine.builds.checkpoints(build.id, lanes).some((at, lane) => at > (heads[lane] ?? 0));
          const outdated = build.state === 'building' && !current(build, view);
          if (ahead || outdated) engine.builds.setAside(build);
        }
        if (engine.builds.live(view.name) === undefined) engine.builds.create(view, 'live');
      }
    });
    engine.collect();
  }

  async catchUp(views?: readonly string[]): Promise<void> {
    const { engine } = this.#parts();
    const wanted = (views ?? [...engine.kept.keys()]).map((name) => engine.view(name));
    await this.#follow(wanted);
    for (const view of wanted) if (!this.#isCurrent(view)) await this.rebuild(view.name);
  }

  /** What the pump does: follows the log with what is live; views of an older version are rebuilt on the side. */
  async #sweep(report: (error: unknown) => void): Promise<void> {
    const { engine } = this.#parts();
    const views = [...engine.kept.values()].map(({ view }) => view);
    for (const view of views)
      if (!this.#isCurrent(view) && !this.#rebuilding.has(view.name)) this.rebuild(view.name).catch(report);
    await this.#follow(views);
  }

  #isCurrent(view: View): boolean {
    const live = this.#engine.builds.live(view.name);
    return live !== undefined && current(live, view);
  }

  /** Brings the live builds of the views' present version up to where the log is now. */
  async #follow(views: readonly View[]): Promise<void> {
    const { engine, lanes } = this.#parts();
    const heads = await engine.source.heads();
    for (let lane = 0; lane < lanes; lane++) {
      const head = heads[lane] ?? 0;
      for (;;) {
        // Builds are looked up at every page: a rebuild may have switched one meanwhile.
        const ids = views.flatMap((view) => {
          const live = engine.builds.live(view.name);
          return live && current(live, view) && engine.builds.checkpoint(live.id, lane) < head ? [live.id] : [];
        });
        if (ids.length === 0 || this.#closed) break;
        const page = await this.#turns.take(() => engine.advance(lane, ids, this.#options.pageSize ?? 1000));
        if (page.length === 0) break;
        await setImmediate();
      }
    }
  }

  rebuild(name: string): Promise<RebuildReport> {
    const running = this.#rebuilding.get(name);
    if (running) return running;
    const done = this.#rebuild(name).finally(() => this.#rebuilding.delete(name));
    this.#rebuilding.set(name, done);
    return done;
  }

  /** Fills a build beside the live one, switches when it has seen as much, drops the old one. Goes on with one left by a crash. */
  async #rebuild(name: string): Promise<RebuildReport> {
    const { engine, lanes } = this.#parts();
    const view = engine.view(name);
    const started = performance.now();
    const limit = this.#options.rebuildPageSize ?? 5000;
    const build = engine.transaction(() => {
      const begun = engine.builds.building(name);
      if (begun && current(begun, view)) return begun;
      if (begun) engine.builds.setAside(begun);
      return engine.builds.create(view, 'building');
    });
    this.#fault('build made');
    let events = 0;
    for (;;) {
      for (let lane = 0; lane < lanes; lane++) {
        for (;;) {
          if (this.#closed) throw new Error('the runner was closed');
          const page = await this.#turns.take(() => engine.advance(lane, [build.id], limit));
          if (page.length === 0) break;
          for (const commit of page) events += commit.events.length;
          await setImmediate();
        }
      }
      this.#fault('build filled');
      if (engine.transaction(() => this.#switch(build))) break;
    }
    this.#fault('switched');
    engine.collect();
    const rows = engine.builds.get(build.id)?.rows ?? 0;
    return { name, events, rows, seconds: (performance.now() - started) / 1000 };
  }

  /** Makes the build live unless the live one has seen more of some lane: readers never go back in time. */
  #switch({ id, view }: Build): boolean {
    const { engine, lanes } = this.#parts();
    const build = engine.builds.get(id);
    // Another runner that worked on the same build was faster.
    if (build === undefined || build.state !== 'building') return true;
    const live = engine.builds.live(view);
    const own = engine.builds.checkpoints(id, lanes);
    if (live && engine.builds.checkpoints(live.id, lanes).some((at, lane) => at > (own[lane] ?? 0))) return false;
    engine.builds.switchTo(build);
    return true;
  }

  async status(): Promise<readonly ViewStatus[]> {
    const { engine, lanes } = this.#parts();
    const heads = await engine.source.heads();
    return [...engine.kept.keys()].flatMap((name) => {
      const live = engine.builds.live(name);
      if (live === undefined) return [];
      const seen = engine.builds.checkpoints(live.id, lanes);
      const behind = heads.reduce((sum, head, lane) => sum + Math.max(0, head - (seen[lane] ?? 0)), 0);
      const parked = [...engine.builds.parked(live.id).values()];
      return [{ name, version: live.version, build: buildName(live), behind, rows: live.rows, parked }];
    });
  }

  async redrive(name?: string): Promise<number> {
    const { engine } = this.#parts();
    const names = name === undefined ? [...engine.kept.keys()] : [engine.view(name).name];
    let freed = 0;
    for (const each of names) {
      const live = engine.builds.live(each);
      if (live === undefined || !current(live, engine.view(each))) continue;
      for (const set of engine.builds.parked(live.id).values())
        if (await this.#turns.take(() => engine.redrive(live, set))) freed++;
    }
    return freed;
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
    await this.#turns.take(async () => {});
  }

  #parts(): { engine: ProjectionEngine; lanes: number } {
    return { engine: this.#engine, lanes: this.#engine.source.lanes };
  }
}

/** Whether a build is what the view's present code makes. */
function current(build: Build, view: View): boolean {
  const indexes = Object.keys(view.indexes ?? {});
  return build.version === view.version && indexes.join() === build.indexes.join();
}

export function buildName({ view, version, id }: Pick<Build, 'view' | 'version' | 'id'>): string {
  return `${view}@${version}#${id}`;
}

function reportError(error: unknown): void {
  const line = { level: 'error', at: 'views', error: error instanceof Error ? error.message : String(error) };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
