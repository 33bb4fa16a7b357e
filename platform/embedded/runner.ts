import { setImmediate } from 'node:timers/promises';
import type { RebuildReport, View, ViewRunner, ViewStatus } from '../contract/views.ts';
import type { Fault } from '../projection/fault.ts';
import { Pump, Turns } from '../projection/pump.ts';
import { type Build, isCurrent } from './projection-builds.ts';
import type { ProjectionEngine } from './projection-engine.ts';
import { Rebuilds } from './rebuilds.ts';
import type { FillShares } from './runner-shares.ts';

export interface RunnerOptions {
  /** Commits a page while following the log (default 1,000), and while rebuilding (default 500). */
  readonly pageSize?: number;
  readonly rebuildPageSize?: number;
  /** How often to look although nobody hinted (default 2,000 ms). */
  readonly sweepMs?: number;
  /** Commits behind from which a view that has seen less than half of the log is built anew (default 20,000). */
  readonly farBehind?: number;
  /** Fills builds by several threads, where there are several; used for at least so many commits (default 50,000). */
  readonly fillShares?: FillShares | undefined;
  readonly sharedFrom?: number;
  readonly fault?: Fault;
  /** Told of errors in the background; the default writes one line to the standard error. */
  readonly report?: (error: unknown) => void;
}

/** Keeps the views of `views.db` up to date, in the thread it is made in. */
export class EmbeddedRunner implements ViewRunner {
  readonly #engine: ProjectionEngine;
  readonly #options: RunnerOptions;
  readonly #turns = new Turns();
  readonly #pump: Pump;
  readonly #unsubscribe: () => void;
  readonly #rebuilds: Rebuilds;
  #closed = false;

  constructor(engine: ProjectionEngine, subscribe: (hint: () => void) => () => void, options: RunnerOptions = {}) {
    this.#engine = engine;
    this.#options = options;
    const report = options.report ?? reportError;
    this.#rebuilds = new Rebuilds(engine, this.#turns, options, report);
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
          const outdated = build.state !== 'live' && !isCurrent(build, view);
          const cut = build.state === 'sharing';
          if (ahead || outdated || cut) engine.builds.setState(build.id, 'dropped');
        }
        if (engine.builds.live(view.name) === undefined) engine.builds.create(view, 'live');
      }
    });
    engine.collect();
  }

  async catchUp(views?: readonly string[], lanes?: readonly number[]): Promise<void> {
    const wanted = (views ?? [...this.#engine.kept.keys()]).map((name) => this.#engine.view(name));
    const anew = await this.#toBuildAnew(wanted);
    await Promise.all(this.#rebuilds.all(anew.map(({ name }) => name)));
    await this.#follow(wanted, lanes);
  }

  /** What the pump does: follows the log with what is live; what is to be built anew is, on the side. */
  async #sweep(report: (error: unknown) => void): Promise<void> {
    const views = [...this.#engine.kept.values()].map(({ view }) => view);
    const anew = await this.#toBuildAnew(views);
    for (const done of this.#rebuilds.all(anew.map(({ name }) => name))) done.catch(report);
    await this.#follow(views.filter((view) => !anew.includes(view)));
  }

  /** Views that another version of the code made, or that are so far behind that building them anew is quicker. */
  async #toBuildAnew(views: readonly View[]): Promise<View[]> {
    const { engine, lanes } = this.#parts();
    const heads = await engine.source.heads();
    const all = heads.reduce((sum, head) => sum + head, 0);
    return views.filter((view) => {
      const live = engine.builds.live(view.name);
      if (live === undefined || !isCurrent(live, view)) return true;
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
          return live && isCurrent(live, view) && engine.builds.checkpoint(live.id, lane) < head ? [live.id] : [];
        });
        if (ids.length === 0 || this.#closed) break;
        const page = await this.#turns.take(() => engine.advance(lane, ids, this.#options.pageSize ?? 1000));
        if (page.length === 0) break;
        await setImmediate();
      }
    }
  }

  async rebuild(name: string): Promise<RebuildReport> {
    const [done] = this.#rebuilds.all([this.#engine.view(name).name]);
    return done as Promise<RebuildReport>;
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
      if (live === undefined || !isCurrent(live, engine.view(each))) continue;
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
    await this.#rebuilds.stop();
    await this.#turns.take(async () => {});
  }

  #parts(): { engine: ProjectionEngine; lanes: number } {
    return { engine: this.#engine, lanes: this.#engine.source.lanes };
  }
}

export function buildName({ view, version, id }: Pick<Build, 'view' | 'version' | 'id'>): string {
  return `${view}@${version}#${id}`;
}

export function reportError(error: unknown): void {
  const line = { level: 'error', at: 'views', error: error instanceof Error ? error.message : String(error) };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}
