import { Refusal } from '../../events/stream.ts';
import { words } from '../../lowcode/words.ts';
import type { OpenCaseRow } from '../../views/open-cases/view.ts';
import { groupBy, SMALLEST_GROUP, type Statistics } from '../../views/open-data/statistics.ts';
import type { OpenTicketRow } from '../../views/open-tickets/view.ts';
import { connection, type Page, pageSize } from '../connection.ts';
import type { Context } from '../context.ts';
import { divisionByCode } from '../service/divisions.ts';

export interface CaseFilter {
  readonly service?: string | null;
  readonly unit?: string | null;
  readonly channel?: string | null;
  readonly outcome?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
}

export interface TicketFilter {
  readonly kind?: string | null;
  readonly category?: string | null;
  readonly town?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly onTime?: boolean | null;
}

const same = (asked: unknown, value: unknown) => asked === null || asked === undefined || asked === value;
const within = (value: string, from?: string | null, to?: string | null) =>
  (!from || value >= from) && (!to || value <= to);

export function caseMatches(row: OpenCaseRow, filter: CaseFilter): boolean {
  return (
    same(filter.service, row.service) &&
    same(filter.unit, row.unit) &&
    same(filter.channel, row.channel) &&
    same(filter.outcome, row.outcome) &&
    within(row.submittedOn, filter.from, filter.to)
  );
}

export function ticketMatches(row: OpenTicketRow, filter: TicketFilter): boolean {
  return (
    same(filter.kind, row.kind) &&
    same(filter.category, row.category) &&
    same(filter.town, row.town) &&
    same(filter.onTime, row.onTime) &&
    within(row.month, filter.from, filter.to)
  );
}

/** Rows of cases by key order; the key itself stays inside the cursor. */
export async function openCases(context: Context, args: Page & { filter?: CaseFilter | null }) {
  const { rows } = await context.openData.cases();
  return pageOf(
    rows.filter(({ row }) => caseMatches(row, args.filter ?? {})),
    args,
    (row) => ({ ...row, unitName: async () => (await context.loaders.unit(row.unit))?.name.zh ?? '' }),
  );
}

export async function openTickets(context: Context, args: Page & { filter?: TicketFilter | null }) {
  const { rows } = await context.openData.tickets();
  return pageOf(
    rows.filter(({ row }) => ticketMatches(row, args.filter ?? {})),
    args,
    (row) => ({ ...row, townName: async () => (row.town ? (await divisionByCode(context, row.town)).name : null) }),
  );
}

const CASE_DIMENSIONS: { readonly [name: string]: (row: OpenCaseRow) => string | null } = {
  service: (row) => row.service,
  unit: (row) => row.unit,
  channel: (row) => row.channel,
  outcome: (row) => row.outcome,
  month: (row) => row.submittedOn.slice(0, 7),
  onTime: (row) => flag(row.onTime),
};

const TICKET_DIMENSIONS: { readonly [name: string]: (row: OpenTicketRow) => string | null } = {
  kind: (row) => row.kind,
  category: (row) => row.category,
  town: (row) => row.town,
  month: (row) => row.month,
  onTime: (row) => flag(row.onTime),
  satisfied: (row) => flag(row.satisfied),
};

export async function openCaseStatistics(
  context: Context,
  args: { filter?: CaseFilter | null; groupBy: readonly string[] },
) {
  const { rows, asOf } = await context.openData.cases();
  const matching = rows.flatMap(({ row }) => (caseMatches(row, args.filter ?? {}) ? [row] : []));
  const statistics = groupBy(matching, dimensionsOf(CASE_DIMENSIONS, args.groupBy));
  const names = new Map(rows.map(({ row }) => [row.service, row.serviceName]));
  return shown(statistics, asOf, args.groupBy, async (dimension, code) => {
    if (dimension === 'service') return names.get(code) ?? code;
    if (dimension === 'unit') return (await context.loaders.unit(code))?.name.zh ?? code;
    if (dimension === 'channel') return words.channel[code as keyof typeof words.channel].zh;
    if (dimension === 'outcome') return words.caseOutcome[code as keyof typeof words.caseOutcome].zh;
    return plain(dimension, code);
  });
}

export async function openTicketStatistics(
  context: Context,
  args: { filter?: TicketFilter | null; groupBy: readonly string[] },
) {
  const { rows, asOf } = await context.openData.tickets();
  const matching = rows.flatMap(({ row }) => (ticketMatches(row, args.filter ?? {}) ? [row] : []));
  const statistics = groupBy(matching, dimensionsOf(TICKET_DIMENSIONS, args.groupBy));
  const names = new Map(rows.map(({ row }) => [row.category, row.categoryName]));
  return shown(statistics, asOf, args.groupBy, async (dimension, code) => {
    if (dimension === 'category') return names.get(code) ?? code;
    if (dimension === 'town') return (await divisionByCode(context, code)).name;
    if (dimension === 'kind') return words.ticketKind[code as keyof typeof words.ticketKind].zh;
    return plain(dimension, code);
  });
}

function flag(value: boolean | null): string | null {
  return value === null ? null : value ? 'yes' : 'no';
}

function plain(dimension: string, code: string): string {
  if (dimension === 'onTime') return code === 'yes' ? '按期' : '逾期';
  if (dimension === 'satisfied') return code === 'yes' ? '满意' : '不满意';
  return code;
}

function dimensionsOf<Row>(known: { readonly [name: string]: (row: Row) => string | null }, asked: readonly string[]) {
  if (asked.length > 3) throw new Refusal('TOO_MANY_DIMENSIONS', '最多按三个维度分组');
  return asked.map((name) => {
    const dimension = known[name];
    if (!dimension) throw new Refusal('BAD_DIMENSION', '不能按这个维度分组');
    return dimension;
  });
}

async function shown(
  statistics: Statistics,
  asOf: string,
  dimensions: readonly string[],
  label: (dimension: string, code: string) => Promise<string>,
) {
  const rows = await Promise.all(
    statistics.groups.slice(0, 1000).map(async (group) => ({
      ...group,
      group: await Promise.all(group.codes.map((code, i) => (code === null ? null : label(dimensions[i] ?? '', code)))),
    })),
  );
  return { rows, suppressed: statistics.suppressed, total: statistics.total, asOf };
}

/** Explore lists are paged by key. A filter that leaves fewer than five rows shows none, as a group would. */
function pageOf<Row, Node>(
  rows: readonly { readonly key: string; readonly row: Row }[],
  page: Page,
  nodeOf: (row: Row) => Node,
) {
  const first = pageSize(page, 50);
  if (rows.length < SMALLEST_GROUP) return connection<Node>([], false);
  const start = page.after ? rows.findIndex(({ key }) => cursorOf(key) === page.after) + 1 : 0;
  if (page.after && start === 0) throw new Refusal('BAD_CURSOR', '翻页位置无效，请从第一页开始');
  const edges = rows.slice(start, start + first).map(({ key, row }) => ({ cursor: cursorOf(key), node: nodeOf(row) }));
  return connection(edges, rows.length > start + first);
}

function cursorOf(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}
