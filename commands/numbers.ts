import { createHash } from 'node:crypto';
import type { PreparedNumber } from '../events/matter/decide.ts';
import { give, type NumberEvent, number } from '../events/number/stream.ts';
import type { Numbering } from '../lowcode/system/definition.ts';
import { officialNumber } from '../lowcode/system/number.ts';
import type { CommandContext } from './context.ts';
import { load, type Read } from './transact.ts';

/** How often a wish that takes a number looks again: many may take one of the same series at a time. */
export const NUMBER_ATTEMPTS = 60;

/** Where numbers of one kind count: from 1 on, each once, none left out. */
export interface Series {
  readonly system: string;
  readonly numbering: Numbering;
  readonly unit: { readonly code: string; readonly shortCode: string };
}

/** A number that is free as far as anybody knows, and the stream that makes it taken. */
export interface NextNumber {
  readonly prepared: PreparedNumber;
  readonly read: Read<unknown>;
  readonly events: readonly NumberEvent[];
}

/** Where each series had come to when this process last looked: only to look less. */
const seen = new WeakMap<object, Map<string, number>>();

/**
 * The next number of a series. The numbers given are 1 to k without a gap, so the first free one is found by halving; to be
 * taken it must be written together with what has it, and whoever comes second is told of a conflict and looks again.
 */
export async function nextNumber(context: CommandContext, owner: string, series: Series): Promise<NextNumber> {
  const { numbering, unit } = series;
  const issued = { unit: unit.code, shortCode: unit.shortCode, year: context.today.slice(0, 4) };
  const text = officialNumber({ ...numbering, digits: 1 }, { ...issued, n: PLACE }).replace(String(PLACE), '{n}');
  const base = `${context.region}/${series.system}/${numbering.key}/${digest(text)}`;
  const known = seen.get(context.definitions) ?? new Map<string, number>();
  seen.set(context.definitions, known);
  const at = (n: number) => load(context.platform, number, `${base}/${n}`);
  const read = await firstFree(at, known.get(base) ?? 0);
  const n = Number(read.stream.slice(read.stream.lastIndexOf('/') + 1));
  known.set(base, n - 1);
  const official = officialNumber(numbering, { ...issued, n });
  const given = { region: context.region, system: series.system, numbering: numbering.key, series: text, n, official };
  return {
    prepared: { numbering: numbering.key, title: numbering.title, series: text, n, official },
    read,
    events: give(null, { ...given, matter: owner, today: context.today }),
  };
}

/** A serial that no pattern has as its own text: it marks where the serial stands. */
const PLACE = 987_654_321_987;

/** The first number that nobody has, knowing that all up to `taken` are. */
async function firstFree<R extends Read<unknown>>(at: (n: number) => Promise<R>, taken: number): Promise<R> {
  let low = taken;
  let found = await at(low + 1);
  for (let step = 1; found.after !== 'new'; step *= 2) {
    low = serialOf(found);
    found = await at(low + step);
  }
  // Everything up to `low` is taken, `found` is free.
  while (serialOf(found) > low + 1) {
    const middle = Math.floor((low + serialOf(found)) / 2);
    const looked = await at(middle);
    if (looked.after === 'new') found = looked;
    else low = middle;
  }
  return found;
}

function serialOf({ stream }: Read<unknown>): number {
  return Number(stream.slice(stream.lastIndexOf('/') + 1));
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
