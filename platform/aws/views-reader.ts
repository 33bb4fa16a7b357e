import type { JsonObject } from '../contract/json.ts';
import { UnavailableError } from '../contract/log.ts';
import type { ListPage, ListQuery, ScanPage, View, ViewReader } from '../contract/views.ts';
import { encodeCursor, type Place } from '../projection/cursor.ts';
import { compareText, prefixEnd, ViewError } from '../projection/keys.ts';
import { checkLimit, rangeOf } from '../projection/range.ts';
import type { Waiters } from '../projection/waiters.ts';
import { type Item, keyText } from './log.items.ts';
import type { AwsBuild, AwsBuilds } from './runner-builds.ts';
import { indexPk, rowKey, SEPARATOR, SHARDS, shardPk, text, unpacked } from './views-items.ts';
import type { ViewsStore } from './views-store.ts';

/** Reads the live builds, consistently: who waited for a position finds it in every list. */
export class AwsViews implements ViewReader {
  readonly #store: ViewsStore;
  readonly #builds: AwsBuilds;
  readonly #lanes: number;
  readonly #waiters: Waiters;
  readonly #freshMs: number;
  readonly #live = new Map<string, { at: number; build: AwsBuild | undefined }>();

  /** `freshMs`: how long the answer to 'which build is live' is believed; far less than a superseded build stays. */
  constructor(store: ViewsStore, builds: AwsBuilds, lanes: number, waiters: Waiters, freshMs: number) {
    this.#store = store;
    this.#builds = builds;
    this.#lanes = lanes;
    this.#waiters = waiters;
    this.#freshMs = freshMs;
  }

  async #build(view: View): Promise<AwsBuild | undefined> {
    const known = this.#live.get(view.name);
    if (known && Date.now() - known.at < this.#freshMs) return known.build;
    const build = await this.#builds.live(view.name);
    this.#live.set(view.name, { at: Date.now(), build });
    return build;
  }

  async get<Row extends JsonObject>(view: View<Row>, key: string): Promise<Row | null> {
    const [row] = await this.getMany(view, [key]);
    return row ?? null;
  }

  async getMany<Row extends JsonObject>(view: View<Row>, keys: readonly string[]): Promise<(Row | null)[]> {
    const build = await this.#build(view as View);
    if (build === undefined || keys.length === 0) return keys.map(() => null);
    const known = keys.filter((key) => key !== '');
    const items = await this.#store.getMany(known.map((key) => rowKey(build.id, key)));
    return keys.map((key) => rowOf<Row>(items.get(keyText(rowKey(build.id, key)))));
  }

  async list<Row extends JsonObject>(view: View<Row>, query: ListQuery): Promise<ListPage<Row>> {
    if (view.indexes?.[query.index] === undefined) throw new ViewError(`view ${view.name} has no index ${query.index}`);
    const range = rangeOf(query);
    const build = await this.#build(view as View);
    if (range === undefined || build === undefined) return { entries: [], more: false };
    if (!build.indexes.includes(query.index))
      throw new UnavailableError(`index ${query.index} of view ${view.name} is being built`);
    const { above, below, descending, limit } = range;
    const from = keyAt(above);
    const to = below && keyAt(below);
    const found: Item[] = [];
    let start: Item | undefined;
    do {
      const page = await this.#store.range(indexPk(build.id, query.index, query.partition), {
        from,
        ...(to === undefined ? {} : { to }),
        descending,
        // The two ends themselves may be entries, and are not asked for.
        limit: limit + 3 - found.length,
        ...(start ? { start } : {}),
      });
      found.push(...page.items.filter(({ sk }) => text(sk) !== from && text(sk) !== to));
      start = page.next;
    } while (start && found.length <= limit);
    const entries = await this.#withRows<Row>(build.id, found.slice(0, limit));
    return { entries, more: found.length > limit };
  }

  /** Entries with their rows; those of large rows hold the key only. */
  async #withRows<Row extends JsonObject>(build: string, found: readonly Item[]): Promise<ListPage<Row>['entries']> {
    const apart = found.filter(({ j }) => j === undefined).map(({ k }) => rowKey(build, text(k)));
    const rows = apart.length > 0 ? await this.#store.getMany(apart) : new Map<string, Item>();
    return found.flatMap((item) => {
      const key = text(item.k);
      const row = rowOf<Row>(item.j ? item : rows.get(keyText(rowKey(build, key))));
      const sort = text(item.sk).slice(0, -(key.length + SEPARATOR.length));
      // A large row may have gone between the two reads.
      return row === null ? [] : [{ key, row, cursor: encodeCursor({ sort, key }) }];
    });
  }

  async scan<Row extends JsonObject>(
    view: View<Row>,
    options: { prefix?: string; afterKey?: string; limit?: number } = {},
  ): Promise<ScanPage<Row>> {
    const { prefix = '', afterKey = '', limit = 500 } = options;
    checkLimit(limit);
    const build = await this.#build(view as View);
    if (build === undefined) return { rows: [], next: undefined };
    const from = compareText(prefix, afterKey) > 0 ? prefix : afterKey;
    const to = prefixEnd(prefix);
    const shards = await Promise.all(
      Array.from({ length: SHARDS }, (_, shard) => this.#scanShard(build.id, shard, from, to, limit + 1, afterKey)),
    );
    const found = shards.flat().sort((a, b) => compareText(text(a.sk), text(b.sk)));
    const rows = found.slice(0, limit).map((item) => ({ key: text(item.sk), row: rowOf<Row>(item) as Row }));
    return { rows, next: found.length > limit ? rows.at(-1)?.key : undefined };
  }

  async #scanShard(
    build: string,
    shard: number,
    from: string,
    to: string | undefined,
    limit: number,
    afterKey: string,
  ): Promise<Item[]> {
    const found: Item[] = [];
    let start: Item | undefined;
    const bounds = { ...(from === '' ? {} : { from }), ...(to === undefined ? {} : { to }), limit };
    // A range that ends before it begins is an error to DynamoDB.
    if (to !== undefined && compareText(from, to) > 0) return found;
    do {
      const page = await this.#store.range(shardPk(build, shard), { ...bounds, ...(start ? { start } : {}) });
      found.push(...page.items.filter(({ sk, j }) => j && text(sk) !== to && text(sk) !== afterKey));
      start = page.next;
    } while (start && found.length < limit);
    return found.slice(0, limit);
  }

  waitFor(view: View, { lane, position }: { lane: number; position: number }, timeoutMs = 5000): Promise<boolean> {
    const reached = async () => {
      const build = await this.#build(view);
      if (build === undefined) return false;
      return ((await this.#builds.lane(lane)).positions.get(build.id) ?? 0) >= position;
    };
    return this.#waiters.until(reached, timeoutMs);
  }

  async revision(view: View): Promise<string> {
    const build = await this.#build(view);
    if (build === undefined) return '';
    let positions = 0;
    let epochs = 0;
    for (const state of await this.#builds.allLanes(this.#lanes)) {
      positions += state.positions.get(build.id) ?? 0;
      epochs += state.epoch;
    }
    return `${build.id}.${positions}.${epochs}`;
  }
}

/** The sort key of a place: an entry's own, or (without a key) one that no entry has. */
function keyAt({ sort, key }: Place): string {
  return `${sort}${SEPARATOR}${key}`;
}

function rowOf<Row>(item: Item | undefined): Row | null {
  const json = unpacked(item?.j);
  return json === undefined ? null : (JSON.parse(json) as Row);
}
