import { moneyFigure } from '../../lowcode/money.ts';
import type { Column } from '../../lowcode/register/columns.ts';
import type { Measure } from '../../lowcode/register/question.ts';
import type { Group } from '../../views/records/explore.ts';
import { shownNumber } from '../../views/records/order.ts';

/** What a measure comes to in a group, as people read it; empty where there is nothing to divide or compare. */
export function measureText(
  { of, column }: Measure,
  group: Group | null,
  columns: ReadonlyMap<string, Column>,
): string {
  if (of === 'count' || column === undefined) return String(group?.count ?? 0);
  const sums = group?.sums[column];
  if (!sums || sums.count === 0) return of === 'sum' ? '0' : '';
  const money = columns.get(column)?.type === 'money';
  const text = (millionths: bigint | null, by: bigint) => {
    if (millionths === null) return '';
    const shown = shownNumber(millionths, by, money);
    return money ? moneyFigure(shown) : shown;
  };
  if (of === 'avg') return text(sums.sum, BigInt(sums.count));
  return text(of === 'sum' ? sums.sum : sums[of], 1n);
}
