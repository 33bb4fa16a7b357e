import type { Commit, Log } from '../contract/log.ts';
import { UnavailableError } from '../contract/log.ts';
import type { Domain } from '../contract/platform.ts';
import type { ParkedStream, View } from '../contract/views.ts';
import type { Fault } from '../projection/fault.ts';
import { evolvePage, keysOf, type Lifted, lift, type Parked, type Routed, routePage } from '../projection/fold.ts';
import { checkViews, RowTooLargeError, ViewError } from '../projection/keys.ts';
import { inParallel } from './in-parallel.ts';
import { type AwsBuild, AwsBuilds, type ParkRecord } from './runner-builds.ts';
import { type AwsSlot, checkSlots, expireTombstone, loadRows, marksOf, writeRow } from './runner-rows.ts';
import type { ViewsStore } from './views-store.ts';

const PARALLEL_WRITES = 16;
const REDRIVES = 50;

/** A page folded in memory: what is to be written. */
interface Folded {
  readonly slots: ReadonlyMap<string, AwsSlot>;
  readonly applied: readonly Routed[];
  readonly parked: readonly ParkedStream[];
}

/**
 * Brings builds forward in DynamoDB, one page of one lane at a time. What is written at once is one row with its index entries, over
 * exactly the row that was read; every row knows what it has seen. The checkpoint follows when all rows of a page are there.
 * So any number of engines may work on the same page, and each may stop anywhere.
 */
export class AwsEngine {
  readonly builds: AwsBuilds;
  readonly views: ReadonlyMap<string, View>;
  readonly log: Log;
  readonly #store: ViewsStore;
  readonly #domain: Domain;
  readonly #fault: Fault;
  readonly #listens = new Map<string, ReadonlySet<string>>();

  constructor(store: ViewsStore, log: Log, domain: Domain, fault: Fault) {
    checkViews(domain.views);
    this.#store = store;
    this.log = log;
    this.#domain = domain;
    this.#fault = fault;
    this.builds = new AwsBuilds(store);
    this.views = new Map(domain.views.map((view) => [view.name, view]));
    for (const { name, events } of domain.views) this.#listens.set(name, new Set(events));
  }

  /** The view of that name. Throws `ViewError` when the domain has none. */
  view(name: string): View {
    const view = this.views.get(name);
    if (view === undefined) throw new ViewError(`no such view: ${name}`);
    return view;
  }

