import { forbidden, may, unitsWith } from '../../commands/access.ts';
import { load } from '../../commands/transact.ts';
import { application } from '../../events/application/fold.ts';
import { ticket } from '../../events/ticket/fold.ts';
import { evidenceView } from '../../views/evidence/view.ts';
import type { Measure } from '../../views/performance/measures.ts';
import { type PerformanceRow, performanceView } from '../../views/performance/view.ts';
import { idOf } from '../../views/view.ts';
import { listPage, type Page } from '../connection.ts';
import type { Context } from '../context.ts';
import { unitNeeded } from '../service/units.ts';
import { monthRange, needMonth } from './months.ts';

type Totals = { [measure in Measure]: { sum: number; count: number } };

/** Figures by unit and month, summed over lanes. Staff see the units below their own; the public none of a single unit's ratings. */
export async function performanceOf(
  context: Context,
  args: { from?: string | null; to?: string | null; unit?: string | null },
) {
  monthRange(args);
  const units = new Map<string, Totals>();
  for (let afterKey: string | undefined; ; ) {
    const page = await context.cloud.platform.views.scan(performanceView, {
      limit: 1000,
      ...(afterKey ? { afterKey } : args.from ? { afterKey: `${args.from}` } : {}),
    });
    for (const { row } of page.rows) if (inRange(row, args)) addTo(units, row);
    afterKey = page.next;
    if (afterKey === undefined) break;
  }
  const visible = await visibleUnits(context);
  const figures = await Promise.all(
    [...units].map(async ([key, totals]) => {
      const [month = '', unit = ''] = key.split('/');
      return (await visible(unit)) ? figuresOf(context, unit, month, totals) : null;
    }),
  );
  return figures.filter((one) => one !== null).sort((a, b) => (a.month === b.month ? 0 : a.month < b.month ? 1 : -1));
}

/** The facts behind one figure. Throws BAD_MONTH. */
export async function performanceEvidence(
  context: Context,
  args: Page & { unit: string; month: string; measure: Measure },
) {
  if (!(await (await visibleUnits(context))(args.unit))) throw forbidden();
  needMonth(args.month);
  const partition = `${args.unit}/${args.month}/${args.measure}`;
  return listPage(context, evidenceView, { index: 'byMeasure', partition }, args, (row) => ({
    number: () => numberOf(context, row.stream),
    stream: row.stream,
    event: row.event,
    ordinal: row.ordinal,
    lane: row.lane,
    position: row.position,
    on: row.on,
    value: row.values[args.measure] ?? null,
  }));
}

async function numberOf(context: Context, stream: string): Promise<string> {
  const id = idOf(stream);
  if (stream.startsWith('ticket/'))
    return (await load(context.cloud.platform, ticket, id)).state?.registered.number ?? '';
  return (await load(context.cloud.platform, application, id)).state?.submitted.number ?? '';
}

/** Whether the viewer may see a unit's figures: those of their own unit and of all below it. */
async function visibleUnits(context: Context): Promise<(unit: string) => Promise<boolean>> {
  const { actor } = context.command;
  const own = unitsWith(actor, 'performance.read');
  if (own.length === 0 && actor.kind !== 'system') throw forbidden();
  return async (unit) => {
    const facts = await context.loaders.unit(unit);
    return may(actor, 'performance.read', [unit, ...(facts?.ancestors ?? [])]);
  };
}

function inRange(
  row: PerformanceRow,
  args: { from?: string | null; to?: string | null; unit?: string | null },
): boolean {
  return (
    (!args.from || row.month >= args.from) &&
    (!args.to || row.month <= args.to) &&
    (!args.unit || row.unit === args.unit)
  );
}

function addTo(units: Map<string, Totals>, row: PerformanceRow): void {
  const key = `${row.month}/${row.unit}`;
  const totals = units.get(key) ?? ({} as Totals);
  for (const [measure, sum] of Object.entries(row.sums) as [Measure, number][]) {
    const before = totals[measure] ?? { sum: 0, count: 0 };
    totals[measure] = { sum: before.sum + sum, count: before.count + (row.counts[measure] ?? 0) };
  }
  units.set(key, totals);
}

function figuresOf(context: Context, unit: string, month: string, totals: Totals) {
  const count = (measure: Measure) => totals[measure]?.count ?? 0;
  const sum = (measure: Measure) => totals[measure]?.sum ?? 0;
  const rate = (part: number, of: number) => (of === 0 ? null : Math.round((part / of) * 10_000) / 10_000);
  return {
    unit: () => unitNeeded(context, unit),
    month,
    submitted: count('submitted'),
    decided: count('decided'),
    onTime: count('onTime'),
    onTimeRate: rate(count('onTime'), count('onTime') + count('late')),
    daysSaved: sum('daysSaved'),
    ratings: count('rated'),
    meanRating: count('rated') === 0 ? null : Math.round((sum('rated') / count('rated')) * 100) / 100,
    ticketsClosed: count('ticketsClosed'),
    ticketsOnTime: count('ticketsOnTime'),
    ticketsRated: count('ticketsRated'),
    ticketsSatisfied: count('ticketsSatisfied'),
  };
}
