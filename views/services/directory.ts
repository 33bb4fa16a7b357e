import type { Platform } from '../../platform/contract/platform.ts';
import { type ServiceRow, servicesView } from './view.ts';

/** The directory of services in memory: a county has hundreds, a province some thousands, and pages ask all the time. */
export interface Directory {
  /** All services in use, by key. Brought up to date when the view changed. */
  all(): Promise<ReadonlyMap<string, ServiceRow>>;
  get(key: string): Promise<ServiceRow | null>;
  /** Keys of the services that match, best first. */
  search(text: string): Promise<readonly string[]>;
}

interface Snapshot {
  readonly revision: string;
  readonly rows: ReadonlyMap<string, ServiceRow>;
  readonly index: SearchIndex;
}

const FRESH_MS = 50;

export function directoryOf(platform: Pick<Platform, 'views'>): Directory {
  let snapshot: Promise<Snapshot> | null = null;
  let checkedAt = 0;

  const load = async (revision: string): Promise<Snapshot> => {
    const rows = new Map<string, ServiceRow>();
    for (let afterKey: string | undefined; ; ) {
      const page = await platform.views.scan(servicesView, { limit: 500, ...(afterKey ? { afterKey } : {}) });
      for (const { row } of page.rows) rows.set(row.key, row);
      afterKey = page.next;
      if (afterKey === undefined) break;
    }
    return { revision, rows, index: indexOf([...rows.values()]) };
  };

  const current = async (): Promise<Snapshot> => {
    if (snapshot && Date.now() - checkedAt < FRESH_MS) return snapshot;
    const revision = await platform.views.revision(servicesView);
    checkedAt = Date.now();
    const known = snapshot && (await snapshot);
    if (known?.revision === revision) return known;
    snapshot = load(revision);
    snapshot.catch(() => {
      snapshot = null;
    });
    return snapshot;
  };

  return {
    all: async () => (await current()).rows,
    get: async (key) => (await current()).rows.get(key) ?? null,
    search: async (text) => find((await current()).index, text),
  };
}

/** Bigram -> service key -> weight. */
type SearchIndex = ReadonlyMap<string, ReadonlyMap<string, number>>;

function indexOf(rows: readonly ServiceRow[]): SearchIndex {
  const index = new Map<string, Map<string, number>>();
  const put = (key: string, text: string, weight: number) => {
    for (const gram of gramsOf(text)) {
      const found = index.get(gram) ?? new Map<string, number>();
      found.set(key, Math.max(found.get(key) ?? 0, weight));
      index.set(gram, found);
    }
  };
  for (const { key, definition } of rows) {
    put(key, definition.name.zh, 10);
    if (definition.name.en) put(key, definition.name.en, 8);
    for (const word of definition.keywords ?? []) put(key, word, 8);
    for (const theme of definition.themes) put(key, theme, 3);
    if (definition.result) put(key, definition.result.name.zh, 5);
    for (const material of definition.materials) put(key, material.name.zh, 1);
  }
  return index;
}

/** Pairs of neighbouring Chinese characters (single ones too), and whole words of letters and digits. */
export function gramsOf(text: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (const run of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{Script=Han}]+|[a-z0-9]+/gu)) {
    const [word] = run;
    if (/^[a-z0-9]/.test(word)) {
      grams.add(word);
      continue;
    }
    const characters = [...word];
    for (const [i, character] of characters.entries()) {
      if (characters.length === 1) grams.add(character);
      if (i > 0) grams.add(`${characters[i - 1]}${character}`);
    }
  }
  return grams;
}

/** At least half of what was typed must be found; the order is by the weight of what was. */
function find(index: SearchIndex, text: string): readonly string[] {
  const grams = [...gramsOf(text.slice(0, 100))];
  const scores = new Map<string, { weight: number; hits: number }>();
  for (const gram of grams) {
    for (const [key, weight] of index.get(gram) ?? singles(index, gram)) {
      const score = scores.get(key) ?? { weight: 0, hits: 0 };
      scores.set(key, { weight: score.weight + weight, hits: score.hits + 1 });
    }
  }
  return [...scores]
    .filter(([, { hits }]) => hits * 2 >= grams.length)
    .sort(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : 1))
    .map(([key]) => key);
}

/** A single character stands for every pair that it is part of. */
function* singles(index: SearchIndex, gram: string): Generator<readonly [string, number]> {
  if ([...gram].length !== 1) return;
  const found = new Map<string, number>();
  for (const [pair, keys] of index) {
    if (!pair.includes(gram)) continue;
    for (const [key, weight] of keys) found.set(key, Math.max(found.get(key) ?? 0, weight));
  }
  yield* found;
}
