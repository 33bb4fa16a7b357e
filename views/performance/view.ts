import { view } from '../view.ts';
import { type CountedEvent, countedEvents, type Measure, measuresOf, placeOf } from './measures.ts';

/** Figures of a unit in a month, as far as one lane knows them: lanes are summed on reading. */
export interface PerformanceRow {
  readonly unit: string;
  readonly month: string;
  readonly sums: { readonly [measure in Measure]?: number };
  /** Facts behind each sum. */
  readonly counts: { readonly [measure in Measure]?: number };
}

export const performanceView = view<PerformanceRow, CountedEvent>({
  name: 'performance',
  version: 2,
  events: countedEvents,
  route(event) {
    if (measuresOf(event).length === 0) return [];
    const { unit, month } = placeOf(event);
    return [`${month}/${unit}/${event.lane}`];
  },
  evolve(row, event) {
    const sums = { ...row?.sums };
    const counts = { ...row?.counts };
    for (const [measure, value] of measuresOf(event)) {
      sums[measure] = (sums[measure] ?? 0) + value;
      counts[measure] = (counts[measure] ?? 0) + 1;
    }
    return { ...placeOf(event), sums, counts };
  },
  indexes: {
    byUnit: (row) => [{ partition: row.unit, sort: row.month }],
  },
});
