import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Position } from '../../../platform/contract/log.ts';
import type { Platform } from '../../../platform/contract/platform.ts';
import { casesView } from '../../../views/cases/view.ts';
import { appendReady, prepareStories } from './append-stories.ts';
import type { Section } from './sections.ts';
import type { Story } from './story.ts';

/** Commits that the views may lag behind: what somebody does meanwhile is seen after as many. */
const LAG = 4000;
const VIEWS_WAIT_MS = 20_000;
/** Stories told in one go: some milliseconds. */
const TOLD = 25;
/** A turn of the event loop that took longer has served somebody. */
const NOTICED_MS = 4;
const MOST_SLEEP_MS = 50;
/** Batches between two marks: so many are looked at again after an interruption. */
const MARK_EVERY = 8;
const TEN_YEARS = 10 * 365 * 86_400;

/** A batch on its way into the log. */
interface Sent {
  readonly commits: number;
  readonly position: Promise<Position | null>;
}

/** The writing of sections, with the place reached. While one batch is made durable the next is made ready. */
export class Filling {
  readonly #platform: Platform;
  #mark: { section: string; next: number } | null;
  /** Streams are looked at until one is found that nobody has begun. */
  #check = true;
  #keepsUp = true;
  #sent: Sent[] = [];
  commits = 0;

  private constructor(platform: Platform, mark: { section: string; next: number } | null) {
    this.#platform = platform;
    this.#mark = mark;
  }

  static async begin(platform: Platform): Promise<Filling> {
    const entry = await platform.state.get('seed', 'fill-up');
    return new Filling(platform, entry ? (entry.value as unknown as { section: string; next: number }) : null);
  }

  /** Writes what is not yet written of a section; false when it was stopped. */
  async run<Plan>(section: Section<Plan>, signal: AbortSignal): Promise<boolean> {
    const skip = this.#skipped(section.order, section.name);
    if (skip === null) return !signal.aborted;
    let index = 0;
    let batches = 0;
    let batch: Plan[] = [];
    for (const plan of section.plans()) {
      index += 1;
      if (index <= skip) {
        if (index % 1000 === 0) await turn();
        continue;
      }
      batch.push(plan);
      if (batch.length < section.batch) continue;
      await this.#send(section, batch);
      batch = [];
      batches += 1;
      if (batches % MARK_EVERY === 0 || signal.aborted) await this.#remember(section.name, index);
      if (signal.aborted) return false;
    }
    if (batch.length > 0) await this.#send(section, batch);
    await this.#remember(section.name, index);
    return !signal.aborted;
  }

  /** How many plans of a section are surely written; null when all are. */
  #skipped(order: readonly string[], name: string): number | null {
    const mark = this.#mark;
    if (!mark) return 0;
    if (mark.section === name) return mark.next;
    return order.indexOf(name) < order.indexOf(mark.section) ? null : 0;
  }

  /** Marks the place once everything before it is durable. */
  async #remember(section: string, next: number): Promise<void> {
    await Promise.all(this.#sent.map(({ position }) => position));
    this.#mark = { section, next };
    await this.#platform.state.put('seed', 'fill-up', this.#mark, { ttlSeconds: TEN_YEARS });
  }

  async #send<Plan>(section: Section<Plan>, plans: readonly Plan[]): Promise<void> {
    const wanted = plans.map((plan) => section.identifierOf(plan));
    const known = wanted.filter((identifier) => identifier !== null);
    const subjects = known.length > 0 ? await this.#platform.vault.subjectsFor(known) : [];
    let next = 0;
    const stories: Story[] = [];
    for (const [i, plan] of plans.entries()) {
      stories.push(await section.tell(plan, wanted[i] === null ? '' : (subjects[next++]?.subject ?? '')));
      if (i % TOLD === TOLD - 1) await turn();
    }
    const ready = await prepareStories(this.#platform, stories, this.#check);
    if (ready.begun > 0) this.#check = false;
    await this.#sent.at(-1)?.position;
    const commits = ready.appends.length;
    const position = appendReady(this.#platform, ready);
    // Whoever waits for it first is told of its failure; until then it is nobody's.
    position.catch(() => undefined);
    this.#sent.push({ commits, position });
    this.commits += commits;
    await this.#giveWay();
  }

  /** Lets others work: as long again as the last turn needed for them, and until the views are not further behind than people would bear. */
  async #giveWay(): Promise<void> {
    const before = performance.now();
    await turn();
    const others = performance.now() - before;
    if (others > NOTICED_MS) await sleep(Math.min(others, MOST_SLEEP_MS));
    let ahead = this.#sent.reduce((sum, { commits }) => sum + commits, 0);
    while (ahead > LAG && this.#sent.length > 1) {
      const first = this.#sent.shift() as Sent;
      ahead -= first.commits;
      await this.#seen(await first.position);
    }
  }

  async #seen(position: Position | null): Promise<void> {
    if (!position || !this.#keepsUp) return;
    this.#keepsUp = await this.#platform.views.waitFor(casesView, position, VIEWS_WAIT_MS);
  }

  /** Waits for the views to have everything. */
  async settle(): Promise<void> {
    for (const { position } of this.#sent) await this.#seen(await position);
    this.#sent = [];
  }
}
