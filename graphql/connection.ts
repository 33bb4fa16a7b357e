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

/** A text that sorts as the cursor's place does: sort, then key. */
function orderOf(cursor: string): string {
  const [sort, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [string, string];
  return `${sort}\u0000${key}`;
}
