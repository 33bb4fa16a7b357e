/** Groups smaller than this are not shown: nobody may be recognised in a cell. */
export const SMALLEST_GROUP = 5;

export interface Group {
  readonly codes: readonly (string | null)[];
  readonly count: number;
  readonly onTimeRate: number | null;
  readonly meanDaysUsed: number | null;
  readonly satisfactionRate: number | null;
}

export interface Statistics {
  readonly groups: readonly Group[];
  /** Groups that were left out. */
  readonly suppressed: number;
  readonly total: number;
}

interface Measured {
  readonly onTime: boolean | null;
  readonly daysUsed?: number | null;
  readonly satisfied?: boolean | null;
}

interface Sums {
  readonly codes: readonly (string | null)[];
  count: number;
  onTime: number;
  timed: number;
  days: number;
  counted: number;
  satisfied: number;
  rated: number;
}

/**
 * Counts rows by the values of some dimensions. Groups of fewer than five are left out; when exactly one is, the smallest
 * other goes with it, or its size could be worked out from the total.
 */
export function groupBy<Row extends Measured>(
  rows: Iterable<Row>,
  dimensions: readonly ((row: Row) => string | null)[],
): Statistics {
  const groups = new Map<string, Sums>();
  let total = 0;
  for (const row of rows) {
    total += 1;
    const codes = dimensions.map((dimension) => dimension(row));
    const key = JSON.stringify(codes);
    let sums = groups.get(key);
    if (!sums) {
      sums = { codes, count: 0, onTime: 0, timed: 0, days: 0, counted: 0, satisfied: 0, rated: 0 };
      groups.set(key, sums);
    }
    add(sums, row);
  }
  const kept = [...groups.values()].sort((a, b) => b.count - a.count || compare(a.codes, b.codes));
  let suppressed = 0;
  while (kept.length > 0 && ((kept.at(-1)?.count ?? 0) < SMALLEST_GROUP || suppressed === 1)) {
    kept.pop();
    suppressed += 1;
  }
  return { groups: kept.map(groupOf), suppressed, total: total < SMALLEST_GROUP ? 0 : total };
}

function add(sums: Sums, row: Measured): void {
  sums.count += 1;
  if (row.onTime !== null) {
    sums.timed += 1;
    if (row.onTime) sums.onTime += 1;
  }
  if (row.daysUsed !== null && row.daysUsed !== undefined) {
    sums.counted += 1;
    sums.days += row.daysUsed;
  }
  if (row.satisfied !== null && row.satisfied !== undefined) {
    sums.rated += 1;
    if (row.satisfied) sums.satisfied += 1;
  }
}

/** A rate over fewer than five is not shown either. */
function groupOf(sums: Sums): Group {
  const rate = (part: number, of: number) => (of < SMALLEST_GROUP ? null : Math.round((part / of) * 10_000) / 10_000);
  return {
    codes: sums.codes,
    count: sums.count,
    onTimeRate: rate(sums.onTime, sums.timed),
    meanDaysUsed: sums.counted < SMALLEST_GROUP ? null : Math.round((sums.days / sums.counted) * 100) / 100,
    satisfactionRate: rate(sums.satisfied, sums.rated),
  };
}

function compare(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
