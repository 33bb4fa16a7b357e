import { Refusal } from '../../events/stream.ts';
import type { Sum } from '../../views/open-data/publish.ts';
import { meanOf } from '../../views/open-data/statistics.ts';
import { connection, type Page, pageSize } from '../connection.ts';

interface Told {
  readonly key: string;
  readonly values: { readonly quarter: string | null };
  readonly count: number;
}

/** Newest quarter first, then the largest. */
export function byQuarterAndSize(a: Told, b: Told): number {
  const [x, y] = [a.values.quarter ?? '', b.values.quarter ?? ''];
  if (x !== y) return x < y ? 1 : -1;
  return b.count - a.count || (a.key < b.key ? -1 : 1);
}

export const NONE: Sum = { of: 0, sum: 0 };

/** A share in whole per cent. */
export function rate(sum: Sum | undefined): number | null {
  return meanOf(sum ?? NONE, 2);
}

/** Explore lists are paged by the class. */
export function pageOf<Line extends { readonly key: string }>(lines: readonly Line[], page: Page) {
  const first = pageSize(page, 50);
  const start = page.after ? lines.findIndex(({ key }) => cursorOf(key) === page.after) + 1 : 0;
  if (page.after && start === 0) throw new Refusal('BAD_CURSOR', '翻页位置无效，请从第一页开始');
  const edges = lines.slice(start, start + first).map((line) => ({ cursor: cursorOf(line.key), node: line }));
  return connection(edges, lines.length > start + first);
}

function cursorOf(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}
