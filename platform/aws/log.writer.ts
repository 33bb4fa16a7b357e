import { laneOf } from '../contract/encode.ts';
import { type Append, type Appended, ConflictError, type GuardError, type StreamAppend } from '../contract/log.ts';
import { commandKey, commitKey, type Item, keyText, num, positionOf, streamPk, wholeOf } from './log.items.ts';
import type { Store } from './log.store.ts';
import type { Tails } from './log.tails.ts';
import { unavailable } from './retry.ts';

/** What one process knows of the log while it writes. */
export interface Writer {
  readonly store: Store;
  readonly tails: Tails;
  /** The lanes of commits known to exist, by `stream ordinal`: they never go away. */
  readonly known: Known;
  readonly lanes: number;
  readonly entryRoom: number;
}

/** A bounded memory of which commits exist, and in which lane. */
export class Known {
  readonly #lanes = new Map<string, number>();
  add(stream: string, ordinal: number, lane: number): void {
    const name = `${stream} ${ordinal}`;
    this.#lanes.delete(name);
    this.#lanes.set(name, lane);
    if (this.#lanes.size > 10_000) this.#lanes.delete(this.#lanes.keys().next().value as string);
  }
  lane(stream: string, ordinal: number): number | undefined {
    return this.#lanes.get(`${stream} ${ordinal}`);
  }
  forget(): void {
    this.#lanes.clear();
  }
}

/**
 * The lane of each stream: where it is; for a new one that of the first stream, or its name's if it is the first. Undefined
 * when a commit that the writer claims to have seen does not exist. (The transaction only sees that the next one does not.)
 */
export async function lanesOf(writer: Writer, streams: readonly StreamAppend[]): Promise<number[] | undefined> {
  const claims = streams.flatMap((each) => (each.after === 'new' ? [] : [{ stream: each.stream, ...each.after }]));
  const unknown = claims.filter(({ stream, ordinal }) => writer.known.lane(stream, ordinal) === undefined);
  const found = await writer.store.getMany(
    unknown.map(({ stream, ordinal }) => commitKey(stream, ordinal)),
    'pk, sk, l',
  );
  for (const { stream, ordinal } of unknown) {
    const item = found.get(keyText(commitKey(stream, ordinal)));
    if (!item) return undefined;
    writer.known.add(stream, ordinal, num(item.l));
  }
  const laneAt = ({ stream, after }: StreamAppend) =>
    after === 'new' ? undefined : writer.known.lane(stream, after.ordinal);
  const [first] = streams as [StreamAppend];
  const lane = laneAt(first) ?? laneOf(first.stream, writer.lanes);
  return streams.map((each) => laneAt(each) ?? lane);
}

/**
 * What a refused append comes to: the first result if the command was carried out before, else the conflict of the first stream that is
 * not where the writer says, else the other refusal.
 */
export async function settle(writer: Writer, wish: Append, nonce?: string, refusal?: GuardError): Promise<Appended> {
  const keys = wish.streams.map(({ stream }) => commandKey(stream, wish.commandId));
  const found = await writer.store.getMany(keys);
  const first = keys.map((key) => found.get(keyText(key))).find((item) => item !== undefined);
  if (first) return resultOf(writer, wish, first, nonce);
  for (const { stream, after } of wish.streams) {
    const { items } = await writer.store.query(streamPk(stream), { prefix: 'c#', descending: true, limit: 1 });
    const last = items[0] ? positionOf(items[0]).ordinal : -1;
    if (last !== (after === 'new' ? -1 : after.ordinal)) throw new ConflictError(stream);
  }
  // Nothing moved after all: what the transaction met was taken back by a repair. Reading again will show.
  throw refusal ?? new ConflictError(wish.streams[0]?.stream ?? '');
}

/** The result that a command item remembers. It is no repetition when this very call wrote it and lost the answer. */
export async function resultOf(
  writer: Writer,
  wish: Append,
  item: Item | undefined,
  nonce?: string,
): Promise<Appended> {
  if (!item) throw unavailable(new Error('the store did not say which command it met'));
  const repeated = item.n?.S !== nonce;
  const whole = wholeOf(item);
  if (whole) {
    const asked = wish.streams.map(({ stream }) => whole.commits.find((at) => at.stream === stream));
    // A retry that decided on other streams gets what was decided first.
    return { commits: asked.every((at) => at !== undefined) ? asked : whole.commits, repeated };
  }
  const keys = wish.streams.map(({ stream }) => commandKey(stream, wish.commandId));
  const found = await writer.store.getMany(keys);
  const items = keys.map((key) => found.get(keyText(key))).filter((each) => each !== undefined);
  return { commits: items.map(positionOf), repeated };
}
