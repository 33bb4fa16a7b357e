/** Something a benchmark set out to reach. */
export interface Target {
  readonly what: string;
  /** e.g. '4.1 x' or '31,204/s'. */
  readonly measured: string;
  readonly wanted: string;
  readonly met: boolean;
}

export interface Benchmark {
  /**
   * Measures side by side, prints its tables, and returns how it stands against its targets. Throws when what it measured was not right
   * (a lost append, a wrong row): a fast wrong answer counts for nothing.
   */
  run(): Promise<readonly Target[]>;
}

/** Prints rows under their column names, numbers to the right. */
export function printTable(title: string, rows: readonly Readonly<Record<string, string>>[]): void {
  const columns = Object.keys(rows[0] ?? {});
  const widths = columns.map((column) => Math.max(...[column, ...rows.map((row) => row[column] ?? '')].map(width)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? pad(cell, widths[i], false) : pad(cell, widths[i], true))).join('  ');
  console.log(`\n${title}`);
  console.log(`  ${line(columns)}`);
  for (const row of rows) console.log(`  ${line(columns.map((column) => row[column] ?? ''))}`);
}

function pad(cell: string, to: number | undefined, left: boolean): string {
  const space = ' '.repeat(Math.max(0, (to ?? 0) - width(cell)));
  return left ? space + cell : cell + space;
}

/** Columns of a terminal: Chinese characters take two. */
function width(text: string): number {
  return [...text].reduce((sum, char) => sum + (/\p{Script=Han}/u.test(char) ? 2 : 1), 0);
}

export const rate = (perSecond: number): string => `${Math.round(perSecond).toLocaleString('en')}/s`;
export const ms = (milliseconds: number): string => `${milliseconds.toFixed(2)} ms`;
export const ratio = (value: number): string => `${value.toFixed(value < 10 ? 2 : 1)} x`;

/** The value below which `share` (0 to 1) of the sorted values lie. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
