import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { Commit } from '../contract/log.ts';
import type { RebuildReport, View, ViewRunner, ViewStatus } from '../contract/views.ts';
import { type Fault, noFault } from '../projection/fault.ts';
import { Pump, Turns } from '../projection/pump.ts';
import type { Build } from './projection-builds.ts';
import type { ProjectionEngine } from './projection-engine.ts';
import { fillBuilds } from './projection-fill.ts';

export interface RunnerOptions {
  /** Commits a page while following the log (default 1,000), and while rebuilding (default 2,000). */
  readonly pageSize?: number;
  readonly rebuildPageSize?: number;
  /** How often to look although nobody hinted (default 2,000 ms). */
  readonly sweepMs?: number;
  /** Commits behind from which a view that has seen less than half of the log is built anew (default 20,000). */
  readonly farBehind?: number;
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
        for (const build of [engine.builds.live(view.name), engine.builds.next(view.name)]) {
          if (build === undefined) continue;
          const ahead = engine.builds.checkpoints(build.id, lanes).some((at, lane) => at > (heads[lane] ?? 0));
          const outdated = build.state !== 'live' && !current(build, view);
          if (ahead || outdated) engine.builds.setState(build.id, 'dropped');
        }
        if (engine.builds.live(view.name) === undefined) engine.builds.create(view, 'live');
      }
    });
    engine.collect();
  }

  async catchUp(views?: readonly string[], lanes?: readonly number[]): Promise<void> {
    const wanted = (views ?? [...this.#engine.kept.keys()]).map((name) => this.#engine.view(name));
    const anew = await this.#toBuildAnew(wanted);
    await Promise.all(this.#rebuildAll(anew.map(({ name }) => name)));
    await this.#follow(wanted, lanes);
  }

  /** What the pump does: follows the log with what is live; what is to be built anew is, on the side. */
  async #sweep(report: (error: unknown) => void): Promise<void> {
    const views = [...this.#engine.kept.values()].map(({ view }) => view);
    const anew = await this.#toBuildAnew(views);
    for (const done of this.#rebuildAll(anew.map(({ name }) => name))) done.catch(report);
    await this.#follow(views.filter((view) => !anew.includes(view)));
  }

  /** Views that another version of the code made, or that are so far behind that building them anew is quicker. */
  async #toBuildAnew(views: readonly View[]): Promise<View[]> {
    const { engine, lanes } = this.#parts();
    const heads = await engine.source.heads();
    const all = heads.reduce((sum, head) => sum + head, 0);
    return views.filter((view) => {
      const live = engine.builds.live(view.name);
      if (live === undefined || !current(live, view)) return true;
      const seen = engine.builds.checkpoints(live.id, lanes).reduce((sum, position) => sum + position, 0);
      return all - seen > Math.max(this.#options.farBehind ?? 20_000, all / 2);
    });
  }

  /** Brings the live builds of the views' present version up to where the log is now. */
  async #follow(views: readonly View[], asked?: readonly number[]): Promise<void> {
    const { engine, lanes } = this.#parts();
    const heads = await engine.source.heads();
    for (let lane = 0; lane < lanes; lane++) {
      if (asked !== undefined && !asked.includes(lane)) continue;
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

  async rebuild(name: string): Promise<RebuildReport> {
    const [done] = this.#rebuildAll([this.#engine.view(name).name]);
    return done as Promise<RebuildReport>;
  }

  /** Rebuilds of views, together where they begin now: the log is read once for them. */
  #rebuildAll(names: readonly string[]): Promise<RebuildReport>[] {
    const fresh = names.filter((name) => !this.#rebuilding.has(name));
    if (fresh.length > 0) {
      const all = this.#rebuild(fresh).finally(() => {
        for (const name of fresh) this.#rebuilding.delete(name);
      });
      for (const [i, name] of fresh.entries())
        this.#rebuilding.set(
          name,
          all.then((reports) => reports[i] as RebuildReport),
        );
    }
    return names.map((name) => this.#rebuilding.get(name) as Promise<RebuildReport>);
  }

  /** Fills builds beside the live ones, switches when they have seen as much, drops the old ones. Goes on with what a crash left. */
  async #rebuild(names: readonly string[]): Promise<RebuildReport[]> {
    const { engine } = this.#parts();
    const started = performance.now();
    const builds = engine.transaction(() => names.map((name) => this.#begin(engine.view(name))));
    this.#fault('build made');
    const events = new Map<number, number>();
    const count = (id: number, commits: readonly Commit[]) => {
      for (const commit of commits) events.set(id, (events.get(id) ?? 0) + commit.events.length);
    };
    await this.#fill(builds, count);
    for (const { id } of builds) while (await this.#bringOn(id, count)) await setImmediate();
    engine.collect();
    const seconds = (performance.now() - started) / 1000;
    return builds.map(({ id, view }) => {
      return { name: view, events: events.get(id) ?? 0, rows: engine.builds.get(id)?.rows ?? 0, seconds };
    });
  }

  /** The build beside the live one: begun, or left by a crash, or another runner's. */
  #begin(view: View): Build {
    const { builds } = this.#engine;
    const begun = builds.next(view.name);
    if (begun && current(begun, view)) return begun;
    if (begun) builds.setState(begun.id, 'dropped');
    return builds.create(view, 'filling');
  }

  #fill(builds: readonly Build[], count: (build: number, commits: readonly Commit[]) => void): Promise<void> {
    return fillBuilds(this.#engine, builds, this.#options.rebuildPageSize ?? 2000, () => this.#closed, count);
  }

  /** The next step of a build beside the live one; false when there is none: it is live, or another took its place. */
  async #bringOn(id: number, count: (build: number, commits: readonly Commit[]) => void): Promise<boolean> {
    const { engine, lanes } = this.#parts();
    if (this.#closed) throw new Error('the runner was closed');
    const build = engine.builds.get(id);
    switch (build?.state) {
      case 'filling':
        await this.#fill([build], count);
        return true;
      case 'indexing':
        engine.index(id);
        return true;
      case 'ready': {
        let behind = false;
        for (let lane = 0; lane < lanes; lane++) {
          const page = await this.#turns.take(() => engine.advance(lane, [id], this.#options.rebuildPageSize ?? 2000));
          count(id, page);
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
    const { engine, lanes } = this.#parts();
    const build = engine.builds.get(id);
    if (build?.state !== 'ready') return;
    const live = engine.builds.live(build.view);
    const own = engine.builds.checkpoints(id, lanes);
    if (live && engine.builds.checkpoints(live.id, lanes).some((at, lane) => at > (own[lane] ?? 0))) return;
    engine.builds.switchTo(build);
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
