import { Refusal } from '../../events/stream.ts';
import type { ServiceRow } from '../../views/services/view.ts';
import { connection, type Page, pageSize } from '../connection.ts';
import type { Context } from '../context.ts';
import { isOnline, serviceModel } from './model.ts';

export interface ServiceFilter {
  readonly search?: string | null;
  readonly unit?: string | null;
  readonly theme?: string | null;
  readonly audience?: 'person' | 'company' | null;
  readonly kind?: string | null;
  readonly online?: boolean | null;
}

/** Characters of a search at most. */
const MOST_SEARCHED = 100;

/** The directory; by relevance when something was typed, else online services first, then by name. */
export async function serviceList(context: Context, args: Page & { filter?: ServiceFilter | null }) {
  const filter = args.filter ?? {};
  const all = await context.directory.all();
  const typed = filter.search?.trim() ?? '';
  if (typed.length > MOST_SEARCHED) throw new Refusal('BAD_QUERY', `查找的内容最多${MOST_SEARCHED}个字`);
  const ordered = typed
    ? (await context.directory.search(typed)).flatMap((key) => all.get(key) ?? [])
    : [...all.values()].sort(byStanding);
  const matching = ordered.filter((row) => matches(row, filter));
  const first = pageSize(args);
  const start = args.after ? matching.findIndex((row) => cursorOf(row) === args.after) + 1 : 0;
  if (args.after && start === 0) throw new Refusal('BAD_CURSOR', '翻页位置无效，请从第一页开始');
  const edges = matching
    .slice(start, start + first)
    .map((row) => ({ cursor: cursorOf(row), node: serviceModel(context, row) }));
  return { ...connection(edges, matching.length > start + first), totalCount: matching.length };
}

export async function themeCounts(context: Context) {
  const counts = new Map<string, number>();
  for (const { definition } of (await context.directory.all()).values()) {
    for (const theme of definition.themes) counts.set(theme, (counts.get(theme) ?? 0) + 1);
  }
  return [...counts].map(([theme, count]) => ({ theme, count })).sort((a, b) => b.count - a.count);
}

function matches({ definition, ...row }: ServiceRow, filter: ServiceFilter): boolean {
  return (
    (!filter.unit || definition.unit === filter.unit) &&
    (!filter.theme || definition.themes.includes(filter.theme)) &&
    (!filter.audience || definition.audience.includes(filter.audience)) &&
    (!filter.kind || definition.kind === filter.kind) &&
    (filter.online === null || filter.online === undefined || filter.online === isOnline({ ...row, definition }))
  );
}

function byStanding(a: ServiceRow, b: ServiceRow): number {
  const online = Number(isOnline(b)) - Number(isOnline(a));
  return online || a.definition.name.zh.localeCompare(b.definition.name.zh, 'zh-CN');
}

function cursorOf(row: ServiceRow): string {
  return Buffer.from(row.key, 'utf8').toString('base64url');
}
