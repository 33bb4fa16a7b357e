import { Refusal } from '../events/stream.ts';
import type { JsonObject } from '../platform/contract/json.ts';
import type { ListQuery, View } from '../platform/contract/views.ts';
import type { Context } from './context.ts';

export interface Page {
  readonly first?: number | null;
  readonly after?: string | null;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export const MOST_ROWS = 100;

/** `first` within 1-100. Throws BAD_PAGE_SIZE. */
export function pageSize(page: Page, standard = 20): number {
  const first = page.first ?? standard;
  if (!Number.isInteger(first) || first < 1 || first > MOST_ROWS)
    throw new Refusal('BAD_PAGE_SIZE', `每页应为1至${MOST_ROWS}条`);
  return first;
}

export function connection<Node>(edges: Connection<Node>['edges'], hasNextPage: boolean): Connection<Node> {
  return { edges, pageInfo: { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null } };
}

/** One page of one partition of an index. */
export async function listPage<Row extends JsonObject, Node>(
  context: Context,
  view: View<Row>,
  query: Omit<ListQuery, 'limit' | 'after'>,
  page: Page,
  nodeOf: (row: Row, key: string) => Node,
): Promise<Connection<Node>> {
  return listMerged(context, view, [query], page, nodeOf);
}

/**
 * One page over several partitions of an index in one order, each row once. The cursor is that of the last row in its own
 * partition's order, which is the same in all: sort, then key.
 */
export async function listMerged<Row extends JsonObject, Node>(
  context: Context,
  view: View<Row>,
  queries: readonly Omit<ListQuery, 'limit' | 'after'>[],
  page: Page,
  nodeOf: (row: Row, key: string) => Node,
): Promise<Connection<Node>> {
  const limit = pageSize(page);
  needCursor(page.after);
  if (queries.length === 0) return connection([], false);
  const after = page.after ? { after: page.after } : {};
  const pages = await Promise.all(
    queries.map((query) => context.cloud.platform.views.list(view, { ...query, limit, ...after })),
  );
  const only = pages.length === 1 ? pages[0] : undefined;
  if (only) {
    return connection(
      only.entries.map(({ key, row, cursor }) => ({ cursor, node: nodeOf(row, key) })),
      only.more,
    );
  }
  const descending = queries[0]?.descending ?? false;
  const seen = new Map<string, { key: string; row: Row; cursor: string; order: string }>();
  for (const { entries } of pages)
    for (const entry of entries) seen.set(entry.key, { ...entry, order: orderOf(entry.cursor) });
  const sorted = [...seen.values()].sort((a, b) => (a.order < b.order ? -1 : 1) * (descending ? -1 : 1));
  const edges = sorted.slice(0, limit).map(({ key, row, cursor }) => ({ cursor, node: nodeOf(row, key) }));
  return connection(edges, sorted.length > limit || pages.some((one) => one.more));
}

/** Rows looked through at most for one page that a filter thins out. */
const MOST_LOOKED_THROUGH = 2000;

/**
 * As `listMerged`, with the rows that a filter keeps. A page that would take too many rows to fill comes with fewer and a
 * cursor to go on from.
 */
export async function listFiltered<Row extends JsonObject, Node>(
  context: Context,
  view: View<Row>,
  queries: readonly Omit<ListQuery, 'limit' | 'after'>[],
  page: Page,
  keep: (row: Row) => boolean,
  nodeOf: (row: Row, key: string) => Node,
): Promise<Connection<Node>> {
  const limit = pageSize(page);
  const found: { cursor: string; node: Node }[] = [];
  let after = page.after ?? null;
  // As many as are asked for come first: mostly all are kept.
  let first = limit;
  for (let looked = 0; looked < MOST_LOOKED_THROUGH; looked += first, first = MOST_ROWS) {
    const part = await listMerged(context, view, queries, { first, after }, (row, key) => ({ row, key }));
    for (const [i, { cursor, node }] of part.edges.entries()) {
      after = cursor;
      if (!keep(node.row)) continue;
      found.push({ cursor, node: nodeOf(node.row, node.key) });
      if (found.length === limit) return connection(found, part.pageInfo.hasNextPage || i < part.edges.length - 1);
    }
    if (!part.pageInfo.hasNextPage) return connection(found, false);
  }
  return { edges: found, pageInfo: { hasNextPage: true, endCursor: after } };
}

/** Throws BAD_CURSOR for what is no cursor of a list, also where there is nothing to list. */
function needCursor(after: string | null | undefined): void {
  if (!after) return;
  try {
    const parts: unknown = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.length === 2 && parts.every((part) => typeof part === 'string')) return;
  } catch {
    // Not even JSON: refused below as any other.
  }
  throw new Refusal('BAD_CURSOR', '翻页位置无效，请从第一页开始');
}

/** A text that sorts as the cursor's place does: sort, then key. */
function orderOf(cursor: string): string {
  const [sort, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string, string];
  return `${sort}\u0000${key}`;
}
