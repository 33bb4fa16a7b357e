import type { Measure, UnitPerformance } from '../api/model.ts';

/** The figures of one unit over the months chosen. Shares are of what they are a share of; null when that is nothing. */
export interface Sum {
  readonly unit: UnitPerformance['unit'];
  readonly months: readonly string[];
  readonly submitted: number;
  readonly decided: number;
  readonly onTime: number;
  readonly onTimeRate: number | null;
  readonly daysSaved: number;
  readonly ratings: number;
  readonly meanRating: number | null;
  readonly ticketsClosed: number;
  readonly ticketsOnTimeRate: number | null;
  readonly ticketsSatisfiedRate: number | null;
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** Sums rows of one unit. Rates are recomputed from counts: a mean of monthly rates would weigh quiet months too much. */
export function sumOf(unit: UnitPerformance['unit'], rows: readonly UnitPerformance[]): Sum {
  const total = (pick: (row: UnitPerformance) => number) => rows.reduce((sum, row) => sum + pick(row), 0);
  const decided = total((row) => row.decided);
  const onTime = total((row) => row.onTime);
  const ratings = total((row) => row.ratings);
  const closed = total((row) => row.ticketsClosed);
  return {
    unit,
    months: rows.map((row) => row.month).sort(),
    submitted: total((row) => row.submitted),
    decided,
    onTime,
    onTimeRate: share(onTime, decided),
    daysSaved: total((row) => row.daysSaved),
    ratings,
    meanRating: share(
      total((row) => (row.meanRating ?? 0) * row.ratings),
      ratings,
    ),
    ticketsClosed: closed,
    ticketsOnTimeRate: share(
      total((row) => row.ticketsOnTime),
      closed,
    ),
    ticketsSatisfiedRate: share(
      total((row) => row.ticketsSatisfied),
      total((row) => row.ticketsRated),
    ),
  };
}

/** One sum a unit, those with most decided first. */
export function sumsByUnit(rows: readonly UnitPerformance[]): readonly Sum[] {
  const units = new Map(rows.map((row) => [row.unit.code, row.unit]));
  return [...units.values()]
    .map((unit) =>
      sumOf(
        unit,
        rows.filter((row) => row.unit.code === unit.code),
      ),
    )
    .sort((a, b) => b.decided - a.decided || b.ticketsClosed - a.ticketsClosed);
}

/** Where an axis of on-time rates begins, in per cent: 80, or the ten below the lowest. */
export function axisFrom(sums: readonly Sum[]): number {
  const lowest = Math.min(1, ...sums.map((sum) => sum.onTimeRate ?? 1));
  return Math.max(0, Math.min(80, Math.floor(lowest * 10 - 0.001) * 10));
}

/** The finding that a chart of on-time rates shows, as its title. */
export function finding(sums: readonly Sum[]): string {
  const counted = sums.filter((sum) => sum.onTimeRate !== null);
  if (counted.length === 0) return '所选时段没有办结的件';
  const late = counted.filter((sum) => (sum.onTimeRate ?? 1) < 1);
  const decided = counted.reduce((sum, each) => sum + each.decided, 0);
  const onTime = counted.reduce((sum, each) => sum + each.onTime, 0);
  if (late.length === 0) return `${counted.length}个单位办结${decided}件，全部按时`;
  const worst = late.reduce((a, b) => ((a.onTimeRate ?? 1) <= (b.onTimeRate ?? 1) ? a : b));
  const percent = (value: number) => `${Math.round(value * 1000) / 10}%`;
  return `按时办结率${percent(onTime / decided)}，${worst.unit.name.zh}最低，为${percent(worst.onTimeRate ?? 0)}`;
}

/** The table as CSV for spreadsheets: with a byte order mark, or Excel takes Chinese for something else. */
export function csvOf(header: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const cell = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    // A text that begins like a formula would be run by spreadsheets.
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `\uFEFF${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** The measure that proves a column of the table. */
export const COLUMNS: readonly {
  readonly label: string;
  readonly measure: Measure | null;
  readonly value: (sum: Sum) => number | null;
  readonly kind: 'count' | 'share' | 'mean';
}[] = [
  { label: '收件', measure: null, value: (sum) => sum.submitted, kind: 'count' },
  { label: '办结', measure: 'decided', value: (sum) => sum.decided, kind: 'count' },
  { label: '按时办结率', measure: 'onTime', value: (sum) => sum.onTimeRate, kind: 'share' },
  { label: '节省工作日', measure: 'daysSaved', value: (sum) => sum.daysSaved, kind: 'count' },
  { label: '评价', measure: 'rated', value: (sum) => sum.ratings, kind: 'count' },
  { label: '平均星级', measure: 'rated', value: (sum) => sum.meanRating, kind: 'mean' },
  { label: '工单办结', measure: 'ticketsClosed', value: (sum) => sum.ticketsClosed, kind: 'count' },
  { label: '工单按时率', measure: 'ticketsOnTime', value: (sum) => sum.ticketsOnTimeRate, kind: 'share' },
  { label: '工单满意率', measure: 'ticketsSatisfied', value: (sum) => sum.ticketsSatisfiedRate, kind: 'share' },
];
