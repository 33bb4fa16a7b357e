import type { DatabaseSync } from 'node:sqlite';
import { evolvePage, keysOf, type Lifted, type Parked, routePage } from '../projection/fold.ts';
import type { Build } from './projection-builds.ts';
import type { Kept, ProjectionEngine } from './projection-engine.ts';
import { BuildRows, type RowSlot } from './projection-rows.ts';
import type { FileSource } from './projection-source.ts';

/** The streams that one of several threads folds, and how far: the heads of all lanes when the work was divided. */
export interface Share {
  readonly share: number;
  readonly of: number;
  readonly to: readonly number[];
}

/** Commits a page: few enough that they are still in the processor's cache when they are folded. */
const PAGE = 500;
/** Changed rows that are kept in memory before they are written. */
const DIRTY_ROWS = 20_000;

/**
 * Folds a share of the log into empty builds that are `sharing`, with their index entries; checkpoints come later. Returns the
 * number of events read. Throws when a build is taken away, a row is too large, or two shares meet in one row: what was
 * written is then worth nothing.
 */
export function fillShare(
  engine: ProjectionEngine,
  db: DatabaseSync,
  source: FileSource,
  builds: readonly Build[],
  share: Share,
): number {
  const fills = builds.map((build) => new ShareFill(engine, db, build, share));
  let events = 0;
  for (const [lane, to] of share.to.entries()) {
    for (let after = 0; after < to; ) {
      const commits = source.readShare(lane, after, to, share, PAGE);
      const page = engine.lift(commits);
      for (const fill of fills) fill.take(page);
      for (const commit of commits) events += commit.events.length;
      after = commits.at(-1)?.position ?? to;
    }
  }
  for (const fill of fills) {
    fill.flush();
    fill.index();
  }
  return events;
}

/** The rows of one build that come from the streams of one share. */
class ShareFill {
  readonly #engine: ProjectionEngine;
  readonly #build: Build;
  readonly #kept: Kept;
  readonly #rows: BuildRows;
  readonly #parked: Parked = new Map();
  readonly #newlyParked: string[] = [];
  #dirty = new Map<string, RowSlot>();

  constructor(engine: ProjectionEngine, db: DatabaseSync, build: Build, share: Share) {
    this.#engine = engine;
    this.#build = build;
    this.#kept = engine.kept.get(build.view) as Kept;
    this.#rows = new BuildRows(db, this.#kept.view, build, share);
  }

  take(page: readonly Lifted[]): void {
    const { view, listens } = this.#kept;
    const routed = routePage(view, listens, page, this.#parked);
    const slots = this.#rows.load(keysOf(routed), 'own', false, this.#dirty);
    const { parked } = evolvePage(view, routed, slots, this.#parked, undefined, 'check');
    for (const { stream } of parked) this.#newlyParked.push(stream);
    for (const slot of slots.values()) if (slot.row !== slot.storedRow) this.#dirty.set(slot.key, slot);
    if (this.#dirty.size >= DIRTY_ROWS) this.flush();
  }

  flush(): void {
    const { builds } = this.#engine;
    const { id } = this.#build;
    this.#write(() => {
      const difference = this.#rows.flush(this.#dirty, false);
      if (difference !== undefined) builds.changed(id, difference);
      for (const stream of this.#newlyParked.splice(0)) {
        const set = this.#parked.get(stream);
        if (set) builds.park(id, set);
      }
    });
    this.#dirty = new Map();
  }

  /** Entries are made while another thread writes its own. */
  index(): void {
    for (let next = this.#rows.entriesAfter(0); next; next = this.#rows.entriesAfter(next.last)) {
      const { places } = next;
      this.#write(() => this.#rows.addEntries(places));
    }
  }

  #write(job: () => void): void {
    const { id } = this.#build;
    this.#engine.transaction(() => {
      if (this.#engine.builds.get(id)?.state !== 'sharing') throw new Error(`build ${id} was taken away`);
      job();
    });
  }
}
