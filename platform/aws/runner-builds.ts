import { randomBytes } from 'node:crypto';
import { type TransactWriteItem, UpdateItemCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { ParkedStream, View } from '../contract/views.ts';
import { type Item, keyText } from './log.items.ts';
import { patiently } from './retry.ts';
import {
  buildingKey,
  buildKey,
  buildPk,
  laneKey,
  liveKey,
  N,
  num,
  oldKey,
  parkedKey,
  S,
  text,
  viewPk,
} from './views-items.ts';
import type { ViewsStore } from './views-store.ts';

/** One build of a view. Its id begins with `<view>@<version>`. */
export interface AwsBuild {
  readonly id: string;
  readonly view: string;
  readonly version: number;
  readonly indexes: readonly string[];
}

/** A stream that was set aside once: `waiting` while it is. Its record stays, rows judge its commits from `since` on by it. */
export interface ParkRecord extends ParkedStream {
  readonly since: number;
  readonly waiting: boolean;
}

/** A lane's checkpoints, of every build. */
export interface LaneState {
  readonly positions: ReadonlyMap<string, number>;
  /** Raised when a stream comes free: pages that were read before would pass its commits over. */
  readonly epoch: number;
}

/** Items of a transaction that a switch may have: one for each lane, and four. */
const MAX_CHECKS = 96;

/** What the table knows about builds, their checkpoints and the streams that wait. */
export class AwsBuilds {
  readonly #store: ViewsStore;

  constructor(store: ViewsStore) {
    this.#store = store;
  }

  async live(view: string): Promise<AwsBuild | undefined> {
    return this.#pointed(await this.#store.get(liveKey(view)));
  }

  async building(view: string): Promise<AwsBuild | undefined> {
    return this.#pointed(await this.#store.get(buildingKey(view)));
  }

  /** The live builds of some views, by view. */
  async lives(views: readonly string[]): Promise<Map<string, AwsBuild>> {
    const pointers = await this.#store.getMany(views.map(liveKey));
    const found = new Map<string, AwsBuild>();
    for (const view of views) {
      const build = this.#pointed(pointers.get(keyText(liveKey(view))));
      if (build) found.set(view, build);
    }
    return found;
  }

  #pointed(item: Item | undefined): AwsBuild | undefined {
    if (item === undefined) return undefined;
    const { build, view, version, indexes } = item;
    return { id: text(build), view: text(view), version: num(version), indexes: JSON.parse(text(indexes)) };
  }

  /** Makes a build and points to it; whoever comes second gets the first one's. */
  async create(view: View, pointer: 'live' | 'building'): Promise<AwsBuild> {
    const id = `${view.name}@${view.version}.${randomBytes(6).toString('hex')}`;
    const key = pointer === 'live' ? liveKey(view.name) : buildingKey(view.name);
    const Item = { ...key, ...about({ id, view: view.name, version: view.version, indexes: indexesOf(view) }) };
    const condition = { ConditionExpression: 'attribute_not_exists(pk)' };
    const record = { Put: { TableName: this.#store.table, Item: { ...Item, ...buildKey(id) } } };
    await this.#store.transact([{ Put: { TableName: this.#store.table, Item, ...condition } }, record]);
    // Ours, or the one that was there before.
    const made = await (pointer === 'live' ? this.live(view.name) : this.building(view.name));
    return made ?? this.create(view, pointer);
  }

  /** Gives up a build that was begun for another version. */
  async setAside(build: AwsBuild): Promise<void> {
    const mine = { ConditionExpression: 'build = :b', ExpressionAttributeValues: { ':b': S(build.id) } };
    const TableName = this.#store.table;
    await this.#store.transact([
      { Delete: { TableName, Key: buildingKey(build.view), ...mine } },
      { Put: { TableName, Item: { ...oldKey(build.view, build.id), at: N(Date.now()) } } },
    ]);
  }

  /**
   * Makes a build the one that is read, if the live one has not seen more of any lane: readers never go back in time.
   * False when it has, or when somebody else switched.
   */
  async switchTo(build: AwsBuild, before: AwsBuild | undefined, lanes: number): Promise<boolean> {
    const TableName = this.#store.table;
    const is = (id: string) => ({ ConditionExpression: 'build = :b', ExpressionAttributeValues: { ':b': S(id) } });
    const live = before ? is(before.id) : { ConditionExpression: 'attribute_not_exists(pk)' };
    const items: TransactWriteItem[] = [
      { Put: { TableName, Item: { ...liveKey(build.view), ...about(build) }, ...live } },
      { Delete: { TableName, Key: buildingKey(build.view), ...is(build.id) } },
    ];
    if (before) {
      items.push({ Put: { TableName, Item: { ...oldKey(build.view, before.id), at: N(Date.now()) } } });
      for (let lane = 0; lane < Math.min(lanes, MAX_CHECKS); lane++) {
        const ConditionExpression = 'attribute_not_exists(#old) OR #new >= #old';
        const ExpressionAttributeNames = { '#old': before.id, '#new': build.id };
        items.push({
          ConditionCheck: { TableName, Key: laneKey(lane), ConditionExpression, ExpressionAttributeNames },
        });
      }
      for (let lane = MAX_CHECKS; lane < lanes; lane++) {
        const { positions } = await this.lane(lane);
        if ((positions.get(build.id) ?? 0) < (positions.get(before.id) ?? 0)) return false;
      }
    }
    return this.#store.transact(items);
  }

  async lane(lane: number): Promise<LaneState> {
    return laneState(await this.#store.get(laneKey(lane)));
  }

  async allLanes(lanes: number): Promise<LaneState[]> {
    const numbers = Array.from({ length: lanes }, (_, lane) => lane);
    const items = await this.#store.getMany(numbers.map(laneKey));
    return numbers.map((lane) => laneState(items.get(keyText(laneKey(lane)))));
  }

  /** Moves the checkpoints of builds that stand together; false when any of them moved meanwhile, or a stream came free. */
  async advance(lane: number, builds: readonly string[], from: number, to: number, epoch: number): Promise<boolean> {
    const names: Record<string, string> = {};
    const at = builds.map((id, i) => {
      names[`#b${i}`] = id;
      return from === 0 ? `attribute_not_exists(#b${i})` : `#b${i} = :from`;
    });
    at.push(epoch === 0 ? 'attribute_not_exists(epoch)' : 'epoch = :epoch');
    return this.#update({
      TableName: this.#store.table,
      Key: laneKey(lane),
      UpdateExpression: `SET ${builds.map((_, i) => `#b${i} = :to`).join(', ')}`,
      ConditionExpression: at.join(' AND '),
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: {
        ':to': N(to),
        ...(from === 0 ? {} : { ':from': N(from) }),
        ...(epoch === 0 ? {} : { ':epoch': N(epoch) }),
      },
    });
  }

  async #update(input: UpdateItemCommandInput): Promise<boolean> {
    try {
      await patiently(this.#store.patience, () => this.#store.client.send(new UpdateItemCommand(input)));
      return true;
    } catch (error) {
      if ((error as Error).name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  }

  /** The streams that are or were set aside. */
  async records(build: string): Promise<Map<string, ParkRecord>> {
    const records = new Map<string, ParkRecord>();
    for (const item of await this.#store.all(buildPk(build), 'p#')) {
      const stream = text(item.sk).slice(2);
      const { lane, since, position, error, waiting } = item;
      const record = { stream, lane: num(lane), since: num(since), position: num(position), error: text(error) };
      records.set(stream, { ...record, waiting: waiting?.BOOL ?? false });
    }
    return records;
  }

  /** Notes that a stream waits from a commit on. Somebody else's note stands. */
  async park(build: string, { stream, lane, position, error }: ParkedStream): Promise<void> {
    await this.#update({
      TableName: this.#store.table,
      Key: parkedKey(build, stream),
      UpdateExpression: 'SET lane = :lane, #p = :p, #e = :e, waiting = :yes, since = if_not_exists(since, :p)',
      ConditionExpression: 'attribute_not_exists(pk) OR (waiting = :no AND #p < :p)',
      ExpressionAttributeNames: { '#p': 'position', '#e': 'error' },
      ExpressionAttributeValues: {
        ':lane': N(lane),
        ':p': N(position),
        ':e': S(error),
        ':yes': { BOOL: true },
        ':no': { BOOL: false },
      },
    });
  }

  /**
   * After a redrive: the stream is free (`next` undefined) or waits at a later commit. False when the record or the lane's
   * checkpoint moved meanwhile: then a commit may have been passed over that the redrive did not see.
   */
  async settle(
    build: string,
    record: ParkRecord,
    seen: { position: number; epoch: number },
    next: ParkedStream | undefined,
  ): Promise<boolean> {
    const TableName = this.#store.table;
    const still = 'waiting = :yes AND #p = :p';
    const names = { '#p': 'position', '#e': 'error' };
    const epoch = seen.epoch === 0 ? 'attribute_not_exists(epoch)' : 'epoch = :epoch';
    return this.#store.transact([
      {
        Update: {
          TableName,
          Key: parkedKey(build, record.stream),
          UpdateExpression: 'SET waiting = :w, #p = :next, #e = :e',
          ConditionExpression: still,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: {
            ':yes': { BOOL: true },
            ':w': { BOOL: next !== undefined },
            ':p': N(record.position),
            ':next': N(next?.position ?? seen.position),
            ':e': S(next?.error ?? ''),
          },
        },
      },
      {
        Update: {
          TableName,
          Key: laneKey(record.lane),
          UpdateExpression: 'ADD epoch :one',
          ConditionExpression: `#b = :at AND ${epoch}`,
          ExpressionAttributeNames: { '#b': build },
          ExpressionAttributeValues: {
            ':one': N(1),
            ':at': N(seen.position),
            ...(seen.epoch === 0 ? {} : { ':epoch': N(seen.epoch) }),
          },
        },
      },
    ]);
  }

  /** Builds of a view that were superseded before an instant (ms). */
  async old(view: string, before: number): Promise<string[]> {
    const items = await this.#store.all(viewPk(view), 'old#');
    return items.filter(({ at }) => num(at) <= before).map(({ sk }) => text(sk).slice('old#'.length));
  }
}

function about({ id, view, version, indexes }: AwsBuild): Item {
  return { build: S(id), view: S(view), version: N(version), indexes: S(JSON.stringify(indexes)) };
}

export function indexesOf(view: View): string[] {
  return Object.keys(view.indexes ?? {});
}

function laneState(item: Item | undefined): LaneState {
  const positions = new Map<string, number>();
  for (const [name, value] of Object.entries(item ?? {})) if (name.includes('@')) positions.set(name, num(value));
  return { positions, epoch: num(item?.epoch) };
}
