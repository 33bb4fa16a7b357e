import type { JsonObject } from '../../platform/contract/json.ts';
import type { Platform } from '../../platform/contract/platform.ts';
import type { View } from '../../platform/contract/views.ts';
import { type OpenCaseRow, openCasesView } from '../open-cases/view.ts';
import { type OpenTicketRow, openTicketsView } from '../open-tickets/view.ts';
import { type Dimensions, type Measures, type PublishedClass, publish } from './publish.ts';

/** What is public of a kind of record as it was at a moment. */
export interface Snapshot<Dimension extends string, Measure extends string> {
  readonly classes: readonly PublishedClass<Dimension, Measure>[];
  /** Names that records gave to codes. */
  readonly names: ReadonlyMap<string, string>;
  readonly asOf: string;
}

/**
 * Explore lists: any filter, group and aggregate over a snapshot in memory, with its freshness stated. Records themselves
 * do not leave this module: lists, files and statistics are all made of the same published classes.
 */
export interface OpenData {
  cases(): Promise<Snapshot<CaseDimension, CaseMeasure>>;
  tickets(): Promise<Snapshot<TicketDimension, TicketMeasure>>;
}

export type CaseDimension = 'quarter' | 'unit' | 'service' | 'outcome' | 'channel';
export type CaseMeasure = 'onTime' | 'daysUsed' | 'promisedDays';
export type TicketDimension = 'quarter' | 'kind' | 'category' | 'town' | 'closed';
export type TicketMeasure = 'onTime' | 'satisfied';

/** The quarter of a date or month: `2026-Q1`. */
export function quarterOf(date: string): string {
  return `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
}

const flag = (value: boolean | null) => (value === null ? null : Number(value));

export const CASES: {
  readonly dimensions: Dimensions<CaseDimension, OpenCaseRow>;
  readonly measures: Measures<CaseMeasure, OpenCaseRow>;
} = {
  dimensions: [
    ['quarter', (row) => quarterOf(row.submittedOn)],
    ['unit', (row) => row.unit],
    ['service', (row) => row.service],
    ['outcome', (row) => row.outcome],
    ['channel', (row) => row.channel],
  ],
  measures: [
    ['onTime', (row) => flag(row.onTime)],
    ['daysUsed', (row) => row.daysUsed],
    ['promisedDays', (row) => row.promisedDays],
  ],
};

export const TICKETS: {
  readonly dimensions: Dimensions<TicketDimension, OpenTicketRow>;
  readonly measures: Measures<TicketMeasure, OpenTicketRow>;
} = {
  dimensions: [
    ['quarter', (row) => quarterOf(row.month)],
    ['kind', (row) => row.kind],
    ['category', (row) => row.category],
    ['town', (row) => row.town],
    ['closed', (row) => (row.closed ? 'yes' : 'no')],
  ],
  measures: [
    ['onTime', (row) => flag(row.onTime)],
    ['satisfied', (row) => flag(row.satisfied)],
  ],
};

/** A snapshot this old is taken anew when the view changed since. */
const FRESH_MS = 2000;

export function openDataOf(platform: Pick<Platform, 'views' | 'clock'>): OpenData {
  return {
    cases: snapshots(platform, openCasesView, (rows: OpenCaseRow[]) => ({
      classes: publish(rows, CASES.dimensions, CASES.measures),
      names: new Map(rows.map((row) => [row.service, row.serviceName])),
    })),
    tickets: snapshots(platform, openTicketsView, (rows: OpenTicketRow[]) => ({
      classes: publish(rows, TICKETS.dimensions, TICKETS.measures),
      names: new Map(rows.map((row) => [row.category, row.categoryName])),
    })),
  };
}

function snapshots<Row, Made extends object>(
  platform: Pick<Platform, 'views' | 'clock'>,
  view: View<Row & JsonObject>,
  make: (rows: Row[]) => Made,
): () => Promise<Made & { readonly asOf: string }> {
  let known: Promise<Made & { readonly asOf: string; readonly revision: string }> | null = null;
  let takenAt = 0;
  const take = async (revision: string) => {
    const asOf = platform.clock.now();
    const rows: Row[] = [];
    for (let afterKey: string | undefined; ; ) {
      const page = await platform.views.scan(view, { limit: 1000, ...(afterKey ? { afterKey } : {}) });
      for (const { row } of page.rows) rows.push(row);
      afterKey = page.next;
      if (afterKey === undefined) return { ...make(rows), asOf, revision };
    }
  };
  return async () => {
    if (known && Date.now() - takenAt < FRESH_MS) return known;
    const revision = await platform.views.revision(view);
    takenAt = Date.now();
    const last = known && (await known);
    if (last?.revision === revision) return last;
    known = take(revision);
    known.catch(() => {
      known = null;
    });
    return known;
  };
}
