import { Refusal } from '../../events/stream.ts';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Checks a month, `YYYY-MM`. Throws BAD_MONTH. */
export function needMonth(month: string): void {
  if (!MONTH.test(month)) throw new Refusal('BAD_MONTH', '月份应写作 2026-03 这样的形式');
}

/** Checks both ends of a range of months, each of which may be missing. Throws BAD_MONTH, BAD_RANGE. */
export function monthRange({ from, to }: { readonly from?: string | null; readonly to?: string | null }): void {
  for (const month of [from, to]) if (month !== null && month !== undefined) needMonth(month);
  if (from && to && from > to) throw new Refusal('BAD_RANGE', '起始月份晚于截止月份');
}
