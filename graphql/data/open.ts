import { Refusal } from '../../events/stream.ts';
import { quarterWords } from '../../lowcode/dates.ts';
import { words } from '../../lowcode/words.ts';
import {
  type CaseDimension,
  type CaseMeasure,
  quarterOf,
  type TicketDimension,
  type TicketMeasure,
} from '../../views/open-data/dimensions.ts';
import type { PublishedClass } from '../../views/open-data/publish.ts';
import { groupBy, meanOf, type Statistics } from '../../views/open-data/statistics.ts';
import type { Page } from '../connection.ts';
import type { Context } from '../context.ts';
import { divisionByCode } from '../service/divisions.ts';
import { byQuarterAndSize, NONE, pageOf, rate } from './lines.ts';
import { monthRange } from './months.ts';

export interface CaseFilter {
  readonly service?: string | null;
  readonly unit?: string | null;
  readonly channel?: string | null;
  readonly outcome?: string | null;
  /** Dates; a date stands for its quarter. */
  readonly from?: string | null;
  readonly to?: string | null;
}

export interface TicketFilter {
  readonly kind?: string | null;
  readonly category?: string | null;
  readonly town?: string | null;
  /** Months; a month stands for its quarter. */
  readonly from?: string | null;
  readonly to?: string | null;
}

type CaseClass = PublishedClass<CaseDimension, CaseMeasure>;
type TicketClass = PublishedClass<TicketDimension, TicketMeasure>;

/** The classes of a snapshot that a filter names, in the order of lists and files: newest quarter first, then the largest. */
function matching<One extends CaseClass | TicketClass>(
  classes: readonly One[],
  { from, to, ...wanted }: { readonly from?: string | null; readonly to?: string | null },
): readonly One[] {
  const exact = Object.entries(wanted).filter(([, value]) => value !== null && value !== undefined);
  return classes
    .filter(({ values }) => {
      const { quarter } = values;
      if (from && (quarter === null || quarter < quarterOf(from))) return false;
      if (to && (quarter === null || quarter > quarterOf(to))) return false;
      return exact.every(([name, value]) => (values as Record<string, unknown>)[name] === value);
    })
    .sort(byQuarterAndSize);
}

/** Lines of cases as everybody may read them: the same in lists and in the file. Throws BAD_RANGE. */
export async function caseLines(context: Context, filter: CaseFilter) {
  const { classes, names } = await context.openData.cases();
  inOrder(filter);
  return matching(classes, filter).map(({ key, values, count, sums }) => ({
    key,
    ...values,
    serviceName: values.service && (names.get(values.service) ?? values.service),
    unitName: async () => values.unit && ((await context.loaders.unit(values.unit))?.name.zh ?? values.unit),
    count,
    onTimeRate: rate(sums.onTime),
    meanDaysUsed: meanOf(sums.daysUsed, 1),
    meanPromisedDays: meanOf(sums.promisedDays, 1),
  }));
}

/** The same for tickets. Throws BAD_MONTH, BAD_RANGE. */
export async function ticketLines(context: Context, filter: TicketFilter) {
  monthRange(filter);
  const { classes, names } = await context.openData.tickets();
  return matching(classes, filter).map(({ key, values, count, sums }) => ({
    key,
    ...values,
    closed: values.closed === null ? null : values.closed === 'yes',
    categoryName: values.category && (names.get(values.category) ?? values.category),
    townName: async () => values.town && (await divisionByCode(context, values.town)).name,
    count,
    onTimeRate: rate(sums.onTime),
    satisfactionRate: rate(sums.satisfied),
  }));
}

export async function openCases(context: Context, args: Page & { filter?: CaseFilter | null }) {
  return pageOf(await caseLines(context, args.filter ?? {}), args);
}

export async function openTickets(context: Context, args: Page & { filter?: TicketFilter | null }) {
  return pageOf(await ticketLines(context, args.filter ?? {}), args);
}

export async function openCaseStatistics(
  context: Context,
  args: { filter?: CaseFilter | null; groupBy: readonly CaseDimension[] },
) {
  inOrder(args.filter ?? {});
  const { classes, names, asOf } = await context.openData.cases();
  const statistics = groupBy(matching(classes, args.filter ?? {}), dimensions(args.groupBy));
  return shown(statistics, asOf, args.groupBy, async (dimension, code) => {
    if (dimension === 'service') return names.get(code) ?? code;
    if (dimension === 'unit') return (await context.loaders.unit(code))?.name.zh ?? code;
    if (dimension === 'channel') return words.channel[code as keyof typeof words.channel].zh;
    if (dimension === 'outcome') return words.caseOutcome[code as keyof typeof words.caseOutcome].zh;
    return quarterWords(code);
  });
}

export async function openTicketStatistics(
  context: Context,
  args: { filter?: TicketFilter | null; groupBy: readonly TicketDimension[] },
) {
  monthRange(args.filter ?? {});
  const { classes, names, asOf } = await context.openData.tickets();
  const statistics = groupBy(matching(classes, args.filter ?? {}), dimensions(args.groupBy));
  return shown(statistics, asOf, args.groupBy, async (dimension, code) => {
    if (dimension === 'category') return names.get(code) ?? code;
    if (dimension === 'town') return (await divisionByCode(context, code)).name;
    if (dimension === 'kind') return words.ticketKind[code as keyof typeof words.ticketKind].zh;
    if (dimension === 'closed') return code === 'yes' ? '已办结' : '办理中';
    return quarterWords(code);
  });
}

function inOrder({ from, to }: CaseFilter): void {
  if (from && to && from > to) throw new Refusal('BAD_RANGE', '起始日期晚于截止日期');
}

const MOST_DIMENSIONS = 3;

/** Throws TOO_MANY_DIMENSIONS; BAD_DIMENSION for one that is asked twice. */
function dimensions<Dimension extends string>(asked: readonly Dimension[]): readonly Dimension[] {
  if (asked.length > MOST_DIMENSIONS) throw new Refusal('TOO_MANY_DIMENSIONS', '最多按三个维度分组');
  if (new Set(asked).size < asked.length) throw new Refusal('BAD_DIMENSION', '同一个维度只能用一次');
  return asked;
}

async function shown(
  { groups, suppressed, total }: Statistics<string>,
  asOf: string,
  asked: readonly string[],
  label: (dimension: string, code: string) => Promise<string>,
) {
  const rows = await Promise.all(
    groups.map(async ({ codes, count, sums }) => ({
      codes,
      count,
      group: await Promise.all(codes.map((code, i) => (code === null ? null : label(asked[i] ?? '', code)))),
      onTimeRate: rate(sums.onTime),
      meanDaysUsed: meanOf(sums.daysUsed ?? NONE, 1),
      satisfactionRate: rate(sums.satisfied),
    })),
  );
  return { rows, suppressed, total, asOf };
}
