import { setImmediate } from 'node:timers/promises';
import type { Commit } from '../contract/log.ts';
import type { ParkedStream } from '../contract/views.ts';
import { evolvePage, keysOf, type Lifted, type Parked, routePage } from '../projection/fold.ts';
import { RowTooLargeError } from '../projection/keys.ts';
import type { Build } from './projection-builds.ts';
import type { Kept, ProjectionEngine } from './projection-engine.ts';
import type { RowSlot } from './projection-rows.ts';

/** Changed rows, and commits, that are kept in memory before they are written: a crash costs as much work. */
const DIRTY_ROWS = 20_000;
const DIRTY_COMMITS = 100_000;

/**
 * Fills new builds with rows, reading the log once for all of them. Nobody reads these builds yet, so many pages are folded in memory
 * before their rows are written, once, and index entries wait until all rows are there. Returns when the log
 * had nothing more: each build is then `indexing`, unless another runner had a hand in it.
 */
export async function fillBuilds(
  engine: ProjectionEngine,
  builds: readonly Build[],
  limit: number,
  stopped: () => boolean,
  count: (build: number, commits: readonly Commit[]) => void,
): Promise<void> {
  const fills = builds.filter(({ state }) => state === 'filling').map((build) => new Fill(engine, build));
  for (let found = true; found && fills.length > 0; ) {
    found = false;
    for (let lane = 0; lane < engine.source.lanes; lane++) {
      for (;;) {
        if (stopped()) throw new Error('the runner was closed');
        const after = Math.min(...fills.map((fill) => fill.at(lane)));
        const { commits } = await engine.source.readLane(lane, after, limit);
        if (commits.length === 0) break;
        engine.fault('page read');
        const page = engine.lift(commits);
        for (const fill of fills) {
          if (fill.at(lane) !== after) continue;
          fill.take(lane, page);
          count(fill.id, commits);
        }
        found = true;
        await setImmediate();
      }
    }
    for (const fill of fills) fill.flush();
  }
  for (const fill of fills) fill.finish();
}

/** One build that is being filled: rows in memory, ahead of what is written. */
class Fill {
  readonly id: number;
  readonly #engine: ProjectionEngine;
  readonly #build: Build;
  readonly #kept: Kept;
  #base: number[] = [];
  #at: number[] = [];
  #revision = -1;
  #parked: Parked = new Map();
  #newlyParked: ParkedStream[] = [];
  #dirty = new Map<string, RowSlot>();
  #commits = 0;
  /** A row has become too large somewhere: pages are written one by one, to find the commit. */
  #careful = false;

  constructor(engine: ProjectionEngine, build: Build) {
    this.id = build.id;
    this.#engine = engine;
    this.#build = build;
    this.#kept = engine.kept.get(build.view) as Kept;
    this.#restart();
  }

  at(lane: number): number {
    return this.#at[lane] ?? 0;
  }

  /** Goes on from what is written. */
  #restart(): void {
    const { builds, source } = this.#engine;
    this.#base = builds.checkpoints(this.id, source.lanes);
    this.#at = [...this.#base];
    this.#revision = builds.get(this.id)?.revision ?? -1;
    this.#parked = builds.parked(this.id);
    this.#newlyParked = [];
    this.#dirty = new Map();
    this.#commits = 0;
  }

  take(lane: number, page: readonly Lifted[]): void {
    const last = page.at(-1)?.commit.position ?? this.at(lane);
    if (this.#careful) {
      this.#engine.takePage(lane, [this.id], this.at(lane), page);
      this.#restart();
      return;
    }
    const { view, listens } = this.#kept;
    const routed = routePage(view, listens, page, this.#parked);
    const slots = this.#engine.rowsOf(this.#build).load(keysOf(routed), this.#revision, false, this.#dirty);
    const { parked } = evolvePage(view, routed, slots, this.#parked, undefined, 'check');
    this.#newlyParked.push(...parked);
    for (const slot of slots.values()) if (slot.row !== slot.storedRow) this.#dirty.set(slot.key, slot);
    this.#at[lane] = last;
    this.#commits += page.length;
    if (this.#dirty.size >= DIRTY_ROWS || this.#commits >= DIRTY_COMMITS) this.flush();
  }

  /** Writes what is in memory, unless another runner wrote meanwhile: then it is forgotten. */
  flush(): void {
    if (this.#commits === 0) return;
    const { builds } = this.#engine;
    const rows = this.#engine.rowsOf(this.#build);
    try {
      this.#engine.transaction(() => {
        const build = builds.get(this.id);
        const seen = builds.checkpoints(this.id, this.#base.length);
        const ours = build?.state === 'filling' && build.revision === this.#revision;
        if (!ours || seen.some((position, lane) => position !== this.#base[lane])) return rows.forget();
        const difference = rows.flush(this.#dirty, false);
        if (difference !== undefined) builds.changed(this.id, difference);
        for (const set of this.#newlyParked) builds.park(this.id, set);
        this.#engine.fault('rows written');
        for (const [lane, position] of this.#at.entries())
          if (position > 0) builds.setCheckpoint(this.id, lane, position);
        this.#engine.fault('checkpoint written');
      });
    } catch (error) {
      if (!(error instanceof RowTooLargeError)) throw error;
      this.#careful = true;
    }
    this.#restart();
    this.#engine.fault('page committed');
  }

  /** All rows are there: the entries are next. */
  finish(): void {
    const { builds } = this.#engine;
    this.#engine.transaction(() => {
      if (builds.get(this.id)?.state === 'filling') builds.setState(this.id, 'indexing');
    });
    this.#engine.fault('rows filled');
  }
}
