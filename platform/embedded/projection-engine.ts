import type { DatabaseSync } from 'node:sqlite';
import type { Commit } from '../contract/log.ts';
import type { Domain } from '../contract/platform.ts';
import type { ParkedStream, View } from '../contract/views.ts';
import type { Fault } from '../projection/fault.ts';
import { evolvePage, keysOf, type Lifted, lift, type Parked, routePage } from '../projection/fold.ts';
import { checkViews, RowTooLargeError, ViewError } from '../projection/keys.ts';
import { type Build, Builds } from './projection-builds.ts';
import { BuildRows } from './projection-rows.ts';
import type { Source } from './projection-source.ts';

/** A view with what follows from its code. */
export interface Kept {
  readonly view: View;
  readonly listens: ReadonlySet<string>;
}

/** While the index entries of a build are made, its rows stand still. */
const FOLLOWS: ReadonlySet<Build['state']> = new Set(['filling', 'ready', 'live']);

/**
 * Brings builds forward, one page of one lane at a time: rows, parked streams and checkpoints move in one transaction. Any
 * number of engines may work on a file: each page is taken only if the checkpoint is still where it was read.
 */
export class ProjectionEngine {
  readonly builds: Builds;
  readonly kept: ReadonlyMap<string, Kept>;
  readonly source: Source;
  readonly #db: DatabaseSync;
  readonly fault: Fault;
  readonly #domain: Domain;
  readonly #moved: () => void;
  readonly #rows = new Map<number, BuildRows>();

  constructor(db: DatabaseSync, source: Source, domain: Domain, fault: Fault, moved: () => void) {
    checkViews(domain.views);
    this.#db = db;
    this.source = source;
    this.#domain = domain;
    this.fault = fault;
    this.#moved = moved;
    this.builds = new Builds(db);
    this.kept = new Map(domain.views.map((view) => [view.name, { view, listens: new Set(view.events) }]));
  }

  /** Lifts a page of commits to the current versions of their events. */
  lift(commits: readonly Commit[]): Lifted[] {
    return lift(this.#domain.upcast, commits);
  }

  /** The view of that name. Throws `ViewError` when the domain has none. */
  view(name: string): View {
    const kept = this.kept.get(name);
    if (kept === undefined) throw new ViewError(`no such view: ${name}`);
    return kept.view;
  }

  /**
   * Takes the next page of a lane for those of the builds that stand at the same, earliest place. Returns the commits
   * read; none when all of them have everything.
   */
  async advance(lane: number, ids: readonly number[], limit: number): Promise<readonly Commit[]> {
    const places = ids.map((id) => this.builds.checkpoint(id, lane));
    const after = Math.min(...places);
    const { commits } = await this.source.readLane(lane, after, limit);
    if (commits.length === 0) return commits;
    this.fault('page read');
    this.takePage(lane, ids, after, this.lift(commits));
    return commits;
  }

  /** Writes a page into those of the builds that stand before it. */
  takePage(lane: number, ids: readonly number[], after: number, page: readonly Lifted[]): void {
    this.transaction(() => {
      for (const id of ids) {
        const build = this.builds.get(id);
        if (!build || !FOLLOWS.has(build.state) || this.builds.checkpoint(id, lane) !== after) continue;
        this.#apply(build, page);
        this.fault('rows written');
        this.builds.setCheckpoint(id, lane, after + page.length);
        this.fault('checkpoint written');
      }
    });
    this.fault('page committed');
  }

  /**
   * Applies a parked stream's waiting commits, in order. False when it has to wait on: then the first commit that cannot be
   * applied is noted.
   */
  async redrive(build: Build, { stream, lane }: ParkedStream): Promise<boolean> {
    for (;;) {
      const before = this.builds.checkpoint(build.id, lane);
      const { commits } = await this.source.read(stream);
      this.fault('stream read');
      const free = this.transaction(() => {
        // A runner that moved on meanwhile may have passed a commit of this stream that we have not read.
        if (this.builds.checkpoint(build.id, lane) !== before) return undefined;
        const set = this.builds.parked(build.id).get(stream);
        if (set === undefined) return true;
        const waiting = commits.filter(({ position }) => position >= set.position && position <= before);
        this.builds.unpark(build.id, stream);
        this.#apply(build, this.lift(waiting));
        this.fault('redriven');
        return !this.builds.parked(build.id).has(stream);
      });
      if (free !== undefined) return free;
    }
  }

  /** Folds a page into a build; a row that outgrows its store is found by taking the commits one by one. */
  #apply(build: Build, page: readonly Lifted[]): void {
    const parked = this.builds.parked(build.id);
    if (this.#fold(build, page, new Map(parked)) === undefined) return;
    for (const lifted of page) {
      const error = this.#fold(build, [lifted], parked);
      if (error === undefined) continue;
      const { stream, lane, position } = lifted.commit;
      parked.set(stream, { stream, lane, position, error });
      this.builds.park(build.id, { stream, lane, position, error });
    }
  }

  /** Folds a page and writes what changed, or nothing: then the reason is returned. */
  #fold(build: Build, page: readonly Lifted[], parked: Parked): string | undefined {
    const { view, listens } = this.kept.get(build.view) as Kept;
    const routed = routePage(view, listens, page, parked);
    if (routed.length === 0) return undefined;
    const rows = this.rowsOf(build);
    const slots = rows.load(keysOf(routed), this.builds.get(build.id)?.revision ?? -1, build.state !== 'filling');
    const withEntries = build.state !== 'filling';
    const made = withEntries ? 'make' : 'check';
    const { parked: newlyParked } = evolvePage(view, routed, slots, parked, undefined, made);
    try {
      const difference = rows.flush(slots, withEntries);
      if (difference !== undefined) this.builds.changed(build.id, difference);
    } catch (error) {
      if (!(error instanceof RowTooLargeError)) throw error;
      rows.forget();
      return error.message;
    }
    for (const set of newlyParked) this.builds.park(build.id, set);
    return undefined;
  }

  rowsOf(build: Build): BuildRows {
    let rows = this.#rows.get(build.id);
    if (rows === undefined) {
      rows = new BuildRows(this.#db, this.view(build.view), build);
      this.#rows.set(build.id, rows);
    }
    return rows;
  }

  /** Makes the index entries of the next rows of a build; the last step makes it ready to follow the log. */
  index(id: number): void {
    this.transaction(() => {
      const build = this.builds.get(id);
      if (build?.state !== 'indexing') return;
      const rows = this.rowsOf(build);
      // While it was filled, rows were remembered without their entries.
      rows.forget();
      const next = rows.entriesAfter(build.indexed);
      if (next === undefined) this.builds.setState(id, 'ready');
      else {
        rows.addEntries(next.places);
        this.builds.setIndexed(id, next.last);
      }
      this.fault('entries made');
    });
    this.fault('entries committed');
  }

  /** Runs a job in one write transaction: all of it, or nothing when it throws. */
  transaction<T>(job: () => T): T {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      const result = job();
      this.#db.exec('COMMIT');
      this.#moved();
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      for (const rows of this.#rows.values()) rows.forget();
      throw error;
    }
  }

  /** Drops builds that were superseded. */
  collect(): void {
    for (const { id } of this.builds.dropped()) {
      this.transaction(() => this.builds.drop(id));
      this.#rows.delete(id);
      this.fault('old build dropped');
    }
  }
}
