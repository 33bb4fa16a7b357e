import { contextOf, type Services } from '../graphql/context.ts';
import { type CaseFilter, caseMatches, type TicketFilter, ticketMatches } from '../graphql/data/open.ts';
import { divisionByCode } from '../graphql/service/divisions.ts';
import { SMALLEST_GROUP } from '../views/open-data/statistics.ts';

/** `/open/cases.csv` and `/open/tickets.csv`, with the filters of the GraphQL lists as parameters; null for other addresses. */
export async function openDataCsv(services: Services, request: Request): Promise<Response | null> {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method !== 'GET') return null;
  const filter = Object.fromEntries(searchParams);
  if (pathname === '/open/cases.csv') return answer('cases', await caseLines(services, filter));
  if (pathname === '/open/tickets.csv') return answer('tickets', await ticketLines(services, filter));
  return null;
}

async function caseLines(services: Services, filter: CaseFilter): Promise<readonly (readonly unknown[])[]> {
  const context = contextOf(services, null);
  const { rows } = await services.openData.cases();
  const kept = rows.filter(({ row }) => caseMatches(row, filter));
  const header = [
    ...['service', 'serviceName', 'unit', 'unitName', 'channel', 'submittedOn', 'acceptedOn', 'decidedOn'],
    ...['promisedDays', 'daysUsed', 'onTime', 'outcome'],
  ];
  const lines = await Promise.all(
    enough(kept).map(async ({ row }) => [
      ...[row.service, row.serviceName, row.unit, (await context.loaders.unit(row.unit))?.name.zh ?? '', row.channel],
      ...[row.submittedOn, row.acceptedOn, row.decidedOn, row.promisedDays, row.daysUsed, row.onTime, row.outcome],
    ]),
  );
  return [header, ...lines];
}

async function ticketLines(
  services: Services,
  query: Record<string, string>,
): Promise<readonly (readonly unknown[])[]> {
  const context = contextOf(services, null);
  const { onTime, ...rest } = query;
  const filter: TicketFilter = { ...rest, ...(onTime === undefined ? {} : { onTime: onTime === 'true' }) };
  const { rows } = await services.openData.tickets();
  const kept = rows.filter(({ row }) => ticketMatches(row, filter));
  const header = [
    ...['kind', 'category', 'categoryName', 'town', 'townName', 'month', 'unitName', 'closed', 'onTime', 'satisfied'],
  ];
  const lines = await Promise.all(
    enough(kept).map(async ({ row }) => [
      ...[
        row.kind,
        row.category,
        row.categoryName,
        row.town,
        row.town ? (await divisionByCode(context, row.town)).name : '',
      ],
      ...[row.month, row.unitName, row.closed, row.onTime, row.satisfied],
    ]),
  );
  return [header, ...lines];
}

/** As in statistics: fewer than five rows are not shown. */
function enough<T>(rows: readonly T[]): readonly T[] {
  return rows.length < SMALLEST_GROUP ? [] : rows;
}

function answer(name: string, lines: readonly (readonly unknown[])[]): Response {
  return new Response(`\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`, {
    headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename=${name}.csv` },
  });
}

/** RFC 4180; a text that a spreadsheet would run as a formula is led by an apostrophe. */
function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
