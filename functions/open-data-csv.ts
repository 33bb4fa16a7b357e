import { Refusal } from '../events/stream.ts';
import { type Context, contextOf, type Services } from '../graphql/context.ts';
import { type CaseFilter, caseLines, type TicketFilter, ticketLines } from '../graphql/data/open.ts';
import { itemLines } from '../graphql/data/open-items.ts';
import { isDate } from '../lowcode/calendar/date.ts';
import { csvText } from './csv.ts';

const CASE_FIGURES = ['count', 'onTimeRate', 'meanDaysUsed', 'meanPromisedDays'] as const;
const CASE_COLUMNS = [
  ...['quarter', 'unit', 'unitName', 'service', 'serviceName', 'outcome', 'channel'],
  ...CASE_FIGURES,
] as const;
const TICKET_COLUMNS = [
  ...['quarter', 'kind', 'category', 'categoryName', 'town', 'townName', 'closed'],
  ...['count', 'onTimeRate', 'satisfactionRate'],
] as const;

const ITEM = /^\/open\/item-([a-z][a-z0-9-]{0,62})\.csv$/;

/**
 * `/open/cases.csv`, `/open/tickets.csv` and `/open/item-<item>.csv`: the lines of the GraphQL lists, of the first two with their
 * filters as parameters; null for other addresses. Other parameters mean nothing; a bad date or month is answered with 400 and its code.
 */
export async function openDataCsv(services: Services, request: Request): Promise<Response | null> {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method !== 'GET') return null;
  const context = contextOf(services, null);
  try {
    if (pathname === '/open/cases.csv') {
      const filter: CaseFilter = filterIn(searchParams, ['service', 'unit', 'channel', 'outcome', 'from', 'to']);
      for (const date of [filter.from, filter.to])
        if (date && !isDate(date)) throw new Refusal('BAD_REQUEST', '日期应写作 2026-03-09 这样的形式');
      return answer('cases', CASE_COLUMNS, await caseLines(context, filter));
    }
    if (pathname === '/open/tickets.csv') {
      const filter: TicketFilter = filterIn(searchParams, ['kind', 'category', 'town', 'from', 'to']);
      return answer('tickets', TICKET_COLUMNS, await ticketLines(context, filter));
    }
    const [, item] = ITEM.exec(pathname) ?? [];
    if (item !== undefined) return await itemFile(context, item);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return new Response(`${error.code}: ${error.message}\n`, {
      status: error.code === 'NOT_FOUND' ? 404 : 400,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  }
  return null;
}

async function itemFile(context: Context, service: string): Promise<Response> {
  const { columns, lines } = await itemLines(context, service);
  const names = columns.flatMap(({ key, as }) =>
    as === 'mean'
      ? [`answer.${key}.mean`]
      : as === 'quarter'
        ? [`answer.${key}`]
        : [`answer.${key}`, `answer.${key}.name`],
  );
  const table = lines.map(({ values, ...line }): Line => {
    const told = values.flatMap(({ column, code, label, mean }) => [
      [`answer.${column}`, code],
      [`answer.${column}.name`, label],
      [`answer.${column}.mean`, mean],
    ]);
    return { ...line, ...Object.fromEntries(told) };
  });
  return answer(`item-${service}`, ['quarter', 'outcome', 'channel', ...names, ...CASE_FIGURES], table);
}

function filterIn(params: URLSearchParams, names: readonly string[]): { [name: string]: string } {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = params.get(name);
      return value ? [[name, value]] : [];
    }),
  );
}

type Line = { readonly [column: string]: unknown };

async function answer(name: string, columns: readonly string[], lines: readonly Line[]): Promise<Response> {
  const table = await Promise.all(lines.map((line) => Promise.all(columns.map((column) => given(line[column])))));
  return new Response(csvText([columns, ...table]), {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename=${name}.csv` },
  });
}

/** As GraphQL does: what must be looked up is a function. */
function given(value: unknown): unknown {
  return typeof value === 'function' ? value() : value;
}
