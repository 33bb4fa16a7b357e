import { type CountedEvent, countedEvents, type Measure, measuresOf, placeOf } from '../performance/measures.ts';
import { view } from '../view.ts';

/** One fact behind performance figures, with where it stands in the log. */
export interface EvidenceRow {
  readonly unit: string;
  readonly month: string;
  readonly stream: string;
  readonly event: string;
  readonly ordinal: number;
  readonly lane: number;
  readonly position: number;
  readonly on: string;
  readonly values: { readonly [measure in Measure]?: number };
}

export const evidenceView = view<EvidenceRow, CountedEvent>({
  name: 'evidence',
  version: 2,
  rowsPerStream: true,
  events: countedEvents,
  route: (event) => (measuresOf(event).length > 0 ? [`${event.stream}@${event.ordinal}.${event.index}`] : []),
  evolve(_row, event) {
    const { stream, ordinal, lane, position, type } = event;
    const values = Object.fromEntries(measuresOf(event));
    return { ...placeOf(event), stream, event: type, ordinal, lane, position, on: event.data.today, values };
  },
  indexes: {
    byMeasure: (row) =>
      Object.keys(row.values).map((measure) => ({ partition: `${row.unit}/${row.month}/${measure}`, sort: row.on })),
  },
});