  /**
   * Takes the next page of a lane for those of the builds that stand at the same, earliest place. Returns the commits read; undefined
   * when another engine was faster and the builds have to be looked at again.
   */
  async advance(lane: number, builds: readonly AwsBuild[], limit: number): Promise<readonly Commit[] | undefined> {
    const { positions, epoch } = await this.builds.lane(lane);
    const at = (build: AwsBuild) => positions.get(build.id) ?? 0;
    const after = Math.min(...builds.map(at));
    const { commits } = await this.log.readLane(lane, after, limit);
    const last = commits.at(-1);
    if (last === undefined) return commits;
    this.#fault('page read');
    const page = lift(this.#domain.upcast, commits);
    const together = builds.filter((build) => at(build) === after);
    const gone: [AwsBuild, AwsSlot][] = [];
    for (const build of together) for (const slot of await this.#apply(build, page)) gone.push([build, slot]);
    this.#fault('rows written');
    const ids = together.map(({ id }) => id);
    if (!(await this.builds.advance(lane, ids, after, last.position, epoch))) return undefined;
    this.#fault('checkpoint written');
    await inParallel(PARALLEL_WRITES, gone, ([build, slot]) => expireTombstone(this.#store, build.id, slot));
    return commits;
  }

  /** Applies a page to a build, all but the checkpoint. Returns the rows that are gone. */
  async #apply(build: AwsBuild, page: readonly Lifted[]): Promise<AwsSlot[]> {
    const view = this.view(build.view);
    const records = await this.builds.records(build.id);
    try {
      return await this.#write(build, view, records, await this.#fold(build, view, records, page));
    } catch (error) {
      if (!(error instanceof RowTooLargeError)) throw error;
    }
    // Commit by commit, to find the one that made a row too large.
    const gone: AwsSlot[] = [];
    for (const lifted of page) {
      const present = await this.builds.records(build.id);
      try {
        gone.push(...(await this.#write(build, view, present, await this.#fold(build, view, present, [lifted]))));
      } catch (error) {
        if (!(error instanceof RowTooLargeError)) throw error;
        const { stream, lane, position } = lifted.commit;
        await this.builds.park(build.id, { stream, lane, position, error: error.message });
      }
    }
    return gone;
  }

  async #fold(
    build: AwsBuild,
    view: View,
    records: ReadonlyMap<string, ParkRecord>,
    page: readonly Lifted[],
  ): Promise<Folded> {
    const parked: Parked = new Map([...records].filter(([, { waiting }]) => waiting));
    const routed = routePage(view, this.#listens.get(view.name) as ReadonlySet<string>, page, parked);
    const slots = await loadRows(this.#store, build.id, view, keysOf(routed));
    const folded = evolvePage(view, routed, slots, parked, marksOf(records));
    checkSlots(
      view,
      [...slots.values()].filter(({ changed }) => changed),
    );
    this.#fault('page folded');
    return { slots, ...folded };
  }

  async #write(
    build: AwsBuild,
    view: View,
    records: ReadonlyMap<string, ParkRecord>,
    { slots, applied, parked }: Folded,
  ): Promise<AwsSlot[]> {
    for (const set of parked) {
      await this.builds.park(build.id, set);
      this.#fault('stream set aside');
    }
    const gone: AwsSlot[] = [];
    const changed = [...slots.values()].filter((slot) => slot.changed);
    await inParallel(PARALLEL_WRITES, changed, async (slot) => {
      const written = await writeRow(this.#store, build.id, view, slot, applied, marksOf(records));
      this.#fault('row written');
      if (written.row === null && written.changed) gone.push(written);
    });
    return gone;
  }

  /**
   * Applies a parked stream's waiting commits, in order. False when it has to wait on: then the first commit that cannot be
   * applied is noted. Throws `UnavailableError` when the lane is too busy to find a moment in between.
   */
  async redrive(build: AwsBuild, stream: string): Promise<boolean> {
    const view = this.view(build.view);
    for (let attempt = 1; attempt <= REDRIVES; attempt++) {
      const records = new Map(await this.builds.records(build.id));
      const record = records.get(stream);
      if (record === undefined || !record.waiting) return true;
      const { positions, epoch } = await this.builds.lane(record.lane);
      const position = positions.get(build.id) ?? 0;
      const { commits } = await this.log.read(stream);
      this.#fault('stream read');
      const waiting = commits.filter((commit) => commit.position >= record.position && commit.position <= position);
      records.set(stream, { ...record, waiting: false });
      const stuck = await this.#replay(build, view, records, lift(this.#domain.upcast, waiting));
      this.#fault('stream replayed');
      if (await this.builds.settle(build.id, record, { position, epoch }, stuck)) return stuck === undefined;
      this.#fault('stream not settled');
    }
    throw new UnavailableError(`the lane of ${stream} is too busy`);
  }

  /** Applies a stream's commits one by one; the one that cannot be, if there is any. */
  async #replay(
    build: AwsBuild,
    view: View,
    records: ReadonlyMap<string, ParkRecord>,
    page: readonly Lifted[],
  ): Promise<ParkedStream | undefined> {
    for (const lifted of page) {
      const { stream, lane, position } = lifted.commit;
      try {
        const folded = await this.#fold(build, view, records, [lifted]);
        if (folded.parked.length > 0) return folded.parked[0];
        await this.#write(build, view, records, folded);
      } catch (error) {
        if (!(error instanceof RowTooLargeError)) throw error;
        return { stream, lane, position, error: error.message };
      }
    }
    return undefined;
  }
}
